import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import {readParquet, Table, writeParquet} from "parquet-wasm/node";
import "../../../src/prerender/npm-imports.ts";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {command, runIndicators} from "../../../data-loaders/indicator-files/compute-indicators.ts";
import {readVocabularyCsv} from "../../../data-loaders/sources/vocabulary.ts";
import {synonyms} from "../../../src/your-data/columns.ts";
import {DataProblem, type Problem} from "../../../src/your-data/problems.ts";
import {yourDataWords} from "../../../src/words/en/your-data.ts";
import {tempFolder} from "../../support/temp-folder.ts";

const {readTable} = await import("../../../src/your-data/read-table.ts");
const {ownIndicators, locationOf} = await import("../../../src/your-data/indicators.ts");

const root = tempFolder();
const path = join(root, "Table.csv");

/** Values by location and technology, or a message with its place. */
type Outcome = Record<string, string> | string;

const told = ({at, ...problem}: Problem) => {
  const {message, advice} = yourDataWords.fault({at, ...problem} as Problem);
  return [at?.line, at?.column, message, advice].filter((part) => part !== undefined).join(" | ");
};

async function inPage(bytes: Uint8Array): Promise<Outcome> {
  try {
    const indicators = ownIndicators(
      await readTable(bytes, () => Promise.resolve((file) => readParquet(file).intoIPCStream()))
    );
    return Object.fromEntries(
      indicators.table.locations.flatMap((location, l) =>
        locationOf(indicators, l).rows.map((row) => [`${location}|${row.technology}`, `${row.value} ${row.rca}`])
      )
    );
  } catch (error) {
    if (error instanceof DataProblem) return told(error.problem);
    throw error;
  }
}

async function inCommand(): Promise<Outcome> {
  try {
    await runIndicators(command.read(["--counts", path, "--out", join(root, "out")]).values);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    assert.equal(error.place.file, path);
    const {line, column} = error.place;
    return [line, column, error.message, error.advice].filter((part) => part !== undefined).join(" | ");
  }
  return Object.fromEntries(
    csvParse(readFileSync(join(root, "out/rca.csv"), "utf8")).map((row) => [
      `${row.location}|${row.technology}`,
      `${row.count} ${row.rca}`
    ])
  );
}

/** The loaders read names without numbers. */
function inLoaders(): Outcome {
  try {
    const entries = readVocabularyCsv(
      path,
      {code: synonyms.location, title: synonyms.technology},
      (code, line) => `${code}|${line}`
    );
    return Object.fromEntries(entries.map(({symbol, label}) => [`${symbol.split("|")[0]}|${label}`, ""]));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const {line, column} = error.place;
    return [line, column, error.message, error.advice].filter((part) => part !== undefined).join(" | ");
  }
}

const head = "location,technology,value\n";
const rest = "A,x,1\nA,y,2\nB,x,3\nB,y,4\n";
const sheet = `location;technology;value\n${rest.replaceAll(",", ";")}`;
const utf16 = (text: string) =>
  Uint8Array.from([
    0xff,
    0xfe,
    ...Array.from(text, (letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]).flat()
  ]);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Tables; "read" where they are read, else a part of what is told. */
