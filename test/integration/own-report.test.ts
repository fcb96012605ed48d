// A report on another region, and one with other technologies, say nothing that is true of the report on Flanders alone.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {after, test} from "node:test";
import type {Technology} from "../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {makeReport} from "../../data-loaders/report/report.ts";
import {indicatorRows} from "../../data-loaders/report/write-page-tables.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";
import {writtenPages} from "../support/written-pages.ts";

const own: ReportConfig = {
  ...(await loadReportConfig()),
  name: "The south",
  title: "The south in key technologies",
  description: "Where the south stands.",
  region: {code: "NL4", name: "Zuid-Nederland"},
  byline: "A report for two provinces.",
  study: null,
  published: null
};

/** The page that is a text of its own: the report itself. */
const ownTexts = ["/index"];

/** What the sample is, in every report. */
const sample = /calibrated to the values published for Flanders in 38 technologies/g;

/** Regions on maps and in lists keep their names. */
const places = /\b(West|East) Flanders\b|\bFlemish Brabant\b|data-peer="BE2">Flanders<|\bFlanders ahead\b/g;

function assertNothingForeign(pages: ReadonlyMap<string, string>, technologies: number): void {
  assert.ok(pages.size > 10);
  for (const [path, html] of pages) {
    const text = html
      .replaceAll(sample, "")
      .replaceAll(places, "")
      .replaceAll(/data:[^"]*/g, "");
    const found = /.{0,80}\b(Flanders|Flemish|VARIO|Balland|CEPS)\b.{0,40}/.exec(text);
    assert.equal(found?.[0], undefined, path);
    const numbers = Array.from(
      text.matchAll(/\b(\d+) (?:key )?(?:strategic )?technologies\b/g),
      ([, number]) => number
    );
    if (technologies !== 38) assert.ok(!numbers.includes("38"), path);
  }
}

test("a report on another region names it everywhere, and makes no claims from values that nobody published", async () => {
  const build = await openBuild(await sampleBuild(), own);
  after(() => build.close());
  const report = await makeReport(build, {specifications: 3});
  assert.deepEqual(report.region, own.region);
  assert.deepEqual(report.verdicts, {});
  const pages = await writtenPages(report, own, {slug: "photonics", leaveOut: ownTexts});
  assertNothingForeign(pages, 38);
  assert.match(pages.get("/technology/photonics")!, /Zuid-Nederland/);
  assert.doesNotMatch(pages.get("/claims")!, /The report prints|earlier run/);
  assert.match(pages.get("/claims")!, /lists the claims of the report/);
  for (const [path, html] of pages) assert.match(html, /<a class="site-title"[^>]*>The south<\/a>/, path);
});

test("a report on a country with other technologies counts them, and keeps the decisions on those that it shares", async () => {
  const {version, technologies} = JSON.parse(
    readFileSync(join(projectRoot, "data/taxonomy/taxonomy.json"), "utf8")
  ) as {version: string; technologies: Technology[]};
  const shared = technologies.filter(({slug}) => ["drones", "cybersecurity", "quantum-computing"].includes(slug));
  const mining: Technology = {
    ...technologies[0]!,
    name: "Mining Technology",
    slug: "mining-technology",
    group: "Raw materials",
    definition: "Ways to find, extract and process ores."
  };
  const chosen = [...shared, mining].map((one, i) => ({...one, id: i + 1}));
  const root = tempFolder();
  writeFiles(root, {"taxonomy.json": JSON.stringify({version, technologies: chosen})});
  const folder = await smallSample();
  const manifest = await buildWarehouse(
    join(root, "out"),
    "key",
    {
      ...defaultOptions,
      data: join(projectRoot, "data"),
      taxonomy: join(root, "taxonomy.json"),
      extracts: Object.fromEntries(
        (["patents", "publications", "deals"] as const).map((lens) => [
          lens,
          {folder: join(folder, lens), synthetic: true}
        ])
      )
    },
    {progress: {update() {}, finish() {}}}
  );
  assert.ok(manifest.classification.decisions > 0);
  const config = {...own, region: {code: "SE", name: "Sweden"}};
  const build = await openBuild(join(root, "out"), config);
  after(() => build.close());
  const claim = (id: string, holds: string) => ({id, holds, section: "Ores", says: "It is so."});
  const claims = [
    claim("known", "patents.count drones >= 0"),
    claim("other", "patents.count mining-technology >= 0"),
    claim("group", "patents.rca raw-materials >= 0"),
    claim("all", "deals.above >= 0"),
    claim("total", "technologies = 4")
  ];
  const report = await makeReport(build, {specifications: 2, claims});
  const verdictOf = (id: string) => report.verdicts[id]!.verdict;
  assert.deepEqual(
    claims.map(({id}) => [id, verdictOf(id)]),
    [
      ["known", "holds"],
      ["other", "open"],
      ["group", "open"],
      ["all", "open"],
      ["total", "holds"]
    ]
  );
  assert.match(report.verdicts.other!.reason, /synthetic, and say nothing about a technology/);
  assert.deepEqual(
    report.snapshot.technologies.map(({slug, group}) => [slug, group]),
    chosen.map(({slug, group}) => [slug, group])
  );
  const [{documents}] = (await build
    .query(
      `SELECT sum(documents)::INTEGER AS documents FROM patents JOIN (
      SELECT DISTINCT location_set FROM patents_location_sets JOIN locations USING (location) WHERE country = 'SE'
    ) USING (location_set) JOIN (
      SELECT DISTINCT code_set FROM patents_code_sets JOIN links USING (code) WHERE accepted AND technology = 1
    ) USING (code_set) WHERE year BETWEEN 2020 AND 2024`
    )
    .then((columns) => [{documents: Number(columns.documents![0])}])) as [{documents: number}];
  assert.equal(report.snapshot.technologies[0]!.lenses.patents.count, documents);
  const pages = await writtenPages(report, config, {slug: "mining-technology", leaveOut: ownTexts});
  assertNothingForeign(pages, chosen.length);
  // The synthetic records know the 38 technologies of the report on Flanders alone.
  const warning = /They say nothing about Mining Technology: numbers of this technology have no meaning\./;
  assert.match(pages.get("/technology/mining-technology")!, warning);
  assert.match(pages.get("/technology/index")!, warning);
  assert.match(pages.get("/claims")!, /id="section-ores"[^]*id="other"/);
  const drones = await writtenPages(report, config, {slug: "drones", leaveOut: ownTexts});
  const [lead] = drones.get("/technology/drones")!.split('id="lenses"');
  assert.doesNotMatch(lead!.split("<main").at(-1)!.split("badge-synthetic").at(1)!, warning);
  assert.match(pages.get("/technology/index")!.replaceAll(/<[^>]+>/g, ""), /The 4 technologies/);
});

test("a region that no table has is refused with the field", async () => {
  const build = await openBuild(await sampleBuild(), {...own, region: {code: "XX", name: "Nowhere"}});
  after(() => build.close());
  await assert.rejects(makeReport(build, {specifications: 1}), /region\.code: no region XX/);
});

test("the table of indicators follows the report's choice of benchmark, as its pages do", async () => {
  const burgenland: ReportConfig = {...own, region: {code: "AT11", name: "Burgenland"}};
  const ofTable = async (build: OpenBuild) => {
    const shares: unknown[] = [];
    for await (const [region, , , , , slug, , lens, , , , share] of indicatorRows(build)) {
      if (region === "AT11" && lens === "patents") shares.push([slug, share]);
      else if (region !== "AT11" && shares.length > 0) break;
    }
    return shares;
  };
  const pooled = await openBuild(await sampleBuild(), burgenland);
  after(() => pooled.close());
  const mean = await openBuild(await sampleBuild(), {...burgenland, benchmark: "mean"});
  after(() => mean.close());
  const {snapshot, regions} = await makeReport(mean, {specifications: 1});
  const ofPages = snapshot.technologies.map(({slug, lenses}) => [slug, lenses.patents.benchmark_share]);
  const shares = await ofTable(mean);
  assert.deepEqual(shares, ofPages);
  assert.notDeepEqual(shares, await ofTable(pooled));
  const at = regions.code.indexOf("AT11");
  for (const lens of ["patents", "publications", "deals"] as const)
    for (const [t, {slug, lenses: values}] of snapshot.technologies.entries()) {
      const {rca, rank} = values[lens];
      const onMap = regions.rca[lens].map((row) => row[t]!);
      assert.equal(onMap[at], rca === null ? null : Number(rca.toFixed(4)), `${slug}, ${lens}`);
      // Values on the map are rounded, so that regions may tie.
      const ranked = onMap.filter((_, i) => !regions.few[lens][i]);
      const [ahead, level] = [ranked.filter((one) => one > onMap[at]!), ranked.filter((one) => one === onMap[at]!)];
      if (rank !== null) assert.ok(rank > ahead.length && rank <= ahead.length + level.length, `${slug}, ${lens}`);
    }
});

test("a country has its own rows in the table of indicators, and countries for comparison have their names", async () => {
  const sweden: ReportConfig = {...own, region: {code: "SE", name: "The north"}, peers: ["FI", "NO0"]};
  const build = await openBuild(await sampleBuild(), sweden);
  after(() => build.close());
  const {places, snapshot} = await makeReport(build, {specifications: 1});
  const of = (code: string) => places.find((place) => place.code === code);
  assert.deepEqual(of("SE"), {code: "SE", name: "The north", level: "country"});
  assert.deepEqual(of("FI"), {code: "FI", name: "Finland", level: "country"});
  const rows: unknown[] = [];
  for await (const [region, , , , , slug, , lens, count] of indicatorRows(build))
    if (region === "SE" && lens === "patents") rows.push([slug, count]);
  assert.deepEqual(
    rows,
    snapshot.technologies.map(({slug, lenses}) => [slug, lenses.patents.count])
  );
  build.config = {...sweden, peers: ["FI", "NO9"]};
  await assert.rejects(
    makeReport(build, {specifications: 1}),
    /^InputError: peers: no region NO9; the nearest is NO0$/
  );
});
