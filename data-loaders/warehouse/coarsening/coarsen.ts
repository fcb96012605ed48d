import {familySql} from "../../../src/indicators/engine/load.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {runScript} from "../../duckdb/script.ts";
import {type CodedDataset, dropTables, numberSets} from "../dataset-tables.ts";

/** The least number of documents that share a published set of codes or of places: k-anonymity with k = 3. */
export const leastDocuments = 3;

/** What coarsening did to the documents of a dataset. */
export interface CoarseningAccount {
  /** The least number of documents of a published set. */
  least: number;
  /** Documents before. */
  documents: number;
  /** Those of which the published set of codes is not their own. */
  recoded: number;
  /** Those of them that count for another set of domains: for another family, or for one domain less. */
  reassigned: number;
  /** Documents that lost a place. */
  displaced: number;
  /** Documents that are left out, since none of their codes, or of their places, has enough documents. */
  suppressed: number;
}

const script = (name: string) => new URL(`./${name}.sql`, import.meta.url);

/**
 * Makes the documents of the current schema coarser, so that each published set of codes and each published set of
 * places belongs to at least `leastDocuments` of them. It replaces the published tables of `numberSets`, and needs the
 * links; docs/disclosure.md explains the method.
 *
 * Codes that no threshold can link become their family (generalisation). Rare combinations of technologies and families
 * exchange one family for a neighbour (univariate microaggregation), rare sets of codes take those of documents with
 * the same combination, and rare sets of places lose a place or take the mean of their shares.
 */
export async function coarsen(db: WorkDatabase, source: CodedDataset): Promise<CoarseningAccount> {
  const {vocabulary} = source;
  const documents = await countRows(db);
  await db.run(`CREATE OR REPLACE TEMP MACRO code_family(symbol) AS ${familySql(vocabulary)}`);
  await runScript(db, script("codes-general"), {vocabulary});
  // Leaving documents out can make the sets of others rare.
  for (let before = Infinity, now = documents; now < before;) {
    await mergePlaces(db);
    await mergeCodes(db, vocabulary);
    await runScript(db, script("rows-rare"));
    [before, now] = [now, await countRows(db)];
  }
  await runScript(db, script("places-finish"), {least: leastDocuments});
  await runScript(db, script("codes-finish"), {least: leastDocuments});
  await runScript(db, script("rows-finish"), {vocabulary});
  const account = await describe(db, documents);
  await replaceTables(db);
  await numberSets(db, source);
  return account;
}

async function countRows(db: WorkDatabase): Promise<number> {
  return await db.number("SELECT coalesce(sum(documents), 0)::DOUBLE FROM rows");
}

async function mergePlaces(db: WorkDatabase): Promise<void> {
  await runScript(db, script("places-prepare"));
  for (let length = await longest(db, "place_combinations"); length > 0; --length)
    await runScript(db, script("places-step"), {length, least: leastDocuments});
}

async function mergeCodes(db: WorkDatabase, vocabulary: string): Promise<void> {
  await runScript(db, script("codes-prepare"), {vocabulary});
  for (let length = await longest(db, "combinations"); length > 0; --length)
    await runScript(db, script("codes-step"), {length, least: leastDocuments});
}

async function longest(db: WorkDatabase, table: string): Promise<number> {
  return await db.number(`SELECT coalesce(max(len(target)), 0) FROM ${table}`);
}

async function describe(db: WorkDatabase, documents: number): Promise<CoarseningAccount> {
  const sum = (condition: string, from: string) =>
    db.number(`SELECT coalesce(sum(rows.documents) FILTER (${condition}), 0)::DOUBLE FROM rows JOIN ${from}`);
  const sets = "exact_sets USING (code_set)";
  return {
    least: leastDocuments,
    documents,
    recoded: await sum("published_codes.codes <> exact_sets.codes", `${sets} JOIN published_codes USING (code_set)`),
    reassigned: await sum("target <> domains", `${sets} JOIN combinations USING (domains)`),
    displaced: await sum(
      "len(places) < places_before",
      `published_places USING (location_set)
      JOIN (SELECT location_set, count(*) AS places_before FROM location_sets GROUP BY location_set)
        USING (location_set)`
    ),
    suppressed: documents - (await countRows(db))
  };
}

/** Puts the coarse rows in the place of the folded documents. */
async function replaceTables(db: WorkDatabase): Promise<void> {
  await dropTables(db);
  await db.run(`
    CREATE TABLE lost (unplaced BIGINT);
    ALTER TABLE coarse_rows RENAME TO folded;
    DROP TABLE code_symbols;
    ALTER TABLE coarse_symbols RENAME TO code_symbols;`);
}
