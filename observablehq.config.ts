import {readFileSync} from "node:fs";
import {europeOutlines} from "./data-loaders/regions/outlines.ts";
import {ensureReport} from "./data-loaders/report/report.ts";
import {loadMarkup} from "./src/prerender/load.ts";
import {listForks} from "./src/site/fork-pages.ts";
import {createShell} from "./src/site/html/shell.ts";

const title = "Flanders in 38 key strategic technologies";
const {version} = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {version: string};

// The values that are written into the pages.
const report = await ensureReport();
const {build, snapshot, sources} = report;

export default {
  title,
  root: "src",
  // A build goes elsewhere first, and to its place only when it succeeded: see src/site/pages.ts.
  output: process.env.SITE_OUTPUT ?? "dist",
  style: "style/site.css",
  // The default is a font from another host.
  globalStylesheets: [],
  ...createShell({
    title,
    release: version,
    build,
    siteUrl: process.env.SITE_URL,
    search: true,
    synthetic: sources.some(({synthetic}) => synthetic)
  }),
  markdownIt: await loadMarkup({report, outlines: await europeOutlines(), forks: listForks}),
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
