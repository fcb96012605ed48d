import assert from "node:assert/strict";
import {readFile, readdir} from "node:fs/promises";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";
import {runFramework} from "../../src/site/framework/process.ts";
import {findFreePort} from "../../src/site/server-address.ts";
import {buildPages} from "../../src/site/pages.ts";
import {blockedNetwork, createSite, writeParquet} from "../src/site/fixture.ts";
import {openAddress, openSite, type OpenOptions, type OpenPage, type TestSite} from "../browser/harness.ts";

/** Every column type that DuckDB writes to Parquet and that may reach a page; one row of them, one of nulls. */
const columnTypes = {
  boolean: "true",
  tinyint: "-7::TINYINT",
  smallint: "-300::SMALLINT",
  integer: "70000::INTEGER",
  bigint: "9007199254740993::BIGINT",
  utinyint: "200::UTINYINT",
  usmallint: "60000::USMALLINT",
  uinteger: "4000000000::UINTEGER",
  real: "1.5::REAL",
  double: "0.1::DOUBLE",
  decimal: "12.34::DECIMAL(9, 2)",
  varchar: "'Île-de-France'",
  date: "DATE '2024-02-29'",
  time: "TIME '12:34:56'",
  timestamp: "TIMESTAMP '2024-02-29 12:34:56.789'",
  enum: "'b'::ENUM ('a', 'b')",
  list: "[1, 2, 3]",
  texts: "['x', NULL]",
  struct: "{'a': 1, 'b': 'two'}"
};

const index = `---
title: Idioms
sql:
  wide: ./data/wide.parquet
  short: ./data/short.csv
---

\`\`\`sql
SELECT kind, count(*)::INT AS n FROM wide GROUP BY kind ORDER BY kind
\`\`\`

\`\`\`sql id=byKind
SELECT kind, sum(amount) AS total, sum(id) AS ids FROM wide GROUP BY kind ORDER BY kind
\`\`\`

\`\`\`js
import * as d3 from "npm:d3";
import {csvParse} from "npm:d3-dsv";
import * as Arrow from "npm:apache-arrow";
import {DuckDBClient as Client, sql as query} from "npm:@observablehq/duckdb";
import {html as tag} from "npm:htl";
import {show} from "./show.js";

const rows = (table) => Array.from(table, (row) => ({...row}));
\`\`\`

\`\`\`js
show("block", rows(byKind));
show("template", rows(await sql\`SELECT count(*) AS n FROM wide WHERE amount > \${990}\`));
show("imported", rows(await query\`SELECT max(amount) AS n FROM wide\`));
show("front-matter-csv", rows(await sql\`SELECT name FROM short ORDER BY name\`));
\`\`\`

\`\`\`js
const db = DuckDBClient.of({
  x: FileAttachment("data/wide.parquet"),
  csv: FileAttachment("data/short.csv"),
  notes: {file: FileAttachment("data/notes.csv"), delimiter: "|", skip: 1},
  json: FileAttachment("data/short.json"),
  arrow: Arrow.tableFromJSON([{a: 1, b: "x"}, {a: 2, b: "y"}]),
  list: [{c: 3}],
  made: FileAttachment("made/twelve.parquet"),
  empty: FileAttachment("data/empty.parquet")
});
\`\`\`

\`\`\`js
show("tables", (await db.describeTables()).map((d) => d.name).sort());
show("columns", (await db.describeColumns({table: "x"})).map((d) => [d.name, d.databaseType]));
show("joined", rows(await db.sql\`SELECT name, kind FROM csv JOIN x ON csv.n = x.id ORDER BY name\`));
show("csv-options", rows(await db.query("SELECT place, n::INT AS n FROM notes")));
show("json", rows(await db.query("SELECT n, flag FROM json ORDER BY n")));
show("arrow", rows(await db.query("SELECT a, b, c FROM arrow, list ORDER BY a")));
show("row", {...(await db.queryRow("SELECT id, kind FROM x WHERE id = ?", [3]))});
show("made", rows(await db.query("SELECT sum(n) AS n FROM made")));
show("empty", [rows(await db.query("SELECT * FROM empty")).length, (await db.describeColumns({table: "empty"})).length]);
show("from", rows(await db.query("SELECT wide.id FROM 'wide.parquet' WHERE id < 2 ORDER BY id")));
show("functions", rows(await db.query("SELECT (SELECT count(*) FROM read_parquet('wide.parquet')) - (SELECT count(*) FROM parquet_scan(['wide.parquet'])) AS n")));
show("prepared", rows(await db.query("SELECT count(*) AS n FROM read_parquet('wide.parquet') WHERE id >= ?", [900])));
show("stream", await (async () => {
  const {readRows} = await db.queryStream("SELECT id FROM 'wide.parquet'");
  let n = 0;
  for await (const batch of readRows()) n += batch.length;
  return n;
})());
show("literal", rows(await db.query("SELECT 'from wide.parquet' AS a, 'wide.parquet' AS b")));
\`\`\`

\`\`\`js
const table = await FileAttachment("data/wide.parquet").parquet();
show("attachment", [table instanceof Arrow.Table, table.numRows]);
show("csv", await FileAttachment("data/short.csv").csv({typed: true}));
show("same", d3.csvParse === csvParse);
\`\`\`

\`\`\`js
const types = await DuckDBClient.of({types: FileAttachment("data/types.parquet")});
show("types", rows(await types.query("SELECT COLUMNS(*)::VARCHAR FROM types")));
show("type-names", rows(await types.query("DESCRIBE types")).map((d) => [d.column_name, d.column_type]));
\`\`\`

\`\`\`js
const chosen = view(Inputs.select(["a", "b"], {label: "Kind", value: "b"}));
const level = view(Inputs.range([0, 10], {label: "Level", step: 1, value: 4}));
\`\`\`

\`\`\`js
show("inputs", [chosen, level]);
\`\`\`

\`\`\`js
display(Inputs.table(byKind));
display(Plot.plot({ariaLabel: "bars", marks: [Plot.barY(byKind, {x: "kind", y: "total"})]}));
display(resize((width) => html\`<p id="resized">\${width > 0}</p>\`));
display(tag\`<p id="tagged">\${d3.sum([1, 2, 3])}</p>\`);
\`\`\`

Inline \${html\`<b id="inline">\${1 + 1}</b>\`}.
`;

