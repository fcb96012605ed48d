import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {gunzipSync, gzipSync} from "node:zlib";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../data-loaders/duckdb/read-csv.ts";
import {quote} from "../../src/text/sql.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {publishedManifest} from "../../data-loaders/warehouse/publish.ts";
import {currentBuild} from "../../data-loaders/warehouse/staging.ts";
import {apiTables} from "../../src/site/api/tables.ts";
import {writeFormats} from "../../src/site/api/files.ts";
import {makeApi, placeApi} from "../../src/site/api/make-api.ts";
import {checkRelease, findUnpublishable} from "../../src/site/release/check-release.ts";
import {smallSample} from "../support/small-sample.ts";
import {amounts, filesOf, findMarks, marks, plant, sums, words} from "../support/planted.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const quiet = {progress: {update() {}, finish() {}}};

const extracts = plant(await smallSample(), join(root, "extracts"));
const out = join(root, "build");
await makeWarehouse(out, {...defaultOptions, extracts}, quiet);
const build = (await currentBuild(out))!;
const options = {out, specifications: 8};
const db = await WorkDatabase.open();
after(() => db.close());

/** The files that a site over the build is made of, and its API. */
async function writeSite(folder: string): Promise<string> {
  mkdirSync(join(folder, "api"), {recursive: true});
  mkdirSync(join(folder, "_file/data"), {recursive: true});
  writeFileSync(
    join(folder, "api/index.html"),
    ["tables", "uses", "examples", "documents"].map((part) => `<div data-api="${part}">none</div>`).join("\n")
  );
  const api = mkdtempSync(join(root, "api-"));
  await placeApi(api, await makeApi(api, options), folder);
  cpSync(build.folder, join(folder, "_file/data"), {recursive: true});
  writeFileSync(join(folder, "_file/data/manifest.json"), JSON.stringify(publishedManifest(build.manifest)));
  // Every page is written from this, and holds nothing of the extracts besides.
  writeFileSync(join(folder, "_file/data/report.json.gz"), gzipSync(JSON.stringify(await ensureReport(options))));
  return folder;
}

const site = await writeSite(join(root, "site"));
test("the planted records were read, each in its lens", async () => {
  const table = (name: string) => `read_parquet(${quote(join(build.folder, `${name}.parquet`))})`;
  const sample = await buildWarehouse(
    join(root, "unplanted"),
    "key",
    {
      ...defaultOptions,
      data: join(projectRoot, "data"),
      extracts: {deals: {folder: join(await smallSample(), "deals"), synthetic: true}}
    },
    quiet
  );
  const {deals} = build.manifest.sources.find(({dataset}) => dataset === "deals")!.disclosure!;
  const given = sample.sources[0]!.account.documents + amounts.length;
  assert.ok(deals % 3 === 0 && Math.abs(deals - given) < 3, `${deals} for ${given}, to a multiple of three`);
  for (const lens of ["patents", "publications"]) {
    const source = build.manifest.sources.find(({dataset}) => dataset === lens)!;
    assert.equal(source.synthetic, false);
    assert.equal(await db.number(`SELECT sum(documents) FROM ${table(lens)}`), source.account.documents);
  }
  assert.ok(
    (await db.number(
      `SELECT count(*) FROM ${table("patents")} JOIN ${table("patents_location_sets")} USING (location_set) JOIN ${table("locations")} USING (location) WHERE code = 'BE24'`
    )) > 0
  );
});

test("no file of a site over licensed records holds a name, an id, a title or an amount of one of them", async () => {
  assert.deepEqual(await findMarks(db, site, [...words, ...sums]), []);
  assert.deepEqual(await findUnpublishable(site, build.manifest), []);
  await checkRelease(site, build.manifest);
});

