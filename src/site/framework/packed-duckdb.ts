/**
 * Publishes DuckDB's WebAssembly as a gzip file. Uncompressed, it exceeds the limit of some hosts (Cloudflare Pages: 25
 * MiB per file), and hosts without compression would send it in full.
 */
import {existsSync} from "node:fs";
import {copyFile, readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";

/** The folder in which Framework puts the packages of DuckDB. */
const scope = "_npm/@duckdb";
const engine = "dist/duckdb-eh.wasm";

/**
 * Files for browsers that are too old to decompress the engine. Framework copies them too. The browsers are Chrome
 * before 95, Safari before 16.4 and Firefox before 113.
 */
const unused = /^duckdb-(browser-)?mvp\./;

/** Whether a file of DuckDB's package is published compressed. */
export function isPacked(name: string, path: string): boolean {
  return name === "@duckdb/duckdb-wasm" && path === engine;
}

/** Compresses the content of a file for which `isPacked` is true. */
export async function pack(bytes: Uint8Array): Promise<Buffer> {
  return await promisify(gzip)(bytes, {level: 9});
}

/**
 * Code to run before DuckDB's worker: it fetches `….wasm.gz` instead of `….wasm`. It decides by the first bytes whether
 * to decompress, because a browser does so itself if the server sends `content-encoding: gzip`.
 */
export const unpackingFetch = `(function (fetch) {
  const unpacked = async (url) => {
    const response = await fetch(url + ".gz");
    if (!response.ok) throw new Error("file missing: " + url + ".gz (status " + response.status + ")");
    const reader = response.body.getReader();
    const {value: first} = await reader.read();
    const whole = new ReadableStream({
      start(to) { if (first) to.enqueue(first); },
      async pull(to) {
        const {value, done} = await reader.read();
        postMessage({loading: true});
        if (done) to.close(); else to.enqueue(value);
      },
      cancel(reason) { return reader.cancel(reason); }
    });
    const isGzip = first && first[0] === 0x1f && first[1] === 0x8b;
    const body = isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
    return new Response(body, {headers: {"content-type": "application/wasm"}});
  };
  globalThis.fetch = (what, options) => {
    const url = what instanceof Request ? what.url : String(what);
    return url.endsWith(".wasm") ? unpacked(url) : fetch(what, options);
  };
})(fetch);
`;

/**
 * Replaces the engine in a built site with the compressed one, and removes files for browsers that cannot decompress
 * it. Does nothing for a site without a database.
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
