import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {describeUntitled} from "../../../data-loaders/warehouse/untitled.ts";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import type {SourceAccount} from "../../../data-loaders/sources/tally.ts";

/** 100 documents, of which 10 have an unknown code and 30 one that goes by its subclass; 5 have both. */
async function describe(limits: Record<string, number>) {
  const db = await WorkDatabase.open();
  const account: SourceAccount = {read: {}, located: {}, drops: [], documents: 100};
  try {
    await db.run(`
      CREATE TABLE vocabulary_entries AS
      FROM (VALUES ('cpc', 'H01L', 'Chips'), ('cpc', 'H01L21', 'Making of chips')) t(vocabulary, symbol, label);
      CREATE TABLE codes AS
      FROM (VALUES (1, 'cpc', 'H01L21', 'Making of chips'), (2, 'cpc', 'H01L99', 'Chips'), (3, 'cpc', 'H10Z70', NULL),
        (4, 'cpc', 'H10Z72', NULL), (5, 'topic', '10001', 'Chips'), (6, 'cpc', 'H10Z99', NULL))
        t(code, vocabulary, symbol, label);
      CREATE SCHEMA patents; SET search_path = 'patents,main';
      CREATE TABLE rows AS FROM (VALUES (1, 40), (1, 25), (2, 25), (3, 5), (4, 2), (5, 3)) t(code_set, documents);
      CREATE TABLE code_sets AS FROM (VALUES (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 4)) t(code_set, code)`);
    return {untitled: await describeUntitled(db, {dataset: "patents", account}, "folder", limits), account};
  } finally {
    db.close();
  }
}

test("a build counts the documents with codes without a title, and those that go by a subclass", async () => {
  const {untitled, account} = await describe({"unknown-code": 0.1});
  assert.deepEqual(untitled.unknown, {
    documents: 10,
    share: 0.1,
    codes: 2,
    most: [
      {symbol: "H10Z70", documents: 7},
      {symbol: "H10Z72", documents: 5}
    ]
  });
  assert.deepEqual(untitled.subclass, {
    documents: 30,
    share: 0.3,
    codes: 1,
    most: [{symbol: "H01L99", documents: 30}]
  });
  assert.deepEqual(account.drops, [{reason: "unknown-code", rows: 10, share: 0.1}]);
});

test("more documents with an unknown code than the limit stop the build, which names the most frequent", async () => {
  await assert.rejects(describe({}), (error: InputError) => {
    assert.match(
      error.describe(),
      /folder: patents: 10% of 100 rows are unknown-code .*limit of 1%.*H10Z70, the most frequent of 2.*--limit unknown-code=0\.1/
    );
    return true;
  });
});