const tables: readonly [name: string, contents: string | Uint8Array, expected: "read" | RegExp][] = [
  ["nothing", "", /^the file is empty/],
  ["a byte order mark alone", "\ufeff", /^the file is empty/],
  ["a header alone", head, /^there are no rows/],
  ["no header", rest, /^1 \| there is no column called location/],
  ["capitals and other names", `\ufeffREGION,Cluster_ID1,Counts\n${rest}`, "read"],
  ["the header of a spreadsheet", `nuts 2;Technology Name;OBS_VALUE\n${rest.replaceAll(",", ";")}`, "read"],
  ["tabs", (head + rest).replaceAll(",", "\t"), "read"],
  ["bars", (head + rest).replaceAll(",", "|"), /^1 \| there is no column called location/],
  ["Excel's declaration", `sep=;\r\n${sheet}`, "read"],
  ["CRLF", (head + rest).replaceAll("\n", "\r\n"), "read"],
  ["CR alone", (head + rest).replaceAll("\n", "\r"), "read"],
  ["no line break at the end", (head + rest).trimEnd(), "read"],
  ["blank lines and rows", `\n${head}\n,,\n${rest} , , \n\n`, "read"],
  ["a comment sign", `${head}#A,x,1\n${rest}`, "read"],
  [
    "a quoted field far down",
    `${head}${Array.from({length: 30_000}, (_, i) => `r${i % 300},t${Math.floor(i / 300)},1\n`).join("")}"Rewa, Madhya Pradesh_IN",t1,5\n`,
    "read"
  ],
  ["quoted delimiters, quotes and line breaks", `${head}"A, ""b""\nc",x,1\n${rest}`, "read"],
  ["blanks around quotes", `${head} "A" , "x" , "1" \nB,y,2\nC,x,1\n`, "read"],
  ["quotes inside a field", `${head}12" disks,x,1\n${rest}`, "read"],
  ["an open quotation mark", `${head}${rest}"C,x,1\nD,y,2\n`, /^6 \| a quotation mark opens/],
  ["an open quotation mark in the last number", `${head}${rest}C,x,"25`, /^6 \| a quotation mark opens/],
  ["text behind a quotation mark", `${head}${rest}"C"c,x,1\n`, /^6 \| text follows/],
  ["a short row", `${head}${rest}C,x\n`, /^6 \| 2 fields, but the header has 3/],
  ["a long row", `${head}${rest}C,x,1,2\n`, /^6 \| 4 fields/],
  ["a decimal comma without quotes", `${head}${rest}C,x,1,5\n`, /^6 \| 4 fields/],
  ["a row below a field of three lines", `${head}"A\n\n",x,1\nB,y\n`, /^5 \| 2 fields/],
  ["an empty name", `${head}${rest},x,1\n`, /^6 \| location \| the name is empty/],
  ["a name of blanks", `${head}${rest}C,\u00a0 ,1\n`, /^6 \| technology \| the name is empty/],
  ["a name without end", `${head}${rest}${"C".repeat(201)},x,1\n`, /^6 \| location \| the name has 201/],
  ["a column twice", `location,technology,Technology,value\nA,x,x,1\n`, /^1 \| technology \| two columns/],
  ["a name in two forms of Unicode", `${head}Li\u00e8ge,x,1\nLie\u0300ge,y,2\nB,x,1\n`, "read"],
  ["UTF-16", utf16(head + rest), /^the text is UTF-16/],
  ["UTF-16 without its mark", utf16(head + rest).subarray(2), /^the text is UTF-16/],
  ["Latin-1", latin1(`${head}${rest}Li\u00e8ge,x,1\n`), /^6 \| the text is not UTF-8 here; it is probably Latin-1/],
  ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), /^the file is a workbook/],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0), /^the file is compressed/],
  ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), /bytes that are not text/],
  ["half a Parquet file", latin1("PAR1 and then nothing"), /^the Parquet file is incomplete/],
  ["NaN", `${head}${rest}C,x,NaN\n`, /^6 \| value \| “NaN” is not a number/],
  ["infinity", `${head}${rest}C,x,inf\n`, /^6 \| value \| “inf” is not a number/],
  ["1e400", `${head}${rest}C,x,1e400\n`, /^6 \| value \| “1e400” is too large/],
  ["n/a", `${head}${rest}C,x,n\/a\n`, /^6 \| value \| “n\/a” is not/],
  ["no number", `${head}${rest}C,x,\n`, /^6 \| value \| there is no number/],
  ["a negative number", `${head}${rest}C,x,-1\n`, /^6 \| value \| “-1” is negative/],
  ["a quoted decimal comma", `${head}${rest}C,x,"12,5"\n`, /^6 \| value \| “12,5” is not a number/],
  ["a decimal comma", `${sheet}C;x;12,5\n`, "read"],
  ["points between thousands", `${sheet}C;x;1.234.567,8\n`, "read"],
  ["narrow blanks between thousands", `${sheet}C;x;1\u202f234,5\n`, "read"],
  ["a point that may be either", `${sheet}C;x;850.000\n`, /^6 \| value \| “850.000” may be 850 or 850,000/],
  ["such a point between commas", `${head}${rest}C,x,850.000\n`, /^6 \| value \| “850.000” may be/],
  ["such a point beside a decimal comma", `${sheet}C;x;850.000\nD;y;1,5\n`, "read"],
  ["both marks", `${sheet}C;x;12,5\nD;y;12.5\n`, /^7 \| value \| “12.5” has a decimal point, but “12,5” in line 6/],
  ["a date", `${head}${rest}C,x,01/02/2023\n`, /^6 \| value \| “01\/02\/2023” is not/],
  ["a cell twice", `${head}${rest}\nA, x ,5\n`, /^7 \| A, x is already in line 2/],
  ["documents without a number", `location,technology,value,documents\nA,x,1,\nA,y,1,2\nB,x,2, \n`, "read"],
  ["documents that are text", `location,technology,value,documents\nA,x,1,?\n`, /^2 \| documents \| “\?” is not/],
  ["names like numbers, dates and nulls", `${head}007,NULL,1\n2020-01-01,true,2\nNaN,null,3\n`, "read"],
  ["JSON", '{"location": "A"}\n', /^1 \| there is no column called location/],
  ["a page", "<!doctype html>\n<table></table>\n", /^1 \| there is no column called location/]
];

