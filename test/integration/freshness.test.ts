import assert from "node:assert/strict";
import {cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {buildKey} from "../../data-loaders/fingerprint/stages.ts";
import {mark} from "../../data-loaders/folders/marker.ts";
import {ensureWarehouse, makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {currentBuild, Staging} from "../../data-loaders/warehouse/staging.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";

const root = tempFolder();
const sample = await smallSample();
const quiet = {progress: {update() {}, finish() {}}};

test("the key changes with the code, the committed inputs, the options and the extracts, and with nothing else", async () => {
  const copy = join(root, "project");
  for (const folder of [
    "data-loaders",
    "src",
    "data/published",
    "data/regions",
    "data/classification",
    "data/sample",
    "data/taxonomy",
    "data/model",
    "data/vectors",
    "data/vocabulary"
  ]) {
    cpSync(join(projectRoot, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !path.includes(".observablehq")
    });
  }
  cpSync(join(projectRoot, "package-lock.json"), join(copy, "package-lock.json"));
  const deals = join(sample, "deals");
  const key = () => buildKey(copy, defaultOptions, [deals], true);
  const first = await key();
  assert.equal(await key(), first);

  const append = (file: string, text: string) => {
    const before = readFileSync(join(copy, file), "utf8");
    writeFileSync(join(copy, file), `${before}${text}`);
    return () => writeFileSync(join(copy, file), before);
  };
  const change = (file: string) =>
    append(file, file.endsWith(".ts") ? "\nconsole.log(1);\n" : file.endsWith(".sql") ? "\nSELECT 1;\n" : "\n");
  for (const file of [
    "data-loaders/sources/regpat/documents.sql",
    "data-loaders/warehouse/build.ts",
    "data/classification/decisions.csv",
    "data/vocabulary/cpc.csv",
    "src/indicators/link-rule.ts",
    "data-loaders/sample/sample.ts"
  ]) {
    const undo = change(file);
    assert.notEqual(await key(), first, file);
    undo();
    assert.equal(await key(), first);
  }
  for (const file of [
    "data/regions/README.md",
    "data/classification/gold.csv",
    "data-loaders/quality/gold.ts",
    "data-loaders/report/values.ts",
    "src/indicators/density.ts"
  ]) {
    change(file);
    assert.equal(await key(), first, file);
  }
  append("data-loaders/warehouse/build.ts", "\n// A comment.\n");
  append("data-loaders/sources/regpat/documents.sql", "\n-- A comment.\n");
  assert.equal(await key(), first, "comments");
  assert.notEqual(await buildKey(copy, {...defaultOptions, years: [2010, 2020]}, [deals], true), first);
  // Later than it was: the sample is shared, and an earlier run has moved it too.
  const rounds = join(deals, "funding_rounds_1.csv");
  const later = new Date(statSync(rounds).mtimeMs + 1000);
  utimesSync(rounds, later, later);
  assert.notEqual(await key(), first);
});

test("what is up to date is not built again; what changed is", async () => {
  const out = join(root, "out");
  const deals = join(root, "deals");
  cpSync(join(sample, "deals"), deals, {recursive: true});
  const options = {
    ...defaultOptions,
    extracts: {patents: join(sample, "patents"), publications: join(sample, "publications"), deals}
  };
  assert.equal((await makeWarehouse(out, options, quiet)).built, true);
  const second = await makeWarehouse(out, options, quiet);
  assert.equal(second.built, false);
  // The site goes on with the options of the last build.
  assert.equal((await ensureWarehouse({out})).key, second.manifest.build);

  const kept = readFileSync(join(deals, "funding_rounds_1.csv"), "utf8").split("\n");
  writeFileSync(join(deals, "funding_rounds_1.csv"), `${kept.slice(0, kept.length >> 1).join("\n")}\n`);
  const third = await makeWarehouse(out, options, quiet);
  assert.equal(third.built, true);
  assert.notEqual(third.manifest.build, second.manifest.build);

  // A lost file of the build is mended, a vanished extract is not a reason to fail.
  rmSync(join(out, third.manifest.build, "links.parquet"));
  assert.equal((await ensureWarehouse({out})).key, third.manifest.build);
  assert.ok(existsSync(join(out, third.manifest.build, "links.parquet")));
  renameSync(deals, `${deals}-elsewhere`);
  const said: string[] = [];
  assert.equal((await ensureWarehouse({out, log: (line) => said.push(line)})).key, third.manifest.build);
  assert.match(said.join(), /no such file or folder.*the data built from it before are used/);
  await assert.rejects(makeWarehouse(out, options, quiet), /no such file or folder/);
});

test("who finds another process building waits for it", async () => {
  const out = join(root, "busy");
  const options = {
    ...defaultOptions,
    extracts: {
      patents: join(sample, "patents"),
      publications: join(sample, "publications"),
      deals: join(sample, "deals")
    }
  };
  writeFiles(out, {"manifest.json": JSON.stringify({schema: 0, options})});
  await mark(out, "build");
  const other = await Staging.open(out);
  const lines: string[] = [];
  const waiting = ensureWarehouse({out, log: (line) => lines.push(line)});
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(await currentBuild(out), undefined);
  await other.close();
  assert.match((await waiting).key, /^[0-9a-f]{12}$/);
});
