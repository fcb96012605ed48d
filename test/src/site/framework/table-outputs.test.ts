import assert from "node:assert/strict";
import {existsSync, readFileSync, rmSync} from "node:fs";
import {mkdtemp} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, test} from "node:test";
import {schemaVersion} from "../../../../data-loaders/warehouse/manifest.ts";
import {layOutTables} from "../../../../src/site/framework/table-outputs.ts";
import {writeFiles} from "../../../support/temp-folder.ts";

describe("layOutTables", () => {
  let root: string, out: string;
  const output = (name: string) => join(root, ".observablehq/cache/data", name);

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), "tables-"));
    root = join(folder, "src");
    out = join(folder, "build");
    const patents = "patents of the build",
      deals = "deals of the build";
    const tables = [
      {name: "patents", bytes: patents.length},
      {name: "deals", bytes: deals.length}
    ];
    writeFiles(out, {
      "manifest.json": JSON.stringify({schema: schemaVersion, build: "aaaaaaaaaaaa", tables}),
      "aaaaaaaaaaaa/patents.parquet": patents,
      "aaaaaaaaaaaa/deals.parquet": deals
    });
  });

  afterEach(() => rmSync(dirname(root), {recursive: true, force: true}));

  test("puts each table of the current build where its loader's output belongs, and keeps what is there", async () => {
    writeFiles(root, {
      "data/[table].parquet.ts": "",
      ".observablehq/cache/data/deals.parquet": "made by the loader"
    });
    await layOutTables({root}, out);
    assert.equal(readFileSync(output("patents.parquet"), "utf8"), "patents of the build");
    assert.equal(readFileSync(output("deals.parquet"), "utf8"), "made by the loader");
  });

  test("leaves a site without that loader, and one without data, as they are", async () => {
    await layOutTables({root}, out);
    assert.equal(existsSync(output("patents.parquet")), false);
    writeFiles(root, {"data/[table].parquet.ts": ""});
    await layOutTables({root}, join(out, "none"));
    assert.equal(existsSync(output("patents.parquet")), false);
  });
});
