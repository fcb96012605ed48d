import assert from "node:assert/strict";
import {linkSync, symlinkSync} from "node:fs";
import type {Server} from "node:http";
import {connect, type AddressInfo, type Socket} from "node:net";
import {join} from "node:path";
import {after, before} from "node:test";
import {runFramework} from "../../src/site/framework/process.ts";
import {serve} from "../../src/site/serve.ts";
import {findFreePort} from "../../src/site/server-address.ts";
import {siteIn} from "../../src/site/site.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

/** What no answer may contain. */
const secret = "the exact amount of a deal";
const home = "the first page";

let server: Server, hasty: Server;
const ports = {server: 0, hasty: 0, preview: 0};
const ended = new AbortController();
let previewing: {ended: Promise<number>};

const folder = tempFolder();

before(async () => {
  writeFiles(folder, {
    "site/index.html": home,
    "site/404.html": "not here",
    "site/page.html": "a page",
    "site/data/deals.csv": "round",
    "site/big.bin": "x".repeat(20_000_000),
    "secret.txt": secret,
    "secret.html": secret,
    "other/index.html": secret,
    "other/deep/secret.txt": secret,
    "site-secret/secret.txt": secret
  });
  const link = (to: string, name: string) => symlinkSync(to, join(folder, "site", name));
  link("../secret.txt", "out.txt");
  link(join(folder, "secret.txt"), "absolute.txt");
  link("../secret.html", "page-out.html");
  link("../other", "folder-out");
  link("../other", "other.html");
  link("out.txt", "chain.txt");
  link("..", "parent");
  link("/", "root");
  link("../site-secret", "neighbour");
  link("/etc/passwd", "passwd");
  link("/dev/zero", "endless");
  link("loop", "loop");
  link("../nothing", "broken");
  link("page.html", "inside.html");
  link("data", "inside-folder");
  linkSync(join(folder, "site/page.html"), join(folder, "site/hard.html"));
  server = await serve(join(folder, "site"));
  hasty = await serve(join(folder, "site"), {patience: {headers: 300, request: 600, idle: 300, check: 50}});
  ports.server = (server.address() as AddressInfo).port;
  ports.hasty = (hasty.address() as AddressInfo).port;
  ports.preview = await findFreePort(4700, "127.0.0.1");
  previewing = await startPreview(ports.preview);
});
after(async () => {
  ended.abort();
  await previewing?.ended.catch(() => {});
  for (const each of [server, hasty]) {
    each?.close();
    each?.closeAllConnections();
  }
});

/**
 * Starts Framework's preview, as `npm start` does, of a page beside which lies a secret.
 * @returns a promise that settles when it has ended
 */
async function startPreview(port: number): Promise<{ended: Promise<number>}> {
  writeFiles(folder, {
    "preview/package.json": JSON.stringify({type: "module"}),
    "preview/observablehq.config.js":
      'export default {root: "src", title: "t", globalStylesheets: [], style: "style.css", sidebar: false};',
    "preview/src/style.css": "body {}",
    "preview/src/index.md": home,
    "preview/src/page.md": "a page",
    "preview/src/404.md": "not here",
    "preview/secret.txt": secret,
    "preview/secret.md": secret
  });
  return await new Promise((resolve, reject) => {
    const log = (line: string) => void (line.includes(`:${port}/`) && resolve({ended: running}));
    const args = ["preview", "--host", "127.0.0.1", "--port", String(port), "--no-open"];
    const running = runFramework(args, siteIn(join(folder, "preview")), {log, signal: ended.signal});
    running.catch(reject);
  });
}

