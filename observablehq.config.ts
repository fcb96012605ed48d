import {readFileSync} from "node:fs";
import type MarkdownIt from "markdown-it";
import {europeOutlines} from "./data-loaders/regions/outlines.ts";
import {placingClaims} from "./data-loaders/report/claim-place.ts";
import {ensureReport} from "./data-loaders/report/report.ts";
import {loadRenderer, withMistakes} from "./src/prerender/load.ts";
import {failAtExit, Mistakes} from "./src/prerender/mistakes.ts";
import {forPreview, previewHead} from "./src/prerender/preview.ts";
import {checkPages} from "./src/site/check-pages.ts";
import {partsOfBuild} from "./src/site/framework/set-aside-parts.ts";
import {listForks, pageDescription} from "./src/site/fork-pages.ts";
import {createShell, type ShellPage} from "./src/site/html/shell.ts";
import {missingYears, untold} from "./src/site/missing-years.ts";
import {projectSite} from "./src/site/site.ts";
import {loadReportConfig} from "./data-loaders/report-config.ts";

const config = await loadReportConfig();
const {version} = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {version: string};

// The values that are written into the pages.
// A preview shows a change of an indicator over few specifications first: see src/site/preview.ts.
const report = await ensureReport({specifications: Number(process.env.SITE_SPECIFICATIONS) || undefined});
const outlines = await europeOutlines();
const {build, snapshot, sources, years} = report;

const preview = process.env.SITE_PREVIEW !== undefined;
const folders = {root: projectSite.root, project: projectSite.folder};
const shell = createShell({
  config,
  release: version,
  build,
  siteUrl: process.env.SITE_URL,
  search: true,
  sources,
  years,
  descriptionOf: pageDescription
});

for (const note of untold(missingYears(config.years, years))) process.stderr.write(`${note}\n`);

export default {
  title: config.title,
  root: "src",
  // A build goes elsewhere first, and to its place only when it succeeded: see src/site/pages.ts.
  output: process.env.SITE_OUTPUT ?? "dist",
  style: "style/site.css",
  // The default is a font from another host.
  globalStylesheets: [],
  ...shell,
  head: (page: ShellPage) => `${shell.head(page)}${preview ? previewHead : ""}`,
  markdownIt: await placingClaims(async () => {
    const setAside = preview ? undefined : partsOfBuild.take;
    const renderer = await loadRenderer({report, outlines, forks: listForks, setAside});
    if (preview) {
      // A preview tells of a mistake in the page and in the terminal.
      const mistakes = new Mistakes(folders, (texts) => process.stderr.write(`${texts.join("\n")}\n`));
      const shown = forPreview(renderer);
      return (md: MarkdownIt) => withMistakes(md, shown, mistakes);
    }
    // A build checks all marks first, and ends before it writes a page. Mistakes that only writing shows fail it later.
    const mistakes = failAtExit(folders);
    const {slug} = snapshot.technologies[0]!;
    if (!(await checkPages(renderer, {mistakes, slug}, folders))) process.exit(1);
    return (md: MarkdownIt) => withMistakes(md, renderer, mistakes);
  }),
  dynamicPaths: snapshot.technologies.map(({slug}) => `/technology/${slug}`),
  // Links as any file server knows them, without rules of its own.
  preserveExtension: true,
  toc: false,
  pager: false,
  sidebar: false,
  // Null, not false: false still downloads the extensions. Parquet is read by src/site/framework/duckdb-wasm.ts.
  duckdb: {extensions: {json: null, parquet: null}},
  // The default is a command that is on the path only inside npm scripts.
  interpreters: {".ts": [process.execPath, "--import", import.meta.resolve("tsx")]}
};
