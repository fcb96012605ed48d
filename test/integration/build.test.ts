import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {markerName} from "../../data-loaders/folders/marker.ts";
import {buildWarehouse, type BuildInputs} from "../../data-loaders/warehouse/build.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../data-loaders/duckdb/read-csv.ts";
import {quote} from "../../src/text/sql.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import type {Manifest} from "../../data-loaders/warehouse/manifest.ts";
import {publishedManifest} from "../../data-loaders/warehouse/publish.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {currentBuild} from "../../data-loaders/warehouse/staging.ts";
import {regionProfileSql, type ProfileRow} from "../../data-loaders/quality/region-profile.ts";
import {regionListSql, type Region} from "../../src/indicators/region-list.ts";
import {textColumns} from "../support/csv-columns.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const sample = await smallSample();
const quiet = {progress: {update() {}, finish() {}}};
const inputs: BuildInputs = {
  ...defaultOptions,
  data: join(projectRoot, "data"),
  extracts: {
    patents: {folder: join(sample, "patents"), synthetic: true},
    publications: {folder: join(sample, "publications"), synthetic: true},
    deals: {folder: join(sample, "deals"), synthetic: true}
  }
};
const out = join(root, "out");
const manifest = await buildWarehouse(out, "key", inputs, quiet);
const build = (await currentBuild(out))!;

const db = await WorkDatabase.open();
for (const {name} of tables)
  await db.run(`CREATE VIEW ${name} AS FROM read_parquet(${quote(join(build.folder, `${name}.parquet`))})`);

test("two builds of the same inputs have the same name and the same bytes", async () => {
  const again = await buildWarehouse(join(root, "again"), "key", inputs, quiet);
  assert.equal(again.build, manifest.build);
  assert.deepEqual(again.tables, manifest.tables);
});

test("the columns are those of the schema, and no column is wide", async () => {
  for (const table of tables) {
    const rows = await db.rows(`DESCRIBE ${table.name}`);
    assert.deepEqual(
      rows.map(({column_name, column_type}) => [column_name, column_type]),
      table.columns.map(({name, type}) => [name, type]),
      table.name
    );
  }
});

test("every id leads somewhere, sets are whole and shares sum to one", async () => {
  for (const lens of ["patents", "publications", "deals"]) {
    const orphans = await db.number(`SELECT
      (SELECT count(*) FROM ${lens} ANTI JOIN ${lens}_code_sets USING (code_set))
      + (SELECT count(*) FROM ${lens} ANTI JOIN ${lens}_location_sets USING (location_set))
      + (SELECT count(*) FROM ${lens}_code_sets ANTI JOIN codes USING (code))
      + (SELECT count(*) FROM ${lens}_location_sets ANTI JOIN locations USING (location))`);
    assert.equal(orphans, 0, lens);
    assert.equal(
      await db.number(
        `SELECT count(*) FROM (SELECT sum(share) AS total FROM ${lens}_location_sets GROUP BY location_set) WHERE abs(total - 1) > 1e-5`
      ),
      0,
      lens
    );
    assert.equal(
      await db.number(`SELECT sum(documents) FROM ${lens}`),
      manifest.sources.find(({dataset}) => dataset === lens)!.account.documents
    );
    assert.equal(
      await db.number(`SELECT count(*) - count(DISTINCT (year, location_set, code_set)) FROM ${lens}`),
      0,
      lens
    );
    assert.equal(
      await db.number(
        `SELECT count(*) FROM (SELECT list(code ORDER BY code) AS codes FROM ${lens}_code_sets GROUP BY code_set) GROUP BY codes HAVING count(*) > 1 UNION ALL SELECT 0 LIMIT 1`
      ),
      0
    );
  }
});

