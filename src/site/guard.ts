import type {IncomingMessage, Server, ServerOptions, ServerResponse} from "node:http";
import type {Duplex} from "node:stream";
import {isIPv6} from "node:net";

/** The variable from which a preview's process reads the name under which it listens. */
export const hostVariable = "SITE_HOST";

/** How long a server waits for a request, in milliseconds. */
export interface Patience {
  /** From the first byte of a request to the end of its headers. */
  headers: number;
  /** From the first byte of a request to its end. */
  request: number;
  /** Between two requests on one connection. */
  idle: number;
  /** Between two checks of these limits. */
  check: number;
}

const usual: Patience = {headers: 10_000, request: 15_000, idle: 5000, check: 1000};

/** Options with which Node makes a server that drops slow requests. */
export function patientOptions({headers, request, idle, check}: Patience = usual): ServerOptions {
  return {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: idle,
    connectionsCheckingInterval: check,
    requireHostHeader: true
  };
}

/** Longest path, in bytes. No file of a site comes near it; queries may be longer. */
const longestPath = 2000;

/** Browsers send about twenty. */
const mostHeaders = 200;

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

interface Refusal {
  status: 400 | 403 | 405 | 413 | 414 | 431;
  text: string;
  headers?: Record<string, string>;
}

/**
 * Makes a server refuse what no reader of a site on this computer sends. A page of another site whose name suddenly
 * leads to this computer (DNS rebinding) could otherwise read what the server shows, since browsers take it for that
 * site's own.
 *
 * - Names: the `host` header must hold a loopback name, `host` or the address at which the request arrives, each with
 *   the server's port.
 * - Websockets: an upgrade from a page of another origin.
 * - Methods other than GET and HEAD, and requests with a body.
 * - Paths that are no plain path: absolute addresses, `..`, empty parts, control characters, backslashes, slashes that
 *   are encoded, encodings that are invalid or encoded twice, and paths of more than 2,000 bytes.
 *
 * @param host the name or address under which the server was asked to listen
 */
export function guard<S extends Server>(server: S, host: string): S {
  const emit = server.emit.bind(server) as (event: string, ...args: unknown[]) => boolean;
  server.emit = (event: string, ...args: unknown[]) => {
    if (event !== "request" && event !== "upgrade") return emit(event, ...args);
    const [request, answer] = args as [IncomingMessage, ServerResponse | Duplex];
    const refusal = refusalOf(request, host);
    if (!refusal) return emit(event, ...args);
    if (event === "request") refuse(answer as ServerResponse, refusal);
    else refuseUpgrade(answer as Duplex, refusal);
    return true;
  };
  return server;
}

function refuse(response: ServerResponse, {status, text, headers}: Refusal): void {
  // What follows on the connection may belong to a body that is not read.
  response
    .writeHead(status, {...headers, "content-type": "text/plain; charset=utf-8", connection: "close"})
    .end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, {status, text}: Refusal): void {
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n${text}\n`,
    () => socket.destroy()
  );
}

function refusalOf(request: IncomingMessage, host: string): Refusal | undefined {
  return refusedName(request, host) ?? refusedMethod(request) ?? refusedPath(request.url ?? "");
}

function refusedName(request: IncomingMessage, host: string): Refusal | undefined {
  const {rawHeaders, headers} = request;
  const given = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
  if (rawHeaders.length > 2 * mostHeaders)
    return {status: 431, text: `${rawHeaders.length / 2} headers: send at most ${mostHeaders}`};
  if (given > 1) return {status: 400, text: `${given} host headers: send one`};
  const name = headers.host?.toLowerCase();
  const known = authorities(request, host);
  if (name === undefined || !known.has(name)) {
    const [first] = known;
    return {
      status: 403,
      text: `this server does not answer under this name: open http://${first}/, or start it with --host NAME`
    };
  }
  if (headers.upgrade !== undefined && headers.origin !== undefined && headers.origin !== `http://${name}`)
    return {status: 403, text: `connection from another site refused: open it from a page at http://${name}/`};
  return undefined;
}

/** What a `host` header may hold: names with the port, which browsers leave out when it is 80. */
function authorities({socket}: IncomingMessage, host: string): Set<string> {
  const {localAddress = "", localPort} = socket;
  const names = [...loopbackNames, ...[host, localAddress.replace(/^::ffff:(?=\d+\.)/i, "")].map(inAddress)];
  return new Set(
    names
      .filter((name) => name !== "")
      .flatMap((name) => [`${name.toLowerCase()}:${localPort}`, ...(localPort === 80 ? [name.toLowerCase()] : [])])
  );
}

/** A name or an IP address as addresses write it. */
export function inAddress(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

function refusedMethod({method, headers}: IncomingMessage): Refusal | undefined {
  if (method !== "GET" && method !== "HEAD")
    return {status: 405, text: "method not allowed: use GET or HEAD", headers: {allow: "GET, HEAD"}};
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0)
    return {status: 413, text: "body not allowed: send the request without one"};
  return undefined;
}

function refusedPath(url: string): Refusal | undefined {
  const [path = ""] = url.split(/[?#]/, 1);
  if (Buffer.byteLength(path) > longestPath)
    return {status: 414, text: `path too long: ${Buffer.byteLength(path)} bytes, at most ${longestPath}`};
  const decoded = decodePath(path);
  return decoded === undefined ? {status: 400, text: "path invalid: it is not that of a file in a site"} : undefined;
}

/** The path of a file in a site, decoded; undefined for anything else. */
export function decodePath(path: string): string | undefined {
  if (!path.startsWith("/") || path.includes("//") || /%2f/i.test(path)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const isOdd = /[\\\p{Cc}]|%[0-9a-f]{2}/iu.test(decoded) || decoded.split("/").includes("..");
  return isOdd ? undefined : decoded;
}
