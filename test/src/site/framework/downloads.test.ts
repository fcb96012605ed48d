import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {answerDownload} from "../../../../src/site/framework/downloads.ts";
import {listPackages} from "../../../../src/site/framework/npm-packages.ts";
import {projectFolder} from "../../../../src/site/site.ts";

describe("what Framework would download", async () => {
  const {packages} = await listPackages(projectFolder);
  const ask = async (path: string) => await answerDownload(new URL(path, "https://host.example"), packages);

  test("the version of a package that is not vendored fails with what to do", async () => {
    await assert.rejects(ask("/left-pad/latest"), (error: Error) => {
      assert.equal(
        error.message,
        "npm:left-pad is not vendored, and nothing is downloaded: add it to dependencies (npm install --save-exact left-pad), then start again"
      );
      assert.equal(error.stack, error.message);
      return true;
    });
    await assert.rejects(
      ask("/@scope/name"),
      /^Error: npm:@scope\/name is not vendored|npm:@scope\/name is not vendored/
    );
  });

  test("a module of a package that is not vendored fails with what to do", async () => {
    await assert.rejects(ask("/npm/react@0.0.0/jsx-runtime/+esm"), {
      message: /npm:react is not vendored.*npm install --save-exact react/
    });
  });

  test("another version of a vendored package fails with the one there is", async () => {
    await assert.rejects(ask("/d3"), {message: /npm:d3 is vendored only as 7\.9\.0/});
    await assert.rejects(ask("/npm/d3@6.0.0/+esm"), {message: /cannot import npm:d3: unknown version of d3: 6\.0\.0/});
  });

  test("a DuckDB extension fails with its name", async () => {
    await assert.rejects(ask("/v1.1.1/wasm_eh/spatial.duckdb_extension.wasm"), {
      message: /duckdb extension not available: spatial/
    });
  });

  test("a file and another module of a vendored package come from node_modules", async () => {
    const file = await ask("/npm/d3@7.9.0/package.json");
    assert.equal(((await file.json()) as {name: string}).name, "d3");
    const script = await ask("/npm/d3@7.9.0/src/index.js/+esm");
    assert.equal(script.headers.get("content-type"), "application/javascript");
    assert.match(await script.text(), /export/);
  });

  test("a file that a package does not have fails with its name", async () => {
    await assert.rejects(ask("/npm/d3@7.9.0/nothing.css"), {
      message: /cannot import npm:d3\/nothing\.css: .*(ENOENT|no such file)/
    });
  });
});
