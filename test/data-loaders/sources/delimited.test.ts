import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {inspectDelimited, splitQuoted, type WantedColumn} from "../../../data-loaders/sources/delimited.ts";
import {ingestDelimited} from "../../../data-loaders/sources/ingest.ts";
import {Tally} from "../../../data-loaders/sources/tally.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const columns: Record<string, WantedColumn> = {
  appln_id: {type: "BIGINT", names: ["appln_id"]},
  name: {type: "VARCHAR", names: ["inv_name", "app_name"]},
  share: {type: "DOUBLE", names: ["inv_share"]},
  city: {type: "VARCHAR", names: ["city"], optional: true}
};
const delimiters = ["|", "\t"];
const folder = tempFolder();
let files = 0;

async function read(content: string | Uint8Array, limits = {}, suffix = ".txt", marks = delimiters) {
  const path = join(writeFiles(folder, {[`${++files}${suffix}`]: content}), `${files}${suffix}`);
  const file = await inspectDelimited(path, {delimiters: marks, columns});
  const db = await WorkDatabase.open();
  try {
    await db.run("CREATE TABLE rows (appln_id BIGINT, name VARCHAR, share DOUBLE, city VARCHAR)");
    const tally = new Tally("patents", limits);
    await ingestDelimited(
      db,
      {file, columns, kind: "rows", into: "rows", query: (rows) => `SELECT appln_id, name, share, city FROM ${rows}`},
      tally
    );
    const rows = (await db.rows("SELECT * FROM rows ORDER BY appln_id")).map((row) => ({
      ...row,
      appln_id: Number(row.appln_id)
    }));
    return {rows, account: tally.account(), file};
  } finally {
    db.close();
  }
}

const row = (appln_id: number, name: string | null, share: number | null, city: string | null = null) => ({
  appln_id,
  name,
  share,
  city
});

test("both delimiters, both line ends, either case of the header", async () => {
  for (const mark of delimiters) {
    for (const end of ["\n", "\r\n"]) {
      const {rows} = await read(
        [
          ["Appln_ID", "Inv_Name", "Inv_Share"],
          ["1", "A", "0.5"],
          ["2", "B", "1"]
        ]
          .map((line) => line.join(mark))
          .join(end) + end
      );
      assert.deepEqual(rows, [row(1, "A", 0.5), row(2, "B", 1)]);
    }
  }
});

test("a byte order mark is no part of the first name", async () => {
  const {rows} = await read("\uFEFFappln_id|inv_name|inv_share\n1|A|1\n");
  assert.deepEqual(rows, [row(1, "A", 1)]);
});

test("columns are found by name, in any order, and unknown ones are passed over", async () => {
  const {rows} = await read("x|inv_share|city|inv_name|appln_id\nzz|0.25|Gent|A|7\n");
  assert.deepEqual(rows, [row(7, "A", 0.25, "Gent")]);
});

test("a stray quote does not swallow the rows below it", async () => {
  const {rows} = await read('appln_id|inv_name|inv_share\n1|"Open|1\n2|B "the" C|1\n3|"D" e|1\n4|F|1\n');
  assert.deepEqual(
    rows.map(({appln_id}) => appln_id),
    [1, 2, 3, 4]
  );
});

test("a late quoted field that holds the delimiter is read whole", async () => {
  const lines = Array.from({length: 3000}, (_, i) => `${i + 1}|N${i}|1`);
  lines[2500] = '2501|"A|B ""C"""|0.5';
  const {rows, account} = await read(`appln_id|inv_name|inv_share\n${lines.join("\n")}\n`);
  assert.equal(rows.length, 3000);
  assert.deepEqual(rows[2500], row(2501, 'A|B "C"', 0.5));
  assert.deepEqual(account.drops, []);
});

test("a file whose fields are all quoted is read with quotes", async () => {
  const {rows} = await read('"appln_id"|"inv_name"|"inv_share"\n"1"|"A|B"|"0.5"\n');
  assert.deepEqual(rows, [row(1, "A|B", 0.5)]);
});

test("unreadable rows are counted, and name file, line and column above the limit", async () => {
  const content = "appln_id|inv_name|Inv_Share\n1|A|1\n2|B|half\n3|C|1\n";
  const {rows, account} = await read(content, {"unreadable-row": 0.5});
  assert.deepEqual(
    rows.map(({appln_id}) => appln_id),
    [1, 3]
  );
  assert.deepEqual(account.drops, [{reason: "unreadable-row", rows: 1, share: 1 / 3}]);
  await assert.rejects(read(content), (error: InputError) => {
    assert.match(
      error.describe(),
      /\.txt:3:Inv_Share: patents: 33\.3% of 3 rows are unreadable-row .*"half" is not a number.*--limit unreadable-row=/
    );
    return true;
  });
});