const errors = `# Errors

\`\`\`js
import {show} from "./show.js";

const db = await DuckDBClient.of({x: FileAttachment("data/wide.parquet")});
const errors = [];
async function attempt(task) {
  errors.push(await task.then(() => "no error", (error) => error.message));
}
await attempt(db.query("FROM 'other.parquet'"));
await attempt(db.query("FROM read_parquet('wide.parquet', filename = true)"));
await attempt(db.query("FROM read_json('short.json')"));
await attempt(DuckDBClient.of({t: FileAttachment("data/corrupt.parquet")}));
await attempt(DuckDBClient.of({t: FileAttachment("data/page.parquet")}));
await attempt(DuckDBClient.of({t: FileAttachment("data/interval.parquet")}));
await attempt(db._db.registerFileURL("gone.parquet", new URL("gone.parquet", location).href, 4).then(() => db.query("FROM 'gone.parquet'")));
await attempt(db._db.registerFileURL("wide.parquet", new URL("elsewhere.parquet", location).href, 4));
show("messages", errors);
\`\`\`
`;

const show = `import {html} from "npm:htl";
export function show(id: string, value: unknown): void {
  const text = JSON.stringify(value, (_, v) => typeof v === "bigint" ? String(v) : v);
  document.querySelector("main")!.append(html\`<pre id=\${id}>\${text}</pre>\`);
}
`;

/** Makes a Parquet file named by its parameter, as the project's own loader does. */
const loader = `import {mkdtemp, readFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {writeParquet} from ${JSON.stringify(new URL("../src/site/fixture.ts", import.meta.url).pathname)};
const table = process.argv.find((argument) => argument.startsWith("--table="))!.slice("--table=".length);
const file = (await mkdtemp(tmpdir() + "/loader-")) + "/table.parquet";
await writeParquet(\`SELECT '\${table}' AS name, range AS n FROM range(12)\`, file);
process.stdout.write(await readFile(file));
`;

