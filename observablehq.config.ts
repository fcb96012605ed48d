import {readFileSync} from "node:fs";
import {europeOutlines} from "./data-loaders/regions/outlines.ts";
import {placingClaims} from "./data-loaders/report/claim-place.ts";
import {ensureReport} from "./data-loaders/report/report.ts";
import {loadMarkup} from "./src/prerender/load.ts";
import {failAtExit, Mistakes} from "./src/prerender/mistakes.ts";
import {previewHead} from "./src/prerender/preview.ts";
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
    const inputs = {report, outlines, forks: listForks};
    if (preview) {
      // A preview tells of a mistake in the page and in the terminal.
      const mistakes = new Mistakes(folders, (texts) => process.stderr.write(`${texts.join("\n")}\n`));
      return await loadMarkup({...inputs, preview, mistakes});
    }
    // A build tells of all of them at its end, and fails: most end it before the first page is written.
    const mistakes = failAtExit(folders);
    if (!(await checkPages({...inputs, mistakes}, folders))) process.exit(1);
    return await loadMarkup({...inputs, mistakes, setAside: partsOfBuild.take});
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
