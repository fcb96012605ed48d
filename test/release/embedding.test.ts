// The model's package is pinned: an upgrade must give the vectors that are committed.
import assert from "node:assert/strict";
import {cpSync, existsSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {buildWarehouse, type BuildInputs} from "../../data-loaders/warehouse/build.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const quiet = {progress: {update() {}, finish() {}}};

test(
  "classifying from scratch gives what the cache gives, and keeps its vectors beside the build",
  {timeout: 180_000},
  async () => {
    const sample = await smallSample();
    const data = join(root, "data");
    for (const folder of readdirSync(join(projectRoot, "data"))) {
      if (folder !== "raw" && folder !== "build")
        cpSync(join(projectRoot, "data", folder), join(data, folder), {recursive: true});
    }
    for (const name of readdirSync(join(data, "vectors")))
      if (name.endsWith(".parquet")) rmSync(join(data, "vectors", name));
    const extracts: BuildInputs["extracts"] = Object.fromEntries(
      (["patents", "publications", "deals"] as const).map((lens) => [
        lens,
        {folder: join(sample, lens), synthetic: true}
      ])
    );
    const build = async (name: string, from: string) =>
      await buildWarehouse(join(root, name), "key", {...defaultOptions, data: from, extracts}, quiet);
    const cached = await build("cached", join(projectRoot, "data"));
    const scratch = await build("scratch", data);
    assert.deepEqual(scratch.tables, cached.tables);
    assert.deepEqual(scratch.classification, cached.classification);
    assert.equal(
      readdirSync(join(data, "vectors")).some((name) => name.endsWith(".parquet")),
      false
    );
    assert.ok(existsSync(join(data, "raw/vectors/use-lite-en-0.2.0.parquet")));
    assert.deepEqual((await build("warm", data)).tables, cached.tables);
  }
);