/** What the loaders cannot say, since they read no numbers: the faults of values, and the missing column of values. */
const onlyOfNumbers = /\| value \| |\| documents \| | is already in line /;

test("there are enough hostile tables", () => assert.ok(tables.length >= 40, String(tables.length)));

for (const [name, contents, expected] of tables)
  test(`the page, the command and the loaders agree on ${name}`, async () => {
    const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
    writeFileSync(path, bytes);
    const page = await inPage(bytes);
    assert.deepEqual(await inCommand(), page);
    if (expected === "read") assert.equal(typeof page, "object", JSON.stringify(page));
    else assert.match(String(page), expected);
    const loaded = inLoaders();
    if (typeof page === "object") {
      const pairs = Object.entries(page).filter(([, value]) => !value.startsWith("0 "));
      assert.deepEqual(Object.keys(loaded).sort(), pairs.map(([key]) => key).sort());
    } else if (onlyOfNumbers.test(page)) {
      assert.equal(typeof loaded, "object");
    } else if (!/Parquet/.test(page)) {
      assert.equal(loaded, page);
    }
  });

test("the page and the command read the same of Parquet", async () => {
  const columns = {Region: ["A", "A", "B", "C"], Tech: ["x", "y", "x", "y"]};
  for (const [numbers, expected] of [
    [{count: [1, 2, 3, 4], documents: [null, null, null, null]}, "read"],
    [{count: [1.5, 2, 3, 4], documents: [1, null, 3, 4]}, "read"],
    [{count: ["1.5", "2", "3", "4"]}, "read"],
    [{count: [1, null, 3, 4]}, /there is no number/],
    [{count: [1, NaN, 3, 4]}, /“NaN” is not a number/],
    [{count: [1, -2, 3, 4]}, /“-2” is negative/],
    [{count: ["1", "1,5", "3", "4"]}, /“1,5” is not a number/]
  ] as const) {
    const bytes = writeParquet(Table.fromIPCStream(tableToIPC(tableFromArrays({...columns, ...numbers}), "stream")));
    writeFileSync(path, bytes);
    const page = await inPage(bytes);
    const command = await inCommand();
    if (expected === "read") {
      assert.deepEqual(command, page);
      assert.equal(typeof page, "object", JSON.stringify(page));
    } else {
      assert.match(String(page), expected);
      assert.equal(command, String(page).replace(/^(\w+) \| /, "$1 | row 2: "));
    }
  }
});