test("the search finds marks where they are: in text, packed, and in Parquet that is compressed", async () => {
  const folder = join(root, "marked");
  mkdirSync(folder);
  writeFileSync(join(folder, "page.html"), `<p>${marks.company}</p>`);
  writeFileSync(join(folder, "data.json.gz"), gzipSync(JSON.stringify({id: marks.application})));
  await db.run(
    `COPY (SELECT ${quote(marks.inventor)} || range AS name, ${amounts[0]! / 1e6} AS amount FROM range(1000)) TO ${quote(join(folder, "names.parquet"))} (FORMAT parquet, COMPRESSION zstd)`
  );
  const found = await findMarks(db, folder, [marks.company, marks.application, marks.inventor, sums[1]!]);
  assert.deepEqual(
    found.map((line) => line.split(":")[0]),
    ["data.json.gz", "names.parquet", "names.parquet", "page.html"]
  );
});

test("exact deals hold the planted amounts, and a site over them is refused", async () => {
  const exact = join(root, "exact");
  const manifest = await buildWarehouse(
    exact,
    "key",
    {
      ...defaultOptions,
      data: join(projectRoot, "data"),
      extracts: {deals: {folder: extracts.deals, synthetic: false}},
      exact: true
    },
    quiet
  );
  const {folder} = (await currentBuild(exact))!;
  assert.equal(
    (
      await findMarks(
        db,
        folder,
        sums.filter((_, i) => i % 2 === 1)
      )
    ).length,
    amounts.length
  );
  const others = words.filter((word) => !marks.industry.includes(word));
  assert.deepEqual(await findMarks(db, folder, others), []);
  const findings = (await findUnpublishable(folder, manifest)).map(({file, what}) => `${file}: ${what}`);
  assert.match(findings.join("\n"), /^: the deals of Crunchbase are exact/);
  assert.match(findings.join("\n"), /deals\.parquet: \d+ cells of fewer than 3 deals/);
  assert.match(findings.join("\n"), /deals\.parquet: \d+ cells of which the number of deals is not rounded/);
  await assert.rejects(
    checkRelease(folder, manifest),
    /the site may not be published: the deals of Crunchbase are exact/
  );
});

test("a site with a record, a column too many or a path of this computer is refused", async () => {
  const cases: [string, string | undefined, RegExp][] = [
    ["a.html", `see https://www.crunchbase.com/organization/${marks.url}`, /an address of a record in Crunchbase/],
    [
      "b.json",
      JSON.stringify({id: `https://openalex.org/${marks.work}`}),
      /an id of a work, author or institution in OpenAlex/
    ],
    ["c.csv", `x,${marks.application}\n`, /a number of an application at the EPO/],
    ["d.js", `load("${projectRoot}data")`, /a path of this computer/],
    ["deals.12345678.parquet", undefined, /columns that no schema has: company VARCHAR/]
  ];
  const withheld = join(root, "refused-withheld");
  mkdirSync(withheld);
  await db.run(
    `COPY (SELECT 1::SMALLINT AS location, 77::INTEGER AS code FROM range(2)) TO ${quote(join(withheld, "deals_withheld.parquet"))} (FORMAT parquet)`
  );
  assert.deepEqual(
    (await findUnpublishable(withheld, build.manifest)).map(({what}) => what),
    [
      "1 withheld codes that are listed more than once, so that they can be counted",
      "2 withheld codes that no technology could be linked to"
    ]
  );
  for (const [i, [name, text, message]] of cases.entries()) {
    const folder = join(root, `refused-${i}`);
    mkdirSync(folder);
    if (text === undefined)
      await db.run(
        `COPY (SELECT 2020::SMALLINT AS year, 'x' AS company) TO ${quote(join(folder, name))} (FORMAT parquet)`
      );
    else writeFileSync(join(folder, name), text);
    await assert.rejects(checkRelease(folder, undefined), message, name);
  }
});

interface Described {
  tables: {
    name: string;
    rows: number;
    licence: string;
    use: string;
    files: {path: string; bytes: number; sha256: string}[];
  }[];
  files: {path: string; bytes: number; sha256: string}[];
  release: {version: string};
  editions: Record<string, string>;
}
const readJson = <T>(name: string) => JSON.parse(readFileSync(join(site, "api", name), "utf8")) as T;

