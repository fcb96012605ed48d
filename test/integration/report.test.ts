import assert from "node:assert/strict";
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {gzipSync} from "node:zlib";
import {after, test} from "node:test";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport, loadPublished, makeReport} from "../../data-loaders/report/report.ts";
import {takeSnapshot} from "../../src/indicators/snapshot.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import {valueSql} from "../../src/narrative/queries.ts";
import {pageReport} from "../../src/narrative/report-data.ts";
import {referencesOf} from "../../src/narrative/references.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {openEngines} from "../../src/indicators/engine/open.ts";
import {ask, createView} from "../../src/narrative/claims/view.ts";
import {triedClaims} from "../../src/scenario/robustness.ts";
import {countingOf, methodOf, thresholdsOf, yearsIn} from "../../src/scenario/scenario.ts";
import {makeDesign} from "../../src/scenario/specifications.ts";
import {wasmEngine} from "../support/sql-engines.ts";
import {reportChoices, reportQuery, years} from "../support/report-choices.ts";

const out = await sampleBuild();
const build = await openBuild(out);
after(() => build.close());
const {
  engines: {technologies}
} = build;
const published = await loadPublished(technologies, build.config);
/** One technology of which each kind of reference is taken apart from the others. */
const example = "semiconductors";
const slugs = technologies.map(({slug}) => slug);
const kinds = referencesOf(takeSnapshot(build.engines, {region: {code: "BE2", name: "Flanders"}}).technologies).filter(
  (reference) => reference.endsWith(` ${example}`) || !slugs.some((slug) => reference.endsWith(` ${slug}`))
);

/** A query for the value of one technology, for all of them. */
function allSql(sql: string): string {
  const [whole, value, table] = /SELECT (\S+) AS value FROM (\S+) WHERE slug = '[^']+'$/.exec(sql)!;
  return sql.replace(whole!, `SELECT slug, ${value} AS value FROM ${table}`);
}

function agree(reference: string, query: unknown, value: number | string | null): void {
  if (typeof value !== "number") return assert.equal(query ?? null, value, reference);
  const allowed = Number.isInteger(value) ? 0 : 1e-9 * Math.max(1, Math.abs(value));
  assert.ok(
    query !== null && Math.abs(Number(query) - value) <= allowed,
    `${reference}: query ${String(query)}, snapshot ${value}`
  );
}

/** Which part of the references is asked of a region. */
type Part = readonly [part: number, of: number];
// A region with every technology; half of the references each of one of its provinces, and of one so small that it
// lacks most.
const asked: Readonly<Record<string, Part>> = {BE2: [0, 1], BE21: [0, 2], EL62: [1, 2]};
for (const [code, [part, of]] of Object.entries(asked)) {
  test(`the query of every value gives the value of the snapshot: ${code}`, async () => {
    const snapshot = takeSnapshot(build.engines, {region: {code, name: code}});
    const value = (reference: string) => resolveValue(reference, {snapshot, published}).value;
    const options = {...reportQuery, region: code, years, technologies};
    for (const reference of kinds.filter((_, at) => at % of === part)) {
      if (reference.endsWith(` ${example}`)) {
        const {slug, value: values} = await build.query(allSql(valueSql(reference, options)));
        assert.deepEqual(Array.from(slug!, String).sort(), [...slugs].sort());
        Array.from(slug!, String).forEach((one, i) =>
          agree(reference.replace(example, one), values![i], value(reference.replace(example, one)))
        );
      }
      const {value: values} = await build.query(valueSql(reference, options));
      if (reference === "network.links") {
        for (const [i, {weight}] of snapshot.network.slice(0, 20).entries()) agree(`weight ${i}`, values![i], weight);
      } else {
        assert.equal(values!.length, 1, reference);
        agree(reference, values![0], value(reference));
      }
    }
  });
}

test("a query follows the years", async () => {
  const oneYear = {patents: [2022, 2022]} as const;
  const all = Number(
    (await build.query(valueSql("patents.count microelectronics", {...reportQuery, region: "BE2", years}))).value![0]
  );
  const one = Number(
    (await build.query(valueSql("patents.count microelectronics", {...reportQuery, region: "BE2", years: oneYear})))
      .value![0]
  );
  const report = await makeReport(build, {specifications: 1});
  assert.ok(one > 0 && one < all);
  assert.equal(
    one,
    report.trends.patents.region[slugs.indexOf("microelectronics")]![report.trends.patents.years.indexOf(2022)]
  );
});

