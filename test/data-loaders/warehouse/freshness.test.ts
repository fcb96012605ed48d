import assert from "node:assert/strict";
import {readdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {mark, markerName} from "../../../data-loaders/folders/marker.ts";
import {describeInputs, ensureWarehouse, isCurrent, makeWarehouse} from "../../../data-loaders/warehouse/freshness.ts";
import {schemaVersion} from "../../../data-loaders/warehouse/manifest.ts";
import {type BuildOptions, defaultOptions, readOptions} from "../../../data-loaders/warehouse/options.ts";
import {publishTable} from "../../../data-loaders/warehouse/publish.ts";
import {Staging} from "../../../data-loaders/warehouse/staging.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
const quiet = {progress: {update() {}, finish() {}}};
let folders = 0;

/** Folders of extracts that hold nothing to build from, and the options that name them. */
function newOptions(): {out: string; options: BuildOptions; given: string[]} {
  const base = join(root, String(++folders));
  const given = ["patents", "publications", "deals"].map((lens) =>
    writeFiles(join(base, lens), {"readme.txt": "no records"})
  );
  const [patents, publications, deals] = given;
  return {
    out: join(base, "out"),
    options: {...defaultOptions, extracts: {patents, publications, deals}},
    given
  };
}

/** Leaves a build without tables that is what the options give now. */
async function pretendBuild(out: string, options: BuildOptions): Promise<string> {
  const {key} = await describeInputs(options);
  writeFiles(out, {
    "manifest.json": JSON.stringify({schema: schemaVersion, build: "aaaaaaaaaaaa", key, options, tables: []})
  });
  await mark(out, "build");
  return key;
}

function changeOptions(out: string, options: Partial<BuildOptions>): void {
  const path = join(out, "manifest.json");
  writeFileSync(path, JSON.stringify({...(JSON.parse(readFileSync(path, "utf8")) as object), options}));
}

test("what is up to date is not built, and its options are kept for the site", async () => {
  const {out, options} = newOptions();
  const key = await pretendBuild(out, options);
  changeOptions(out, {});
  const {manifest, built} = await makeWarehouse(out, options, quiet);
  assert.deepEqual([manifest.build, manifest.key, built], ["aaaaaaaaaaaa", key, false]);
  assert.deepEqual(await readOptions(out), options);
  assert.deepEqual(await ensureWarehouse({out}), {key: "aaaaaaaaaaaa", manifestPath: join(out, "manifest.json")});
});

test("a build is current until its options or extracts change", async () => {
  const {out, options, given} = newOptions();
  await pretendBuild(out, options);
  assert.equal(await isCurrent(out), true);
  changeOptions(out, {...options, years: [2018, 2020]});
  assert.equal(await isCurrent(out), false);
  await pretendBuild(out, options);
  writeFileSync(join(given[0]!, "readme.txt"), "still no records");
  assert.equal(await isCurrent(out), false);
});

test("where an extract is gone, the build made from it stays in use, and a line says so", async () => {
  const {out, options, given} = newOptions();
  await pretendBuild(out, options);
  renameSync(given[2]!, `${given[2]}-elsewhere`);
  const lines: string[] = [];
  const {key, manifestPath} = await ensureWarehouse({out, log: (line) => lines.push(line)});
  assert.deepEqual([key, manifestPath], ["aaaaaaaaaaaa", join(out, "manifest.json")]);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /no such file or folder.*the data built from it before are used/);
  await assert.rejects(makeWarehouse(out, options, quiet), /no such file or folder/);
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as object;
  const lost = [{name: "links", bytes: 1}];
  writeFileSync(join(out, "manifest.json"), JSON.stringify({...manifest, tables: lost}));
  await assert.rejects(ensureWarehouse({out}), /no such file or folder/, "without a build there is nothing to use");
});

test("a missing map of regions or list of codes is an error, although there is a build", async () => {
  for (const missing of [{regions: join(root, "none.geojson")}, {vocabularies: {cpc: join(root, "none.txt")}}]) {
    const {out, options} = newOptions();
    await pretendBuild(out, options);
    changeOptions(out, {...options, ...missing});
    await assert.rejects(ensureWarehouse({out}), /no such file or folder/);
  }
});

test("what changed is built again, from the folders that were given, and a failure leaves the build before it", async () => {
  const {out, options, given} = newOptions();
  await pretendBuild(out, options);
  const regions = join(writeFiles(join(out, ".."), {"regions.geojson": "{}"}), "regions.geojson");
  const changes: [Partial<BuildOptions>, fault: string][] = [
    [{years: [2018, 2020]}, given[0]!],
    [{regions}, regions]
  ];
  for (const [change, fault] of changes)
    await assert.rejects(
      makeWarehouse(out, {...options, ...change}, quiet),
      (error) => error instanceof InputError && error.describe().includes(fault)
    );
  assert.deepEqual(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).build, "aaaaaaaaaaaa");
  assert.deepEqual(await readOptions(out), options);
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith(".")),
    [markerName]
  );
});

test("where another process builds, its result is awaited, and a line says so", async () => {
  const {out, options, given} = newOptions();
  await pretendBuild(out, options);
  writeFileSync(join(given[0]!, "readme.txt"), "other records");
  const other = await Staging.open(out);
  const lines: string[] = [];
  const waiting = ensureWarehouse({out, log: (line) => lines.push(line)});
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 800));
  await pretendBuild(out, options);
  assert.equal((await waiting).key, "aaaaaaaaaaaa");
  await other.close();
  assert.deepEqual(lines, [`${out}: waiting, since process ${process.pid} is building the data`]);
});

test("a damaged manifest is an error: the defaults would publish the sample in place of the user's records", async () => {
  const {out, options} = newOptions();
  await pretendBuild(out, options);
  writeFileSync(join(out, "manifest.json"), '{"schema": 1, "bui');
  await assert.rejects(ensureWarehouse({out}), /the manifest is damaged/);
});

test("a table that does not exist is refused, with the names of those that do", async () => {
  await assert.rejects(
    publishTable("patent", process.stdout),
    (error) =>
      error instanceof InputError && /unknown table: patent.*use one of locations, .*deals/.test(error.describe())
  );
});
