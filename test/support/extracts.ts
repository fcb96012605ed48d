import {join} from "node:path";
import {createLocator} from "../../data-loaders/regions/locate.ts";
import {loadGazetteer} from "../../data-loaders/regions/gazetteer.ts";
import {loadRegions} from "../../data-loaders/regions/regions.ts";
import {createSideTables} from "../../data-loaders/warehouse/dataset-tables.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import type {Source, SourceContext, SourceResult} from "../../data-loaders/sources/source.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";

const folder = join(projectRoot, "data/regions");
const regions = await loadRegions(folder);
const locator = createLocator({regions, gazetteer: await loadGazetteer(folder)});

/** A document that a reader has put into the database, with its codes and locations as text. */
export interface ReadDocument {
  document: number;
  year: number;
  amount: number | null;
  codes: string[];
  /** Shares by location code. */
  places: Record<string, number>;
}

/** Runs the reader of a source over a folder, and returns what it has read. */
export async function readSource(
  {read}: Pick<Source, "read">,
  extracts: string,
  options: Partial<Pick<SourceContext, "years" | "limits" | "locatePatentsBy" | "dealTypes">> = {}
): Promise<{documents: ReadDocument[]; result: SourceResult}> {
  const db = await WorkDatabase.open();
  try {
    await createSideTables(db);
    const result = await read({
      db,
      folder: extracts,
      years: [2000, 2030],
      regions,
      locator,
      locatePatentsBy: "inventors",
      dealTypes: ["equity"],
      limits: {},
      note: () => {},
      ...options
    });
    const rows = await db.rows(`
      SELECT document, year, amount,
        coalesce(
          (SELECT list_sort(list_distinct(list(symbol))) FROM document_codes JOIN code_symbols USING (key) WHERE document = documents.document),
          (SELECT list_sort(list_distinct(list(symbol))) FROM fallback_codes JOIN code_symbols USING (key) WHERE document = documents.document)
        ) AS codes,
        (SELECT list({'location': location, 'share': share} ORDER BY location) FROM (
          SELECT location, sum(share) AS share FROM document_locations WHERE document = documents.document AND location IS NOT NULL GROUP BY location)) AS places
      FROM documents WHERE document NOT IN (FROM other_documents) ORDER BY document`);
    const code = new Map(regions.locations.map((at) => [at.location, at.code]));
    const documents = rows.map((row) => ({
      document: Number(row.document),
      year: Number(row.year),
      amount: row.amount === null ? null : Number(row.amount),
      codes: (row.codes ?? []) as string[],
      places: Object.fromEntries(
        ((row.places ?? []) as {location: number; share: number}[]).map(({location, share}) => [
          code.get(location)!,
          Number(share.toFixed(6))
        ])
      )
    }));
    return {documents, result};
  } finally {
    db.close();
  }
}

/** Number of rows left out, by reason. */
export function dropped(result: SourceResult): Record<string, number> {
  return Object.fromEntries(result.account.drops.map(({reason, rows}) => [reason, rows]));
}