test("queries run in the DuckDB of browsers too, and give the same", async () => {
  const engine = await wasmEngine();
  const tables = [
    "locations",
    "technologies",
    "codes",
    "links",
    ...["deals", "deals_code_sets", "deals_location_sets", "deals_withheld"]
  ];
  for (const name of tables) {
    const columns = Object.entries(await build.query(`SELECT * FROM ${name}`));
    const types = await build.query(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE ${name})`);
    await engine.query(
      `CREATE TABLE ${name} (${Array.from(types.name!, (column, i) => `"${String(column)}" ${String(types.type![i])}`).join(", ")})`
    );
    const rows = columns[0]![1].length;
    const literal = (value: unknown) =>
      value === null
        ? "NULL"
        : typeof value === "string"
          ? `'${value.replaceAll("'", "''")}'`
          : Number.isNaN(value)
            ? "'nan'"
            : String(value);
    for (let from = 0; from < rows; from += 2000) {
      const lines = Array.from(
        {length: Math.min(2000, rows - from)},
        (_, i) => `(${columns.map(([, values]) => literal(values[from + i])).join(", ")})`
      );
      await engine.query(`INSERT INTO ${name} VALUES ${lines.join(", ")}`);
    }
  }
  for (const reference of kinds.filter((one) => /^(deals\.|group|technologies)/.test(one))) {
    const sql = valueSql(reference, {...reportQuery, region: "BE2", years});
    const [row] = await engine.query(sql);
    const {value} = await build.query(sql);
    agree(reference, row!.value, value![0] === null ? null : Number(value![0]));
  }
  engine.close();
});

test("the report holds a verdict for each claim, values of all regions, years and codes, and stays small", async () => {
  const report = await makeReport(build);
  const verdicts = Object.entries(report.verdicts);
  assert.deepEqual(
    verdicts.map(([id]) => id).sort(),
    claimsFor("BE2", published, report.years)
      .map(({id}) => id)
      .sort()
  );
  const failing = (kind: string) =>
    verdicts.filter(([id, {verdict}]) => id.startsWith(`${kind}-`) && verdict === "fails");
  assert.equal(failing("number").length, 8);
  assert.equal(failing("placement").length, 9);
  assert.ok(verdicts.filter(([, {verdict}]) => verdict === "open").length <= 3);
  assert.equal(report.regions.code.length, 299);
  const flanders = report.regions.code.flatMap((code, i) => (code.startsWith("BE2") ? [i] : []));
  assert.equal(flanders.length, 5);
  for (const lens of ["patents", "publications", "deals"] as const) {
    const {region, regionTotals, years} = report.trends[lens];
    assert.equal(years.length, 5);
    report.snapshot.technologies.forEach(({slug, lenses}, t) =>
      assert.ok(
        Math.abs(region[t]!.reduce<number>((sum, value) => sum + value!, 0) - lenses[lens].count!) < 0.001,
        `${lens} ${slug}`
      )
    );
    assert.ok(
      Math.abs(regionTotals.reduce((sum, value) => sum + value, 0) - report.snapshot.totals[lens].count) < 0.001,
      lens
    );
    // A document counts once in a region and once in each of its parts.
    assert.ok(
      flanders.reduce((sum, i) => sum + report.regions.count[lens][i]![0]!, 0) >=
        report.snapshot.technologies[0]!.lenses[lens].count! - 0.001,
      lens
    );
  }
  for (const {slug} of technologies)
    for (const {all, shown} of Object.values(report.codes[slug]!))
      assert.ok(
        shown.length === Math.min(12, all) &&
          shown.every(({similarity}, i) => i === 0 || similarity <= shown[i - 1]!.similarity),
        slug
      );
  assert.ok(
    report.sources.length === 4 && report.sources.every(({synthetic, documents}) => synthetic && documents > 0)
  );
  assert.equal(report.alternatives.length, 13);
  const {
    robustness: {summary, curves}
  } = report;
  assert.deepEqual([summary.count, curves.patents[0]!.length, curves.patents.length], [600, 600, 38]);
  for (const [id, {verdict, because}] of verdicts) {
    const share = summary.claims[id];
    assert.deepEqual(
      because.specifications,
      share && share.told > 0 ? {holds: share.holds, told: share.told} : null,
      id
    );
    if (share && (verdict === "holds" || verdict === "fragile"))
      assert.equal(verdict === "fragile", because.limit !== null || share.told - share.holds > 0.1 * share.told, id);
  }
  // A single alternative turns a claim in the specifications as it does among the alternatives.
  for (const {id, fails} of report.alternatives) {
    for (const [claim, {turnedBy}] of Object.entries(summary.claims))
      if (report.verdicts[claim]!.verdict === "holds" || report.verdicts[claim]!.verdict === "fragile")
        assert.equal(turnedBy.includes(id), fails.includes(claim), `${claim} ${id}`);
  }
  for (const {slug, quadrants, published: own, ranks} of summary.technologies) {
    const technology = report.snapshot.technologies.find((one) => one.slug === slug)!;
    assert.equal(
      Object.values(quadrants).reduce((sum, value) => sum + value, 0),
      600
    );
    assert.deepEqual([own, ranks.patents!.published], [technology.quadrant, technology.lenses.patents.rank], slug);
    assert.ok(
      ranks.patents!.least <= ranks.patents!.low &&
        ranks.patents!.low <= ranks.patents!.high &&
        ranks.patents!.high <= ranks.patents!.most
    );
  }
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  // What src/data/report.json.ts hands to readers.
  const page = pageReport(report);
  // @ts-expect-error -- a page that reads what stays with the build does not compile
  assert.equal(page.classification, undefined);
  const size = gzipSync(JSON.stringify(page)).length;
  assert.ok(size < 120_000, String(size));
});

