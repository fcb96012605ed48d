import assert from "node:assert/strict";
import {request, type IncomingHttpHeaders, type Server} from "node:http";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";
import {addressOf, serve} from "../../../src/site/serve.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Unlike fetch, sends the path as it is given. */
async function ask(server: Server, path: string, method = "GET"): Promise<Answer> {
  const {hostname, port} = new URL(addressOf(server));
  return await new Promise((resolve, reject) => {
    const req = request({hostname, port, path, method, agent: false}, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part: string) => (body += part));
      response.on("end", () => resolve({status: response.statusCode!, headers: response.headers, body}));
    });
    req.on("error", reject).end();
  });
}

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
      "secret.txt": "secret",
      "site-secret/secret.txt": "secret"
    });
    server = await serve(join(folder, "site"));
    below = await serve(join(folder, "site"), {base: "/some/where/"});
  });

  after(() => {
    for (const each of [server, below]) each.close();
  });

  const pages = {"/": "home", "/index.html": "home", "/?a=1#b": "home", "/lab/": "lab", "/page": "page", "/page.html": "page"};
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
    "/%",
    "/lab",
    "/nothing"
  ];
  for (const path of outside) {
    test(`${path} is not found`, async () => {
      const {status, body} = await ask(server, path);
      assert.deepEqual([status, body], [404, "not here"]);
    });
  }

  test("below a path, nothing beside it is served", async () => {
    assert.equal((await ask(below, "/some/where/page")).body, "page");
    assert.equal((await ask(below, "/some/where/")).body, "home");
    assert.equal((await ask(below, "/page")).status, 404);
    assert.equal((await ask(below, "/some/where/../../page")).status, 404);
  });
});
