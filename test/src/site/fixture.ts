import {mkdir, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {projectFolder, siteIn, type Site} from "../../../src/site/site.ts";
import {writeFiles} from "../../support/temp-folder.ts";

/** Environment of a build under test: it cannot reach anything but this computer. */
export const blockedNetwork = {NODE_OPTIONS: `--import ${new URL("./block-network.mjs", import.meta.url).href}`};

/**
 * A site in a temporary folder with the project's own config, but without its shell and its narrative, which lead to
 * pages of the project; `files` are paths below its pages, with their contents.
 */
export async function createSite(
  files: Record<string, string | Uint8Array>
): Promise<Site & {remove(): Promise<void>}> {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  const site = siteIn(folder);
  const config = join(projectFolder, "observablehq.config.ts");
  writeFiles(folder, {
    "package.json": JSON.stringify({type: "module"}),
    "observablehq.config.ts": `import project from ${JSON.stringify(config)};
export default {...project, dynamicPaths: [], head: '<link rel="icon" href="data:,">', header: null, footer: null, markdownIt: undefined};
`
  });
  writeFiles(site.root, {"style/site.css": `@import url("observablehq:default.css");`, ...files});
  return {...site, remove: async () => await rm(folder, {recursive: true, force: true})};
}

/** Writes the rows of a query into a Parquet file, as the warehouse does. */
export async function writeParquet(query: string, file: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await mkdir(dirname(file), {recursive: true});
  await connection.run(`COPY (${query}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
}