test("the manifest has every file with its size and hash, and says what each table may be used for", () => {
  const manifest = readJson<Described>("manifest.json");
  const files = [...manifest.tables.flatMap((table) => table.files), ...manifest.files];
  assert.deepEqual(
    [...files.map(({path}) => path), "index.html", "manifest.json"].sort(),
    readdirSync(join(site, "api")).sort()
  );
  for (const {path, bytes, sha256} of files) {
    const content = readFileSync(join(site, "api", path));
    assert.deepEqual([bytes, sha256], [content.length, createHash("sha256").update(content).digest("hex")], path);
  }
  const of = (name: string) => manifest.tables.find((table) => table.name === name)!;
  assert.match(
    of("deals").use,
    /^Quote and compute with these counts and sums, naming Crunchbase; do not try to identify single records/
  );
  assert.match(of("patents").licence, /OECD REGPAT: licensed/);
  assert.equal(of("publications").licence, "CC0-1.0");
  assert.match(of("indicators").use, /naming OECD REGPAT, OpenAlex and Crunchbase/);
  for (const {name, use, licence} of manifest.tables) assert.ok(use && licence, name);
  assert.equal(
    manifest.release.version,
    (JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {version: string}).version
  );
  assert.match(manifest.editions.patents!, /OECD REGPAT, 202601/);
});

/** The tables that the site must publish: of the datasets that the build holds, and those of no dataset. */
const heldTables = apiTables.filter(
  ({dataset}) => dataset === null || ["patents", "publications", "deals"].includes(dataset)
);

test("the site publishes the tables of the datasets that the build holds, and no others", () => {
  assert.deepEqual(
    build.manifest.sources.map(({dataset}) => dataset),
    ["patents", "publications", "deals"],
    "the build lacks the earlier edition"
  );
  const expected = heldTables.map(({name}) => name);
  assert.ok(expected.length < apiTables.length);
  assert.deepEqual(
    readJson<Described>("manifest.json").tables.map(({name}) => name),
    expected
  );
  assert.deepEqual(
    readJson<Croissant>("croissant.json").recordSet.map((set) => set["@id"]),
    expected
  );
  assert.deepEqual(
    readJson<{tables: {name: string}[]}>("dictionary.json").tables.map(({name}) => name),
    expected
  );
});

test("CSV, JSON and Parquet of every table hold the same rows", async () => {
  for (const {name, columns} of heldTables) {
    const path = (extension: string) => quote(join(site, "api", `${name}.${extension}`));
    const csv = readCsvSql(join(site, "api", `${name}.csv`), {
      columns: Object.fromEntries(columns.map((column) => [column.name, column.type])),
      delimiter: ",",
      mark: '"',
      quotedNulls: false
    });
    const parquet = `read_parquet(${path("parquet")})`;
    // An apostrophe is what CSV has more: it keeps a spreadsheet from computing a text.
    const plain = columns.map((column) =>
      column.type === "VARCHAR"
        ? `CASE WHEN regexp_matches(${column.name}, '^''[=+@\\t\\r-]') THEN ${column.name}[2:] ELSE ${column.name} END AS ${column.name}`
        : column.name
    );
    const finite = columns.map(({name: column, type}) =>
      type === "DOUBLE" || type === "FLOAT" ? `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}` : column
    );
    assert.equal(
      await db.number(
        `SELECT count(*) FROM ((SELECT ${plain.join(", ")} FROM ${csv}) EXCEPT ALL (SELECT ${finite.join(", ")} FROM ${parquet}))`
      ),
      0,
      name
    );
    const rows = await db.number(`SELECT count(*) FROM ${parquet}`);
    assert.equal(await db.number(`SELECT count(*) FROM ${csv}`), rows, name);
    const json = readJson<{table: string; rows: number; columns: Record<string, unknown[]>}>(`${name}.json`);
    assert.deepEqual(
      [json.table, json.rows, Object.keys(json.columns)],
      [name, rows, columns.map((column) => column.name)]
    );
    await db.run("SET preserve_insertion_order = true");
    const expected = await db.columns(
      `SELECT ${finite.map((column, i) => (columns[i]!.type === "FLOAT" ? `(${column.split(" AS ")[0]})::VARCHAR::DOUBLE AS ${columns[i]!.name}` : column)).join(", ")} FROM ${parquet}`
    );
    assert.deepEqual(json.columns, expected, name);
  }
});

