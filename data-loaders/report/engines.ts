import {join} from "node:path";
import {openEngines} from "../../src/indicators/engine/open.ts";
import type {Query} from "../../src/indicators/engine/load.ts";
import {type Method, reportMethod} from "../../src/indicators/method.ts";
import type {Engines} from "../../src/indicators/snapshot.ts";
import {InputError} from "../console/input-error.ts";
import {configFile, loadReportConfig} from "../report-config.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {readParquetSql} from "../duckdb/read-files.ts";
import {byDataset, type Dataset, lensOf, type Years} from "../../src/terms/lenses.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {type Manifest, pooledYears, readManifest} from "../warehouse/manifest.ts";

/** An open build: its tables for queries, and the engines over them. */
export interface OpenBuild {
  manifest: Manifest;
  config: ReportConfig;
  /** The report's choices of method. */
  method: Method;
  query: Query;
  /** Over the years that the report covers. */
  engines: Engines;
  close(): void;
}

/**
 * Opens a build in native DuckDB, with the tables and engines that the site has in the browser.
 * @param out folder of a build
 * @param config by default the project's own
 * @throws InputError when there is no build, the configuration is invalid, or the report covers only a part of the
 * years that the build publishes together
 */
export async function openBuild(out: string, config?: ReportConfig): Promise<OpenBuild> {
  config ??= await loadReportConfig();
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  requireReportYears(manifest, config);
  const db = await WorkDatabase.open();
  try {
    // Keeps the order of rows, since sums of floating-point numbers depend on it.
    await db.run("SET preserve_insertion_order = true");
    for (const {name} of manifest.tables)
      await db.run(`CREATE VIEW ${name} AS FROM ${readParquetSql(join(out, manifest.build, `${name}.parquet`))}`);
    const query: Query = async (sql) => (await db.columns(sql)) as Record<string, ArrayLike<unknown>>;
    const engines = await openEngines(query, manifest.classification.thresholds.vocabularies, {
      years: byDataset(config.years)
    });
    const method = {...reportMethod, benchmark: config.benchmark};
    return {manifest, config, method, query, engines, close: () => db.close()};
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Years that are published together count as a whole: the report must cover all of them. */
function requireReportYears(manifest: Manifest, {years}: ReportConfig): void {
  for (const [dataset, pooled] of Object.entries(pooledYears(manifest)) as [Dataset, Years][]) {
    const lens = lensOf(dataset);
    const [first, last] = years[lens];
    if (pooled[0] < first || pooled[1] > last)
      throw new InputError(
        `years.${lens}: the report covers ${first}–${last}, but the data publish ${pooled.join("–")} together`,
        {file: configFile, advice: `run npm run data with your ${lens} again, or restore the years`}
      );
  }
}
