/**
 * DuckDB's WebAssembly as a gzip file of its own. As it comes it is larger than some hosts take (Cloudflare Pages: 25
 * MiB a file), and hosts that do not compress would send all of it.
 */
import {existsSync} from "node:fs";
import {copyFile, readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";

/** Where Framework puts the packages of DuckDB. */
const scope = "_npm/@duckdb";
const engine = "dist/duckdb-eh.wasm";

/**
 * What Framework copies along for browsers that can unpack nothing either: Chrome before 95, Safari before 16.4,
 * Firefox before 113.
 */
const unused = /^duckdb-(browser-)?mvp\./;

/** Whether a file of DuckDB's package is published packed. */
export function isPacked(name: string, path: string): boolean {
  return name === "@duckdb/duckdb-wasm" && path === engine;
}

/** The packed file of what `isPacked` names. */
export async function pack(bytes: Uint8Array): Promise<Buffer> {
  return await promisify(gzip)(bytes, {level: 9});
}

/**
 * Before the text of DuckDB's worker: what it fetches as `….wasm` comes from `….wasm.gz`. A server that says
 * `content-encoding: gzip` of such a file has the browser unpack it, so the first bytes tell.
 */
export const unpackingFetch = `(function (fetch) {
  const unpacked = async (url) => {
    const response = await fetch(url + ".gz");
    if (!response.ok) throw new Error("file missing: " + url + ".gz (status " + response.status + ")");
    const reader = response.body.getReader();
    const {value: first} = await reader.read();
    const whole = new ReadableStream({
      start(to) { if (first) to.enqueue(first); },
      async pull(to) { const {value, done} = await reader.read(); if (done) to.close(); else to.enqueue(value); },
      cancel(reason) { return reader.cancel(reason); }
    });
    const isGzip = first && first[0] === 0x1f && first[1] === 0x8b;
    return new Response(isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole, {headers: {"content-type": "application/wasm"}});
  };
  globalThis.fetch = (what, options) => {
    const url = what instanceof Request ? what.url : String(what);
    return url.endsWith(".wasm") ? unpacked(url) : fetch(what, options);
  };
})(fetch);
`;

/**
 * Leaves the packed engine alone in a built site, and nothing for browsers that could not unpack it. A site whose pages
 * ask for no database has none.
 * @param folder the built site
 * @param cache Framework's cache
 */
export async function keepPackedEngine(folder: string, cache: string): Promise<void> {
  const versions = await readdir(join(folder, scope)).catch(() => []);
  for (const version of versions) {
    const [built, cached] = [folder, cache].map((base) => join(base, scope, version)) as [string, string];
    if (!existsSync(join(built, engine))) continue;
    await copyFile(join(cached, `${engine}.gz`), join(built, `${engine}.gz`));
    await rm(join(built, engine));
    for (const name of await readdir(join(built, "dist"))) if (unused.test(name)) await rm(join(built, "dist", name));
  }
}