const expected: Record<string, unknown> = {
  block: [
    {kind: "a", total: 249500, ids: 249500},
    {kind: "b", total: 250000, ids: 250000}
  ],
  template: [{n: 9}],
  imported: [{n: 999}],
  "front-matter-csv": [{name: "one"}, {name: "two"}],
  tables: ["arrow", "csv", "empty", "json", "list", "made", "notes", "x"],
  columns: [
    ["id", "BIGINT"],
    ["kind", "VARCHAR"],
    ["amount", "DOUBLE"]
  ],
  joined: [
    {name: "one", kind: "b"},
    {name: "two", kind: "a"}
  ],
  "csv-options": [{place: "Ghent, Bruges", n: 7}],
  json: [
    {n: 1, flag: true},
    {n: 2, flag: false}
  ],
  arrow: [
    {a: 1, b: "x", c: 3},
    {a: 2, b: "y", c: 3}
  ],
  row: {id: 3, kind: "b"},
  made: [{n: 66}],
  empty: [0, 2],
  from: [{id: 0}, {id: 1}],
  functions: [{n: 0}],
  prepared: [{n: 100}],
  stream: 1000,
  literal: [{a: "from wide.parquet", b: "wide.parquet"}],
  attachment: [true, 1000],
  csv: [
    {name: "one", n: 1},
    {name: "two", n: 2}
  ],
  same: true,
  inputs: ["b", 4]
};

/**
 * Opens a page and waits until it shows elements with these ids. These pages start several databases at once, under
 * which the process of a Chromium page sometimes ends by itself on a busy machine. What the site does wrong shows as
 * another error, so only a crash is tried again, twice.
 */
async function openWith(
  site: TestSite,
  path: string,
  ids: readonly string[],
  options?: OpenOptions,
  again = 2
): Promise<OpenPage> {
  const opened = await site.open(path, options);
  try {
    for (const id of ids) await opened.page.waitForSelector(`#${id}`);
    return opened;
  } catch (error) {
    if (again === 0 || !/Page crashed/.test(String(error))) throw error;
    await opened.close();
    return await openWith(site, path, ids, options, again - 1);
  }
}