test("a number with the signs of another language names its cause, and offers no higher limit", async () => {
  for (const [wrong, advice] of [
    ["0,5", /a decimal comma\? export the file with decimal points$/],
    ["1.250,75", /a decimal comma\?/],
    ["half", /--limit unreadable-row=0\.5$/]
  ] as const)
    await assert.rejects(read(`appln_id|inv_name|inv_share\n1|A|${wrong}\n2|B|1\n`), (error: InputError) => {
      assert.match(error.advice, advice);
      return !(wrong.includes(",") && error.advice.includes("--limit"));
    });
});

test("a row with a missing field and one with invalid UTF-8 are refused with their line", async () => {
  await assert.rejects(read("appln_id|inv_name|inv_share\n1|A|1\n2|B\n"), /2 fields instead of 3/);
  const bytes = Buffer.concat([
    Buffer.from("appln_id|inv_name|inv_share\n1|A|1\n2|"),
    Buffer.from([0xe9]),
    Buffer.from("|1\n")
  ]);
  await assert.rejects(read(bytes), (error: InputError) => {
    assert.equal(error.place.line, 3);
    return /utf-8|unicode/i.test(error.message);
  });
});

test("an empty file, UTF-16, a missing column and a wrong delimiter say what is wrong", async () => {
  await assert.rejects(read(""), /the file is empty/);
  await assert.rejects(read(Buffer.from("\uFEFFappln_id|x", "utf16le")), /the file is UTF-16/);
  await assert.rejects(read("Appln_ID|inv_name\n1|A\n"), /no column inv_share in the header: Appln_ID, inv_name/);
  await assert.rejects(read("appln_id;inv_name;inv_share\n1;A;1\n"), /separated by ;, not by \| or TAB/);
});

test("a workbook is called one, and a first line of any length makes a short message", async () => {
  await assert.rejects(read(Buffer.from("PK\u0003\u0004\u0014 [Content_Types].xml\n", "latin1")), /is a workbook/);
  for (const first of [`{"${"x".repeat(5000)}": 1}`, Array.from({length: 500}, (_, i) => `column ${i}`).join("|")])
    await assert.rejects(read(`${first}\n1\n`), (error: InputError) => {
      assert.match(error.message, /^no column appln_id/);
      return error.message.length < 400;
    });
});

test("gzip is read, and what is no gzip is refused", async () => {
  const {rows} = await read(gzipSync("appln_id|inv_name|inv_share\n1|A|1\n"), {}, ".txt.gz");
  assert.deepEqual(rows, [row(1, "A", 1)]);
  await assert.rejects(read("appln_id|inv_name|inv_share\n", {}, ".txt.gz"), /not a gzip file/);
  const zipped = gzipSync("appln_id|inv_name|inv_share\n1|A|1\n");
  assert.equal((await read(zipped, {}, ".TXT.GZ")).rows.length, 1);
  assert.equal((await read(Buffer.concat([zipped, gzipSync("2|B|1\n")]), {}, ".gz")).rows.length, 2);
  await assert.rejects(read(zipped), /the file is compressed with gzip/);
  await assert.rejects(read(Buffer.concat([zipped, Buffer.alloc(9)]), {}, ".gz"), /9 bytes follow the end of the gzip/);
  await assert.rejects(read(zipped.subarray(0, -3), {}, ".gz"), /the gzip file is truncated or damaged \(\d+ bytes\)/);
});

const commas = (text: string) => text.replaceAll("|", ",");

test("lines that end in several ways lose no row", async () => {
  const head = "appln_id|inv_name|inv_share";
  const rows = (first: number, end: string) =>
    Array.from({length: 3000}, (_, i) => `${first + i}|"A"|1${end}`).join("");
  for (const [one, other] of [
    ["\r\n", "\n"],
    ["\n", "\r\n"]
  ] as const)
    for (const text of [
      head + one + rows(1, one) + rows(4000, other),
      head + one + rows(1, other),
      head + one + Array.from({length: 4000}, (_, i) => `${i}|"A"|1${i % 2 ? one : other}`).join("")
    ])
      for (const [content, marks] of [
        [text, delimiters],
        [text.replaceAll('"', ""), delimiters],
        [commas(text), [","]]
      ] as const) {
        const {rows: found, file} = await read(content, {"unreadable-row": 0}, ".txt", [...marks]);
        assert.equal(found.length, text.trim().split("\n").length - 1);
        assert.equal(file.mixed, true);
      }
});

test("a carriage return in a row costs that row alone, and is counted", async () => {
  for (const end of ["\n", "\r\n"])
    for (const marks of [delimiters, [","]]) {
      const lines = ["appln_id|inv_name|inv_share", "1|A|1", "2|B\rC|1", "3|D|1", ""].join(end);
      const {rows, account} = await read(
        marks === delimiters ? lines : commas(lines),
        {"unreadable-row": 1},
        ".txt",
        marks
      );
      assert.deepEqual(
        rows.map(({appln_id}) => appln_id),
        [1, 3]
      );
      assert.ok(account.drops.some(({reason}) => reason === "unreadable-row"));
    }
});

