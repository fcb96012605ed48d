import assert from "node:assert/strict";
import {mkdir, readFile, readdir, rm, stat, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {before, beforeEach, describe, test} from "node:test";
import {pathToFileURL} from "node:url";
import {bundleNpm} from "../../../../src/site/framework/npm-bundle.ts";
import {listPackages} from "../../../../src/site/framework/npm-packages.ts";
import {projectFolder} from "../../../../src/site/site.ts";
import {vendor} from "../../../../src/site/framework/vendor.ts";
import {tempFolder, writeFiles} from "../../../support/temp-folder.ts";

describe("vendor", () => {
  const project = tempFolder();
  let log: string[];
  const run = async () => await vendor({site: {root: join(project, "src")}, project, log: (line) => log.push(line)});
  const cached = (path: string) => join(project, "src/.observablehq/cache/_npm", path);
  const lock = (changed: number) => writeFiles(project, {"package-lock.json": JSON.stringify({changed})});
  const depend = (...names: string[]) => {
    const dependencies = Object.fromEntries(["@observablehq/framework", ...names].map((name) => [name, "*"]));
    writeFiles(project, {"package.json": JSON.stringify({dependencies})});
  };
  const install = (name: string, version: string, type: "module" | "commonjs", files: Record<string, string>) => {
    const manifest = JSON.stringify({version, type, main: "main.js"});
    writeFiles(join(project, "node_modules", name), {"package.json": manifest, ...files});
  };

  before(async () => {
    await mkdir(join(project, "node_modules/@observablehq"), {recursive: true});
    await symlink(
      join(projectFolder, "node_modules/@observablehq/framework"),
      join(project, "node_modules/@observablehq/framework")
    );
    install("basis", "2.0.1", "module", {"main.js": "export const basis = {};"});
    install("user", "1.0.0", "module", {
      "main.js": `export {basis as same} from "basis"; export {own} from "./own.js";`,
      "own.js": "export const own = 1;"
    });
    install("common", "3.0.0", "commonjs", {
      "main.js": `exports.named = 7; exports.basis = require("basis").basis; exports["not-a-name"] = 1;`
    });
    install("drawing", "1.0.0", "commonjs", {
      "main.js": `window.drawings = 1; exports.draw = () => exports.hidden === 2;`
    });
    install("server", "1.0.0", "module", {"main.js": `export {readFile} from "node:fs";`});
    depend("basis", "user", "common", "drawing", "server");
    lock(0);
  });

  beforeEach(() => {
    log = [];
  });

  test("bundles every dependency that can run in a browser, with one copy of each", async () => {
    assert.equal(await run(), true);
    assert.match(await readFile(cached("user@1.0.0/_esm.js"), "utf8"), /from"\.\.\/basis@2\.0\.1\/_esm\.js"/);
    assert.deepEqual(
      log.filter((line) => !line.includes("npm:server")),
      ["vendored 4 npm packages"]
    );
    // Node takes the bundles for modules only where a package.json says so.
    await writeFile(cached("package.json"), `{"type": "module"}`);
    const load = async (path: string) => (await import(pathToFileURL(cached(path)).href)) as Record<string, unknown>;
    const [basis, user, common] = await Promise.all(
      ["basis@2.0.1", "user@1.0.0", "common@3.0.0"].map((path) => load(`${path}/_esm.js`))
    );
    assert.equal(user!.same, basis!.basis);
    assert.equal(user!.own, 1);
    assert.equal(common!.named, 7);
    assert.equal(common!.basis, basis!.basis);
    await rm(cached("package.json"));
  });

  test("names the exports of CommonJS that runs in a browser only", async () => {
    assert.match(await readFile(cached("drawing@1.0.0/_esm.js"), "utf8"), /export\{[^}]*as default,\w+ as draw\}/);
  });

  test("says which dependency was left out, and why", async () => {
    lock(1);
    await run();
    assert.match(log.join("\n"), /left out npm:server: not for browsers .*node:fs/);
    await assert.rejects(stat(cached("server@1.0.0")), {code: "ENOENT"});
  });

  test("keeps Framework from looking up what its client mentions", async () => {
    for (const name of ["react", "lodash", "@observablehq/sample-datasets"]) {
      assert.deepEqual(await readdir(cached(`${name}@0.0.0`)), []);
    }
  });

  test("does nothing while nothing changed, and everything again when the lockfile did", async () => {
    assert.equal(await run(), false);
    const {mtimeMs} = await stat(cached("basis@2.0.1/_esm.js"));
    assert.equal(await run(), false);
    assert.equal((await stat(cached("basis@2.0.1/_esm.js"))).mtimeMs, mtimeMs);
    lock(2);
    assert.equal(await run(), true);
    assert.equal(await run(), false);
  });

  test("fills the cache again when it was deleted", async () => {
    await rm(cached("."), {recursive: true});
    assert.equal(await run(), true);
    assert.ok(await stat(cached("basis@2.0.1/_esm.js")));
  });

  test("keeps the old cache when it fails", async () => {
    depend("gone");
    await assert.rejects(run(), {name: "InputError", message: "dependency not installed: gone", advice: "run npm ci"});
    assert.ok(await stat(cached("basis@2.0.1/_esm.js")));
    assert.deepEqual(
      (await readdir(join(cached("."), ".."))).filter((name) => name.startsWith("_npm-")),
      []
    );
    await assert.rejects(run(), /dependency not installed/, "the failure is not stamped as done");
  });
});

describe("the project's packages", () => {
  const relativeImports = (code: string) =>
    new Set(Array.from(code.matchAll(/["'](\.[^"']+_esm\.js)["']/g), ([, path]) => path));
  const bundle = async (name: string) => {
    const {packages} = await listPackages(projectFolder);
    return String(await bundleNpm(`${name}@${packages.get(name)!.version}/+esm`, packages));
  };

  test("DuckDB shares the page's apache-arrow, and loads parquet-wasm only when asked", async () => {
    const code = await bundle("@duckdb/duckdb-wasm");
    assert.deepEqual(
      relativeImports(code),
      new Set(["../../apache-arrow@17.0.0/_esm.js", "../../parquet-wasm@0.8.0/_esm.js"])
    );
    assert.match(code, /import\("\.\.\/\.\.\/parquet-wasm@/);
  });

  test("Plot and the parts of d3 share d3", async () => {
    const d3 = "../d3@7.9.0/_esm.js";
    assert.ok(relativeImports(await bundle("@observablehq/plot")).has(`../${d3}`));
    assert.deepEqual(relativeImports(await bundle("d3-dsv")), new Set([d3]));
    assert.deepEqual(relativeImports(await bundle("d3")), new Set());
  });

  test("another version than the installed one is refused", async () => {
    const {packages} = await listPackages(projectFolder);
    await assert.rejects(bundleNpm("d3@6.0.0/+esm", packages), /unknown version of d3: 6\.0\.0; installed is 7\.9\.0/);
  });
});
