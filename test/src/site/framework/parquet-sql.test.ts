import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {replaceParquet} from "../../../../src/site/framework/parquet-sql.ts";

const replace = async (sql: string) => await replaceParquet(sql, async (file) => `<${file}>`);

describe("replaceParquet", () => {
  const replaced: [string, string][] = [
    ["FROM 'x.parquet'", "FROM <x.parquet>"],
    ["from 'x.PARQUET' as t", "from <x.PARQUET> as t"],
    ["SELECT * FROM 'a.parquet' JOIN 'b.parquet' USING (id)", "SELECT * FROM <a.parquet> JOIN <b.parquet> USING (id)"],
    ["SELECT * FROM a, 'b.parquet' t, 'c.parquet' WHERE x", "SELECT * FROM a, <b.parquet> t, <c.parquet> WHERE x"],
    ["SELECT * FROM f(1, 2), 'b.parquet'", "SELECT * FROM f(1, 2), <b.parquet>"],
    ["SELECT (SELECT 1 FROM 'x.parquet'), 'y.parquet'", "SELECT (SELECT 1 FROM <x.parquet>), 'y.parquet'"],
    ["SUMMARIZE 'x.parquet'; DESCRIBE 'x.parquet'", "SUMMARIZE <x.parquet>; DESCRIBE <x.parquet>"],
    ['FROM "x.parquet"', "FROM <x.parquet>"],
    ["FROM 'it''s.parquet'", "FROM <it's.parquet>"],
    ["FROM 'https://host/x.parquet?v=1'", "FROM <https://host/x.parquet?v=1>"],
    ["FROM read_parquet('x.parquet')", "FROM <x.parquet>"],
    ["FROM Parquet_Scan ( 'x.parquet' ) t", "FROM <x.parquet> t"],
    ["FROM read_parquet(['a.parquet', 'b.parquet'])", "FROM (FROM <a.parquet> UNION ALL FROM <b.parquet>)"],
    [
      "FROM read_parquet(['a.parquet', 'b.parquet'], union_by_name = true)",
      "FROM (FROM <a.parquet> UNION ALL BY NAME FROM <b.parquet>)"
    ],
    ["CREATE VIEW 't' AS FROM 'x.parquet'", "CREATE VIEW 't' AS FROM <x.parquet>"],
    ["FROM /* 'y.parquet' */ 'x.parquet' -- 'z.parquet'", "FROM /* 'y.parquet' */ <x.parquet> -- 'z.parquet'"]
  ];
  for (const [sql, result] of replaced) {
    test(`replaces in ${sql}`, async () => assert.equal(await replace(sql), result));
  }

  const kept = [
    "SELECT 1",
    "SELECT 'x.parquet'",
    "SELECT 'a', 'x.parquet' FROM t",
    "SELECT * FROM t WHERE name = 'x.parquet'",
    "SELECT * FROM t WHERE name IN ('a.parquet', 'b.parquet')",
    "SELECT * FROM t ORDER BY a, 'x.parquet'",
    "SELECT a IS DISTINCT FROM 'x.parquet'",
    "SELECT 'FROM ''x.parquet'''",
    "SELECT $$FROM 'x.parquet'$$",
    "SELECT $tag$FROM 'x.parquet'$tag$",
    "SELECT e'it\\'s FROM ', 'x.parquet'",
    'SELECT * FROM "x.parquet".t',
    "SELECT * FROM 'x.csv'",
    "SELECT * FROM parquet",
    "SELECT read_parquet FROM t"
  ];
  for (const sql of kept) {
    test(`keeps ${sql}`, async () => assert.equal(await replace(sql), sql));
  }

  test("keeps an identifier that is no file", async () => {
    const sql = 'FROM "x.parquet"';
    assert.equal(await replaceParquet(sql, async (_, {identifier}) => (identifier ? undefined : "t")), sql);
  });

  test("refuses what it cannot keep the meaning of", async () => {
    await assert.rejects(
      replace("FROM read_parquet('x.parquet', filename = true)"),
      /unsupported option of read_parquet: filename/
    );
    await assert.rejects(replace("FROM read_parquet(?)"), /invalid file in read_parquet: \?; write the file name/);
    await assert.rejects(replace("FROM parquet_scan(['a.parquet', b])"), /invalid file in parquet_scan: B/);
    await assert.rejects(replace("FROM read_parquet('a' || '.parquet')"), /invalid file in read_parquet: \|/);
  });
});
