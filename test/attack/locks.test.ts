import assert from "node:assert/strict";
import {type ChildProcess, fork, spawnSync} from "node:child_process";
import {once} from "node:events";
import {mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after} from "node:test";
import {fileURLToPath} from "node:url";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {takeLock} from "../../data-loaders/folders/lock.ts";
import {mark} from "../../data-loaders/folders/marker.ts";
import {ownIdentity, silence, uniqueName} from "../../data-loaders/folders/process-identity.ts";
import {ensureWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {BuildInProgress, Staging} from "../../data-loaders/warehouse/staging.ts";
import type {Order, Report} from "../support/contender.ts";
import {endedName} from "../support/ended-process.ts";
import {tempFolder, tempFolders, writeFiles} from "../support/temp-folder.ts";
import {attack, type Try} from "./tries.ts";

const root = tempFolder();
const newFolder = tempFolders();

const contender = fileURLToPath(new URL("../support/contender.ts", import.meta.url));
const contenders: ChildProcess[] = [];
after(() => contenders.forEach((child) => child.kill("SIGKILL")));

async function startContender(): Promise<ChildProcess> {
  const child = fork(contender, {execArgv: ["--import", "tsx"]});
  contenders.push(child);
  await once(child, "message");
  return child;
}

async function send(child: ChildProcess, order: Order): Promise<Report> {
  const answer = once(child, "message");
  child.send(order);
  return ((await answer) as [Report])[0];
}

const pool = await Promise.all(Array.from({length: 4}, startContender));

/** What a lock folder may hold when processes race for it. */
const scenes: Readonly<Record<string, (folder: string) => void>> = {
  "a free lock": () => {},
  "a lock of a process that has ended": (folder) => mkdirSync(join(folder, `.lock-${endedName()}`)),
  "five locks of processes that have ended": (folder) => {
    for (let i = 0; i < 5; ++i) mkdirSync(join(folder, `.lock-${endedName({pid: 1 + i})}`));
  },
  "a lock of a container that is gone": (folder) => silent(folder, endedName({machine: "0123456789ab"}))
};

/** A lock whose last sign of life is long ago. */
function silent(folder: string, name: string): void {
  const path = join(folder, `.lock-${name}`);
  mkdirSync(path);
  const long = new Date(Date.now() - 2 * silence);
  utimesSync(path, long, long);
}

attack(
  "races of processes for a lock",
  Object.entries(scenes).flatMap(([name, scene]) =>
    Array.from({length: 12}, (_, i): Try<(folder: string) => void> => [`${name}, race ${i + 1}`, scene])
  ),
  async (scene) => {
    const folder = newFolder();
    scene(folder);
    const at = Date.now() + 5;
    const reports = await Promise.all(pool.map(async (child) => await send(child, {folder, at})));
    assert.deepEqual(
      reports.map(({met}) => met),
      pool.map(() => 0),
      "two processes held the lock"
    );
    assert.deepEqual(readdirSync(folder), []);
  },
  {timeout: 120_000}
);

attack(
  "locks of processes that are gone",
  [
    ["one that has ended", endedName()],
    ["one whose number this process has", endedName({pid: process.pid})],
    ["one whose number the parent of this process has", endedName({pid: process.ppid})],
    ["the first of a container, whose number is always taken", endedName({pid: 1})],
    ["one with the number 0", endedName({pid: 0})],
    ["one with a number that no system gives", endedName({pid: 999_999_999})],
    ["one that started in the future", endedName({pid: process.pid, start: 2 ** 50})],
    ["one of another boot", endedName({machine: "0123456789ab"})],
    ["one of another boot with the number and start of this one", {...ownIdentity(), machine: "fedcba987654"}],
    ["one whose start is unknown", endedName({pid: process.pid, start: 0})]
  ].map(([name, owner]) => [name, typeof owner === "string" ? owner : endedName(owner as never)] as Try<string>),
  async (name) => {
    const out = join(newFolder(), "out");
    mkdirSync(out);
    await mark(out, "build");
    silent(out, name);
    writeFiles(join(out, `.staging-${name}`), {"tables/links.parquet": "half"});
    await mark(join(out, `.staging-${name}`), "unfinished work");
    utimesSync(join(out, `.staging-${name}`), 0, 0);
    const staging = await Staging.open(out);
    await staging.close();
    assert.deepEqual(readdirSync(out), [".written-by"]);
  }
);

attack(
  "locks of processes that are running",
  [
    ["this one", uniqueName()],
    ["another container, a moment ago", endedName({machine: "0123456789ab"})],
    ["a computer whose clock is half a minute ahead", endedName({machine: "0123456789ac"})],
    ["a process whose start is unknown, a moment ago", endedName({pid: process.pid, start: 0})]
  ] as const,
  async (name, title) => {
    const out = join(newFolder(), "out");
    mkdirSync(out);
    await mark(out, "build");
    const path = join(out, `.lock-${name}`);
    mkdirSync(path);
    const ahead = new Date(Date.now() + (title.includes("ahead") ? silence / 2 : 0));
    utimesSync(path, ahead, ahead);
    const work = join(out, `.staging-${name}`);
    writeFiles(work, {"tables/links.parquet": "being written"});
    await mark(work, "unfinished work");
    await assert.rejects(Staging.open(out), BuildInProgress);
    assert.deepEqual(readdirSync(out).sort(), [`.lock-${name}`, `.staging-${name}`, ".written-by"].sort());
  }
);

attack(
  "what only looks like a lock",
  [
    ["a file called .lock", ".lock", "file"],
    ["a file with a number", ".lock-4711", "file"],
    ["a file with the name of a running process", `.lock-${uniqueName()}`, "file"],
    ["a file with the name of one that has ended", `.lock-${endedName()}`, "file"],
    ["a folder called .lock", ".lock", "folder"],
    ["a folder with a number", ".lock-1", "folder"],
    ["a folder with a name that is too short", ".lock-1-2-0123456789ab", "folder"],
    ["a folder of one that has ended, with files", `.lock-${endedName()}`, "files"],
    ["a link to a folder", `.lock-${uniqueName()}`, "link"],
    ["a link to nothing", `.lock-${endedName()}`, "dangling"]
  ].map(([title, name, form]) => [title, {name, form}] as Try<{name: string; form: string}>),
  async ({name, form}) => {
    const folder = newFolder();
    const path = join(folder, name);
    if (form === "file") writeFileSync(path, "mine");
    else if (form === "folder") mkdirSync(path);
    else if (form === "files") writeFiles(path, {mine: "mine"});
    else symlinkSync(form === "link" ? root : "nothing", path);
    const lock = await takeLock(join(folder, ".lock"));
    assert.ok("release" in lock);
    await lock.release();
    assert.deepEqual(readdirSync(folder), [name]);
  }
);

attack(
  "kill -9 of a process that holds a lock",
  ["at once", "after a moment", "while another waits"].map((name): Try<string> => [name, name]),
  async (when) => {
    const folder = newFolder();
    const child = await startContender();
    await send(child, {folder, at: 0, keep: true});
    assert.ok("holder" in (await takeLock(join(folder, ".lock"))));
    const waiting = when === "while another waits" ? send(pool[0]!, {folder, at: 0}) : undefined;
    if (when !== "at once") await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
    if (waiting) assert.equal((await waiting).met, 0);
    const lock = await takeLock(join(folder, ".lock"));
    assert.ok("release" in lock, "the lock outlives its process");
    await lock.release();
    assert.deepEqual(readdirSync(folder), []);
  }
);

attack(
  "commands that find another one at work",
  [
    ["data says which process builds", "data"],
    ["a build waits for it and says so", "build"]
  ] as const,
  async (command) => {
    const folder = newFolder();
    const out = join(folder, "out");
    const staging = await Staging.open(out);
    const expected = new RegExp(`process ${process.pid} is building the data`);
    if (command === "data") {
      const patents = writeFiles(join(folder, "patents"), {"readme.txt": "no records"});
      const given = ["--patents", patents, "--publications", patents, "--deals", patents];
      const script = join(projectRoot, "data-loaders/data.ts");
      const {status, stderr} = spawnSync(process.execPath, ["--import", "tsx", script, ...given, "--out", out], {
        cwd: projectRoot,
        encoding: "utf8"
      });
      assert.equal(status, 1);
      assert.match(stderr, expected);
      assert.match(stderr, /wait for it, or stop it/);
    } else {
      const given = writeFiles(join(folder, "given"), {"readme.txt": "no records"});
      const extracts = {patents: given, publications: given, deals: given};
      writeFileSync(join(out, "manifest.json"), JSON.stringify({schema: 0, options: {...defaultOptions, extracts}}));
      const lines: string[] = [];
      const waiting = ensureWarehouse({out, log: (line) => lines.push(line)});
      const said = async () => {
        while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await Promise.race([said(), waiting]);
      assert.match(lines[0]!, expected);
      await staging.close();
      await assert.rejects(waiting);
      assert.equal(lines.length, 1);
    }
    await staging.close();
  }
);
