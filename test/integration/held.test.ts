// Builds that lack an edition, a lens or years: what is not there is neither chosen, claimed nor handed out.
import assert from "node:assert/strict";
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import type MarkdownIt from "markdown-it";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {indicatorRows} from "../../data-loaders/report/write-page-tables.ts";
import {makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {type BuildOptions, defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {makeClaims} from "../../src/narrative/claims.ts";
import {referencesOf} from "../../src/narrative/references.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {loadRenderer} from "../../src/prerender/load.ts";
import {narrativeMarkup} from "../../src/prerender/markup.ts";
import {scenarioBase} from "../../src/scenario/base.ts";
import {publishedScenario} from "../../src/scenario/scenario.ts";
import {makeDesign} from "../../src/scenario/specifications.ts";
import {makeApi} from "../../src/site/api/make-api.ts";
import {projectFolder} from "../../src/site/site.ts";
import {lenses} from "../../src/terms/lenses.ts";
import {splitPage} from "../../src/text/front-matter.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const specifications = 60;
const root = tempFolder();
const sample = await smallSample();
const outlines = await europeOutlines();
const folder = (dataset: string) => join(sample, dataset);

async function build(name: string, options: Partial<BuildOptions>): Promise<{out: string; report: ReportData}> {
  const out = join(root, name);
  await makeWarehouse(out, {...defaultOptions, ...options}, {progress: {update() {}, finish() {}}});
  return {out, report: await ensureReport({out, specifications})};
}

/** All pages but those of the technologies, as the build writes them. */
async function pagesOf(report: ReportData): Promise<Map<string, string>> {
  const renderer = await loadRenderer({report, outlines});
  const md = createMarkdownIt({markdownIt: (one) => narrativeMarkup(one as MarkdownIt, renderer)});
  const source = join(projectFolder, "src");
  return new Map(
    readdirSync(source, {recursive: true, encoding: "utf8"})
      .filter((file) => file.endsWith(".md") && !file.startsWith(".") && !file.includes("["))
      .map((file) => {
        const text = splitPage(readFileSync(join(source, file), "utf8")).body;
        const context = {code: [], startLine: 0, currentLine: 0, path: `/${file.replace(/\.md$/, "")}`, params: {}};
        return [file, (md as MarkdownIt).render(text, context)];
      })
  );
}

const real = {patents: folder("patents"), publications: folder("publications"), deals: folder("deals")};
const alone = await build("alone", {extracts: real});
const both = await build("both", {extracts: {...real, publications_earlier: folder("publications_earlier")}});

// The deals of the narrow build are of 2020, before the report's years of deals.
const rounds = readFileSync(join(folder("deals"), "funding_rounds_1.csv"), "utf8");
mkdirSync(join(root, "old-deals"));
writeFileSync(join(root, "old-deals/funding_rounds_1.csv"), rounds.replaceAll(/,20\d\d(-\d\d-\d\d,)/g, ",2020$1"));
const narrow = await build("narrow", {
  extracts: {...real, deals: join(root, "old-deals")},
  years: [2020, 2023],
  exact: true
});

test("without an earlier edition no specification, claim or reason speaks of one", () => {
  const {report} = alone;
  assert.deepEqual(Object.keys(report.years).sort(), ["deals", "patents", "publications"]);
  const lacking = makeClaims(report.published)
    .map(({id}) => id)
    .filter((id) => !(id in report.verdicts));
  assert.deepEqual(lacking, ["two-runs-of-publications", "microelectronics-two-publication-values"]);
  assert.doesNotMatch(JSON.stringify(report.verdicts), /earlier-publications|December 2025|earlier-run/);
  assert.doesNotMatch(JSON.stringify(report.robustness.summary), /earlier-publications/);
  const ids = (one: ReportData) => makeDesign(scenarioBase(one)).specifications.map(({id}) => id);
  assert.ok(!ids(report).some((id) => id.includes("vintage")));
  assert.ok(ids(both.report).some((id) => id.includes("vintage")));
});

test("the values and the truth of every claim are those of a build with an earlier edition", () => {
  for (const lens of lenses) assert.deepEqual(alone.report.snapshot.totals[lens], both.report.snapshot.totals[lens]);
  const truth = (verdict: string) => (verdict === "fragile" ? "holds" : verdict);
  for (const [id, {verdict}] of Object.entries(alone.report.verdicts))
    assert.equal(truth(verdict), truth(both.report.verdicts[id]!.verdict), id);
});

test("real publications compare with the published ones in full, those of the sample with one in ten", () => {
  const {sources, published} = alone.report;
  assert.deepEqual(
    sources.map(({oneIn}) => oneIn),
    [1, 1, 1]
  );
  assert.equal(published.totals.publications, 367_950);
  assert.equal(published.totals.patents, 26_089);
});

test("a value of a dataset that is not there is missing, not zero", () => {
  const textsOf = ({snapshot, published}: ReportData, dataset: string) =>
    new Set(
      referencesOf(snapshot.technologies)
        .filter((reference) => reference.startsWith(`${dataset}.`))
        .map((reference) => resolveValue(reference, {snapshot, published}).text)
    );
  assert.deepEqual([...textsOf(alone.report, "publications_earlier")], ["no data on this site"]);
  assert.deepEqual([...textsOf(narrow.report, "deals")], ["no data on this site"]);
  for (const dataset of Object.keys(both.report.years))
    assert.ok(!textsOf(both.report, dataset).has("no data on this site"), dataset);
});

test("no page offers or names an edition that is not there", async () => {
  const pages = await pagesOf(alone.report);
  for (const [file, text] of pages) {
    const told = file === "claims.md" ? text.replace(/an earlier run of the computation, in December 2025/, "") : text;
    assert.doesNotMatch(
      told,
      /December 2025|vintage=|data-field="edition"|[Yy]ears and editions|one record in ten/,
      file
    );
  }
  assert.match(pages.get("claims.md")!, /This site has no earlier edition of the publications/);
  assert.match(pages.get("claims.md")!, new RegExp(`more than a tenth of ${specifications} <a`));
  const others = await pagesOf(both.report);
  assert.match(others.get("lab/what-if.md")!, /data-field="edition"/);
  assert.match(others.get("claims.md")!, /The earlier edition on this site gives/);
});

test("the static API holds no table of an edition that is not there", async () => {
  const api = join(root, "api");
  mkdirSync(api);
  const tables = await makeApi(api, {out: alone.out, specifications});
  assert.ok(tables.some(({name}) => name === "publications"));
  assert.deepEqual(
    readdirSync(api).filter((name) => name.includes("earlier")),
    []
  );
  for (const name of ["dictionary.csv", "dictionary.json", "croissant.json", "manifest.json"])
    assert.doesNotMatch(readFileSync(join(api, name), "utf8"), /publications_earlier/, name);
});

test("without deals, and with fewer years than the report covers, the rest is reported as it is", async () => {
  const {report, out} = narrow;
  assert.deepEqual(report.years, {patents: [2020, 2023], publications: [2021, 2023]});
  const published = publishedScenario(scenarioBase(report));
  assert.deepEqual(
    [published.years_patents, published.years_publications],
    [
      [2020, 2023],
      [2021, 2023]
    ]
  );
  assert.deepEqual(report.trends.patents.years, [2020, 2021, 2022, 2023]);
  const {region, benchmark, missing} = report.trends.deals;
  assert.deepEqual(new Set([...region, ...benchmark].flat()), new Set([null]));
  assert.deepEqual(new Set(missing.flat()), new Set(["absent"]));
  const claims = new Map(makeClaims(report.published).map((claim) => [claim.id, claim]));
  for (const id of Object.keys(report.verdicts))
    assert.ok(!claims.get(id)!.references.some((reference) => reference.startsWith("deals.")), id);
  assert.ok(!Object.keys(report.verdicts).includes("science-not-translated"));
  assert.ok(Object.keys(report.verdicts).length > 50);
  const pages = await pagesOf(report);
  assert.match(pages.get("index.md")!, /REGPAT \(2020–2023\)/);
  assert.match(
    pages.get("index.md")!,
    /id="figure-treemap-deals">There is no figure here, .* no data on start-up funding\./
  );
  assert.doesNotMatch(pages.get("index.md")!, /<svg[^>]*id="treemap-deals/);
  assert.doesNotMatch(pages.get("lab/what-if.md")!, /data-field="(years_deals|measure|similarity_industry)"/);
  assert.doesNotMatch(pages.get("lab/region.md")!, /name="lens" value="deals"/);
  const rcas = [...pages.get("technology/index.md")!.matchAll(/<p class="rcas">(.*?)<\/p>/g)].map(([, text]) => text);
  assert.equal(rcas.length, report.snapshot.technologies.length);
  for (const text of rcas) assert.match(text!, /; in funding: no data$/);
  const opened = await openBuild(out);
  after(() => opened.close());
  for await (const row of indicatorRows(opened)) {
    assert.notEqual(row[7], "deals");
    if (row[0] !== "AT11") break;
  }
});
