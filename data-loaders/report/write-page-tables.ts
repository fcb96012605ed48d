import {createReadStream} from "node:fs";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {type IndicatorRow, rowsOf} from "../../src/indicators/rows.ts";
import {SnapshotMemory, takeSnapshot} from "../../src/indicators/snapshot.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import type {JudgedClaim} from "../../src/prerender/claims-html.ts";
import {InputError} from "../console/input-error.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {withTemporaryFolder} from "../folders/work-folder.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {type ManifestTable, pooledYears} from "../warehouse/manifest.ts";
import {writeTable} from "../warehouse/parquet.ts";
import {placingClaims} from "./claim-place.ts";
import {openBuild, type OpenBuild} from "./engines.ts";
import {type PageTable, pageTables, type PageTableSpec} from "./page-tables.ts";
import {europeOutlines} from "../regions/outlines.ts";
import {ensureReport} from "./report.ts";
import {reportPlaces} from "./values.ts";
import {readYears} from "../../src/narrative/tables.ts";
import {lenses} from "../../src/terms/lenses.ts";

type Cell = string | number | null;

/** Rows of the table `indicators`, in the order of its columns: one for each region, technology and lens. */
export async function* indicatorRows(build: OpenBuild): AsyncGenerator<readonly Cell[]> {
  // Regions share the results that do not depend on the region.
  const memory = new SnapshotMemory();
  const held = await readYears(build.query, build.config.years, pooledYears(build.manifest));
  const shown = lenses.filter((one) => held[one] !== undefined);
  const names = pageTables.indicators.columns.map(({name}) => name as keyof IndicatorRow | "level");
  for (const region of await reportPlaces(build)) {
    const snapshot = takeSnapshot(build.engines, {region, method: build.method, memory});
    for (const row of rowsOf(snapshot, shown)) yield names.map((name) => (name === "level" ? region.level : row[name]));
  }
}

/** Rows of the table `claims`, in the order of its columns. */
function claimRows(claims: readonly JudgedClaim[]): Cell[][] {
  return claims.map(
    ({
      id,
      section,
      kind,
      scope,
      technologies,
      wording,
      publishedText,
      computedText,
      judgement: {verdict, reason, alternativesHolding, alternativesTried}
    }) => [
      id,
      section,
      kind,
      scope,
      technologies.join(","),
      wording,
      verdict,
      alternativesTried === 0 ? null : alternativesHolding / alternativesTried,
      reason,
      publishedText || null,
      computedText || null
    ]
  );
}

/** The build, and the number of specifications that test claims. */
export type PageTableOptions = Parameters<typeof ensureReport>[0];

/**
 * Brings the current build up to date and writes one of its computed tables to a stream, as Parquet.
 * @throws InputError for an unknown table, and when there are no data
 */
export async function publishPageTable(name: string, output: NodeJS.WritableStream): Promise<void> {
  if (!Object.hasOwn(pageTables, name))
    throw new InputError(`unknown table: ${name}`, {advice: `use one of ${Object.keys(pageTables).join(", ")}`});
  await withTemporaryFolder("page-table", async (folder) => {
    await writePageTable(name as PageTable, folder);
    await pipeline(createReadStream(join(folder, `${name}.parquet`)), output, {end: false});
  });
}

/**
 * Brings the current build up to date and writes `<name>.parquet` into a folder.
 * @returns the table's entry, as in a manifest
 */
export async function writePageTable(
  name: PageTable,
  folder: string,
  options: PageTableOptions = {}
): Promise<ManifestTable> {
  await ensureWarehouse(options);
  const rows =
    name === "claims"
      ? claimRows(await judgedClaims(await ensureReport(options)))
      : await allIndicators(options.out ?? defaultOut);
  return await writeParquet(pageTables[name], rows, folder);
}

async function judgedClaims(report: ReportData): Promise<readonly JudgedClaim[]> {
  // Imported only here: it imports the modules of the figures, which the other table does not need.
  const {loadRenderer} = await import("../../src/prerender/load.ts");
  const outlines = await europeOutlines();
  return await placingClaims(async () => (await loadRenderer({report, outlines})).judged);
}

async function allIndicators(out: string): Promise<(readonly Cell[])[]> {
  const build = await openBuild(out);
  try {
    const rows: (readonly Cell[])[] = [];
    for await (const row of indicatorRows(build)) rows.push(row);
    return rows;
  } finally {
    build.close();
  }
}

async function writeParquet(
  spec: PageTableSpec,
  rows: Iterable<readonly Cell[]>,
  folder: string
): Promise<ManifestTable> {
  const db = await WorkDatabase.open();
  try {
    await db.insert(spec.name, Object.fromEntries(spec.columns.map(({name, type}) => [name, type])), rows);
    return await writeTable(db, {...spec, dataset: null, source: `main.${spec.name}`}, folder);
  } finally {
    db.close();
  }
}
