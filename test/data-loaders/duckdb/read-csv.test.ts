import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../../data-loaders/duckdb/read-csv.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

test("nothing that a file or its folder looks like is taken for a format", async () => {
  const root = tempFolder();
  const folder = join(root, "a=7/year=2020");
  const lines = ["a|b", "#1|2020-01-01", '"x|y', "007|NULL", "|", "a;b|1,5"];
  writeFiles(folder, {"x.csv": `${lines.join("\n")}\n`});
  const db = await WorkDatabase.open();
  try {
    const rows = await db.rows(
      `SELECT * FROM ${readCsvSql(join(folder, "x.csv"), {columns: {a: "VARCHAR", b: "VARCHAR"}, delimiter: "|", mark: ""})}`
    );
    assert.deepEqual(
      rows.map((row) => ({...row})),
      lines.slice(1).map((line) => {
        const [a, b] = line.split("|").map((text) => (text === "" ? null : text));
        return {a, b};
      })
    );
  } finally {
    db.close();
  }
});
