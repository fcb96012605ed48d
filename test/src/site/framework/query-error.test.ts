import assert from "node:assert/strict";
import {test} from "node:test";
import {explainQueryError} from "../../../../src/site/framework/query-error.ts";

const syntax = 'Parser Error: syntax error at or near "x"';

test("a lambda in the newer form is told in the older one", () => {
  for (const [sql, line] of [
    ["SELECT list_transform([1], lambda x: x + 1)", "write x -> … instead of lambda x: …"],
    ["SELECT list_reduce(l, LAMBDA  a ,\n b : a + b)", "write (a, b) -> … instead of lambda a, b: …"],
    ["SELECT list_filter(l,lambda x_1:x_1>2)", "write x_1 -> … instead of lambda x_1: …"]
  ] as const)
    assert.equal(explainQueryError(syntax, sql, "v1.1.1"), `${syntax}\nPages run DuckDB v1.1.1: ${line}`);
});

test("other misunderstood statements get the version, and failures of data do not", () => {
  for (const message of [syntax, "Catalog Error: Scalar Function with name try does not exist!"])
    assert.equal(
      explainQueryError(message, "SELECT 'lambda', x FROM t", "v1.1.1"),
      `${message}\nPages run DuckDB v1.1.1, which lacks the SQL of later versions.`
    );
  for (const message of ["Conversion Error: Could not convert string 'a' to INT32", "unknown parquet file: x.parquet"])
    assert.equal(explainQueryError(message, "SELECT lambda x: 1", "v1.1.1"), message);
});