test("the fold loses nothing: counts by technology equal those of the staged files", async () => {
  // Straight from the raw files, without any of the pipeline: applications at the EPO alone, by first priority year.
  const path = (name: string) => {
    const file = join(sample, "patents", `202601_${name}.txt`);
    return readCsvSql(file, {columns: textColumns(file, "|"), delimiter: "|", mark: ""});
  };
  const expected = await db.rows(`
    WITH same AS (SELECT pct_appln_id AS pct, min(appln_id) AS epo FROM ${path("EPO_PCT")} GROUP BY 1),
    ids AS (SELECT appln_id, prio_year::INT AS year FROM ${path("EPO_IPC")} UNION SELECT appln_id, prio_year::INT FROM ${path("PCT_IPC")}),
    documents AS (SELECT coalesce(epo, appln_id) AS document, min(year) AS year FROM ids LEFT JOIN same ON pct = appln_id GROUP BY 1),
    placed AS (
      SELECT DISTINCT coalesce(epo, appln_id) AS document FROM (
        SELECT appln_id, reg_code FROM ${path("EPO_Inv_reg")} UNION ALL SELECT appln_id, reg_code FROM ${path("PCT_Inv_reg")}
      ) LEFT JOIN same ON pct = appln_id WHERE reg_code NOT LIKE '%ZZZ'),
    coded AS (SELECT DISTINCT coalesce(epo, appln_id) AS document, replace(split_part(CPC_Class, '/', 1), ' ', '') AS symbol FROM ${path("CPC_Classes")} LEFT JOIN same ON pct = appln_id)
    SELECT symbol, count(*)::INT AS n FROM documents JOIN placed USING (document) JOIN coded USING (document)
    WHERE year BETWEEN 2016 AND 2025 AND symbol NOT LIKE 'Y10T%' GROUP BY symbol ORDER BY symbol`);
  const computed = await db.rows(
    `SELECT symbol, sum(documents)::INT AS n FROM patents JOIN patents_code_sets USING (code_set) JOIN codes USING (code) GROUP BY symbol ORDER BY symbol`
  );
  assert.ok(expected.length > 500);
  assert.deepEqual(computed, expected);
});

test("counts and RCA of a region equal a plain count over rows", async () => {
  const codes = await db.rows("SELECT code_set, code FROM patents_code_sets");
  const links = new Map<number, number[]>();
  for (const {code, technology} of await db.rows("SELECT code, technology FROM links WHERE accepted"))
    links.set(Number(code), [...(links.get(Number(code)) ?? []), Number(technology)]);
  const technologies = new Map<number, Set<number>>();
  for (const {code_set, code} of codes) {
    const set = technologies.get(Number(code_set)) ?? new Set();
    for (const technology of links.get(Number(code)) ?? []) set.add(technology);
    technologies.set(Number(code_set), set);
  }
  const places = new Map<number, {code: string; nuts1: string | null; benchmark: boolean}[]>();
  for (const row of await db.rows(
    "SELECT location_set, code, nuts1, benchmark FROM patents_location_sets JOIN locations USING (location)"
  )) {
    places.set(Number(row.location_set), [...(places.get(Number(row.location_set)) ?? []), row as never]);
  }
  for (const region of ["BE2", "BE24", "NL41"]) {
    const own = new Map<number, number>();
    const all = new Map<number, number>();
    let [ownTotal, allTotal] = [0, 0];
    for (const row of await db.rows(
      "SELECT year, location_set, code_set, documents FROM patents WHERE year BETWEEN 2020 AND 2024"
    )) {
      const at = places.get(Number(row.location_set))!;
      const inside = at.some(({code, nuts1}) => code === region || nuts1 === region) ? Number(row.documents) : 0;
      const european = at.filter(({benchmark}) => benchmark).length * Number(row.documents);
      ownTotal += inside;
      allTotal += european;
      for (const technology of technologies.get(Number(row.code_set))!) {
        own.set(technology, (own.get(technology) ?? 0) + inside);
        all.set(technology, (all.get(technology) ?? 0) + european);
      }
    }
    const rows = (await db.rows(
      regionProfileSql({lens: "patents", region, years: [2020, 2024]})
    )) as unknown as ProfileRow[];
    assert.equal(rows.length, 38);
    for (const {technology, count, rca, share} of rows) {
      assert.equal(count, own.get(technology) ?? 0);
      assert.equal(share, (own.get(technology) ?? 0) / ownTotal);
      const everywhere = all.get(technology) ?? 0;
      if (everywhere === 0) assert.equal(rca, null);
      else assert.ok(Math.abs(rca! - share / (everywhere / allTotal)) < 1e-12);
    }
  }
});