test("the specifications of another region are those of a fresh computation", async () => {
  const region = "NL41";
  const report = await makeReport(build, {region, specifications: 8});
  const base = {
    region,
    thresholds: report.thresholds,
    years: report.years,
    ...reportChoices,
    regions: new Map(report.places.map(({code, name}) => [code, name])),
    technologies: new Set(slugs)
  };
  const {specifications} = makeDesign(base, {count: 8});
  const claims = triedClaims(claimsFor(region, published, report.years));
  const counts = new Map(claims.map(({id}) => [id, 0]));
  const quadrants = slugs.map(() => 0);
  for (const {scenario} of specifications) {
    const covered = Object.fromEntries(
      (["patents", "publications", "deals", "publications_earlier"] as const).map((dataset) => [
        dataset,
        yearsIn(scenario, dataset)
      ])
    ) as typeof years;
    const engines = await openEngines(build.query, thresholdsOf(scenario), {years: covered});
    const snapshot = takeSnapshot(engines, {
      region: {code: region, name: region},
      method: methodOf(scenario),
      counting: countingOf(scenario),
      edition: scenario.edition
    });
    const view = createView(snapshot, published);
    for (const claim of claims) if (ask(claim, view).truth === true) counts.set(claim.id, counts.get(claim.id)! + 1);
    snapshot.technologies.forEach(({quadrant}, at) => (quadrants[at]! += quadrant === "optimal" ? 1 : 0));
  }
  const {summary} = report.robustness;
  assert.deepEqual(
    Object.fromEntries(Object.entries(summary.claims).map(([id, {holds}]) => [id, holds])),
    Object.fromEntries(counts)
  );
  assert.deepEqual(
    summary.technologies.map((one) => one.quadrants.optimal),
    quadrants
  );
});

test("a region that does not exist is refused", async () => {
  await assert.rejects(makeReport(build, {region: "BE9"}), /unknown region: BE9/);
});

test("the report is kept beside the build until something on which it depends changes", async () => {
  const own = mkdtempSync(join(tmpdir(), "report-"));
  const kind = /^(values|specifications|judgements)-[^/]*$/;
  cpSync(out, own, {recursive: true, filter: (path) => !kind.test(basename(path))});
  const options = {out: own, specifications: 3};
  const first = await ensureReport(options);
  const kept = readdirSync(own).filter((name) => kind.test(name));
  assert.deepEqual(kept.map((name) => kind.exec(name)![1]).sort(), ["judgements", "specifications", "values"]);
  for (const name of kept.filter((one) => one.endsWith(".json"))) {
    const path = join(own, name);
    const text = readFileSync(path, "utf8");
    const changed = name.startsWith("values") ? {build: "kept"} : {robustness: "kept"};
    writeFileSync(path, JSON.stringify({...(JSON.parse(text) as object), ...changed}));
    const [key, value] = Object.entries(changed)[0]!;
    assert.equal((await ensureReport(options))[key as "build"], value, name);
    writeFileSync(path, "{");
    assert.deepEqual(await ensureReport(options), first, `${name} is damaged, and computed again`);
  }
  rmSync(own, {recursive: true});
});