test("text that a spreadsheet would compute is plain in CSV, and a large text comes packed", async () => {
  const folder = join(root, "formats");
  mkdirSync(folder);
  const source = join(folder, "source");
  const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a,b", 'say "x"', "two\nlines", "", "plain", "'=1"];
  await db.insert("hostile", {text: "VARCHAR", value: "DOUBLE"}, [
    ...hostile.map((text, i) => [text, i === 3 ? Number.NaN : i]),
    [null, Number.POSITIVE_INFINITY]
  ]);
  await db.run(`COPY hostile TO ${quote(source)} (FORMAT parquet)`);
  const table = {
    name: "hostile",
    description: "",
    dataset: null,
    computed: false,
    sort: [],
    columns: [
      {name: "text", type: "VARCHAR", description: ""},
      {name: "value", type: "DOUBLE", description: ""}
    ]
  } as const;
  await writeFormats(db, table, source, folder);
  const csv = readFileSync(join(folder, "hostile.csv"), "utf8");
  for (const text of ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t'=1"])
    assert.ok(csv.includes(`\n${text},`), `${JSON.stringify(text)} in ${csv}`);
  assert.doesNotMatch(csv, /^"?[=+@-]/m);
  const json = JSON.parse(readFileSync(join(folder, "hostile.json"), "utf8")) as {
    columns: {text: unknown[]; value: unknown[]};
  };
  assert.deepEqual(json.columns.text, [...hostile, null]);
  assert.deepEqual([json.columns.value[3], json.columns.value[11]], [null, null]);
  const packed = await writeFormats(db, table, source, folder, 50);
  assert.deepEqual(
    packed.map(({path}) => path),
    ["hostile.parquet", "hostile.csv.gz", "hostile.json.gz"]
  );
  assert.equal(gunzipSync(readFileSync(join(folder, "hostile.csv.gz"))).toString("utf8"), csv);
});

/** The context of the specification's appendix 1, as the reference validator mlcroissant 1.1.1 has it. */
const specifiedContext = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  sc: "https://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  conformsTo: "dct:conformsTo",
  data: {"@id": "cr:data", "@type": "@json"},
  dataType: {"@id": "cr:dataType", "@type": "@vocab"},
  examples: {"@id": "cr:examples", "@type": "@json"},
  ...Object.fromEntries(
    (
      "citeAs column equivalentProperty extract field fileObject fileProperty fileSet format includes isLiveDataset " +
      "jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate separator source " +
      "subField transform"
    )
      .split(" ")
      .map((term) => [term, `cr:${term}`])
  )
};

interface Croissant {
  "@context": Record<string, unknown>;
  "@type": string;
  conformsTo: string;
  url: string;
  license: string[];
  [property: string]: unknown;
  distribution: {
    "@id": string;
    "@type": string;
    contentUrl: string;
    contentSize: string;
    encodingFormat: string;
    sha256: string;
  }[];
  recordSet: {
    "@id": string;
    key: {"@id": string}[];
    field: {
      "@id": string;
      dataType: string;
      references?: {field: {"@id": string}};
      source: {fileObject: {"@id": string}; extract: {column: string}};
    }[];
  }[];
}

test("the Croissant description has what version 1.0 requires, and every id and column in it leads somewhere", async () => {
  const described = readJson<Croissant>("croissant.json");
  for (const property of [
    "@context",
    "@type",
    "conformsTo",
    "description",
    "license",
    "name",
    "url",
    "creator",
    "datePublished"
  ])
    assert.ok(property in described, property);
  assert.equal(described.conformsTo, "http://mlcommons.org/croissant/1.0");
  assert.equal(described.url, "./", "without an address of the site, the description's own folder");
  for (const licence of described.license)
    assert.match(licence, /^https:\/\/spdx\.org\/licenses\/[\w.-]+$|^OECD REGPAT: |^Crunchbase: /);
  assert.deepEqual(described["@context"], specifiedContext);
  assert.match(String(described.datePublished), /^\d{4}-\d\d-\d\d$/);
  const ids = [
    ...described.distribution.map((file) => file["@id"]),
    ...described.recordSet.flatMap((set) => [set["@id"], ...set.field.map((field) => field["@id"])])
  ];
  assert.equal(new Set(ids).size, ids.length, "an id stands twice");
  for (const file of described.distribution) {
    const content = readFileSync(join(site, "api", file.contentUrl));
    assert.deepEqual(
      [file["@type"], file.contentSize, file.sha256],
      ["cr:FileObject", `${content.length} B`, createHash("sha256").update(content).digest("hex")]
    );
  }
  const kinds: Record<string, RegExp> = {
    "sc:Integer": /INT$|^INTEGER$/,
    "sc:Float": /^(DOUBLE|FLOAT)$/,
    "sc:Text": /^VARCHAR$/,
    "sc:Boolean": /^BOOLEAN$/
  };
  assert.equal(described.recordSet.length, heldTables.length);
  for (const set of described.recordSet) {
    for (const {field, type} of await columnsOf(set)) assert.match(type, kinds[field.dataType]!, field["@id"]);
    for (const key of set.key) assert.ok(ids.includes(key["@id"]), key["@id"]);
    const file = quote(join(site, "api", set.field[0]!.source.fileObject["@id"]));
    const key = set.key.map((one) => one["@id"].split("/")[1]).join(", ");
    assert.equal(
      await db.number(
        `SELECT count(*) FROM (SELECT ${key} FROM read_parquet(${file}) GROUP BY ALL HAVING count(*) > 1)`
      ),
      0,
      `${set["@id"]} has two rows of one key`
    );
    for (const {references, ...field} of set.field) {
      if (!references) continue;
      const [table, column] = references.field["@id"].split("/") as [string, string];
      assert.ok(ids.includes(references.field["@id"]), references.field["@id"]);
      assert.equal(
        await db.number(
          `SELECT count(*) FROM read_parquet(${file}) ANTI JOIN (SELECT ${column} AS id FROM read_parquet(${quote(join(site, "api", `${table}.parquet`))})) ON id = ${field.source.extract.column}`
        ),
        0,
        field["@id"]
      );
    }
  }
});

async function columnsOf(set: Croissant["recordSet"][number]) {
  const file = quote(join(site, "api", set.field[0]!.source.fileObject["@id"]));
  const found = new Map(
    (await db.rows(`DESCRIBE SELECT * FROM read_parquet(${file})`)).map(({column_name, column_type}) => [
      String(column_name),
      String(column_type)
    ])
  );
  assert.deepEqual(
    set.field.map(({source}) => source.extract.column),
    [...found.keys()]
  );
  return set.field.map((field) => ({field, type: found.get(field.source.extract.column)!}));
}

test("the API of one build is the same every time", async () => {
  const again = await writeSite(join(root, "again"));
  const hashes = (folder: string) =>
    filesOf(folder).map((file) => [
      file.slice(folder.length),
      createHash("sha256").update(readFileSync(file)).digest("hex")
    ]);
  assert.deepEqual(hashes(again), hashes(site));
});

test("the page names every table and every file", () => {
  const page = readFileSync(join(site, "api/index.html"), "utf8");
  for (const {path} of readJson<Described>("manifest.json").tables.flatMap(({files}) => files))
    assert.ok(page.includes(`href="./${path}"`), path);
  for (const language of ["DuckDB", "R", "Python"]) assert.ok(page.includes(`<dt>${language}</dt>`));
});