test("a region that has nothing has zeros, and a code that is none is refused", async () => {
  const rows = (await db.rows(
    regionProfileSql({lens: "deals", region: "BG31", years: [2020, 2020]})
  )) as unknown as ProfileRow[];
  assert.ok(rows.every(({count, share}) => count === 0 && share === 0));
  assert.throws(
    () => regionProfileSql({lens: "patents", region: "BE2'; DROP TABLE patents", years: [2020, 2024]}),
    /invalid region/
  );
  assert.throws(() => regionProfileSql({lens: "nothing" as never, region: "BE2", years: [2020, 2024]}), /invalid lens/);
  assert.throws(() => regionProfileSql({lens: "patents", region: "BE2", years: [2020, Number.NaN]}), /invalid years/);
});

test("the list of regions holds Flanders, its provinces, and no country outside the benchmark", async () => {
  const list = (await db.rows(regionListSql)) as unknown as Region[];
  const codes = list.map(({code}) => code);
  assert.ok(codes.indexOf("BE2") < codes.indexOf("BE21"));
  assert.equal(list.find(({code}) => code === "BE2")?.name, "Flanders");
  assert.ok(!codes.includes("US"));
  assert.equal(list.filter(({level}) => level === "nuts2").length, 299);
});

test("nothing that names a document, a person, a company or a path leaves the loaders", () => {
  const marks = [
    "SYNTHETIC",
    "Synthetic",
    "example.org",
    "openalex.org",
    "90000000",
    "9900000",
    root,
    "Company",
    "University"
  ];
  for (const name of readdirSync(build.folder)) {
    const bytes = readFileSync(join(build.folder, name)).toString("latin1");
    for (const mark of marks) assert.ok(!bytes.includes(mark), `${name} holds ${mark}`);
  }
  const text = readFileSync(join(out, "manifest.json"), "utf8");
  for (const mark of [root, "example.org"]) assert.ok(!text.includes(mark), `the manifest holds ${mark}`);
  const published = JSON.stringify(publishedManifest(JSON.parse(text) as Manifest));
  for (const mark of ["funding_rounds", "_Inv_reg"])
    assert.ok(text.includes(mark) && !published.includes(mark), `the published manifest holds ${mark}`);
});

test("a failed build leaves the current one as it was", async () => {
  const before = readFileSync(join(out, "manifest.json"), "utf8");
  const broken = {...inputs, extracts: {...inputs.extracts, deals: {folder: join(root, "nowhere"), synthetic: false}}};
  await assert.rejects(buildWarehouse(out, "other", broken, quiet), /folder not found/);
  assert.equal(readFileSync(join(out, "manifest.json"), "utf8"), before);
  assert.deepEqual(readdirSync(out).sort(), [markerName, manifest.build, "manifest.json"].sort());
});

test("an interrupted build leaves the current one as it was", async () => {
  const before = readFileSync(join(out, "manifest.json"), "utf8");
  const controller = new AbortController();
  const progress = {
    update: (_: number, note?: string) => note?.includes("folding") && controller.abort(new Error("interrupted")),
    finish() {}
  };
  await assert.rejects(buildWarehouse(out, "other", inputs, {progress, signal: controller.signal}), /interrupted/);
  assert.equal(readFileSync(join(out, "manifest.json"), "utf8"), before);
  assert.deepEqual(readdirSync(out).sort(), [markerName, manifest.build, "manifest.json"].sort());
});

test("a lens without extracts has empty tables", async () => {
  const some = await buildWarehouse(
    join(root, "some"),
    "key",
    {...inputs, extracts: {deals: inputs.extracts.deals!}},
    quiet
  );
  assert.equal(some.tables.find(({name}) => name === "patents")!.rows, 0);
  assert.ok(some.tables.find(({name}) => name === "deals")!.rows > 0);
});
