import type {WorkDatabase} from "../duckdb/database.ts";
import {runScript} from "../duckdb/script.ts";
import type {Remains, SourceAccount} from "../sources/tally.ts";
import type {Dataset, Vocabulary} from "../../src/terms/lenses.ts";

/** A dataset of a build, and the vocabulary of its codes. */
export interface CodedDataset {
  dataset: Dataset;
  vocabulary: Vocabulary;
}

/** Pairs of document and code that are folded at a time. */
const bucketPairs = 4_000_000;

/** Creates the tables of a dataset without documents, as `numberSets` would leave them. */
export async function createEmptyTables(db: WorkDatabase): Promise<void> {
  await db.run(`
    CREATE TABLE rows (year SMALLINT, location_set INTEGER, code_set INTEGER, other BOOLEAN, documents INTEGER,
      disclosed INTEGER, amount DOUBLE);
    CREATE TABLE code_sets (code_set INTEGER, code INTEGER);
    CREATE TABLE location_sets (location_set INTEGER, location SMALLINT, share DOUBLE);`);
}

/**
 * Creates the tables that only deals fill: the documents that do not count as start-up funding, and what the disclosure
 * rule withholds.
 */
export async function createSideTables(db: WorkDatabase): Promise<void> {
  await db.run(`
    CREATE TABLE other_documents (document BIGINT);
    CREATE TABLE withheld (location SMALLINT, code INTEGER, other BOOLEAN);`);
}

/**
 * Removes from `main.codes` what only documents gave and no published table has: the codes of documents that were left
 * out or made coarser.
 */
export async function dropUnpublishedCodes(
  db: WorkDatabase,
  sources: readonly Pick<CodedDataset, "dataset">[]
): Promise<void> {
  const borne = sources.map(({dataset}) => `UNION ALL SELECT code FROM ${dataset}.code_sets`);
  await db.run(`
    DELETE FROM main.codes
    WHERE (vocabulary, symbol) NOT IN (SELECT (vocabulary, symbol) FROM main.vocabulary_entries)
      AND code NOT IN (SELECT code FROM main.links ${borne.join(" ")})`);
}

/** Removes the tables of `fold` and `numberSets`, so that the dataset can be folded again. */
export async function dropTables(db: WorkDatabase): Promise<void> {
  for (const table of [
    "folded",
    "lost",
    "code_ids",
    "numbered_code_sets",
    "numbered_location_sets",
    "rows",
    "code_sets",
    "location_sets"
  ])
    await db.run(`DROP TABLE ${table}`);
}

/**
 * Folds the documents of the current schema into `folded`. Adds those without a code or place to the account, and those
 * that do not count as start-up funding.
 * @returns how many documents of the chosen years there were, and how many are left
 */
export async function fold(db: WorkDatabase, account: SourceAccount): Promise<Remains> {
  await db.run(`
    CREATE TABLE folded (year SMALLINT, codes INTEGER[], places STRUCT(location SMALLINT, share DOUBLE)[],
      other BOOLEAN, documents INTEGER, disclosed INTEGER, amount DOUBLE);
    CREATE TABLE lost (unplaced BIGINT);`);
  const buckets = Math.max(1, Math.ceil((await db.number("SELECT count(*) FROM document_codes")) / bucketPairs));
  for (let bucket = 0; bucket < buckets; ++bucket) {
    await runScript(db, new URL("./fold.sql", import.meta.url), {buckets, bucket});
  }
  const [row] = await db.rows(`
    SELECT (SELECT count(*) FROM documents)::DOUBLE AS total,
      (SELECT coalesce(sum(documents), 0) FROM folded)::DOUBLE AS kept,
      (SELECT coalesce(sum(documents), 0) FROM folded WHERE other)::DOUBLE AS others,
      sum(unplaced)::DOUBLE AS unplaced
    FROM lost`);
  const [total, kept, unplaced] = [Number(row!.total), Number(row!.kept), Number(row!.unplaced)];
  const others = Number(row!.others);
  for (const [reason, rows] of [
    ["no-location", unplaced],
    ["no-code", total - kept - unplaced],
    ["other-type", others]
  ] as const) {
    if (rows > 0) account.drops.push({reason, rows, share: rows / total});
  }
  account.documents = kept - others;
  return {total, kept, others};
}

/**
 * Numbers all codes in `main.codes`. A code that the vocabulary lacks takes the title that a source gives it; a CPC
 * main group without a title of its own takes that of its subclass.
 * @returns for each dataset, the number of codes that the vocabulary lacks and whose title the source gives
 */
export async function numberCodes(
  db: WorkDatabase,
  sources: readonly CodedDataset[]
): Promise<Partial<Record<Dataset, number>>> {
  const given = sources.map(
    ({dataset, vocabulary}) =>
      `UNION ALL SELECT '${dataset}', '${vocabulary}', symbol, label FROM ${dataset}.code_symbols`
  );
  await db.run(`
    SET search_path = 'main';
    CREATE TEMP TABLE given_titles AS
    FROM (SELECT '' AS dataset, vocabulary, symbol, label FROM vocabulary_entries WHERE false ${given.join(" ")});
    CREATE TABLE codes AS
    SELECT (
        -- Industries that the vocabulary lacks come last: where they are not published, no gap tells of them.
        row_number() OVER (
          ORDER BY seen.vocabulary = 'industry' AND own.label IS NULL, seen.vocabulary, seen.symbol
        )
      )::INTEGER AS code, seen.vocabulary, seen.symbol,
      coalesce(own.label, seen.label, above.label) AS label,
      CASE WHEN own.label IS NULL THEN above.wording ELSE own.wording END AS wording
    FROM (
      SELECT vocabulary, symbol, min(label) AS label
      FROM (
        SELECT vocabulary, symbol, NULL AS label FROM vocabulary_entries
        UNION ALL SELECT vocabulary, symbol, label FROM given_titles
      )
      GROUP BY ALL
    ) AS seen
    LEFT JOIN vocabulary_entries AS own
      ON own.vocabulary = seen.vocabulary AND own.symbol = seen.symbol
    LEFT JOIN vocabulary_entries AS above
      ON above.vocabulary = 'cpc' AND seen.vocabulary = 'cpc' AND above.symbol = left(seen.symbol, 4)`);
  const rows = await db.rows(`
    SELECT dataset, count(*)::DOUBLE AS titles
    FROM given_titles ANTI JOIN vocabulary_entries USING (vocabulary, symbol)
    WHERE label IS NOT NULL
    GROUP BY dataset`);
  await db.run("DROP TABLE given_titles");
  return Object.fromEntries(rows.map(({dataset, titles}) => [String(dataset), Number(titles)]));
}

/** Writes the published tables of a dataset, from its folded documents: `rows`, `code_sets` and `location_sets`. */
export async function numberSets(db: WorkDatabase, {dataset, vocabulary}: CodedDataset): Promise<void> {
  await db.run(`SET search_path = '${dataset},main'`);
  await runScript(db, new URL("./tables.sql", import.meta.url), {vocabulary});
}
