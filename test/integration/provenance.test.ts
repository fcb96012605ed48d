// Every page and every file of the API says which records are synthetic, for each combination of real and synthetic lenses.
import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {sources as knownSources, sourcesOf} from "../../data-loaders/sources/sources.ts";
import {loadVocabulary} from "../../data-loaders/sources/vocabularies.ts";
import {type ManifestSource, readManifest} from "../../data-loaders/warehouse/manifest.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {allowedUse} from "../../src/site/api/allowed-use.ts";
import {loadReportConfig} from "../../data-loaders/report-config.ts";
import {croissant} from "../../src/site/api/croissant.ts";
import {apiManifest} from "../../src/site/api/manifest.ts";
import {pageParts} from "../../src/site/api/page.ts";
import {apiTables} from "../../src/site/api/tables.ts";
import {type Dataset, type Lens, lenses, lensOf, vocabularies} from "../../src/terms/lenses.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {writtenPages} from "../support/written-pages.ts";

const out = await sampleBuild();
const manifest = (await readManifest(out))!;
const report = await ensureReport({out});
const config = await loadReportConfig();

/** The names under which texts speak of a lens. */
const nouns: Readonly<Record<Lens, RegExp>> = {
  patents: /\bpatents?\b/i,
  publications: /\bpublications?\b/i,
  deals: /\bfunding rounds?\b/i
};

/** Not about the records of the build: a file made up to show the format of a reader's own, and titles of codes. */
const titles = await Promise.all(
  vocabularies.map((vocabulary) => loadVocabulary(vocabulary, join(projectRoot, "data")))
);
const others = ["Download the example (CSV, synthetic)", ...titles.flat().map(({label}) => label)].filter((text) =>
  /synthetic/i.test(text)
);

const marked = <Source extends {dataset: Dataset}>(sources: readonly Source[], synthetic: ReadonlySet<Lens>) =>
  sources.map((source) => ({...source, synthetic: synthetic.has(lensOf(source.dataset))}));

const written = (sources: ReportData["sources"]) => writtenPages({...report, sources}, config, {slug: "photonics"});

/** A source marked as real has the licence that its records would have. */
function withLicence(source: ManifestSource): ManifestSource {
  const {licence, spdx, licensed} = knownSources[sourcesOf(source.dataset)[0]];
  return source.synthetic ? source : {...source, licence, spdx, licensed};
}

function apiTexts(sources: typeof manifest.sources): Map<string, string> {
  const own = {...manifest, sources: sources.map(withLicence)};
  const release = {
    title: "Flanders",
    version: "1.0.0",
    description: "Indicators",
    authors: ["CEPS"],
    byline: "By CEPS."
  };
  const tables = apiTables.map((table) => ({
    ...table,
    rows: 1,
    key: table.sort,
    files: [{path: `${table.name}.csv`, bytes: 1, type: "text/csv", sha256: "", gzip: false}],
    ...allowedUse(table, own)
  }));
  const texts = {
    "api/croissant.json": croissant(tables, release as never, own),
    "api/manifest.json": apiManifest(own, release as never, tables, []),
    "api/index.html": Object.values(pageParts(tables)).map(String)
  };
  return new Map(Object.entries(texts).map(([name, value]) => [name, JSON.stringify(value, null, 1)]));
}

/** Sentences that speak of synthetic records. */
const sentences = (text: string) =>
  others
    .reduce((rest, other) => rest.replaceAll(other, ""), text)
    // Names of classes, and keys and lists of the manifest, are for programs.
    .replaceAll("badge-synthetic", "")
    .replaceAll(/"synthetic": (?:true|false|\[[^\]]*\])/g, "")
    .replaceAll(/<[^>]*>/g, "\n")
    .split(/(?<=[.:;?!])\s|\n|"/)
    .filter((sentence) => /synthetic/i.test(sentence));

for (let set = 0; set < 8; ++set) {
  const synthetic = new Set(lenses.filter((_, i) => set & (1 << i)));
  const real = lenses.filter((lens) => !synthetic.has(lens));
  const name = synthetic.size === 0 ? "none" : [...synthetic].join(", ");

  test(`pages and API call exactly these lenses synthetic: ${name}`, async () => {
    const texts = new Map([
      ...(await written(marked(report.sources, synthetic))),
      ...apiTexts(marked(manifest.sources, synthetic))
    ]);
    assert.ok(texts.size > 15);
    for (const [path, text] of texts) {
      const found = sentences(text);
      if (synthetic.size === 0) assert.deepEqual(found, [], path);
      else if (path !== "api/index.html")
        assert.ok(found.length > 0, `${path} does not say that records are synthetic`);
      for (const sentence of found)
        for (const lens of real) {
          const called = /(?:^|, |; |real records\. )([^.;]*) (?:is|are) synthetic|synthetic ([^.]*)/i.exec(sentence);
          const about = called?.[1] ?? called?.[2] ?? "";
          assert.doesNotMatch(about, nouns[lens], `${path} calls real ${lens} synthetic: ${sentence}`);
        }
    }
    const methods = sentences(texts.get("/index")!).join("\n");
    if (real.length > 0) for (const lens of synthetic) assert.match(methods, nouns[lens], "the report names the lens");
  });
}

test("a figure says what its own records are, whatever those of others", async () => {
  const texts = await written(marked(report.sources, new Set<Lens>(["deals"])));
  const caption = (figure: string) =>
    new RegExp(`id="figure-${figure}"[^]*?<figcaption class="source">([^]*?)</figcaption>`).exec(
      texts.get("/index")!
    )![1]!;
  assert.doesNotMatch(caption("treemap-patents"), /synthetic/i);
  assert.match(
    caption("treemap-deals"),
    /^<strong>Synthetic records, calibrated to the values published for Flanders in 38 technologies\.<\/strong>/
  );
});
