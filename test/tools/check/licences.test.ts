import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, test} from "node:test";
import {assertPermissive, isPermissive, licenceTable} from "../../../tools/check/licences.ts";
import {listShipped} from "../../../src/site/release/shipped-packages.ts";
import {projectFolder} from "../../../src/site/site.ts";

describe("licences", () => {
  test("an expression is permissive when it leaves a permissive choice", () => {
    for (const one of ["MIT", "Apache-2.0", "(MIT OR GPL-3.0-or-later)", "GPL-2.0-only OR ISC", "MIT AND OFL-1.1"])
      assert.ok(isPermissive(one), one);
    for (const one of [
      "",
      "GPL-3.0-or-later",
      "MIT AND GPL-3.0-or-later",
      "SEE LICENSE IN LICENSE",
      "UNLICENSED",
      "(MIT OR (GPL-2.0-only AND ISC))"
    ])
      assert.ok(!isPermissive(one), one);
  });

  test("a package without a permissive licence is refused by name", () => {
    assert.throws(
      () =>
        assertPermissive([
          {name: "a", version: "1.0.0", licence: "MIT"},
          {name: "b", version: "2.0.0", licence: ""},
          {name: "c", version: "3.0.0", licence: "AGPL-3.0-only"}
        ]),
      {name: "InputError", message: "no permissive licence: b@2.0.0 (none stated), c@3.0.0 (AGPL-3.0-only)"}
    );
  });

  test("docs/licences.md lists what is shipped, with what is bundled inside other packages", async () => {
    const shipped = await listShipped(projectFolder);
    assertPermissive(shipped);
    const names = shipped.map(({name}) => name);
    for (const name of [
      "d3-dsv",
      "apache-arrow",
      "flatbuffers",
      "@observablehq/inputs",
      "@duckdb/duckdb-wasm",
      "parquet-wasm",
      "world-atlas",
      "@fontsource-variable/source-serif-4"
    ])
      assert.ok(names.includes(name), name);
    for (const name of ["typescript", "playwright-core", "esbuild", "fast-check"])
      assert.ok(!names.includes(name), name);
    assert.ok(
      (await readFile(join(projectFolder, "docs/licences.md"), "utf8")).includes(licenceTable(shipped)),
      "run npm run check -- licences --write docs/licences.md"
    );
  });
});
