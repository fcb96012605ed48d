import assert from "node:assert/strict";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {dealClasses} from "../../../data-loaders/sources/source.ts";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {markerName} from "../../../data-loaders/folders/marker.ts";
import {type BuildInputs, buildWarehouse, stepsOf} from "../../../data-loaders/warehouse/build.ts";
import {type Manifest, readManifest} from "../../../data-loaders/warehouse/manifest.ts";
import {defaultOptions, readOptions} from "../../../data-loaders/warehouse/options.ts";
import {hashFile} from "../../../data-loaders/sources/files.ts";
import {obstacleToPublishing} from "../../../data-loaders/warehouse/publishable.ts";
import {publishedManifest} from "../../../data-loaders/warehouse/publish.ts";
import {tables} from "../../../data-loaders/warehouse/schema.ts";
import {currentBuild} from "../../../data-loaders/warehouse/staging.ts";
import {quote} from "../../../src/text/sql.ts";
import type {Years} from "../../../src/terms/lenses.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

const root = tempFolder();
const table = (rows: readonly (readonly unknown[])[]) => `${rows.map((row) => row.join("|")).join("\r\n")}\r\n`;
const json = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

// Records of made-up people and companies.
const extracts = writeFiles(join(root, "extracts"), {
  "patents/202401_EPO_Inv_reg.txt": table([
    ["appln_id", "app_nbr", "person_id", "inv_name", "address", "reg_code", "ctry_code", "reg_share", "inv_share"],
    [1, "EP1", 1, "A", "X", "BE242", "BE", 1, 1],
    [2, "EP2", 2, "B", "X", "BE242", "BE", 1, 0.5],
    [2, "EP2", 3, "C", "Y", "NL414", "NL", 1, 0.5],
    [3, "EP3", 1, "A", "X", "BE242", "BE", 1, 1],
    [4, "EP4", 1, "A", "X", "BE242", "BE", 1, 1],
    [5, "EP5", 1, "A", "X", "BE242", "BE", 1, 1]
  ]),
  "patents/202401_EPO_IPC.txt": table([
    ["appln_id", "prio_year", "app_year", "IPC"],
    [1, 2020, 2021, "H01L  21/02"],
    [2, 2020, 2021, "H01L  21/02"],
    [2, 2020, 2021, "G06N   3/08"],
    [3, 2020, 2021, "H01L  21/67"],
    [4, 2015, 2016, "H01L  21/02"],
    [5, 2022, 2023, "H01L  21/02"]
  ]),
  "publications/works/part_000": json(
    [
      {id: 1, place: 1},
      {id: 2, place: 1},
      {id: 3, place: 9}
    ].map(({id, place}) => ({
      id: `https://openalex.org/W${id}`,
      publication_year: 2023,
      topics: [{id: "https://openalex.org/T10036"}, {id: "https://openalex.org/T99999", display_name: "Tulip Physics"}],
      authorships: [{institutions: [{id: `https://openalex.org/I${place}`, country_code: place === 9 ? "XX" : "BE"}]}]
    }))
  ),
  "publications/institutions/part_000": json([
    {
      id: "https://openalex.org/I1",
      country_code: "BE",
      geo: {city: "Leuven", country_code: "BE", latitude: 50.88, longitude: 4.7}
    }
  ]),
  "deals/rounds.csv": [
    "Transaction Name,Transaction Name URL,Organization Name,Organization Name URL,Funding Type,Money Raised,Money Raised (in USD),Announced Date,Organization Industries,Organization Location",
    'R1,https://r/1,C1,https://c/1,Seed,1500000,1500000,2022-03-01,"Robotics","Leuven, Vlaams-Brabant, Belgium, Europe"',
    'R2,https://r/2,C2,https://c/2,Seed,250000,250000,2022-05-01,"Robotics","Leuven, Vlaams-Brabant, Belgium, Europe"',
    'R3,https://r/3,C3,https://c/3,Seed,,,2022-06-01,"Robotics","Leuven, Vlaams-Brabant, Belgium, Europe"',
    'R4,https://r/4,C3,https://c/3,Post-IPO Debt,900000000,900000000,2022-06-01,"Robotics","Leuven, Vlaams-Brabant, Belgium, Europe"'
  ].join("\n")
});
const limits = {
  "outside-years": 1,
  "unlocated-place": 1,
  "unknown-institution": 1,
  "no-location": 1,
  "unknown-region": 1
};
const inputs: BuildInputs = {
  ...defaultOptions,
  limits,
  data: join(projectRoot, "data"),
  extracts: {
    patents: {folder: join(extracts, "patents"), synthetic: true},
    publications: {folder: join(extracts, "publications"), synthetic: false},
    deals: {folder: join(extracts, "deals"), synthetic: false}
  },
  exact: true
};
const notes: [number, string][] = [];
const out = join(root, "out");
const progress = {update: (done: number, note?: string) => void notes.push([done, note ?? ""]), finish() {}};
const manifest = await buildWarehouse(out, "key", inputs, {progress});
const {folder} = (await currentBuild(out))!;
const db = await WorkDatabase.open();
closeAtExit(db);
for (const {name} of tables)
  await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(join(folder, `${name}.parquet`))})`);

/** Rows of a dataset with their codes and places written out. */
async function rowsOf(dataset: string) {
  const rows = await db.rows(`SELECT year, documents, disclosed, amount,
      (SELECT string_agg(symbol, ' ' ORDER BY symbol) FROM ${dataset}_code_sets s JOIN codes USING (code) WHERE s.code_set = d.code_set) AS codes,
      (SELECT string_agg(code || ' ' || share, ', ' ORDER BY code) FROM ${dataset}_location_sets s JOIN locations USING (location) WHERE s.location_set = d.location_set) AS places
    FROM ${dataset} d ORDER BY year, codes, places`);
  return rows.map(({year, documents, disclosed, amount, codes, places}) => [
    year,
    codes,
    places,
    documents,
    disclosed,
    amount
  ]);
}

test("documents of the same year, codes and places become one row with their number and amounts", async () => {
  assert.deepEqual(await rowsOf("patents"), [
    [2020, "G06N3 H01L21", "BE24 0.5, NL41 0.5", 1, 0, 0],
    [2020, "H01L21", "BE24 1.0", 2, 0, 0],
    [2022, "H01L21", "BE24 1.0", 1, 0, 0]
  ]);
  assert.deepEqual(await rowsOf("publications"), [[2023, "10036 99999", "BE24 1.0", 2, 0, 0]]);
  assert.deepEqual(await rowsOf("deals"), [[2022, "Robotics", "BE24 1.0", 3, 2, 1.75]]);
  assert.deepEqual(await rowsOf("publications_earlier"), []);
});

test("deals that are no start-up funding have a table of their own, and no link rests on them", async () => {
  const [other] = await db.rows("SELECT year, documents, disclosed, amount FROM deals_other");
  assert.deepEqual(other, {year: 2022, documents: 1, disclosed: 1, amount: 900});
  const [robotics] = await db.rows("SELECT DISTINCT documents FROM links WHERE symbol = 'Robotics'");
  assert.equal(robotics!.documents, 0, "one code alone is no evidence");
  const source = manifest.sources.find(({dataset}) => dataset === "deals")!;
  assert.equal(source.account.documents, 3);
  assert.deepEqual(source.types, {equity: 3, "post-ipo": 1});
  const drop = source.account.drops.find(({reason}) => reason === "other-type");
  assert.deepEqual(drop, {reason: "other-type", rows: 1, share: 0.25});
  const all = {...inputs, extracts: {deals: inputs.extracts.deals!}, dealTypes: dealClasses};
  const everything = await buildWarehouse(join(root, "all-types"), "key", all, {progress: {update() {}, finish() {}}});
  const file = (name: string) => quote(join(root, "all-types", everything.build, `${name}.parquet`));
  assert.equal(await db.number(`SELECT sum(amount) FROM read_parquet(${file("deals")})`), 901.75);
  assert.equal(await db.number(`SELECT count(*) FROM read_parquet(${file("deals_other")})`), 0);
  assert.deepEqual(everything.parameters.deal_types, dealClasses);
  const none = {...all, dealTypes: ["grant"] as const};
  await assert.rejects(
    buildWarehouse(join(root, "no-types"), "key", none, {progress: {update() {}, finish() {}}}),
    /deals: no document is left of 4 exported rounds; left out: other-type 4 \(100%\)/
  );
});

test("tables are typed and sorted as the schema says, with all regions, technologies and codes", async () => {
  for (const {name, columns, sort} of tables) {
    const described = await db.rows(`DESCRIBE ${name}`);
    assert.deepEqual(
      described.map((row) => [row.column_name, row.column_type]),
      columns.map((one) => [one.name, one.type]),
      name
    );
    const plain = await db.rows(`SELECT * FROM ${name}`);
    assert.deepEqual(plain, await db.rows(`SELECT * FROM ${name} ORDER BY ${sort.join(", ")}`), name);
  }
  assert.equal(await db.number("SELECT count(*) FROM technologies"), 38);
  const [leuven] = await db.rows("SELECT code, level, country, nuts1, benchmark FROM locations WHERE code = 'BE24'");
  assert.deepEqual(leuven, {code: "BE24", level: "nuts2", country: "BE", nuts1: "BE2", benchmark: true});
  const codes = await db.rows("SELECT vocabulary, symbol, label FROM codes ORDER BY code");
  const keys = codes.map(({vocabulary, symbol}) => `${String(vocabulary)} ${String(symbol)}`);
  assert.deepEqual(keys, [...new Set(keys)].sort());
  const label = (symbol: string) => codes.find((one) => one.symbol === symbol)?.label;
  assert.equal(label("Robotics"), "Robots", "as the project's own vocabulary writes it");
  assert.equal(label("10036"), "Deep neural network architectures");
  assert.equal(label("99999"), "Tulip Physics", "the vocabulary lacks it");
  assert.deepEqual(
    manifest.sources.map(({dataset, titles}) => [dataset, titles]),
    [
      ["patents", 0],
      ["publications", 1],
      ["deals", 0]
    ]
  );
  // A main group has a title of its own, or goes by that of its subclass.
  assert.ok(label("H01L21") !== null && label("G06N3") !== null);
});

test("every table and column is described", () => {
  for (const {name, dataset, description, columns} of tables) {
    assert.match(description, name === dataset ? /^Counts of [a-z][^,]*, .*\.$/ : /^[A-Z].*\.$/, name);
    for (const column of columns) assert.ok(column.description.length > 1, `${name}.${column.name}`);
  }
});

test("the links hold a candidate of each vocabulary that occurs", async () => {
  const rows = await db.rows(
    "SELECT vocabulary, symbol, slug, accepted FROM links JOIN technologies USING (technology) WHERE symbol IN ('G06N3', 'Robotics') ORDER BY symbol, rank"
  );
  assert.ok(
    rows.some(
      ({vocabulary, symbol, slug}) => vocabulary === "cpc" && symbol === "G06N3" && slug === "artificial-intelligence"
    )
  );
  assert.ok(rows.some(({vocabulary, symbol}) => vocabulary === "industry" && symbol === "Robotics"));
});

test("the manifest tells sources, rows and files, and what was left out", async () => {
  assert.deepEqual(await readManifest(out), JSON.parse(JSON.stringify(manifest)));
  assert.deepEqual(
    manifest.sources.map(({dataset, synthetic, files, account}) => [dataset, synthetic, files, account.documents]),
    [
      ["patents", true, 2, 4],
      ["publications", false, 2, 2],
      ["deals", false, 1, 3]
    ]
  );
  const [patents, publications, deals] = manifest.sources;
  assert.match(patents!.licence, /synthetic/);
  assert.match(publications!.licence, /CC0/);
  assert.match(deals!.licence, /Crunchbase/);
  assert.deepEqual(
    publications!.account.drops.find(({reason}) => reason === "no-location"),
    {
      reason: "no-location",
      rows: 1,
      share: 1 / 3
    }
  );
  assert.deepEqual(
    patents!.account.drops.map(({reason, rows}) => [reason, rows]).filter(([reason]) => reason === "no-code"),
    []
  );
  assert.equal(deals!.bytes, statSync(join(extracts, "deals/rounds.csv")).size);
  assert.deepEqual(manifest.parameters, {
    years: [2016, 2025],
    locate_patents_by: "inventors",
    deal_types: ["equity"],
    polygons: null,
    vocabularies: [],
    limits
  });
  assert.match(manifest.build, /^[0-9a-f]{12}$/);
  for (const {name, rows, bytes, sha256} of manifest.tables) {
    const path = join(folder, `${name}.parquet`);
    assert.deepEqual(
      [rows, bytes, sha256],
      [await db.number(`SELECT count(*) FROM ${name}`), statSync(path).size, await hashFile(path)],
      name
    );
  }
  assert.deepEqual(
    Object.keys(manifest).filter((name) => !(name in publishedManifest(manifest))),
    ["key", "options"]
  );
  assert.ok(publishedManifest(manifest).sources.every((source) => !("types" in source)));
});

test("a build leaves nothing but its files, and counts its steps to the end", () => {
  assert.deepEqual(readdirSync(out).sort(), [markerName, manifest.build, "manifest.json"].sort());
  assert.deepEqual(
    notes.map(([done]) => done),
    notes.map(([done]) => done).sort((a, b) => a - b)
  );
  assert.equal(notes.at(-1)![0], stepsOf(inputs.extracts) - 1, "the last step begins when all others are done");
  assert.match(notes[0]![1], /preparing regions/);
  for (const [, text] of notes)
    assert.match(text, /^(?:looking|preparing|classifying|writing|(?:patents|publications|deals): )/);
  assert.ok(notes.some(([, text]) => text.startsWith("classifying ")));
});

test("an equal build has the same name and bytes; exact deals of a licensed source are not for publication", async () => {
  const again = await buildWarehouse(join(root, "again"), "other key", inputs, {progress: {update() {}, finish() {}}});
  assert.deepEqual([again.build, again.tables], [manifest.build, manifest.tables]);
  assert.match(obstacleToPublishing(manifest)!, /the deals of Crunchbase are exact/);
  const safe = await buildWarehouse(
    join(root, "safe"),
    "key",
    {...inputs, exact: false},
    {progress: {update() {}, finish() {}}}
  );
  assert.equal(obstacleToPublishing(safe), undefined);
  assert.ok(safe.sources.find(({dataset}) => dataset === "deals")!.disclosure);
  // Three companies may show their code; with two amounts known, either could work out the other's.
  const deals = join(root, "safe", safe.build, "deals.parquet");
  assert.deepEqual(await db.rows(`SELECT documents, disclosed, amount FROM read_parquet(${quote(deals)})`), [
    {documents: 3, disclosed: 0, amount: 0}
  ]);
  assert.equal(obstacleToPublishing({sources: manifest.sources.filter(({dataset}) => dataset !== "deals")}), undefined);
});

test("licensed deals are published under one year, and those outside the report's years not at all", async () => {
  const licensed = {...inputs, extracts: {deals: inputs.extracts.deals!}, exact: false};
  const report = (deals: Years) => ({...licensed, reportYears: {patents: deals, publications: deals, deals}});
  const quiet = {progress: {update() {}, finish() {}}};
  const wide = await buildWarehouse(join(root, "wide"), "key", report([2021, 2025]), quiet);
  assert.deepEqual(wide.sources[0]!.pooled, [2022, 2022], "the years of the records");
  assert.deepEqual(
    manifest.sources.map(({pooled}) => pooled),
    [undefined, undefined, undefined]
  );
  assert.deepEqual(publishedManifest(wide).sources[0]!.pooled, [2022, 2022]);
  assert.equal(outsideReport(wide), undefined);
  await assert.rejects(buildWarehouse(join(root, "outside"), "key", report([2023, 2025]), quiet), (error: Error) => {
    assert.match(error.message, /^no deals of the years 2023–2025, which the report covers/);
    assert.match((error as InputError).describe(), /change years\.deals in report\.config\.json/);
    return true;
  });
});

const outsideReport = ({sources}: Manifest) =>
  sources[0]!.account.drops.find(({reason}) => reason === "outside-report");

test("a build says how many licensed deals lie outside the report's years", async () => {
  const rounds = readFileSync(join(extracts, "deals/rounds.csv"), "utf8");
  const folder = writeFiles(join(root, "two-periods"), {
    "a.csv": rounds,
    "b.csv": rounds.replaceAll("//r/", "//s/").replaceAll("//c/", "//d/").replaceAll("2022-", "2019-")
  });
  const built = await buildWarehouse(
    join(root, "periods"),
    "key",
    {
      ...inputs,
      extracts: {deals: {folder, synthetic: false}},
      exact: false,
      reportYears: {patents: [2021, 2025], publications: [2021, 2025], deals: [2021, 2025]}
    },
    {progress: {update() {}, finish() {}}}
  );
  assert.deepEqual(built.sources[0]!.pooled, [2022, 2022]);
  const {rows, share} = outsideReport(built)!;
  // Four of eight, of which the count is rounded at random to a multiple of three.
  assert.ok([3, 6].includes(rows), String(rows));
  assert.equal(share, Number(((rows * 0.5) / 4).toPrecision(2)));
});

test("a lens of which no document is left stops the build, with what its folder lacks", async () => {
  const folder = join(extracts, "publications/works");
  const alone = {...inputs, extracts: {publications: {folder, synthetic: false}}, limits: {}};
  await assert.rejects(
    buildWarehouse(join(root, "nothing"), "key", alone, {progress}),
    /publications: no document is left of 3 works; left out: .*no-location 3 \(100%\).*; no file of institutions: works count for countries/
  );
});

test("years that the synthetic sample lacks are said as such", async () => {
  const early = {...inputs, years: [1990, 1995] as [number, number], extracts: {patents: inputs.extracts.patents!}};
  await assert.rejects(
    buildWarehouse(join(root, "early"), "key", early, {progress}),
    /patents: the synthetic sample has no records of the years 1990-1995/
  );
});

test("an aborted build leaves the one before it", async () => {
  const signal = AbortSignal.abort(new Error("stop"));
  await assert.rejects(buildWarehouse(out, "key", inputs, {progress, signal}), /stop/);
  assert.equal((await currentBuild(out))!.manifest.build, manifest.build);
  assert.deepEqual(readdirSync(out).sort(), [markerName, manifest.build, "manifest.json"].sort());
});

test("options are those of the manifest; without one they are the defaults", async () => {
  const at = join(root, "options");
  assert.deepEqual(await readOptions(at), {
    extracts: {},
    vocabularies: {},
    years: [2016, 2025],
    locatePatentsBy: "inventors",
    dealTypes: ["equity"],
    embedder: {name: "local"},
    limits: {}
  });
  const options = {...defaultOptions, years: [2018, 2020] as [number, number], extracts: {deals: "/deals"}};
  writeFiles(at, {"manifest.json": JSON.stringify({schema: 0, options})});
  assert.deepEqual(await readOptions(at), options, "also of another schema");
  assert.deepEqual((await currentBuild(out))!.manifest.options, defaultOptions);
});
