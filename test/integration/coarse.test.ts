// Licensed patents are published for all years together, in sets that at least three share: told by plain SQL over the exact and the published
// tables, and by looking for a planted record.
import assert from "node:assert/strict";
import {appendFileSync, cpSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {ensureSample} from "../../data-loaders/sample/sample.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {pooledYears} from "../../data-loaders/warehouse/manifest.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {takeSnapshot} from "../../src/indicators/snapshot.ts";
import {readYears} from "../../src/narrative/tables.ts";
import {findUnpublishable} from "../../src/site/release/check-release.ts";
import {quote} from "../../src/text/sql.ts";
import {reportYears} from "../support/report-choices.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const [first, last] = reportYears.patents;

/** Main groups and regions that no other application of the sample has together. */
const planted = {codes: ["G21G4", "A01K67", "C06B21"], places: ["IS001", "CY000", "MT001"]};

/** Applications before the report's years; the sample has none. */
const older = 5;

/** The sample's patents with the planted application, and with older ones. */
async function plantPatent(): Promise<string> {
  const folder = join(root, "patents");
  cpSync(join(await ensureSample(join(projectRoot, "data/raw/sample")), "patents"), folder, {recursive: true});
  const add = (file: string, rows: string[]) =>
    appendFileSync(join(folder, `202601_${file}.txt`), rows.map((row) => `${row}\r\n`).join(""));
  const id = 977310311;
  add("EPO_IPC", [`${id}|2022|2023|G21G   4/02`]);
  add(
    "CPC_Classes",
    planted.codes.map((code) => `${id}|${code.slice(0, 4)}${code.slice(4).padStart(4)}/02`)
  );
  add(
    "EPO_Inv_reg",
    planted.places.map(
      (place, i) => `${id}|EP2977310177|${i}|INVENTOR ${i}|STREET|${place}|${place.slice(0, 2)}|1|0.33`
    )
  );
  for (let i = 1; i <= older; ++i) {
    add("EPO_IPC", [`${id + i}|${first - 1}|${first}|H01L  21/02`]);
    add("CPC_Classes", [`${id + i}|H01L  21/02`]);
    add("EPO_Inv_reg", [`${id + i}|EP${id + i}|1|INVENTOR|STREET|BE242|BE|1|1`]);
  }
  return folder;
}

const folder = await plantPatent();
const db = await WorkDatabase.open();
after(() => db.close());

/** Builds the patents and shows the tables in a schema. */
async function build(name: string, exact: boolean) {
  const out = join(root, name);
  const manifest = await buildWarehouse(
    out,
    "key",
    {
      ...defaultOptions,
      data: join(projectRoot, "data"),
      extracts: {patents: {folder, synthetic: false}},
      reportYears,
      exact
    },
    {progress: {update() {}, finish() {}}}
  );
  await db.run(`CREATE SCHEMA ${name}`);
  for (const table of tables) {
    const file = quote(join(out, manifest.build, `${table.name}.parquet`));
    // Other years are not published, so they are no part of the comparison.
    const where = exact && table.name === "patents" ? ` WHERE year BETWEEN ${first} AND ${last}` : "";
    await db.run(`CREATE VIEW ${name}.${table.name} AS FROM read_parquet(${file})${where}`);
  }
  await db.run(`
    CREATE TABLE ${name}.domains AS
    SELECT DISTINCT code_set, coalesce(slug, left(codes.symbol, 4)) AS domain, slug IS NOT NULL AS technology
    FROM ${name}.patents_code_sets JOIN ${name}.codes USING (code)
    LEFT JOIN (FROM ${name}.links WHERE accepted) AS links USING (code)
    LEFT JOIN ${name}.technologies ON technologies.technology = links.technology`);
  return {out, folder: join(out, manifest.build), manifest, source: manifest.sources[0]!};
}
const exact = await build("exact", true);
const coarse = await build("coarse", false);

/** Values of a query that names a schema with `$`, in both builds, by the first column. */
async function both(sql: string): Promise<Map<string, [exact: number, coarse: number]>> {
  const result = new Map<string, [number, number]>();
  for (const [i, name] of (["exact", "coarse"] as const).entries())
    for (const [key, value] of (await db.rows(sql.replaceAll("$", `${name}.`))).map((row) => Object.values(row))) {
      const pair = result.get(String(key)) ?? [0, 0];
      pair[i] = Number(value);
      result.set(String(key), pair as [number, number]);
    }
  return result;
}

const countIn = async (schema: string) => await db.number(`SELECT sum(documents) FROM ${schema}.patents`);

test("each published set of codes, and each set of places, belongs to at least three patents", async () => {
  for (const set of ["code_set", "location_set"]) {
    const small = (schema: string) =>
      db.number(`SELECT count(*) FROM (SELECT ${set} FROM ${schema}.patents GROUP BY ALL HAVING sum(documents) < 3)`);
    assert.equal(await small("coarse"), 0);
    assert.ok((await small("exact")) > 1000, "otherwise the test shows nothing");
  }
  const {documents, suppressed} = coarse.source.coarsening!;
  const [before, after] = [await countIn("exact"), await countIn("coarse")];
  assert.equal(coarse.source.account.documents, after);
  // The account is rounded to multiples of three.
  for (const [told, count] of [
    [documents, before],
    [suppressed, before - after]
  ] as const)
    assert.ok(told % 3 === 0 && Math.abs(told - count) < 3, `${told} for ${count}`);
});

test("all patents stand under the last year that the report covers; those of other years are left out", async () => {
  assert.deepEqual(coarse.source.pooled, [first, last]);
  assert.deepEqual(await db.rows("SELECT DISTINCT year FROM coarse.patents"), [{year: last}]);
  assert.equal(await db.number("SELECT count(DISTINCT year) FROM exact.patents"), last - first + 1);
  assert.equal(exact.source.pooled, undefined);
  assert.equal(exact.source.account.documents, (await countIn("exact")) + older);
});

test("pages have the whole period of the patents, and no report of a part of it is written", async () => {
  const config = await loadReportConfig();
  const open = await openBuild(coarse.out, config);
  try {
    const held = await readYears(open.query, reportYears, pooledYears(coarse.manifest));
    assert.deepEqual(held, {patents: [first, last]});
    const {technologies, totals} = takeSnapshot(open.engines, {region: config.region, method: open.method});
    assert.ok(totals.patents.held && technologies.every(({lenses: {patents}}) => patents.count! > 0));
  } finally {
    open.close();
  }
  const shorter = {...config, years: {...config.years, patents: [first + 1, last] as const}};
  await assert.rejects(openBuild(coarse.out, shorter), /covers 2021–2024, but the data publish 2020–2024 together/);
});

test("a technology loses few patents worldwide and gains none; so does a place", async () => {
  const {reassigned, displaced, suppressed, documents} = coarse.source.coarsening!;
  assert.ok(suppressed < documents / 10_000 && reassigned < documents / 20, JSON.stringify(coarse.source.coarsening));
  const technologies = await both(
    "SELECT domain, sum(documents) FROM $patents JOIN $domains USING (code_set) WHERE technology GROUP BY ALL"
  );
  assert.equal(technologies.size, 38);
  for (const [slug, [before, now]] of technologies)
    assert.ok(now <= before && now > 0.99 * before, `${slug}: ${now} of ${before}`);
  const places = await both(
    "SELECT location, sum(documents) FROM $patents JOIN $patents_location_sets USING (location_set) GROUP BY ALL"
  );
  let lost = 0;
  for (const [place, [before, now]] of places) {
    assert.ok(now <= before, place);
    lost += before - now;
  }
  assert.ok(lost <= 3 * displaced + 3 * suppressed, `${lost} of ${displaced}`);
});

test("shares of places that keep their combination add up as before", async () => {
  const shares = await both(
    "SELECT location, sum(documents * share) FROM $patents JOIN $patents_location_sets USING (location_set) GROUP BY ALL"
  );
  const {displaced, suppressed} = coarse.source.coarsening!;
  const moved = [...shares.values()].reduce((sum, [before, now]) => sum + Math.abs(now - before), 0);
  assert.ok(moved <= 2 * displaced + suppressed + 1, `${moved} of ${displaced}`);
});

test("combinations of technologies and families that three patents have keep their patents", async () => {
  const combinations = await both(`
    SELECT combination, sum(documents)
    FROM $patents JOIN (
      SELECT code_set, string_agg(domain, ' ' ORDER BY domain) AS combination FROM $domains GROUP BY code_set
    ) USING (code_set)
    GROUP BY ALL`);
  let [common, rare] = [0, 0];
  for (const [combination, [before, now]] of combinations) {
    if (before >= 3)
      assert.ok(now >= before - coarse.source.coarsening!.suppressed, `${combination}: ${now} of ${before}`);
    else if (now > 0) assert.ok(now >= 3, combination);
    common += Number(before >= 3);
    rare += Number(before > 0 && before < 3);
  }
  assert.ok(common > 1000 && rare > 1000, `${common} common, ${rare} rare`);
});

test("a record with a unique combination of codes and places cannot be found", async () => {
  const found = async (schema: string, table: string, ids: string, wanted: readonly string[]) =>
    await db.number(`
      SELECT count(*) FROM (
        SELECT ${table}_set FROM ${schema}.patents_${table}_sets JOIN ${schema}.${ids} AS names USING (${ids === "codes" ? "code" : "location"})
        WHERE ${ids === "codes" ? "symbol" : "names.code"} IN (${wanted.map(quote).join(", ")})
        GROUP BY ALL HAVING count(*) > 1
      )`);
  const regions = planted.places.map((place) => place.slice(0, 4));
  assert.equal(await found("exact", "code", "codes", planted.codes), 1);
  assert.equal(await found("exact", "location", "locations", regions), 1);
  assert.equal(await found("coarse", "code", "codes", planted.codes), 0);
  assert.equal(await found("coarse", "location", "locations", regions), 0);
});

test("the tables name no code that no published patent has, other than those of the vocabularies and links", async () => {
  const stray = await db.number(`
    SELECT count(*) FROM coarse.codes
    WHERE symbol LIKE '%*' AND code NOT IN (SELECT code FROM coarse.patents_code_sets)`);
  assert.equal(stray, 0);
});

test("a site over the published tables passes the check, one over the exact tables does not", async () => {
  assert.deepEqual(await findUnpublishable(coarse.folder, coarse.manifest), []);
  const findings = (await findUnpublishable(exact.folder, exact.manifest)).map(({what}) => what).join("\n");
  assert.match(findings, /the patents of OECD REGPAT are exact/);
  assert.match(findings, /\d+ years of a licensed source that can be told apart/);
  assert.match(findings, /\d+ sets of codes of fewer than 3 documents/);
  assert.match(findings, /\d+ sets of places of fewer than 3 documents/);
});