describe("Framework's idioms, built and read without a network", () => {
  let site: Awaited<ReturnType<typeof createSite>>;
  let served: TestSite;
  let open: OpenPage;
  const log: string[] = [];

  before(async () => {
    site = await createSite({
      "index.md": index,
      "errors.md": errors,
      "show.ts": show,
      "made/[table].parquet.ts": loader,
      "data/short.csv": "name,n\none,1\ntwo,2\n",
      "data/notes.csv": "two places\nplace|n\nGhent, Bruges|7\n",
      "data/short.json": JSON.stringify([
        {n: 1, flag: true},
        {n: 2, flag: false}
      ]),
      "data/corrupt.parquet": "PAR1 this is no parquet file PAR1",
      "data/page.parquet": "<!DOCTYPE html><title>Not found</title>"
    });
    const data = join(site.root, "data");
    const kinds = "SELECT range AS id, if(range % 2 = 0, 'a', 'b') AS kind, range::DOUBLE AS amount FROM range(1000)";
    const row = Object.entries(columnTypes)
      .map(([name, value]) => `${value} AS "${name}"`)
      .join(", ");
    const nulls = Object.keys(columnTypes)
      .map((name) => `NULL AS "${name}"`)
      .join(", ");
    await writeParquet(kinds, join(data, "wide.parquet"));
    await writeParquet("SELECT 1 AS a, 'x' AS b WHERE false", join(data, "empty.parquet"));
    await writeParquet("SELECT INTERVAL 3 DAY AS wait", join(data, "interval.parquet"));
    await writeParquet(`SELECT ${row} UNION ALL SELECT ${nulls}`, join(data, "types.parquet"));
    try {
      await buildPages({site, dataKey: "fixture", log: (line) => log.push(line), env: blockedNetwork});
    } catch (error) {
      throw new Error(`fixture does not build\n${log.join("\n")}`, {cause: error});
    }
    served = await openSite(site.output);
    open = await openWith(served, "/", ["type-names"]);
    await open.settled();
  });

  after(async () => {
    await served?.close();
    await site?.remove();
  });

  async function shown(id: string): Promise<unknown> {
    return JSON.parse((await open.page.locator(`#${id}`).textContent()) ?? "null");
  }

  for (const [id, value] of Object.entries(expected)) {
    test(`${id} gives the expected value`, async () => {
      assert.deepEqual(await shown(id), value);
    });
  }

  test("a sql block, Inputs, Plot and htl draw", async () => {
    const count = async (selector: string) => await open.page.locator(selector).count();
    assert.equal(await count("main table"), 2);
    assert.equal(await count("main table >> nth=0 >> tbody tr"), 2);
    assert.equal(await count("main select"), 1);
    assert.equal(await count("main input[type=range]"), 1);
    assert.equal(await count("main svg[aria-label=bars] rect"), 2);
    assert.equal(await open.page.locator("#resized").textContent(), "true");
    assert.equal(await open.page.locator("#tagged").textContent(), "6");
    assert.equal(await open.page.locator("#inline").textContent(), "2");
  });

  test("every column type of a Parquet file keeps its values and its nulls", async () => {
    const [values, nulls] = (await shown("types")) as Record<string, string | null>[];
    assert.deepEqual(values, {
      boolean: "true",
      tinyint: "-7",
      smallint: "-300",
      integer: "70000",
      bigint: "9007199254740993",
      utinyint: "200",
      usmallint: "60000",
      uinteger: "4000000000",
      real: "1.5",
      double: "0.1",
      decimal: "12.34",
      varchar: "Île-de-France",
      date: "2024-02-29",
      time: "12:34:56",
      timestamp: "2024-02-29 12:34:56.789",
      enum: "b",
      list: "[1, 2, 3]",
      texts: "[x, NULL]",
      struct: "{'a': 1, 'b': two}"
    });
    assert.deepEqual(new Set(Object.values(nulls!)), new Set([null]));
  });

  test("nothing fails, and nothing leaves the site", async () => {
    await open.assertQuiet();
  });

  test("errors say which file, and what to do", async () => {
    const page = await openWith(served, "/errors", ["messages"]);
    const messages = JSON.parse((await page.page.locator("#messages").textContent())!) as string[];
    const patterns = [
      /^unknown parquet file: other\.parquet; this database has: wide\.parquet; /,
      /^unsupported option of read_parquet: filename; /,
      /read_json.*json extension/s,
      /^parquet file unreadable: corrupt\.parquet \(.+\); build the data again$/,
      /^parquet file unreadable: page\.parquet \(.+\); /,
      /^unsupported column type in interval\.parquet: wait /,
      /^file missing: gone\.parquet \(status 404\); /,
      /^duplicate file name: wide\.parquet /
    ];
    assert.equal(messages.length, patterns.length);
    for (const [i, pattern] of patterns.entries()) assert.match(messages[i]!, pattern);
    assert.deepEqual(page.trouble.foreignRequests, []);
    await page.close();
  });

  test("files are fetched whole", async () => {
    const ranges: string[] = [];
    const page = await openWith(served, "/", ["type-names"], {
      prepare: async (opened) =>
        opened.on("request", (request) => {
          if (request.headers().range !== undefined) ranges.push(request.url());
        })
    });
    assert.deepEqual(ranges, []);
    await page.close();
  });

  test("a page declares its language and can be zoomed", async () => {
    const html = await readFile(join(site.output, "index.html"), "utf8");
    assert.match(html, /<html lang="en">/);
    assert.doesNotMatch(html, /maximum-scale/);
  });

  test("one copy of apache-arrow, d3 and the rest is published, and no address of another host is loaded", async () => {
    const packages = await readdir(join(site.output, "_npm"));
    assert.deepEqual(
      packages.filter((name) => name.startsWith("apache-arrow")),
      ["apache-arrow@17.0.0"]
    );
    const html = await readFile(join(site.output, "index.html"), "utf8");
    assert.doesNotMatch(html, /(?:href|src|from |import\()=?["']https?:/);
  });

  test("the site works below a path", async (t) => {
    const below = await openSite(site.output, {base: "/some/where/"});
    t.after(async () => await below.close());
    const page = await openWith(below, "/", ["type-names", "prepared"]);
    assert.equal(await page.page.locator("#prepared").textContent(), '[{"n":100}]');
    await page.settled();
    await page.assertQuiet();
  });

  test("the preview shows the same", async (t) => {
    const port = await findFreePort(4100, "127.0.0.1");
    const controller = new AbortController();
    let running: Promise<number> | undefined;
    t.after(async () => {
      controller.abort();
      await assert.rejects(running!);
    });
    await new Promise<void>((resolve, reject) => {
      const log = (line: string) => void (line.includes(`:${port}/`) && resolve());
      const options = {log, signal: controller.signal, env: blockedNetwork};
      running = runFramework(["preview", "--port", String(port), "--no-open"], site, options);
      running.catch(reject);
    });
    const preview = await openAddress(`http://127.0.0.1:${port}/`);
    t.after(async () => await preview.close());
    const page = await openWith(preview, "/", ["prepared", "attachment", "block"]);
    assert.equal(await page.page.locator("#block").textContent(), JSON.stringify(expected.block));
    assert.equal(await page.page.locator("#attachment").textContent(), "[true,1000]");
    await page.settled();
    await page.assertQuiet();
  });
});