test("line breaks inside quotes are text, however the lines of the file end", async () => {
  for (const text of ['"B\nC"', '"B\r\nC"', '"B\rC"', '"B ""C""\n"', '""'])
    for (const end of ["\n", "\r\n"]) {
      const content = ["appln_id,inv_name,inv_share", `1,${text},1`, '2,12" D,1', ""].join(end);
      const {rows, file} = await read(content, {"unreadable-row": 0}, ".csv", [","]);
      assert.equal(rows.length, 2);
      assert.equal(file.mixed, false, JSON.stringify(content));
    }
});

test("quoted text that is not UTF-8 stops the run at its line", async () => {
  const content = 'appln_id,inv_name,inv_share\n1,A,1\n2,"Li\u00e8ge, x",1\n3,C,1\n';
  await assert.rejects(
    read(Buffer.from(content, "latin1"), {}, ".csv", [","]),
    (error: InputError) => error.place.line === 3 && /the text is not UTF-8 here/.test(error.message)
  );
  const {rows} = await read(content, {}, ".csv", [","]);
  assert.deepEqual(rows[1], row(2, "Li\u00e8ge, x", 1));
});

test("what a spreadsheet writes before and into a header is passed over", async () => {
  const rows = "1,A,1\n2,B,1\n";
  for (const head of ["sep=,\n", "\ufeffsep=,\r\n", "\n", " \n\n"]) {
    const content = `${head}appln_id,inv_name,inv_share\n${rows}`;
    assert.equal((await read(content, {"unreadable-row": 0}, ".csv", [","])).rows.length, 2, JSON.stringify(head));
  }
  const blanks = {name: {type: "VARCHAR", names: ["inventor name"]}} as const;
  const path = join(writeFiles(folder, {"blanks.csv": "Inventor\u00a0 Name ,x\nA,1\n"}), "blanks.csv");
  assert.deepEqual((await inspectDelimited(path, {delimiters: [","], columns: blanks})).header, ["inventor name", "x"]);
  await assert.rejects(read("sep=;\nappln_id;inv_name;inv_share\n"), (error: InputError) =>
    /:2: the fields are separated by ;/.test(error.describe())
  );
  await assert.rejects(read("\n\n"), /the file is empty/);
  await assert.rejects(read("sep=,\n"), /the file has no header/);
  const bad = read("sep=,\nappln_id,inv_name,inv_share\n1,A,1\n2,B\n", {}, ".csv", [","]);
  await assert.rejects(bad, (error: InputError) => error.place.line === 4);
});

test("splitting undoes quoting", () => {
  const quoteField = (field: string) => `"${field.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.string(), {minLength: 1}), (fields) => {
      assert.deepEqual(splitQuoted(fields.map(quoteField).join("|"), "|"), fields);
    })
  );
});

test("a file is quoted as a rule when most of its first hundred rows begin with a quote; commas always quote", async () => {
  const header = "appln_id|inv_name|inv_share";
  const lines = (quotedRows: number, plain: number) =>
    [
      header,
      ...Array.from({length: quotedRows}, (_, i) => `"${i}"|"A"|1`),
      ...Array.from({length: plain}, (_, i) => `${100 + i}|A|1`)
    ].join("\n") + "\n";
  const quoted = async (content: string, name: string) => {
    const path = join(writeFiles(folder, {[name]: content}), name);
    return (await inspectDelimited(path, {delimiters: ["|", ","], columns})).quoted;
  };
  assert.equal(await quoted(lines(2, 1), "most.txt"), true);
  assert.equal(await quoted(lines(1, 1), "half.txt"), false);
  assert.equal(await quoted(lines(0, 3), "none.txt"), false);
  assert.equal(await quoted(lines(80, 200), "first-hundred.txt"), true, "of the first hundred rows eighty");
  const mixed = [...Array.from({length: 60}, (_, i) => `${i}|A|1`), ...Array.from({length: 40}, () => '"1"|"A"|1')];
  const later = Array.from({length: 100}, () => '"2"|"A"|1');
  assert.equal(
    await quoted(`${[header, ...mixed, ...later].join("\n")}\n`, "later.txt"),
    false,
    "not those after them"
  );
  assert.equal(await quoted(`${header}\n\n\n\n"1"|"A"|1\n`, "empty-lines.txt"), true, "empty lines are no rows");
  assert.equal(await quoted(header.replaceAll("|", ",") + "\n1,A,1\n", "commas.txt"), true);
});

test("a file without a row after its header stops the run", async () => {
  const header = "appln_id|inv_name|inv_share";
  for (const content of [header, `${header}\n`])
    await assert.rejects(read(content), /the file has no row after its header/, JSON.stringify(content));
  for (const content of [`${header}\n1|A|1`, `${header}\n1|A|1\n`])
    assert.equal((await read(content)).rows.length, 1, JSON.stringify(content));
});
