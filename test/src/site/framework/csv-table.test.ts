import assert from "node:assert/strict";
import {test} from "node:test";
import {tableFromIPC} from "apache-arrow";
import {csvToArrow} from "../../../../src/site/framework/csv-table.ts";

const read = (text: string | Uint8Array) => {
  const table = tableFromIPC(csvToArrow("Mine.csv", typeof text === "string" ? new TextEncoder().encode(text) : text));
  return {
    types: Object.fromEntries(table.schema.fields.map(({name, type}) => [name, String(type)])),
    rows: table.toArray().map((row) => Object.values(row!.toJSON() as Record<string, unknown>))
  };
};

test("a column is a number only if all its fields are, whichever row comes late", () => {
  const many = Array.from({length: 30_000}, (_, i) => `${i},${i}\n`).join("");
  const {types, rows} = read(`a,b\n${many}x,"1.5"\n`);
  assert.deepEqual(types, {a: "Utf8", b: "Float64"});
  assert.deepEqual(rows.at(-1), ["x", 1.5]);
});

test("codes, dates and words stay text, and empty fields are null", () => {
  assert.deepEqual(read("code;date;word;n;d;none\n007;2020-01-01;NULL;1;1,5;\n1;;true;;2;\n"), {
    types: {code: "Utf8", date: "Utf8", word: "Utf8", n: "Int64", d: "Float64", none: "Utf8"},
    rows: [
      ["007", "2020-01-01", "NULL", 1n, 1.5, null],
      ["1", null, "true", null, 2, null]
    ]
  });
});

test("columns keep the order of the header, years among them", () => {
  const text = "region,2020,2019\nBE2,1,2.5\nNL3,,3.5\n";
  const {schema} = tableFromIPC(csvToArrow("Mine.csv", new TextEncoder().encode(text)));
  assert.deepEqual(
    schema.fields.map(({name, type}) => `${name} ${String(type)}`),
    ["region Utf8", "2020 Int64", "2019 Float64"]
  );
});

test("what is not clear is told with its place", () => {
  for (const [text, message] of [
    ["a;b,c\n1;2,3\n", /^Mine\.csv:1: the header does not tell its columns apart/],
    ["a,\n1,2\n", /^Mine\.csv:1: the header does not tell/],
    ["a,a\n1,2\n", /^Mine\.csv:1:a: two columns have this name/],
    ["a,b\n1,2\n1,850.000\n", /^Mine\.csv:3:b: “850\.000” may be 850 or 850,000/],
    ["a;b\n1;2,5\n1;2.5\n", /^Mine\.csv:3:b: “2\.5” has a decimal point/],
    ["a,b\n1\n", /^Mine\.csv:2: 1 field, but the header has 2/],
    [Uint8Array.of(0xff, 0xfe, 0x61, 0), /^Mine\.csv: the text is UTF-16/]
  ] as const)
    assert.throws(() => read(text), {message});
});
