import type {WorkDatabase} from "../duckdb/database.ts";
import type {Years} from "../../src/terms/lenses.ts";

/**
 * Reduces the documents of the current schema to those of a period, and gives all of them its last year, so that no
 * table tells one year from another. It changes `documents` and what `numberSets` has made of them.
 * @param window the years that the report covers
 * @returns the first and last year of the documents that are left, within the window, and the numbers of all documents
 * and of those outside it; undefined if none is left
 */
export async function poolYears(
  db: WorkDatabase,
  [from, to]: Years
): Promise<{years: Years; total: number; outside: number} | undefined> {
  const inWindow = `year BETWEEN ${from} AND ${to}`;
  const [row] = await db.rows(
    `SELECT (min(year) FILTER (${inWindow}))::INTEGER AS first, (max(year) FILTER (${inWindow}))::INTEGER AS last,
      sum(documents)::DOUBLE AS total, coalesce(sum(documents) FILTER (NOT (${inWindow})), 0)::DOUBLE AS outside
    FROM rows`
  );
  if (row!.last === null) return undefined;
  const [first, last] = [Number(row!.first), Number(row!.last)];
  await db.run(`
    CREATE OR REPLACE TABLE documents AS
    SELECT * REPLACE (${last}::SMALLINT AS year) FROM documents WHERE ${inWindow};
    CREATE OR REPLACE TABLE rows AS
    SELECT ${last}::SMALLINT AS year, location_set, code_set, other, sum(documents)::INTEGER AS documents,
      sum(disclosed)::INTEGER AS disclosed, sum(amount::DECIMAL(38, 6))::DOUBLE AS amount
    FROM rows WHERE ${inWindow}
    GROUP BY location_set, code_set, other;
    DELETE FROM code_sets WHERE code_set NOT IN (SELECT code_set FROM rows);
    DELETE FROM location_sets WHERE location_set NOT IN (SELECT location_set FROM rows);`);
  return {years: [first, last], total: Number(row!.total), outside: Number(row!.outside)};
}