/** All that a connection gives until it ends; fails if it does not end within `most` milliseconds. */
async function talk(to: number, write: (socket: Socket) => void, most = 5000): Promise<string> {
  const socket = connect(to, "127.0.0.1");
  return await new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection stays open; it gave ${JSON.stringify(said.slice(0, 100))}`));
    }, most);
    const done = () => {
      clearTimeout(late);
      resolve(said);
    };
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => (said += part));
    socket.on("close", done);
    // A reset is an end, too.
    socket.on("error", () => {});
    socket.on("connect", () => write(socket));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

type Name = keyof typeof ports;

/** Sends a request as it is, in which PORT stands for the server's port. */
async function ask(text: string, of: Name = "server"): Promise<string> {
  const written = Buffer.from(text.replaceAll("PORT", String(ports[of])), "latin1");
  return await talk(ports[of], (socket) => socket.write(written), 20_000);
}

const request = (path: string, {method = "GET", host = "127.0.0.1:PORT", more = ""} = {}) =>
  `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`;

async function standing(of: Name = "server"): Promise<void> {
  const answer = await ask(request("/"), of);
  assert.equal(statusOf(answer), 200);
  assert.ok(answer.includes(home), "it no longer gives its first page");
}

async function refused(text: string, statuses: readonly number[], of: Name = "server"): Promise<void> {
  const answer = await ask(text, of);
  const status = statusOf(answer);
  // Framework leads from other spellings of an address to its own.
  if (status === 302 && of === "preview") return assert.match(answer, /\r\nLocation: \/[^/\\]/);
  assert.ok(statuses.includes(status), `answered with ${status}: ${answer.slice(0, 80)}`);
  assert.ok(!answer.includes(secret) && !answer.includes("root:"), "it gives the secret");
}

/** Makes tries against both servers that people start on their computer. */
function attackBoth(
  kind: string,
  tries: readonly Try<string>[],
  survive: (text: string, of: Name) => Promise<void>,
  of: readonly Name[] = ["server", "preview"]
): void {
  for (const name of of)
    attack<string>(`${kind}, of the ${name}`, tries, async (text) => await survive(text, name), {timeout: 120_000});
}

const strangers = [
  "example.org",
  "example.org:PORT",
  "evil.test:PORT",
  "localhost.evil.test:PORT",
  "127.0.0.1.evil.test:PORT",
  "127.0.0.1.nip.io:PORT",
  "localhost",
  "127.0.0.1",
  "[::1]",
  "localhost:80",
  "localhost:1",
  "localhost:0PORT",
  "localhost:PORT0",
  "localhost:PORT.",
  "localhost.:PORT",
  ".localhost:PORT",
  "a.localhost:PORT",
  "127.1:PORT",
  "127.0.0.2:PORT",
  "127.000.000.001:PORT",
  "2130706433:PORT",
  "0x7f000001:PORT",
  "0177.0.0.1:PORT",
  "0.0.0.0:PORT",
  "0:PORT",
  "[::]:PORT",
  "[::ffff:127.0.0.1]:PORT",
  "[0:0:0:0:0:0:0:1]:PORT",
  "::1:PORT",
  "10.0.0.1:PORT",
  "192.168.0.1:PORT",
  "169.254.169.254:PORT",
  "user@localhost:PORT",
  "localhost:PORT@evil.test",
  "localhost:PORT/evil",
  "localhost:PORT#evil",
  "localhost:PORT,evil.test",
  "evil.test,localhost:PORT",
  "localhost :PORT",
  "local\u0000host:PORT",
  // A full-width letter, in UTF-8.
  "\xef\xbd\x8cocalhost:PORT",
  "localhost%00:PORT",
  "%6cocalhost:PORT",
  "null",
  "*",
  "",
  `${"a".repeat(5000)}:PORT`
];

attackBoth(
  "foreign names in the host header",
  strangers.map((host) => [host.slice(0, 60) || "an empty name", request("/", {host})]),
  async (text, of) => await refused(text, [400, 403], of)
);

attackBoth(
  "requests without one host of their own",
  [
    ["HTTP/1.1 without a host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n"],
    ["HTTP/0.9", "GET /\r\n\r\n"],
    ["two hosts, ours first", request("/", {more: "Host: evil.test\r\n"})],
    ["two hosts, ours last", request("/", {host: "evil.test", more: "Host: 127.0.0.1:PORT\r\n"})],
    ["twice our host", request("/", {more: "Host: 127.0.0.1:PORT\r\n"})],
    ["a forwarded name", request("/", {host: "evil.test", more: "X-Forwarded-Host: localhost:PORT\r\n"})],
    ["an address instead of a path", request("http://evil.test/")],
    ["our address instead of a path", request("http://127.0.0.1:PORT/")],
    ["a folded header", "GET / HTTP/1.1\r\nHost: evil.test\r\n 127.0.0.1:PORT\r\n\r\n"],
    ["a space before the colon", "GET / HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\r\n"]
  ],
  async (text, of) => await refused(text, [400, 403], of)
);

attackBoth(
  "names of this computer, which must be answered",
  ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LOCALHOST:PORT", "LocalHost:PORT"].map((host) => [
    host,
    request("/", {host})
  ]),
  async (text, of) => {
    const answer = await ask(text, of);
    assert.equal(statusOf(answer), 200);
    assert.ok(answer.includes(home));
  }
);

const dots = ["..", "%2e%2e", ".%2e", "%2E.", "..%00", "%252e%252e", "..%c0%af", "%c0%ae%c0%ae", "%uff0e%uff0e"];
const outside: readonly string[] = [
  ...dots.flatMap((dot) => [
    `/${dot}/secret.txt`,
    `/data/${dot}/${dot}/secret.txt`,
    `/${dot}%2fsecret.txt`,
    `/${dot}%5csecret.txt`,
    `/${dot}\\secret.txt`
  ]),
  "/./../secret.txt",
  "/data/..",
  "//secret.txt",
  "///etc/passwd",
  "//127.0.0.1/secret.txt",
  "/%2e%2e%2f%2e%2e%2fetc/passwd",
  "/..;/secret.txt",
  "/.../secret.txt",
  "/....//secret.txt",
  "/../site-secret/secret.txt",
  "/C:/secret.txt",
  "/file:///etc/passwd",
  "/%2fetc/passwd",
  "/\\etc\\passwd",
  "/page%00.html",
  "/%00",
  "/page.html%00.txt",
  "/page%0d%0aSet-Cookie:%20a=1",
  "/page%0aX:%20y",
  "/%7f",
  "/%1b[31m",
  "/%",
  "/%2",
  "/%zz",
  "/%e2%82",
  "/%ff%fe",
  "/%ed%a0%80",
  "/%25252e%25252e/secret.txt",
  "/%2525",
  "/secret.txt%3f",
  "*",
  "secret.txt",
  "../secret.txt",
  "?",
  "/page.html/",
  "/page.html/index.html",
  "/index.html/../../secret.txt",
  "/.env",
  "/.git/config",
  "/node_modules/x",
  `/${"a".repeat(2000)}`,
  `/${"a".repeat(12_000)}`,
  `/${"a/".repeat(900)}`,
  `/${"../".repeat(600)}etc/passwd`,
  `/${"%41".repeat(700)}`,
  `/?${"a".repeat(20_000)}`
];

attackBoth(
  "paths out of the served folder, encoded, invalid or too long",
  outside.map((path): Try<string> => [path.slice(0, 60), request(path)]),
  async (text, of) => await refused(text, [400, 404, 414, 431], of)
);

attack<string>(
  "links out of the served folder",
  [
    "/out.txt",
    "/absolute.txt",
    "/page-out",
    "/page-out.html",
    "/folder-out/",
    "/folder-out/index.html",
    "/folder-out/deep/secret.txt",
    "/other",
    "/other.html",
    "/chain.txt",
    "/parent/secret.txt",
    "/parent/other/",
    "/parent/site-secret/secret.txt",
    "/root/etc/passwd",
    "/neighbour/secret.txt",
    "/passwd",
    "/endless",
    "/loop",
    "/loop/loop",
    "/broken"
  ].map((path) => [path, path]),
  async (path) => await refused(request(path), [404])
);

attack<string>(
  "links within the served folder, which must be answered",
  ["/inside", "/inside.html", "/inside-folder/deals.csv", "/hard"].map((path) => [path, path]),
  async (path) => assert.equal(statusOf(await ask(request(path))), 200)
);

attackBoth(
  "methods and bodies that a reader does not send",
  [
    ...[
      "POST",
      "PUT",
      "DELETE",
      "PATCH",
      "OPTIONS",
      "TRACE",
      "PROPFIND",
      "MKCOL",
      "COPY",
      "MOVE",
      "LOCK",
      "SEARCH"
    ].map((method): Try<string> => [method, request("/page", {method})]),
    ["CONNECT", request("example.org:443", {method: "CONNECT"})],
    ["a method of its own", request("/page", {method: "STEAL"})],
    ["a method in lower case", request("/page", {method: "get"})],
    ["a long method", request("/page", {method: "G".repeat(9000)})],
    ["GET with a body", request("/page", {more: "Content-Length: 5\r\n"}).concat("hello")],
    ["GET with a promised body", request("/page", {more: "Content-Length: 9999999999\r\n"})],
    ["GET in chunks", request("/page", {more: "Transfer-Encoding: chunked\r\n"}).concat("5\r\nhello\r\n0\r\n\r\n")],
    ["a negative length", request("/page", {more: "Content-Length: -1\r\n"})],
    ["two lengths", request("/page", {more: "Content-Length: 0\r\nContent-Length: 5\r\n"})],
    [
      "length and chunks",
      request("/page", {more: "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}).concat("0\r\n\r\n")
    ],
    ["an expectation", request("/page", {more: "Expect: a miracle\r\n"})],
    ["many headers", request("/page", {more: "X: y\r\n".repeat(4000)})],
    ["a long header", request("/page", {more: `X: ${"y".repeat(20_000)}\r\n`})],
    ["a null in a header", request("/page", {more: "X: \0\r\n"})],
    ["HTTP/9.9", "GET / HTTP/9.9\r\nHost: 127.0.0.1:PORT\r\n\r\n"],
    ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["the start of TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["noise", "\xff\xfe\xfd\r\n\r\n"]
  ],
  async (text, of) => {
    const answer = await ask(text, of);
    assert.ok([0, 400, 405, 413, 417, 431, 505].includes(statusOf(answer)), answer.slice(0, 80));
    assert.ok(!answer.includes("a page"), "it is answered with the page");
  }
);

const upgrade = (origin: string | undefined, host = "127.0.0.1:PORT") =>
  request("/_observablehq", {
    host,
    more: `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${origin === undefined ? "" : `Origin: ${origin}\r\n`}`
  });

attackBoth(
  "websockets from pages of others",
  [
    ...[
      "http://evil.test",
      "https://evil.test",
      "null",
      "",
      "http://localhost",
      "http://127.0.0.1",
      "http://127.0.0.1:1",
      "https://127.0.0.1:PORT",
      "http://localhost:PORT",
      "http://127.0.0.1:PORT.evil.test",
      "http://127.0.0.1:PORT@evil.test",
      "http://127.0.0.1:PORT/",
      "file://"
    ].map((origin): Try<string> => [origin || "an empty origin", upgrade(origin)]),
    ["a foreign name", upgrade("http://evil.test", "evil.test")],
    ["a foreign name without an origin", upgrade(undefined, "evil.test:PORT")]
  ],
  async (text, of) => {
    const answer = await ask(text, of);
    assert.equal(statusOf(answer), 403, answer.slice(0, 80));
  }
);

/** Sends parts of a text with pauses of some milliseconds, as long as the connection takes them. */
const slowly =
  (parts: readonly string[], pause = 150) =>
  (socket: Socket) => {
    let next = 0;
    const send = () => {
      if (socket.destroyed || next >= parts.length) return;
      socket.write(parts[next++]!.replaceAll("PORT", String(ports.hasty)));
      setTimeout(send, pause);
    };
    send();
  };

const endless = Array.from({length: 100}, (_, i) => `X-${i}: y\r\n`);
const opening = "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n";

attack<(socket: Socket) => void>(
  "requests that never end",
  [
    ["nothing at all", () => {}],
    ["a method", slowly(["GET"])],
    ["a line", slowly(["GET / HTTP/1.1\r\n"])],
    ["headers without an end", slowly([opening])],
    ["a letter at a time", slowly([...opening])],
    ["a header at a time", slowly([opening, ...endless])],
    ["empty lines", slowly(Array.from({length: 60}, () => "\r\n"))],
    ["a body that does not come", slowly([`${opening}Content-Length: 1000\r\n\r\n`])],
    [
      "a body letter by letter",
      slowly([`${opening}Content-Length: 1000\r\n\r\n`, ...Array.from({length: 60}, () => "x")])
    ],
    [
      "chunks without an end",
      slowly([`${opening}Transfer-Encoding: chunked\r\n\r\n`, ...Array.from({length: 60}, () => "1\r\nx\r\n")])
    ],
    ["an answered request, and then nothing", slowly([`${opening}\r\n`])],
    ["an answered request, and half of another", slowly([`${opening}\r\n`, "GET /pa"])]
  ],
  async (write) => {
    await talk(ports.hasty, write, 4000);
  },
  {timeout: 60_000}
);

attack<number>(
  "many connections at once, after which the server still answers",
  [
    ["200 that say nothing", 200],
    ["200 that leave at once", -200]
  ],
  async (count) => {
    const sockets = Array.from({length: Math.abs(count)}, () => connect(ports.server, "127.0.0.1"));
    await Promise.all(sockets.map(async (socket) => await new Promise((done) => socket.once("connect", done))));
    if (count < 0) for (const socket of sockets) socket.destroy();
    await standing();
    for (const socket of sockets) socket.destroy();
  }
);

attack<string>(
  "readers that leave amid an answer, after which the server still answers",
  ["/big.bin", "/", "/page", "/nothing"].map((path) => [path, path]),
  async (path) => {
    for (let i = 0; i < 20; ++i) {
      const socket = connect(ports.server, "127.0.0.1");
      socket.on("error", () => {});
      await new Promise((done) => socket.once("connect", done));
      socket.write(request(path).replaceAll("PORT", String(ports.server)));
      await new Promise((done) => socket.once("data", done));
      socket.resetAndDestroy();
    }
    await standing();
  }
);

attack<Name>(
  "after all of it, both servers still answer",
  [
    ["the server", "server"],
    ["the preview", "preview"]
  ],
  async (name) => await standing(name)
);
