// Licensed documents are published under one year, and only those of the report's years.
import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {poolYears} from "../../../data-loaders/warehouse/pool-years.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

/** A work database with rows of the years 2019 to 2023, the last two in the same sets. */
async function openRows(): Promise<WorkDatabase> {
  const db = await WorkDatabase.open();
  closeAtExit(db);
  await db.run(`
    CREATE TABLE documents AS
    SELECT document, year::SMALLINT AS year, amount
    FROM (VALUES (1, 2019, 5.0), (2, 2021, 0.1), (3, 2022, 0.2), (4, 2023, NULL)) AS given (document, year, amount);
    CREATE TABLE rows AS
    SELECT year::SMALLINT AS year, location_set, code_set, other, documents::INTEGER AS documents,
      disclosed::INTEGER AS disclosed, amount::DOUBLE AS amount
    FROM (VALUES (2019, 1, 1, false, 1, 1, 5.0), (2021, 2, 2, false, 1, 1, 0.1), (2022, 2, 2, false, 1, 1, 0.2),
      (2023, 2, 2, true, 1, 0, 0.0)) AS given (year, location_set, code_set, other, documents, disclosed, amount);
    CREATE TABLE code_sets AS FROM (VALUES (1, 10), (2, 20), (2, 21)) AS given (code_set, code);
    CREATE TABLE location_sets AS
    FROM (VALUES (1, 7, 1.0), (2, 8, 0.5), (2, 9, 0.5)) AS given (location_set, location, share);`);
  return db;
}

/** Everything that the step may change, in a fixed order. */
async function contentOf(db: WorkDatabase) {
  return {
    documents: await db.rows("SELECT document::INTEGER AS document, year FROM documents ORDER BY ALL"),
    rows: await db.rows("SELECT year, code_set, other, documents, disclosed, amount FROM rows ORDER BY ALL"),
    codes: await db.rows("SELECT code FROM code_sets ORDER BY ALL"),
    locations: await db.rows("SELECT location FROM location_sets ORDER BY ALL")
  };
}

test("documents of the window add up under its last year, each kind of deal by itself; others and their sets are gone", async () => {
  const db = await openRows();
  const expected = {years: [2021, 2023], total: 4, outside: 1};
  assert.deepEqual(await poolYears(db, [2020, 2025]), expected, "the years of the documents, not those asked for");
  assert.deepEqual(await contentOf(db), {
    documents: [2, 3, 4].map((document) => ({document, year: 2023})),
    rows: [
      {year: 2023, code_set: 2, other: false, documents: 2, disclosed: 2, amount: 0.3},
      {year: 2023, code_set: 2, other: true, documents: 1, disclosed: 0, amount: 0}
    ],
    codes: [{code: 20}, {code: 21}],
    locations: [{location: 8}, {location: 9}]
  });
});

test("a window of one year, or one that cuts years off, holds only what lies in it", async () => {
  for (const [window, documents] of [
    [[2019, 2019], 1],
    [[2019, 2022], 3],
    [[2022, 2022], 1]
  ] as const) {
    const db = await openRows();
    assert.deepEqual(await poolYears(db, window), {years: window, total: 4, outside: 4 - documents});
    assert.equal(await db.number("SELECT sum(documents)::INTEGER FROM rows"), documents);
    assert.deepEqual(await db.rows("SELECT DISTINCT year FROM rows"), [{year: window[1]}]);
  }
});

test("without a document in the window, nothing changes, and there is no period", async () => {
  const [db, untouched] = [await openRows(), await openRows()];
  for (const window of [
    [2020, 2020],
    [2024, 2030]
  ] as const)
    assert.equal(await poolYears(db, window), undefined);
  assert.deepEqual(await contentOf(db), await contentOf(untouched));
});
