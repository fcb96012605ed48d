import assert from "node:assert/strict";
import {spawn, spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {homedir} from "node:os";
import {basename, dirname, join} from "node:path";
import {command as classify} from "../../data-loaders/classification/classify-list.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {type FolderKind, mark, markerName} from "../../data-loaders/folders/marker.ts";
import {uniqueName} from "../../data-loaders/folders/process-identity.ts";
import {replaceFolder} from "../../data-loaders/folders/replace-folder.ts";
import {withTemporaryFolder, writeWhole} from "../../data-loaders/folders/work-folder.ts";
import {HarvestFolder} from "../../data-loaders/harvest/state.ts";
import {runIndicators} from "../../data-loaders/indicator-files/compute-indicators.ts";
import {writeSample} from "../../data-loaders/sample/sample.ts";
import {makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {type Manifest, schemaVersion} from "../../data-loaders/warehouse/manifest.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {currentBuild, Staging} from "../../data-loaders/warehouse/staging.ts";
import {writeRelease} from "../../src/site/release.ts";
import {readRelease} from "../../src/site/release/release.ts";
import {siteFolder, siteIn} from "../../src/site/site.ts";
import {endedName} from "../support/ended-process.ts";
import {killAt} from "../support/killed.ts";
import {tempFolders, writeFiles} from "../support/temp-folder.ts";
import {treeOf} from "../support/tree.ts";
import {attack, type Try} from "./tries.ts";

const newFolder = tempFolders();

const quiet = {progress: {update() {}, finish() {}}};
const counts = "location,technology,value\nA,T1,1\nA,T2,2\nB,T1,3\n";
const release = await readRelease("");

/** A command that writes a folder. */
interface Writer {
  kind: FolderKind;
  /** Runs it; `input` is the folder that it reads. */
  write: (out: string, input: string) => Promise<unknown>;
  /** What it reads of the user: the folder of the input, or a file in it. */
  reads?: "folder" | "file";
}

const indicators = {documents: undefined, scenario: undefined};
const writers: Readonly<Record<string, Writer>> = {
  data: {
    kind: "build",
    reads: "folder",
    write: async (out, input) => await makeWarehouse(out, {...defaultOptions, extracts: {patents: input}}, quiet)
  },
  sample: {kind: "sample", write: async (out) => await writeSample(out)},
  indicators: {
    kind: "indicators",
    reads: "file",
    write: async (out, input) => await runIndicators({...indicators, counts: join(input, "counts.csv"), out} as never)
  },
  harvest: {
    kind: "harvest",
    write: async (out) =>
      await new HarvestFolder(out).load({region: "BE2", years: [2020, 2021]}, {fresh: true, today: "2026-01-01"})
  },
  build: {
    kind: "site",
    reads: "folder",
    write: async (output, input) =>
      await replaceFolder(siteFolder({...siteIn(dirname(input)), root: input, output}), async (staged) => {
        await mkdir(staged);
      })
  },
  archive: {
    kind: "archives",
    reads: "folder",
    write: async (path, input) =>
      await writeRelease(input, {path, kind: "archives", staging: join(dirname(input), "work/archive")}, release)
  }
};

/** A place for an output: what it holds beforehand, and the path given as `--out`. */
interface Place {
  /** What is there, as files by path. */
  files?: Readonly<Record<string, string>>;
  /** Further preparation. */
  prepare?: (folder: string, input: string) => Promise<void> | void;
  /** The given path; by default the folder itself. */
  path?: (folder: string, input: string) => string;
  /** For which commands it is one: those that read anything, or a folder; by default all. */
  reads?: "any" | "folder";
}

const mine = "of a stranger";
const strangers = (...names: string[]): Place => ({files: Object.fromEntries(names.map((name) => [name, mine]))});
const linkTo = (target: (folder: string, input: string) => string): Place => ({
  prepare: (folder, input) => symlinkSync(target(folder, input), join(folder, "link")),
  path: (folder) => join(folder, "link")
});

const places: Readonly<Record<string, Place>> = {
  "one file": strangers("notes.txt"),
  "a hidden file": strangers(".secret"),
  "folders of twelve digits": strangers("0123456789ab/x", "deadbeef0000/y"),
  "a folder called .staging": strangers(".staging-1/x", ".staging-old/y"),
  "a staging folder of ours by name": strangers(`.staging-${endedName()}/x`),
  "a lock by name": strangers(`.lock-${endedName()}/x`, ".lock"),
  "a draft by name": strangers(`.draft-${endedName()}/x`, "dist.draft/x"),
  "a manifest": strangers("manifest.json"),
  "a manifest that names a build": {
    files: {"manifest.json": '{"schema":4,"build":"0123456789ab","tables":[]}', "0123456789ab/x": mine}
  },
  "a manifest that names the folder above": {files: {"manifest.json": '{"build":".."}'}},
  options: strangers("options.json"),
  "a sample by its files": strangers("README.txt", ".generator", "patents/202401_EPO_IPC.txt"),
  "a harvest by its files": strangers("harvest.json", "works/part_0000.gz", "institutions/part_0000.gz"),
  "indicators by their files": strangers("rca.csv", "complexity.csv"),
  "a site by its files": strangers("index.html", "_headers", "_observablehq/x.js"),
  "archives by their files": strangers("SHA256SUMS", "flanders-key-technologies-0.1.0.zip"),
  "a repository": strangers(".git/HEAD", "README.md"),
  "a marker of another project": {files: {[markerName]: "another project\n", x: mine}},
  "a marker without a kind": {files: {[markerName]: "flanders-key-technologies\n", x: mine}},
  "an empty marker": {files: {[markerName]: "", x: mine}},
  "a marker that is a folder": strangers(`${markerName}/x`),
  "a marker that is a link to nothing": {
    ...strangers("x"),
    prepare: (folder) => symlinkSync("nothing", join(folder, markerName))
  },
  "the output of another command": {
    ...strangers("x"),
    prepare: async (folder) => await mark(folder, "unfinished work")
  },
  "inside the output of a command": {
    ...strangers("x"),
    prepare: async (folder) => await mark(folder, "site"),
    path: (folder) => join(folder, "deep/new")
  },
  "only a folder below": {prepare: (folder) => mkdirSync(join(folder, "empty"))},
  "a file": {files: {file: mine}, path: (folder) => join(folder, "file")},
  "below a file": {files: {file: mine}, path: (folder) => join(folder, "file/below")},
  "a link to a folder of a stranger": {...linkTo(() => "target"), files: {"target/x": mine}},
  "a link to a file": {...linkTo(() => "target"), files: {target: mine}},
  "a link to nothing": linkTo(() => "nothing"),
  "a link to itself": linkTo(() => "link"),
  "a link to the project": linkTo(() => projectRoot),
  "a link to the root": linkTo(() => "/"),
  "a name that is too long": {path: (folder) => join(folder, "x".repeat(300))},
  "an empty path": {path: () => ""},
  blanks: {path: () => " \t"},
  "the current folder": {path: () => "."},
  "the folder above": {path: () => ".."},
  "the root": {path: () => "/"},
  "the home folder": {path: () => homedir()},
  "the project": {path: () => projectRoot},
  "sources of the project": {path: () => join(projectRoot, "src")},
  "inputs of the project": {path: () => join(projectRoot, "data/regions")},
  "packages of the project": {path: () => join(projectRoot, "node_modules")},
  "a path with dots": {...strangers("x"), path: (folder) => join(folder, "x/..", "../", basename(folder))},
  "the input": {path: (_, input) => input, reads: "any"},
  "inside the input": {path: (_, input) => join(input, "deep/new"), reads: "folder"},
  "around the input": {path: (_, input) => dirname(input), reads: "any"},
  "a link to the input": {...linkTo((_, input) => input), reads: "any"},
  "inside the input, through a link": {
    prepare: (folder, input) => symlinkSync(input, join(folder, "link")),
    path: (folder) => join(folder, "link/new"),
    reads: "folder"
  },
  "the input, though it has our marker": {
    prepare: async (_, input) => {
      for (const kind of ["build", "indicators", "site", "archives"] as const) await mark(input, kind);
    },
    path: (_, input) => input,
    reads: "any"
  }
};

attack(
  "outputs into what is not ours",
  Object.entries(writers).flatMap(([command, writer]) =>
    Object.entries(places)
      .filter(([, {reads}]) => reads === undefined || writer.reads === reads || (writer.reads && reads === "any"))
      .map(([name, place]): Try<{writer: Writer; place: Place}> => [`${command} into ${name}`, {writer, place}])
  ),
  async ({writer, place}) => {
    const folder = newFolder();
    const source = newFolder();
    const input = writeFiles(join(source, "input"), {"counts.csv": counts, "index.html": ""});
    writeFiles(folder, place.files ?? {});
    await place.prepare?.(folder, input);
    const before = [treeOf(folder), treeOf(source), readdirSync(projectRoot)];
    await assert.rejects(
      writer.write(place.path ? place.path(folder, input) : folder, input),
      (error) => error instanceof InputError && /^[^\n]+; [^\n]+$/.test(error.describe()),
      "not refused in one line"
    );
    assert.deepEqual([treeOf(folder), treeOf(source), readdirSync(projectRoot)], before);
  }
);

attack(
  "files that a list of links would replace",
  [
    ["the titles", "titles.csv"],
    ["the documents", "documents.csv"],
    ["a hard link to the titles", "hard"],
    ["a link to the titles", "link"],
    ["a link to a table of a stranger", "to-table"],
    ["a table of a stranger", "table.csv"],
    ["a table with almost our header", "almost.csv"],
    ["a binary file", "binary"],
    ["a folder", "folder"],
    ["a file in a missing folder", "none/x.csv"],
    ["below a file", "table.csv/x.csv"],
    ["a link to nothing", "nothing"],
    ["blanks", " "]
  ] as const,
  async (name) => {
    const folder = writeFiles(newFolder(), {
      "titles.csv": "code,label\n10036,Graphene\n",
      "documents.csv": "document,code\n1,10036\n",
      "table.csv": mine,
      "almost.csv": "code,technology,similarity,relatedness,accepted,reasons\n",
      binary: "\0\0\0",
      "folder/x": mine
    });
    linkSync(join(folder, "titles.csv"), join(folder, "hard"));
    symlinkSync("titles.csv", join(folder, "link"));
    symlinkSync("table.csv", join(folder, "to-table"));
    symlinkSync("none", join(folder, "nothing"));
    const before = treeOf(folder);
    const at = (file: string) => join(folder, file);
    const out = name === " " ? name : at(name);
    const given = ["--vocabulary", "topic", "--titles", at("titles.csv"), "--documents", at("documents.csv")];
    await assert.rejects(
      async () => await classify.prepare([...given, "--out", out])(new AbortController().signal),
      InputError
    );
    assert.deepEqual(treeOf(folder), before);
  }
);

/** A change of the disk before which a run is killed; the last of a kind is a run that is not. */
interface Step {
  number: number;
  isLast: boolean;
}

/** @param changes the number of changes that the run makes */
const steps = (changes: number): Try<Step>[] =>
  Array.from({length: changes + 1}, (_, number): Try<Step> => {
    const isLast = number === changes;
    return [isLast ? "not at all" : `before change ${number}`, {number, isLast}];
  });

async function kill({number, isLast}: Step, folder: string, task: () => Promise<unknown>): Promise<void> {
  assert.equal(await killAt(number, folder, task), !isLast, "the run makes another number of changes");
}

async function fillWith(staged: string, content: string): Promise<void> {
  await mkdir(staged);
  await writeFile(join(staged, "one"), content);
  await writeFile(join(staged, "two"), content);
}

for (const existing of [false, true]) {
  attack(
    `kills while a ${existing ? "folder is replaced" : "new folder is written"}`,
    steps(existing ? 15 : 14),
    async (step) => {
      const folder = newFolder();
      const path = join(folder, "dist");
      const replaced = {path, kind: "site", staging: join(folder, "work/output")} as const;
      const contents = () => ["one", "two"].map((name) => readFileSync(join(path, name), "utf8")).join();
      if (existing) await replaceFolder(replaced, async (staged) => await fillWith(staged, "old"));
      await kill(step, folder, async () => {
        await replaceFolder(replaced, async (staged) => await fillWith(staged, "new"));
      });
      const failing = replaceFolder(replaced, () => Promise.reject(new Error("a page is faulty")));
      await assert.rejects(failing, /a page is faulty/);
      if (existing) assert.match(contents(), /^(old,old|new,new)$/, "the failing build after the kill lost the folder");
      else if (readdirSync(folder).includes("dist")) assert.equal(contents(), "new,new");
      await replaceFolder(replaced, async (staged) => await fillWith(staged, "next"));
      assert.equal(contents(), "next,next");
      assert.deepEqual([readdirSync(folder).sort(), readdirSync(join(folder, "work"))], [["dist", "work"], []]);
    }
  );
}

function manifestOf(build: string, bytes: number): Manifest {
  const options = {...defaultOptions, extracts: {patents: build}};
  const tables = [{name: "links", rows: 1, bytes, sha256: "", columns: []}];
  return {schema: schemaVersion, build, key: build, options, sources: [], tables} as unknown as Manifest;
}

async function makeBuild(out: string, build: string): Promise<void> {
  const staging = await Staging.open(out);
  try {
    await writeFile(join(staging.tables, "links.parquet"), build);
    await staging.commit(manifestOf(build, build.length));
  } finally {
    await staging.close();
  }
}

const [first, second, third] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"] as const;
for (const [name, before, damaged, changes] of [
  ["the first build is made", undefined, false, 15],
  ["a build is replaced", first, false, 15],
  ["a damaged build is made again", second, true, 14]
] as const) {
  attack(`kills while ${name}`, steps(changes), async (step) => {
    const out = join(newFolder(), "out");
    mkdirSync(out);
    if (before) await makeBuild(out, before);
    if (damaged) writeFileSync(join(out, second, "links.parquet"), "");
    await kill(step, out, async () => await makeBuild(out, second));
    const current = await currentBuild(out);
    if (before && !damaged) assert.ok(current, "no build is left");
    if (current) {
      const {build, options} = current.manifest;
      assert.ok([before, second].includes(build as typeof second));
      assert.equal(options.extracts.patents, build, "options of another build");
      assert.equal(readFileSync(join(current.folder, "links.parquet"), "utf8"), build);
    }
    await makeBuild(out, third);
    assert.equal((await currentBuild(out))?.manifest.build, third);
    assert.deepEqual(readdirSync(out).sort(), [markerName, third, "manifest.json"]);
  });
}

function assertSums(folder: string): void {
  const lines = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
  for (const line of lines) {
    const [hash, name] = line.split("  ");
    const bytes = readFileSync(join(folder, name!));
    assert.equal(createHash("sha256").update(bytes).digest("hex"), hash, `wrong sum of ${name}`);
  }
}

function archiveOf(folder: string, content: string, version = "1.0.0") {
  const site = writeFiles(join(folder, `site-${content}`), {"index.html": content});
  const path = join(folder, "release");
  return async () =>
    await writeRelease(site, {path, kind: "archives", staging: join(folder, "work/archive")}, {...release, version});
}

attack("kills while an archive is written", steps(23), async (step) => {
  const folder = newFolder();
  await archiveOf(folder, "old", "0.9.0")();
  await archiveOf(folder, "old")();
  await kill(step, folder, archiveOf(folder, "new"));
  const path = join(folder, "release");
  if (readdirSync(folder).includes("release")) assertSums(path);
  await archiveOf(folder, "next")();
  assertSums(path);
  assert.deepEqual(readdirSync(path).sort(), [
    markerName,
    "SHA256SUMS",
    "flanders-key-technologies-0.9.0.zip",
    "flanders-key-technologies-1.0.0.zip"
  ]);
  assert.deepEqual(readdirSync(join(folder, "work")), []);
});

attack(
  "archives written at once",
  Array.from({length: 8}, (_, i): Try<number> => [`${i + 2} archives`, i + 2]),
  async (many) => {
    const folder = newFolder();
    const versions = Array.from({length: many}, (_, i) => `1.${i % 3}.0`);
    await Promise.all(versions.map(async (version, i) => await archiveOf(folder, `text ${i}`, version)()));
    const path = join(folder, "release");
    assertSums(path);
    assert.equal(readdirSync(path).filter((name) => name.endsWith(".zip")).length, new Set(versions).size);
    assert.deepEqual(readdirSync(join(folder, "work")), []);
  }
);

attack("kills while a file is replaced", steps(5), async (step) => {
  const folder = writeFiles(newFolder(), {
    "links.csv": "old",
    [`links.csv.${process.pid}`]: mine,
    "links.csv.part": mine
  });
  await kill(step, folder, async () => await writeWhole(join(folder, "links.csv"), "new"));
  assert.match(readFileSync(join(folder, "links.csv"), "utf8"), /^(old|new)$/);
  await writeWhole(join(folder, "links.csv"), "next");
  assert.deepEqual(treeOf(folder), {"links.csv": "next", [`links.csv.${process.pid}`]: mine, "links.csv.part": mine});
});

attack("kills while indicators are written", steps(9), async (step) => {
  const folder = writeFiles(newFolder(), {"counts.csv": counts});
  const out = join(folder, "out");
  const run = async () => await runIndicators({...indicators, counts: join(folder, "counts.csv"), out} as never);
  await kill(step, folder, run);
  await run();
  assert.deepEqual(readdirSync(out).sort(), [markerName, "complexity.csv", "rca.csv"]);
});

attack("kills while temporary files are used", steps(6), async (step) => {
  const folder = newFolder();
  const {TMPDIR} = process.env;
  process.env.TMPDIR = folder;
  try {
    const use = async () => {
      await withTemporaryFolder("api", async (path) => await writeFile(join(path, "table.parquet"), "90 MB"));
    };
    await kill(step, folder, use);
    writeFiles(folder, {"api-of-a-stranger/x": mine, [`flanders-key-technologies-api-${uniqueName()}/x`]: mine});
    const before = treeOf(folder);
    await use();
    const kept = Object.entries(before).filter(([name]) => !/^flanders-key-technologies-api-\d+-1-/.test(name));
    assert.deepEqual(Object.entries(treeOf(folder)), kept);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
});

attack(
  "kill -9 of a process that replaces a folder again and again",
  Array.from({length: 6}, (_, i): Try<number> => [`after ${40 + 17 * i} ms`, 40 + 17 * i]),
  async (milliseconds) => {
    const folder = newFolder();
    const path = join(folder, "dist");
    const replaced = {path, kind: "site" as const, staging: join(folder, "work/output")};
    const script = `import {replaceFolder} from ${JSON.stringify(join(projectRoot, "data-loaders/folders/replace-folder.ts"))};
      import {mkdir, writeFile} from "node:fs/promises";
      for (let i = 0; ; ++i) await replaceFolder(${JSON.stringify(replaced)}, async (staged) => {
        await mkdir(staged);
        for (const name of ["one", "two"]) await writeFile(staged + "/" + name, String(i));
        if (i === 0) process.stdout.write("ready");
      });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {cwd: projectRoot});
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk));
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve());
      child.once("close", () => reject(new Error(errors)));
    });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await closed;
    await assert.rejects(
      replaceFolder(replaced, () => Promise.reject(new Error("a page is faulty"))),
      /a page is faulty/
    );
    const [one, two] = ["one", "two"].map((name) => readFileSync(join(path, name), "utf8"));
    assert.equal(one, two);
    assert.deepEqual([readdirSync(folder).sort(), readdirSync(join(folder, "work"))], [["dist", "work"], []]);
  }
);

const modules = {
  data: "data-loaders/data.ts",
  sample: "data-loaders/sample/sample.ts",
  indicators: "data-loaders/indicator-files/compute-indicators.ts",
  classify: "data-loaders/classification/classify-list.ts",
  "fetch:openalex": "data-loaders/harvest/fetch-openalex.ts"
} as const;

attack(
  "commands with an output that is not ours",
  [
    ["data into a stranger's folder", ["data", "--out", "stranger"]],
    ["data into the input", ["data", "--patents", "input", "--out", "input"]],
    ["data without a name", ["data", "--out", ""]],
    ["an input without a name", ["data", "--patents", "", "--out", "new"]],
    ["data into the current folder", ["data", "--out", "."]],
    ["sample into a stranger's folder", ["sample", "--out", "stranger"]],
    ["sample without a name", ["sample", "--out", ""]],
    ["indicators into the folder of the input", ["indicators", "--counts", "input/counts.csv", "--out", "input"]],
    [
      "classify over the titles",
      ["classify", "--vocabulary", "topic", "--titles", "titles.csv", "--out", "titles.csv"]
    ],
    [
      "a harvest into a stranger's folder",
      ["fetch:openalex", "--region", "BE2", "--years", "2021-2022", "--fresh", "--out", "stranger"]
    ]
  ] as readonly Try<[keyof typeof modules, ...string[]]>[],
  ([name, ...args]) => {
    const folder = writeFiles(newFolder(), {
      "stranger/0123456789ab/x": mine,
      "stranger/works/x": mine,
      "input/counts.csv": counts,
      "titles.csv": "code,label\n10036,Graphene\n"
    });
    const before = treeOf(folder);
    const loader = import.meta.resolve("tsx");
    const started = spawnSync(process.execPath, ["--import", loader, join(projectRoot, modules[name]), ...args], {
      cwd: folder,
      encoding: "utf8",
      env: {...process.env, OPENALEX_API_URL: "http://127.0.0.1:9"}
    });
    assert.match(started.stderr, /^error: [^\n]+; [^\n]+\n$/);
    assert.ok(started.status === 1 || started.status === 2, `status ${started.status}`);
    assert.deepEqual(treeOf(folder), before);
  }
);
