import assert from "node:assert/strict";
import {mkdirSync, readdirSync, writeFileSync} from "node:fs";
import files from "node:fs/promises";
import {syncBuiltinESMExports} from "node:module";
import {join} from "node:path";
import {test} from "node:test";
import {mark, markerName} from "../../../data-loaders/folders/marker.ts";
import {type Manifest, schemaVersion} from "../../../data-loaders/warehouse/manifest.ts";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {defaultOptions} from "../../../data-loaders/warehouse/options.ts";
import {BuildInProgress, currentBuild, Staging} from "../../../data-loaders/warehouse/staging.ts";
import {endedName} from "../../support/ended-process.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let folders = 0;
const newFolder = () => join(root, String(++folders));

function manifestOf(build: string, bytes: number): Manifest {
  return {
    schema: schemaVersion,
    build,
    key: build,
    options: defaultOptions,
    parameters: {
      years: [2016, 2025],
      locate_patents_by: "inventors",
      deal_types: ["equity"],
      polygons: null,
      vocabularies: [],
      limits: {}
    },
    classification: {} as Manifest["classification"],
    sources: [],
    tables: [{name: "links", rows: 1, bytes, sha256: "", columns: []}]
  };
}

async function build(out: string, name: string, content: string): Promise<void> {
  const staging = await Staging.open(out);
  try {
    writeFileSync(join(staging.tables, "links.parquet"), content);
    await staging.commit(manifestOf(name, content.length));
  } finally {
    await staging.close();
  }
}

test("a committed build is the current one, and the one before it is gone", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  await build(out, "bbbbbbbbbbbb", "second");
  assert.equal((await currentBuild(out))?.manifest.build, "bbbbbbbbbbbb");
  assert.deepEqual(readdirSync(out).sort(), [markerName, "bbbbbbbbbbbb", "manifest.json"]);
});

test("what was not committed leaves the current build as it was, and nothing else", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  const staging = await Staging.open(out);
  writeFileSync(join(staging.tables, "links.parquet"), "half");
  await staging.close();
  assert.equal((await currentBuild(out))?.manifest.build, "aaaaaaaaaaaa");
  assert.deepEqual(readdirSync(out).sort(), [markerName, "aaaaaaaaaaaa", "manifest.json"]);
});

test("the remains of a killed build are cleared by the next one", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  for (const name of [endedName(), endedName({pid: process.pid})]) {
    writeFiles(join(out, `.staging-${name}`), {"tables/links.parquet": "half"});
    await mark(join(out, `.staging-${name}`), "unfinished work");
    mkdirSync(join(out, `.lock-${name}`));
  }
  await build(out, "bbbbbbbbbbbb", "two");
  assert.deepEqual(readdirSync(out).sort(), [markerName, "bbbbbbbbbbbb", "manifest.json"]);
});

test("two builds into one folder do not meet", async () => {
  const out = newFolder();
  const first = await Staging.open(out);
  await assert.rejects(
    Staging.open(out),
    (error) => error instanceof BuildInProgress && error.message === `process ${process.pid} is building the data`
  );
  await first.close();
  await build(out, "aaaaaaaaaaaa", "one");
});

test("a build that lost a file, or part of one, is no current build, and the same build mends it", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "whole");
  writeFileSync(join(out, "aaaaaaaaaaaa/links.parquet"), "who");
  assert.equal(await currentBuild(out), undefined);
  await build(out, "aaaaaaaaaaaa", "whole");
  assert.ok(await currentBuild(out));
});

test("a manifest that is half-written or of another schema is no build", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  writeFileSync(join(out, "manifest.json"), '{"schema": 1, "bui');
  assert.equal(await currentBuild(out), undefined);
  writeFileSync(join(out, "manifest.json"), JSON.stringify({...manifestOf("aaaaaaaaaaaa", 3), schema: 0}));
  assert.equal(await currentBuild(out), undefined);
});

test("an output folder that is a file is refused", async () => {
  const folder = writeFiles(newFolder(), {file: ""});
  await assert.rejects(Staging.open(join(folder, "file")), /not a folder/);
});

test("a folder of another that has the name of the build stays, and the build is refused", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  writeFiles(out, {"bbbbbbbbbbbb/mine": "mine"});
  await assert.rejects(build(out, "bbbbbbbbbbbb", "two"), /that this project did not write has the name of the build/);
  assert.equal((await currentBuild(out))?.manifest.build, "aaaaaaaaaaaa");
  assert.deepEqual(readdirSync(join(out, "bbbbbbbbbbbb")), ["mine"]);
});

test("a manifest that names a folder outside is no build, and deletes nothing", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  const outside = writeFiles(newFolder(), {mine: "mine"});
  const name = `../${outside.split("/").at(-1)}`;
  writeFileSync(join(out, "manifest.json"), JSON.stringify({...manifestOf(name, 3), build: name}));
  assert.equal(await currentBuild(out), undefined);
  await build(out, "bbbbbbbbbbbb", "two");
  assert.deepEqual(readdirSync(outside), ["mine"]);
});

test("a folder that cannot be written to is the user's to change; another fault is not", async (t) => {
  const codes = ["EACCES", "EROFS", "ENOTDIR", "EEXIST", "EIO"];
  for (const code of codes) {
    const mkdir = t.mock.method(files, "mkdir", () => Promise.reject(Object.assign(new Error(code), {code})));
    syncBuiltinESMExports();
    const opened = await Staging.open(newFolder()).catch((error: unknown) => error);
    mkdir.mock.restore();
    syncBuiltinESMExports();
    assert.equal(opened instanceof InputError, code !== "EIO", code);
    if (opened instanceof InputError)
      assert.match(opened.describe(), /cannot write to the output folder.*choose another folder/s);
    else assert.equal((opened as NodeJS.ErrnoException).code, "EIO");
  }
});

test("only earlier builds are removed: what a user keeps in the folder stays", async () => {
  const out = newFolder();
  const kept = {
    "notes.txt": "",
    "aaaaaaaaaaaa.txt": "",
    cccccccccccc: "",
    "my-aaaaaaaaaaaa/x": "",
    "aaaaaaaaaaaaa/x": "",
    "dddddddddddd/links.parquet": "",
    ".staging-notes/x": "",
    "options.json": ""
  };
  await build(out, "aaaaaaaaaaaa", "one");
  writeFiles(out, kept);
  await build(out, "bbbbbbbbbbbb", "one");
  assert.deepEqual(
    readdirSync(out).sort(),
    [markerName, "bbbbbbbbbbbb", "manifest.json", ...Object.keys(kept).map((name) => name.split("/")[0]!)].sort()
  );
});

test("an equal build that is whole is not replaced", async () => {
  const out = newFolder();
  await build(out, "aaaaaaaaaaaa", "one");
  writeFiles(out, {"aaaaaaaaaaaa/mark": ""});
  await build(out, "aaaaaaaaaaaa", "one");
  assert.deepEqual(readdirSync(join(out, "aaaaaaaaaaaa")).sort(), ["links.parquet", "mark"]);
});
