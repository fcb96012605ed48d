import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {request, type IncomingHttpHeaders, type Server} from "node:http";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";
import {gunzipSync} from "node:zlib";
import {addressOf, serve} from "../../../src/site/serve.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The body of an answer as it comes, decompressed, and how many bytes came. */
async function askGzip(
  server: Server,
  path: string,
  encoding: string
): Promise<{headers: IncomingHttpHeaders; sent: number; body: string}> {
  const {hostname, port} = new URL(addressOf(server));
  return await new Promise((resolve, reject) => {
    const req = request({hostname, port, path, headers: {"accept-encoding": encoding}, agent: false}, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const bytes = Buffer.concat(parts);
        const body = response.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
        resolve({headers: response.headers, sent: bytes.length, body: body.toString()});
      });
    });
    req.on("error", reject).end();
  });
}

/** Unlike fetch, sends the path as it is given. */
async function ask(
  server: Server,
  path: string,
  method = "GET",
  headers: Record<string, string> = {}
): Promise<Answer> {
  const {hostname, port} = new URL(addressOf(server));
  return await new Promise((resolve, reject) => {
    const req = request({hostname, port, path, method, headers, agent: false}, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part: string) => (body += part));
      response.on("end", () => resolve({status: response.statusCode!, headers: response.headers, body}));
    });
    req.on("error", reject).end();
  });
}

const long = "the same line again\n".repeat(200);

describe("serve", () => {
  const folder = tempFolder();
  let server: Server;
  let below: Server;

  before(async () => {
    writeFiles(folder, {
      "site/index.html": "home",
      "site/lab/index.html": "lab",
      "site/page.html": "page",
      "site/404.html": "not here",
      "site/_npm/a.wasm": "wasm",
      "site/_file/x.parquet": "PAR1",
      "site/_file/a b é.csv": "a,b",
      "site/app.js": "1",
      "site/data.json": "{}",
      "site/unknown.xyz": "?",
      "site/long.html": long,
      "site/long.parquet": long,
      "secret.txt": "secret",
      "site-secret/secret.txt": "secret"
    });
    server = await serve(join(folder, "site"));
    below = await serve(join(folder, "site"), {base: "/some/where/"});
  });

  after(() => {
    for (const each of [server, below]) each.close();
  });

  const pages = {
    "/": "home",
    "/index.html": "home",
    "/?a=1#b": "home",
    "/lab/": "lab",
    "/page": "page",
    "/page.html": "page"
  };
  for (const [path, body] of Object.entries(pages)) {
    test(`${path} is answered with its page`, async () => {
      assert.deepEqual(await ask(server, path).then(({status, body}) => ({status, body})), {status: 200, body});
    });
  }

  const types = {
    "/": "text/html; charset=utf-8",
    "/app.js": "text/javascript; charset=utf-8",
    "/data.json": "application/json; charset=utf-8",
    "/_npm/a.wasm": "application/wasm",
    "/_file/x.parquet": "application/vnd.apache.parquet",
    "/_file/a%20b%20%C3%A9.csv": "text/csv; charset=utf-8",
    "/unknown.xyz": "application/octet-stream"
  };
  for (const [path, type] of Object.entries(types)) {
    test(`${path} has type ${type}`, async () => {
      const {status, headers} = await ask(server, path);
      assert.equal(status, 200);
      assert.equal(headers["content-type"], type);
    });
  }

  test("HEAD gives the size and no body; other methods are refused", async () => {
    const head = await ask(server, "/page", "HEAD");
    assert.deepEqual([head.status, head.headers["content-length"], head.body], [200, "4", ""]);
    const post = await ask(server, "/page", "POST");
    assert.deepEqual([post.status, post.headers.allow], [405, "GET, HEAD"]);
  });

  const outside = [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/lab/../../secret.txt",
    "/..%5csecret.txt",
    "//etc/passwd",
    "/../site-secret/secret.txt",
    "/%00secret.txt",
    "/%252e%252e/secret.txt",
    "/%"
  ];
  for (const path of outside) {
    test(`${path} is refused`, async () => {
      const {status, body} = await ask(server, path);
      assert.deepEqual([status, body], [400, "path invalid: it is not that of a file in a site\n"]);
    });
  }

  for (const path of ["/lab", "/nothing"]) {
    test(`${path} is not found`, async () => {
      const {status, body} = await ask(server, path);
      assert.deepEqual([status, body], [404, "not here"]);
    });
  }

  test("below a path, nothing beside it is served", async () => {
    assert.equal((await ask(below, "/some/where/page")).body, "page");
    assert.equal((await ask(below, "/some/where/")).body, "home");
    assert.equal((await ask(below, "/page")).status, 404);
    assert.equal((await ask(below, "/some/where/../../page")).status, 400);
  });

  for (const encoding of ["gzip", "br, GZIP;q=0.5", "*"]) {
    test(`text is sent with gzip to who accepts ${encoding}`, async () => {
      const {headers, sent, body} = await askGzip(server, "/long", encoding);
      assert.equal(headers["content-encoding"], "gzip");
      assert.equal(headers["content-type"], "text/html; charset=utf-8");
      assert.equal(headers.vary, "accept-encoding");
      assert.equal(Number(headers["content-length"]), sent);
      assert.ok(sent < long.length / 5, `${sent} bytes`);
      assert.equal(body, long);
    });
  }

  for (const encoding of ["", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *", "gzippy"]) {
    test(`text is sent as it is to who accepts "${encoding}"`, async () => {
      const {headers, body} = await askGzip(server, "/long", encoding);
      assert.deepEqual([headers["content-encoding"], headers.vary, body], [undefined, "accept-encoding", long]);
    });
  }

  test("Parquet and small files are sent as they are", async () => {
    for (const path of ["/long.parquet", "/page"]) {
      const {headers} = await askGzip(server, path, "gzip");
      assert.deepEqual([headers["content-encoding"], headers.vary], [undefined, undefined]);
    }
  });

  test("HEAD gives the size of what GET would send", async () => {
    const {sent} = await askGzip(server, "/long", "gzip");
    const {headers, body} = await ask(server, "/long", "HEAD", {"accept-encoding": "gzip"});
    assert.deepEqual([headers["content-encoding"], Number(headers["content-length"]), body], ["gzip", sent, ""]);
  });

  test("a file that changed is compressed anew", async () => {
    const changed = `${long}one more line\n`;
    await askGzip(server, "/long", "gzip");
    writeFileSync(join(folder, "site/long.html"), changed);
    assert.equal((await askGzip(server, "/long", "gzip")).body, changed);
    writeFileSync(join(folder, "site/long.html"), long);
  });
});
