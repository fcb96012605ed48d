import {once} from "node:events";
import {createReadStream} from "node:fs";
import {readFile, realpath, stat} from "node:fs/promises";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, resolve, sep} from "node:path";
import {pipeline} from "node:stream/promises";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {decodePath, guard, inAddress, type Patience, patientOptions} from "./guard.ts";
import {addressOptions, findFreePort, readAddress} from "./server-address.ts";
import {headersFile, readHeaders} from "./html/security-headers.ts";
import {projectSite} from "./site.ts";

export interface ServeOptions {
  /** By default 0, which stands for any free port. */
  port?: number;
  host?: string;
  /** The path of the site on the server, with a slash at both ends. */
  base?: string;
  /** By default some seconds. */
  patience?: Patience;
}

const mimeTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".wasm": "application/wasm",
  ".parquet": "application/vnd.apache.parquet",
  ".arrow": "application/vnd.apache.arrow.file",
  ".zip": "application/zip",
  ".pdf": "application/pdf",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf"
};

/**
 * Extensions of files that gzip makes much smaller. Parquet, pictures, typefaces and archives are compressed already.
 */
const compressible = new Set([
  ".html",
  ".js",
  ".mjs",
  ".css",
  ".csv",
  ".tsv",
  ".txt",
  ".md",
  ".xml",
  ".json",
  ".geojson",
  ".webmanifest",
  ".svg",
  ".wasm"
]);

/** Milliseconds without a byte in either direction after which a connection ends. */
const longestSilence = 60_000;

/** Minimum size to compress, in bytes. Below it the headers outweigh the savings. */
const leastCompressed = 1024;

interface Found {
  name: string;
  size: number;
  /** Milliseconds since 1970. */
  changed: number;
}

/** The compressed files of a server, by name. Each is compressed once until it changes. */
type Compressed = Map<string, {size: number; changed: number; body: Promise<Buffer>}>;

interface Served {
  folder: string;
  base: string;
  compressed: Compressed;
  /** Headers to send with every file. */
  headers: Record<string, string>;
}

/**
 * Serves a built site like a plain static host: `/` is `index.html`, `/page` is `page.html`, and a missing file is
 * answered with the site's 404 page. Text and WebAssembly are sent with gzip to clients that accept it, with the
 * headers that the site's `_headers` file sets for all addresses. Links that lead out of the folder are not followed,
 * and `guard` refuses what no reader sends. Resolves when the server listens.
 */
export async function serve(
  folder: string,
  {port = 0, host = "127.0.0.1", base = "/", patience}: ServeOptions = {}
): Promise<Server> {
  const compressed: Compressed = new Map();
  const headers = readHeaders(await readFile(join(folder, headersFile), "utf8").catch(() => ""));
  const server = createServer(patientOptions(patience), (request, response) => {
    answer({folder, base, compressed, headers}, request, response).catch((error: unknown) => {
      // The reader has left, or the file has vanished: it is too late for another answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.setTimeout(longestSilence);
  guard(server, host);
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** The address of a listening server, such as `http://127.0.0.1:3000`. */
export function addressOf(server: Server): string {
  const {address, port} = server.address() as AddressInfo;
  return `http://${inAddress(address)}:${port}`;
}

async function answer(
  {folder, base, compressed, headers}: Served,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const path = readPath(request.url ?? "/", base);
  const file = path === undefined ? undefined : await findFile(folder, path);
  const found = file ?? (await findFile(folder, "404.html"));
  if (!found) {
    response.writeHead(404, {"content-type": mimeTypes[".txt"]}).end("not found\n");
    return;
  }
  const extension = extname(found.name).toLowerCase();
  const mayCompress = compressible.has(extension) && found.size >= leastCompressed;
  const body =
    mayCompress && takesGzip(request.headers["accept-encoding"]) ? await compress(found, compressed) : undefined;
  response.writeHead(file ? 200 : 404, {
    ...headers,
    "content-type": mimeTypes[extension] ?? "application/octet-stream",
    "content-length": body?.length ?? found.size,
    "cache-control": "no-cache",
    ...(mayCompress && {vary: "accept-encoding"}),
    ...(body && {"content-encoding": "gzip"})
  });
  if (request.method === "HEAD") response.end();
  else if (body) response.end(body);
  else await pipeline(createReadStream(found.name), response);
}

/** Whether an `accept-encoding` header accepts gzip, by name or by `*`, with a weight above zero. */
function takesGzip(header: string | string[] | undefined): boolean {
  const weights = new Map<string, number>();
  for (const part of String(header ?? "")
    .toLowerCase()
    .split(",")) {
    const [, name, weight] = /^\s*([^\s;]+)\s*(?:;\s*q\s*=\s*([\d.]+))?\s*$/.exec(part) ?? [];
    if (name) weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

async function compress({name, size, changed}: Found, compressed: Compressed): Promise<Buffer> {
  const known = compressed.get(name);
  if (known?.size === size && known.changed === changed) return await known.body;
  const body = readFile(name).then((bytes) => promisify(gzip)(bytes, {level: 6}));
  compressed.set(name, {size, changed, body});
  // A file that cannot be read now may be readable next time.
  body.catch(() => compressed.delete(name));
  return await body;
}

/** The path within the site that a request asks for; undefined if it is outside the site or invalid. */
function readPath(url: string, base: string): string | undefined {
  const [pathname = ""] = url.split(/[?#]/, 1);
  const path = decodePath(pathname);
  return path?.startsWith(base) ? path.slice(base.length) : undefined;
}

/** The file of a path, wherever links lead within the folder. */
async function findFile(folder: string, path: string): Promise<Found | undefined> {
  const top = await realpath(folder).catch(() => undefined);
  if (top === undefined) return undefined;
  const name = resolve(top, `./${path}`);
  const candidates = path === "" || path.endsWith("/") ? [join(name, "index.html")] : [name, `${name}.html`];
  for (const candidate of candidates) {
    const real = await realpath(candidate).catch(() => undefined);
    if (!real?.startsWith(top + sep)) continue;
    const info = await stat(real).catch(() => undefined);
    if (info?.isFile()) return {name: real, size: info.size, changed: info.mtimeMs};
  }
  return undefined;
}

export const command = defineCommand({
  name: "npm run serve --",
  about: "Serves the built site as a static host does.",
  options: addressOptions,
  async run(values, {signal}) {
    const {host, port} = readAddress(values);
    const server = await serve(projectSite.output, {host, port: await findFreePort(port, host)});
    process.stdout.write(`the built site is at ${addressOf(server)}/ (end with ctrl-c)\n`);
    await once(signal, "abort");
    server.close();
    server.closeAllConnections();
  }
});

await runIfStarted(import.meta.url, command);
