import assert from "node:assert/strict";
import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {command, readOptions} from "../../data-loaders/data.ts";
import {markerName} from "../../data-loaders/folders/marker.ts";
import {writeExtract} from "../../tools/bench/data.ts";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {writeTable} from "../../data-loaders/warehouse/parquet.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {tempFolder, writeFiles} from "../support/temp-folder.ts";

const root = tempFolder();

function start(args: string[]): {child: ChildProcess; output: () => string} {
  const child = spawn(process.execPath, ["--import", "tsx", join(projectRoot, "data-loaders/data.ts"), ...args], {
    cwd: projectRoot
  });
  let text = "";
  child.stdout!.on("data", (chunk: Buffer) => (text += chunk));
  child.stderr!.on("data", (chunk: Buffer) => (text += chunk));
  return {child, output: () => text};
}

async function run(args: string[]): Promise<{code: number | null; output: string}> {
  const {child, output} = start(args);
  const [code] = (await once(child, "close")) as [number | null];
  return {code, output: output()};
}

const parseOptions = (args: readonly string[]) => readOptions(command.read(args).values);

test("options are read, and what is none is refused with advice", () => {
  const {options, out} = parseOptions([
    "--patents",
    "p",
    "--years",
    "2019-2021",
    "--limit",
    "share-sum=0.5",
    "--out",
    "o"
  ]);
  assert.deepEqual(options.years, [2019, 2021]);
  assert.deepEqual(options.limits, {"share-sum": 0.5});
  assert.ok(options.extracts.patents?.endsWith("/p") && out.endsWith("/o"));
  assert.equal(options.sources, undefined, "a folder alone is of the first source of its lens");
  const named = parseOptions([
    "--deals",
    "crunchbase:d",
    "--publications-earlier",
    "openalex:e",
    "--publications",
    "f",
    "--patents",
    "c:/p"
  ]);
  assert.deepEqual(named.options.sources, {deals: "crunchbase", publications_earlier: "openalex"});
  assert.ok(named.options.extracts.deals?.endsWith("/d") && named.options.extracts.patents?.endsWith("/c:/p"));
  for (const [args, message] of [
    [["--publications-earlier", "e"], /--publications-earlier without --publications/],
    [["--exact", "--publications", "p"], /--exact without licensed records/],
    [["--years", "2021"], /invalid years: 2021/],
    [["--years", "2022-2020"], /invalid years/],
    [["--limit", "nothing=1"], /invalid limit: nothing=1/],
    [["--limit", "share-sum=2"], /invalid limit/],
    [["--locate-by", "owners"], /invalid --locate-by: owners/],
    [["--deals", "openalex:d"], /invalid --deals: openalex:d/],
    [["--patent", "x"], /unknown option '--patent'/],
    [["x"], /unexpected argument/]
  ] as const)
    assert.throws(() => parseOptions(args), message);
});

test("a wrong folder ends with one line and a status, and keeps the build before it", async () => {
  const out = join(root, "out");
  cpSync(await sampleBuild(), out, {recursive: true});
  const before = readFileSync(join(out, "manifest.json"), "utf8");
  const broken = writeFiles(join(root, "broken"), {
    "202401_EPO_Inv_reg.txt": "",
    "202401_EPO_IPC.txt": "appln_id|prio_year|app_year|IPC\n"
  });
  const {code, output} = await run(["--patents", broken, "--out", out]);
  assert.equal(code, 1);
  assert.match(output, /error: .*202401_EPO_Inv_reg\.txt:1: patents: the file is empty; download it again/);
  assert.doesNotMatch(output, /at .*\.ts:\d+/);
  assert.equal(readFileSync(join(out, "manifest.json"), "utf8"), before);

  const again = await run(["--out", out]);
  assert.match(again.output, /nothing to do: the build is up to date/);
});

test("Ctrl-C and kill -9 leave the build before them whole, and the next run works", {timeout: 300_000}, async () => {
  const out = join(root, "killed");
  const patents = join(root, "patents");
  await writeExtract(patents, 500_000);
  // Generated regions and codes are of no scheme.
  const limits = ["unknown-region=1", "unknown-code=1"].flatMap((limit) => ["--limit", limit]);
  const args = ["--patents", patents, "--out", out, ...limits];
  cpSync(await sampleBuild(), out, {recursive: true});
  const before = readFileSync(join(out, "manifest.json"), "utf8");
  const build = (JSON.parse(before) as {build: string}).build;
  const files = readdirSync(join(out, build));
  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    const {child, output} = start(args);
    while (!output().includes("reading CPC codes")) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    const [code] = (await once(child, "close")) as [number | null];
    assert.equal(code, signal === "SIGINT" ? 130 : null, output());
    assert.equal(readFileSync(join(out, "manifest.json"), "utf8"), before);
    assert.deepEqual(readdirSync(join(out, build)), files);
    if (signal === "SIGINT") assert.match(output(), /interrupted; the previous output is untouched/);
  }
  assert.ok(
    readdirSync(out).some((name) => name.startsWith(".staging-")),
    "the killed run left no trace to clear"
  );
  const {code, output} = await run(args);
  assert.equal(code, 0, output);
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith(".")),
    [markerName]
  );
  assert.ok(!existsSync(join(out, build)));
});

test("a full disk is called one", async () => {
  const db = await WorkDatabase.open();
  const spec = {
    ...tables.find(({name}) => name === "patents_code_sets")!,
    name: "full",
    source: "(SELECT range::INTEGER AS code_set, 1 AS code FROM range(2000000))"
  };
  const folder = join(root, "full");
  mkdirSync(folder, {recursive: true});
  symlinkSync("/dev/full", join(folder, "full.parquet"));
  await assert.rejects(writeTable(db, spec, folder), (error: Error & {describe(): string}) =>
    /the disk is full; free some space/.test(error.describe())
  );
  db.close();
});
