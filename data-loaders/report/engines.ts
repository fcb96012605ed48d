import {join} from "node:path";
import {openEngines} from "../../src/indicators/engine/open.ts";
import type {Query} from "../../src/indicators/engine/load.ts";
import {type Method, reportMethod} from "../../src/indicators/method.ts";
import type {Engines} from "../../src/indicators/snapshot.ts";
import {InputError} from "../console/input-error.ts";
import {loadReportConfig} from "../report-config.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {quote} from "../../src/text/sql.ts";
import {byDataset} from "../../src/terms/lenses.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {type Manifest, readManifest} from "../warehouse/manifest.ts";

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
 * @throws InputError when there is no build, or the configuration is invalid
 */
export async function openBuild(out: string, config?: ReportConfig): Promise<OpenBuild> {
  config ??= await loadReportConfig();
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const db = await WorkDatabase.open();
  try {
    // Keeps the order of rows, since sums of floating-point numbers depend on it.
    await db.run("SET preserve_insertion_order = true");
    for (const {name} of manifest.tables)
      await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(join(out, manifest.build, `${name}.parquet`))})`);
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
