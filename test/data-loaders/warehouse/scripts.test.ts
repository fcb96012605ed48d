import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {runScript} from "../../../data-loaders/duckdb/script.ts";

const scripts = {
  fold: new URL("../../../data-loaders/warehouse/fold.sql", import.meta.url),
  tables: new URL("../../../data-loaders/warehouse/tables.sql", import.meta.url)
};

/** Runs a test with a database that is closed after it. */
async function withDatabase(work: (db: WorkDatabase) => Promise<void>): Promise<void> {
  const db = await WorkDatabase.open();
  try {
    await work(db);
  } finally {
    db.close();
  }
}

const folded =
  "CREATE TABLE folded (year SMALLINT, codes INTEGER[], places STRUCT(location SMALLINT, share DOUBLE)[], other BOOLEAN, documents INTEGER, disclosed INTEGER, amount DOUBLE); CREATE TABLE lost (unplaced BIGINT);";

test("documents are folded in buckets, with fallback codes and shares that add up to one", async () => {
  await withDatabase(async (db) => {
    await db.run(`${folded}
      CREATE TABLE documents AS FROM (VALUES (1, 2020::SMALLINT, 1.5), (2, 2020, 2.5), (3, 2020, NULL), (4, 2021, 1), (5, 2020, 1), (6, 2020, 1), (7, 2020, 1)) t(document, year, amount);
      CREATE TABLE document_codes AS FROM (VALUES (1, 20), (1, 10), (1, 20), (2, 10), (2, 20), (3, 10), (3, 20), (4, 10), (6, 10)) t(document, key);
      CREATE TABLE other_documents AS FROM (VALUES (3)) t(document);
      -- Document 4 has a code of its own; 7 has none at all.
      CREATE TABLE fallback_codes AS FROM (VALUES (4, 90), (5, 91), (5, 90), (5, 90)) t(document, key);
      CREATE TABLE document_locations AS FROM (VALUES (1, 7, 0.5), (2, 7, 0.25), (2, 7, 0.25), (3, 7, 1), (4, 7, 0.1), (4, 8, 0.3), (5, 8, 1), (7, 8, 1)) t(document, location, share);`);
    const start = {year: 2020, other: false};
    for (const bucket of [0, 1]) await runScript(db, scripts.fold, {buckets: 2, bucket});
    assert.deepEqual(
      await db.rows(
        "SELECT year, codes, places, other, sum(documents)::INTEGER AS documents, sum(disclosed)::INTEGER AS disclosed, sum(amount) AS amount FROM folded GROUP BY ALL ORDER BY ALL"
      ),
      [
        {...start, codes: [10, 20], places: [{location: 7, share: 1}], documents: 2, disclosed: 2, amount: 4},
        {
          ...start,
          codes: [10, 20],
          places: [{location: 7, share: 1}],
          other: true,
          documents: 1,
          disclosed: 0,
          amount: 0
        },
        {...start, codes: [90, 91], places: [{location: 8, share: 1}], documents: 1, disclosed: 1, amount: 1},
        {
          ...start,
          year: 2021,
          codes: [10],
          places: [
            {location: 7, share: 0.25},
            {location: 8, share: 0.75}
          ],
          documents: 1,
          disclosed: 1,
          amount: 1
        }
      ]
    );
    // Documents 1 and 3 are in one bucket, and 2 in the other.
    assert.equal(await db.number("SELECT count(*) FROM folded WHERE codes = [10, 20] AND NOT other"), 2);
    assert.deepEqual(await db.rows("SELECT unplaced::INTEGER AS unplaced FROM lost ORDER BY unplaced"), [
      {unplaced: 0},
      {unplaced: 1}
    ]);
  });
});

test("equal rows of two buckets are added up, and sets are numbered in the order of their members", async () => {
  await withDatabase(async (db) => {
    await db.run(`${folded}
      CREATE TABLE code_symbols AS FROM (VALUES (10, 'A01B1'), (20, 'H01L21')) t(key, symbol);
      CREATE TABLE codes AS FROM (VALUES (1, 'cpc', 'A01B1'), (2, 'cpc', 'H01L21'), (3, 'topic', 'A01B1')) t(code, vocabulary, symbol);
      INSERT INTO folded VALUES
        (2020, [20], [{location: 7, share: 1}], false, 2, 1, 1.5),
        (2020, [20], [{location: 7, share: 1}], false, 3, 2, 2.25),
        (2020, [20], [{location: 7, share: 1}], true, 4, 1, 9),
        (2020, [10, 20], [{location: 7, share: 0.5}, {location: 8, share: 0.5}], false, 1, 0, 0),
        (2021, [20], [{location: 7, share: 1}], false, 1, 0, 0);`);
    await runScript(db, scripts.tables, {vocabulary: "cpc"});
    const rows = async (sql: string) => (await db.rows(sql)).map((row) => Object.values(row));
    assert.deepEqual(
      await rows("SELECT year, location_set, code_set, other, documents, disclosed, amount FROM rows ORDER BY ALL"),
      [
        [2020, 1, 1, false, 1, 0, 0],
        [2020, 2, 2, false, 5, 3, 3.75],
        [2020, 2, 2, true, 4, 1, 9],
        [2021, 2, 2, false, 1, 0, 0]
      ]
    );
    assert.deepEqual(await rows("FROM code_sets ORDER BY ALL"), [
      [1, 1],
      [1, 2],
      [2, 2]
    ]);
    assert.deepEqual(await rows("FROM location_sets ORDER BY ALL"), [
      [1, 7, 0.5],
      [1, 8, 0.5],
      [2, 7, 1]
    ]);
  });
});
