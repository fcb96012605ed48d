import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {appendFile, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, test} from "node:test";
import {dropStaleOutputs} from "../../../../src/site/framework/loader-cache.ts";
import {writeFiles} from "../../../support/temp-folder.ts";

describe("dropStaleOutputs", () => {
  let root: string;
  const drop = async (key = "key") => await dropStaleOutputs({root}, key);
  const exists = (path: string) => existsSync(join(root, ".observablehq/cache", path));

  beforeEach(async () => {
    root = join(await mkdtemp(join(tmpdir(), "loaders-")), "src");
    writeFiles(root, {
      "data/[table].parquet.ts": `import {a} from "../../lib/a.ts"; a();`,
      "../lib/a.ts": `import "./b.ts"; export const a = () => {};`,
      "../lib/b.ts": "export const b = 1;",
      "table.csv.sh": "echo a",
      "page.md": "# Page",
      "module.ts": "export const m = 1;"
    });
    await drop();
    writeFiles(join(root, ".observablehq/cache"), {
      "data/patents.parquet": "made",
      "table.csv": "made",
      "_npm/d3@7.9.0/_esm.js": "vendored"
    });
  });

  afterEach(async () => await rm(dirname(root), {recursive: true, force: true}));

  test("keeps outputs while nothing changed", async () => {
    assert.equal(await drop(), false);
    assert.ok(exists("data/patents.parquet"));
  });

  test("drops every loader's outputs, and nothing else, when the data changed", async () => {
    assert.equal(await drop("other"), true);
    assert.ok(!exists("data/patents.parquet"));
    assert.ok(!exists("table.csv"));
    assert.ok(exists("_npm/d3@7.9.0/_esm.js"));
    assert.equal(await drop("other"), false);
  });

  const changes: Record<string, string> = {
    "a loader": "data/[table].parquet.ts",
    "a loader in another language": "table.csv.sh",
    "a module that a loader imports": "../lib/a.ts",
    "a module behind it": "../lib/b.ts"
  };
  for (const [what, path] of Object.entries(changes)) {
    test(`drops outputs when ${what} changed`, async () => {
      await appendFile(join(root, path), path.endsWith(".sh") ? "\n" : "\nconsole.log(1);\n");
      assert.equal(await drop(), true);
      assert.equal(exists("data/patents.parquet"), path.endsWith(".sh"));
      assert.equal(exists("table.csv"), !path.endsWith(".sh"));
    });
  }

  test("keeps outputs when a comment changed", async () => {
    for (const path of ["data/[table].parquet.ts", "../lib/b.ts"]) await appendFile(join(root, path), "\n// why\n");
    assert.equal(await drop(), false);
    assert.ok(exists("data/patents.parquet"));
  });

  test("drops outputs when a loader came or went", async () => {
    writeFiles(root, {"new.json.ts": "process.stdout.write('1');"});
    assert.equal(await drop(), true);
    await rm(join(root, "new.json.ts"));
    assert.equal(await drop(), true);
  });

  test("keeps outputs when a page or another module changed", async () => {
    writeFiles(root, {"page.md": "# Changed", "module.ts": "export const m = 2;", "types.d.ts": "export {};"});
    assert.equal(await drop(), false);
    assert.ok(exists("data/patents.parquet"));
  });
});
