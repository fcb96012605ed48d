export default {
  title: "Flanders in 38 key strategic technologies",
  root: "src",
  // A build goes elsewhere first, and to its place only when it succeeded: see src/site/pages.ts.
  output: process.env.SITE_OUTPUT ?? "dist",
  style: "style/site.css",
  // The default is a font from another host.
  globalStylesheets: [],
  // The default holds the date, which makes equal builds differ.
  footer: "Flanders in 38 key strategic technologies",
  // An empty picture: browsers would otherwise ask for one that is not there.
  head: '<link rel="icon" href="data:,">',
  toc: false,
  pager: false,
  sidebar: false,
  // Null, not false: false still downloads the extensions. Parquet is read by src/site/duckdb-wasm.ts.
  duckdb: {extensions: {json: null, parquet: null}},
  // The default is a command that is on the path only inside npm scripts.
  interpreters: {".ts": [process.execPath, "--import", import.meta.resolve("tsx")]}
};
