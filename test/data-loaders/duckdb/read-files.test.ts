import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../../data-loaders/duckdb/read-csv.ts";
import {quotePath, readJsonSql, readParquetSql} from "../../../data-loaders/duckdb/read-files.ts";
import {quote} from "../../../src/text/sql.ts";
import {tempFolder} from "../../support/temp-folder.ts";

const root = tempFolder();
const db = await WorkDatabase.open();
after(() => db.close());

const folders = ["year=2024", "n=7", "a", "b", "[a]", "[!a]", "[a-z]", "*", "**", "?", "{a,b}", "%20", "a#b", "it's"];

test("a path means one file, whatever patterns and columns the names of its folders spell", async () => {
  for (const [i, folder] of folders.entries()) {
    const path = join(root, folder, "part=9");
    mkdirSync(path, {recursive: true});
    writeFileSync(join(path, "x.csv"), `n,year\n${i},1999\n`);
    writeFileSync(join(path, "x.json"), `{"n":${i},"year":1999}\n`);
    await db.run(`COPY (SELECT ${i} AS n, 1999 AS year) TO ${quote(join(path, "x.parquet"))} (FORMAT parquet)`);
  }
  const columns = {n: "INTEGER", year: "INTEGER"};
  for (const [i, folder] of folders.entries()) {
    const file = (ending: string) => join(root, folder, "part=9", `x.${ending}`);
    for (const [sql, others] of [
      [readCsvSql(file("csv"), {columns, delimiter: ",", mark: '"'}), {}],
      [readParquetSql(file("parquet")), {}],
      [readJsonSql([file("json")], columns, {format: "newline_delimited", zipped: false}), {filename: file("json")}]
    ] as const)
      assert.deepEqual(
        (await db.rows(`FROM ${sql}`)).map((row) => ({...row})),
        [{n: i, year: 1999, ...others}],
        `${folder}: ${sql}`
      );
  }
});

test("a path that DuckDB cannot take literally is refused", () => {
  assert.throws(() => quotePath("/data/a\\[b]/x.csv"), /the path has a backslash and one of the signs \* \? \[/);
  assert.equal(quotePath("/data/a\\b/x.csv"), "'/data/a\\b/x.csv'");
});

test("DuckDB reads files through these functions alone", () => {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {cwd: projectRoot})
    .toString()
    .split("\n")
    .filter((file) => /^(?:data-loaders|src\/(?:site|data)|tools)\/.*\.(?:ts|js|sql|md)$/.test(file));
  assert.ok(files.length > 150, String(files.length));
  const reads =
    /\b(?:read_(?:csv|json|ndjson|parquet|text|blob)\w*|sniff_csv|parquet_scan|glob)\(\s*[^)\s]|FROM \$\{quote\(|FROM '(?!\$)[^'\n]*\.(?:csv|json|parquet)/;
  // What the pages say about reading, and the reader of SQL in pages, which rewrites such calls.
  const others = files.filter(
    (file) =>
      reads.test(readFileSync(join(projectRoot, file), "utf8")) &&
      !/^data-loaders\/duckdb\/read-|parquet-sql|site\/api\/page/.test(file)
  );
  assert.deepEqual(others, [], "use data-loaders/duckdb/read-files.ts");
});
