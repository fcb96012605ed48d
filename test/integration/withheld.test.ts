// What the disclosure rule withholds is nowhere shown as zero, nor a part of it as the whole, and what is zero is not
// shown as withheld.
import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import {JSDOM} from "jsdom";
import type MarkdownIt from "markdown-it";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {readCsvSql} from "../../data-loaders/duckdb/read-csv.ts";
import {ensureSample} from "../../data-loaders/sample/sample.ts";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {indicatorRows} from "../../data-loaders/report/write-page-tables.ts";
import {pageTables} from "../../data-loaders/report/page-tables.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {openEngines} from "../../src/indicators/engine/open.ts";
import {SnapshotMemory, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import {ask, createView} from "../../src/narrative/claims/view.ts";
import {valueSql} from "../../src/narrative/queries.ts";
import {readPlaces} from "../../src/narrative/tables.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {loadRenderer} from "../../src/prerender/load.ts";
import {narrativeMarkup} from "../../src/prerender/markup.ts";
import {makeApi} from "../../src/site/api/make-api.ts";
import {splitPage} from "../../src/text/front-matter.ts";
import {byDataset} from "../../src/terms/lenses.ts";
import {reportQuery, years} from "../support/report-choices.ts";
import {textColumns} from "../support/csv-columns.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const quiet = {progress: {update() {}, finish() {}}};
const sample = await smallSample();
/** All deals, since of few of them next to none could be published. */
const deals = join(await ensureSample(join(projectRoot, "data/raw/sample")), "deals");
const of = (name: string) => join(sample, name);
// Given as an extract of its own, a lens of the sample counts as real; the patents stay synthetic, since those of a
// licensed source would change too.
const extracts = {publications: of("publications"), deals};
const [out, exactOut] = [join(root, "build"), join(root, "exact")];
await makeWarehouse(out, {...defaultOptions, extracts}, quiet);
const patents = join(await ensureSample(join(projectRoot, "data/raw/sample")), "patents");
await buildWarehouse(
  exactOut,
  "key",
  {
    ...defaultOptions,
    data: join(projectRoot, "data"),
    extracts: {
      patents: {folder: patents, synthetic: true},
      publications: {folder: extracts.publications, synthetic: false},
      deals: {folder: deals, synthetic: false}
    },
    exact: true
  },
  quiet
);
const build = await openBuild(out);
const exact = await openBuild(exactOut);
const db = await WorkDatabase.open();
after(() => {
  build.close();
  exact.close();
  db.close();
});
const options = {out, specifications: 8};
const report = await ensureReport(options);

/** Regions × technologies with deals of the report's years before the rule, as `BE21 drones`. */
async function trueDeals(): Promise<Set<string>> {
  const {place, slug} = await exact.query(`
SELECT DISTINCT unnest([locations.code, nuts1]) AS place, slug
FROM deals JOIN deals_location_sets USING (location_set) JOIN locations USING (location)
JOIN deals_code_sets USING (code_set) JOIN links ON links.code = deals_code_sets.code JOIN technologies USING (technology)
WHERE accepted AND year BETWEEN 2021 AND 2025`);
  return new Set(Array.from(place!, (one, i) => `${String(one)} ${String(slug![i])}`));
}
const reported = await trueDeals();

/** The published cells of places × technologies, as `BE21 drones`; a number of deals of each is rounded by at most 2. */
async function publishedCells(tables: readonly string[]): Promise<Map<string, number>> {
  const from = tables.map((table) => `SELECT * FROM ${table}`).join(" UNION ALL ");
  const {place, slug, cells} = await build.query(`
SELECT place, slug, count(*)::INTEGER AS cells
FROM (
  SELECT DISTINCT unnest([locations.code, nuts1]) AS place, slug, location_set, code_set, counted.documents, amount
  FROM (${from}) AS counted JOIN deals_location_sets USING (location_set) JOIN locations USING (location)
  JOIN deals_code_sets USING (code_set) JOIN links ON links.code = deals_code_sets.code
  JOIN technologies USING (technology)
  WHERE accepted
)
GROUP BY ALL`);
  return new Map(Array.from(place!, (one, i) => [`${String(one)} ${String(slug![i])}`, Number(cells![i])]));
}
const cells = await publishedCells(["deals"]);
/** By how much the numbers of deals of so many cells may be off. */
const offBy = (count: number | undefined) => 2 * (count ?? 0);

const names = pageTables.indicators.columns.map(({name}) => name);
const rows: Record<string, string | number | null>[] = [];
for await (const row of indicatorRows(build)) rows.push(Object.fromEntries(names.map((name, i) => [name, row[i]!])));
const withheld = rows.filter(({missing, lens}) => missing === "withheld" && lens === "deals");
const flemish = withheld.filter(({region}) => region === "BE2").map(({slug}) => String(slug));

test("no region with deals of a technology is said to have none, and none without deals to have withheld ones", () => {
  let [hidden, none] = [0, 0];
  for (const row of rows.filter(({lens}) => lens === "deals")) {
    const cell = `${row.region} ${row.slug}`;
    if (row.documents === 0) {
      assert.ok(!reported.has(cell), `${cell} has deals, but shows zero`);
      ++none;
    }
    if (row.missing === "withheld") {
      assert.ok(reported.has(cell), `${cell} has no deals, but shows withheld ones`);
      ++hidden;
    }
  }
  assert.ok(hidden > 100 && none > 100, `${hidden} withheld, ${none} zero: the test shows nothing`);
  assert.ok(flemish.length > 3 && flemish.length < 38, String(flemish));
});

test("what is told as complete equals the exact build; the rest is marked, and no share or rank is told of deals", async () => {
  const other = new Map<string, Record<string, string | number | null>>();
  for await (const row of indicatorRows(exact)) {
    const named = Object.fromEntries(names.map((name, i) => [name, row[i]!]));
    other.set(`${named.region} ${named.slug} ${named.lens}`, named);
  }
  const numbers: Record<string, number> = {};
  for (const row of rows) {
    const {region, slug, lens, missing, documents} = row;
    const at = `${region} ${slug} ${lens}`;
    const truth = other.get(at)!;
    if (lens !== "deals") {
      assert.deepEqual(row, truth, at);
      continue;
    }
    numbers[String(missing)] = (numbers[String(missing)] ?? 0) + 1;
    for (const name of ["share", "benchmark_share", "rca", "low", "high", "density", "rank"])
      assert.equal(row[name], null, `${at} ${name}`);
    const off = offBy(cells.get(`${row.region} ${row.slug}`));
    if (missing === "totals") {
      assert.ok(Math.abs(Number(documents) - Number(truth.documents)) <= off, at);
      assert.equal(documents === 0, truth.documents === 0, at);
    } else if (missing === "partly") assert.ok(documents && Number(documents) <= Number(truth.documents) + off, at);
    else if (missing === "withheld") assert.equal(row.count, null, at);
    else assert.equal(missing, "undisclosed", at);
  }
  assert.ok(numbers.totals! > 1000 && numbers.partly! > 10 && numbers.withheld! > 100, JSON.stringify(numbers));
});

test("of rounds of all types, too, what is told as complete equals the exact build, and the rest is marked", async () => {
  const open = async ({query, manifest, config}: typeof build) =>
    await openEngines(query, manifest.classification.thresholds.vocabularies, {
      years: byDataset(config.years),
      types: "all"
    });
  const [told, truth] = [await open(build), await open(exact)];
  const [before, after] = [new SnapshotMemory(), new SnapshotMemory()];
  const numbers: Record<string, number> = {};
  const all = await publishedCells(["deals", "deals_other"]);
  for (const region of (await readPlaces(exact.query)).filter(({level}) => level === "nuts1")) {
    const {technologies} = takeSnapshot(truth, {region, memory: before});
    takeSnapshot(told, {region, memory: after}).technologies.forEach(({slug, lenses}, i) => {
      const {documents, count, missing} = lenses.deals;
      const at = `${region.code} ${slug}`;
      const given = technologies[i]!.lenses.deals.documents!;
      const off = offBy(all.get(at));
      if (missing === "totals")
        assert.ok(Math.abs(documents! - given) <= off && (documents === 0) === (given === 0), at);
      else if (missing === "partly") assert.ok(documents && documents <= given + off, at);
      else assert.equal(count, null, at);
      numbers[String(missing)] = (numbers[String(missing)] ?? 0) + 1;
    });
  }
  assert.ok(numbers.totals! > 100 && numbers.partly! > 10 && numbers.withheld! > 10, JSON.stringify(numbers));
});

test("sums of money that are told as complete are about the true ones of the report's years, by plain SQL", async () => {
  const sums = async ({query}: typeof build) => {
    const {place, slug, amount} = await query(`
SELECT place, slug, sum(amount) AS amount
FROM (
  SELECT DISTINCT unnest([locations.code, nuts1]) AS place, slug, deals.year, location_set, code_set, amount
  FROM deals JOIN deals_location_sets USING (location_set) JOIN locations USING (location)
  JOIN deals_code_sets USING (code_set) JOIN links ON links.code = deals_code_sets.code
  JOIN technologies USING (technology)
  WHERE accepted AND nuts1 IS NOT NULL AND deals.year BETWEEN 2021 AND 2025
)
GROUP BY ALL`);
    return new Map(Array.from(place!, (one, i) => [`${String(one)} ${String(slug![i])}`, Number(amount![i])]));
  };
  const [told, truth] = [await sums(build), await sums(exact)];
  let [whole, part] = [0, 0];
  const all = {told: 0, truth: 0};
  for (const {region, slug, missing} of rows.filter(({lens}) => lens === "deals")) {
    const at = `${region} ${slug}`;
    const [one, other] = [told.get(at) ?? 0, truth.get(at) ?? 0];
    if (missing === "totals") {
      // Each sum of a cell is a number of steps, and off by few of them.
      assert.ok(one === 0 ? other === 0 : other > 0.2 * one && other < 4 * one, `${at}: ${one}, not about ${other}`);
      all.told += one;
      all.truth += other;
    }
    whole += Number(other > 0 && missing === "totals");
    part += Number(other > 0 && missing !== "totals");
  }
  assert.ok(whole > 0 && part > 100, `${whole} in full, ${part} not`);
  assert.ok(Math.abs(all.told / all.truth - 1) < 0.15, `${all.told} in all, of ${all.truth}`);
});

test("no verdict differs from the exact build's truth, and none is given of a value that is not told", async () => {
  const region = {code: report.region.code, name: report.region.name};
  const truth = createView(takeSnapshot(exact.engines, {region, method: exact.method}), report.published);
  let [open, told] = [0, 0];
  for (const claim of claimsFor("BE2", report.published, report.years)) {
    const {verdict, because, reason} = report.verdicts[claim.id]!;
    const needs = [...(claim.datasets ?? []), ...claim.references].some((one) => one.startsWith("deals"));
    if (verdict !== "open") {
      assert.equal(verdict !== "fails", ask(claim, truth).truth, claim.id);
      told += Number(needs);
      continue;
    }
    open += Number(needs);
    assert.equal(because.specifications, null, claim.id);
    assert.doesNotMatch(reason, /specifications/, claim.id);
  }
  assert.ok(open > 30 && told > 0, `${open} open, ${told} decided`);
});

test("fields of a withheld value are empty in the API, beside a column that says why", async () => {
  await makeApi(join(root), options);
  const path = join(root, "indicators.csv");
  const csv = readCsvSql(path, {columns: textColumns(path, ","), delimiter: ",", mark: '"'});
  const [found] = await db.rows(
    `SELECT count(*)::INTEGER AS rows, count("count")::INTEGER AS counts, count(share)::INTEGER AS shares, count(rca)::INTEGER AS rcas, count(rank)::INTEGER AS ranks FROM ${csv} WHERE missing = 'withheld'`
  );
  assert.deepEqual(found, {rows: withheld.length, counts: 0, shares: 0, rcas: 0, ranks: 0});
  const dictionary = readFileSync(join(root, "dictionary.csv"), "utf8");
  assert.match(
    dictionary,
    /^indicators,missing,VARCHAR.*withheld \(not published, to protect single companies\), partly \(/m
  );
  const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")) as {
    sources: {dataset: string; disclosure?: {suppressed: number}}[];
  };
  assert.ok(manifest.sources.find(({dataset}) => dataset === "deals")!.disclosure!.suppressed > 0);
});

test("plain SQL gives NULL where a value is withheld", async () => {
  for (const slug of flemish.slice(0, 3))
    for (const indicator of ["count", "rca", "rank"]) {
      const {value} = await build.query(valueSql(`deals.${indicator} ${slug}`, {...reportQuery, region: "BE2", years}));
      assert.deepEqual(Array.from(value!), [null], `${indicator} ${slug}`);
    }
  const {value} = await build.query(valueSql("deals.zero", {...reportQuery, region: "BE2", years}));
  assert.deepEqual(Array.from(value!), [null]);
});

test("numbers say why they are missing", () => {
  for (const slug of flemish)
    for (const indicator of ["count", "share", "rca", "low", "rank"]) {
      const {text, value, how} = resolveValue(`deals.${indicator} ${slug}`, report);
      assert.deepEqual([text, value], ["not published, to protect single companies", null]);
      assert.match(how, /They may not be zero\.$/);
    }
  assert.equal(resolveValue("deals.zero", report).text, "not published, to protect single companies");
  assert.match(resolveValue("deals.total", report).text, /^[\d,]+ \(partly published\)$/);
});

test("a claim is open where it reads a withheld value, and never holds because of a zero that is none", () => {
  const claims = claimsFor("BE2", report.published, report.years);
  // A fiftieth of the deals may also be too few.
  const silent = claims.filter(({id}) =>
    ["withheld", "partly", "totals", "few"].includes(report.verdicts[id]!.because.kind)
  );
  assert.ok(silent.length > 10, String(silent.length));
  for (const {id} of silent) {
    const {verdict, reason} = report.verdicts[id]!;
    assert.equal(verdict, "open", id);
    assert.match(reason, /not published, or only in part, to protect single companies|too few documents/);
  }
  const ids = silent.map(({id}) => id);
  for (const {id, references} of claims) {
    const about = references.filter((one) => flemish.some((slug) => one === `deals.count ${slug}`));
    if (about.length === 0 || about.length < references.length) continue;
    assert.ok(ids.includes(id) || report.verdicts[id]!.verdict === "fails", id);
  }
});

/** Every page, of the technologies those that are withheld in Flanders. */
async function writtenPages(): Promise<Map<string, string>> {
  const renderer = await loadRenderer({report, outlines: await europeOutlines()});
  const md = createMarkdownIt({markdownIt: (one) => narrativeMarkup(one as MarkdownIt, renderer)}) as MarkdownIt;
  const folder = join(projectRoot, "src");
  const texts = new Map<string, string>();
  for (const name of readdirSync(folder, {recursive: true, encoding: "utf8"})) {
    if (!name.endsWith(".md") || name.startsWith(".")) continue;
    const text = splitPage(readFileSync(join(folder, name), "utf8")).body;
    for (const slug of name.includes("[slug]") ? flemish : [""]) {
      const path = `/${name.replace(/\.md$/, "").replace("[slug]", slug)}`;
      texts.set(path, md.render(text, {code: [], startLine: 0, currentLine: 0, path, params: slug ? {slug} : {}}));
    }
  }
  return texts;
}
const pages = await writtenPages();
const nameOf = new Map(report.snapshot.technologies.map(({slug, name}) => [slug, name]));

test("no page says that a technology with withheld deals has no funding", () => {
  for (const [path, text] of pages) {
    const {document} = new JSDOM(text).window;
    for (const mark of document.querySelectorAll("[data-technology][data-label]")) {
      const slug = mark.getAttribute("data-technology")!;
      if (!flemish.includes(slug)) continue;
      const figure = mark.closest("[data-figure]")?.getAttribute("data-figure") ?? "";
      const label = mark.getAttribute("data-label")!;
      assert.doesNotMatch(label, /US\$0|\b0(\.0+)? million/, `${path} ${figure}`);
      if (/-deals$/.test(figure))
        assert.match(label, /: not published, to protect single companies/, `${path} ${figure}`);
    }
    for (const note of document.querySelectorAll(".note"))
      if (note.textContent!.startsWith("No funding:"))
        for (const mark of note.querySelectorAll("[data-technology]"))
          assert.ok(!flemish.includes(mark.getAttribute("data-technology")!), `${path}: ${note.textContent}`);
    for (const figure of document.querySelectorAll("[data-figure$='-deals']"))
      for (const row of figure.querySelectorAll("tbody tr")) {
        const slug = [...nameOf].find(([, name]) => name === row.children[0]!.textContent)![0];
        if (!flemish.includes(slug)) continue;
        const empty = [...row.querySelectorAll('[data-value=""]')].map(({textContent}) => textContent);
        assert.ok(empty.filter((cell) => cell === "not published").length >= 4, `${path}: ${row.textContent}`);
        assert.match(row.textContent!, /not published, to protect single companies$/);
      }
  }
  for (const slug of flemish)
    assert.match(pages.get(`/technology/${slug}`)!, /<small>not published, to protect single companies<\/small>/, slug);
});

test("section 2 and every funding figure say how much was left out", () => {
  const sentence = /to protect single companies, [\d.]+% of them, counted worldwide, are left out\./;
  const own = /Of 38 technologies, Flanders’ start-up funding is (?:not published in|published in) \w+/;
  const report = pages.get("/index")!;
  const {document} = new JSDOM(report).window;
  const captions = [...document.querySelectorAll("[data-figure$='-deals'] figcaption")];
  assert.ok(captions.length >= 2);
  for (const caption of captions) {
    assert.match(caption.textContent!, sentence);
    assert.match(caption.closest("figure")!.querySelector(".figure-title")!.textContent!, own);
  }
  for (const caption of document.querySelectorAll("[data-figure$='-patents'] figcaption"))
    assert.doesNotMatch(caption.textContent!, sentence);
  const methods = /<h2[^>]*>(?:(?!<h2).)*?Data and methods[^]*?(?=<h2)/s.exec(report)![0];
  assert.match(methods, sentence);
  assert.match(methods, own);
});

/** Words in place of a number where a number must stand, in a sentence: “RCA of not published”, “not published million”. */
const inNumericSlot = [
  /(?:\b(?:of|at|is|are|have|has|than|against|by|about|to|in|from|with|times|RCA|published|part)\b|[(;]) *(?:not|partly|shares(?: and \w+)? not) published, to/i,
  /published(?:, to protect single companies)?\)? *(?:million|per cent|%|times|of (?:it|them|the)\b)/i
];

test("no words stand in the place of a number: sentences with one that is missing are other sentences", () => {
  for (const [slot, wrong] of [
    ["an RCA of not published, to protect single companies", true],
    ["little money: not published, to protect single companies million dollars", true],
    ["It adds up to 12 (partly published) in all fields", false],
    ["Not all deals are published.", false]
  ] as const)
    assert.equal(
      inNumericSlot.some((pattern) => pattern.test(slot)),
      wrong,
      slot
    );
  let read = 0;
  for (const [path, text] of pages) {
    const {document} = new JSDOM(text).window;
    for (const prose of document.querySelectorAll("p, li, h1, h2, h3")) {
      ++read;
      const said = prose.textContent!.replace(/\s+/g, " ");
      for (const pattern of inNumericSlot) assert.doesNotMatch(said, pattern, path);
    }
  }
  assert.ok(read > 500, String(read));
  const report = new JSDOM(pages.get("/index")!).window.document.body.textContent!;
  assert.match(report, /The original report says that[^.]*have no start-up funding/);
});

test("a figure that needs all deals is not drawn, and no rank or share of funding stands on a technology's page", () => {
  const {document} = new JSDOM(pages.get("/index")!).window;
  const notice = document.querySelector("#figure-graph-composite")!;
  assert.equal(notice.tagName, "P");
  assert.match(notice.textContent!, /needs all records of .*start-up funding/);
  for (const slug of flemish) {
    const page = new JSDOM(pages.get(`/technology/${slug}`)!).window.document;
    const row = [...page.querySelectorAll("tbody tr")].find(({textContent}) => textContent!.startsWith("Funding"))!;
    assert.doesNotMatch(row.textContent!, /\d of \d|\d%|0\.00/, slug);
    assert.equal(page.querySelector('[data-chart="strip-deals"]'), null);
  }
});
