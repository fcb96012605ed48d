import assert from "node:assert/strict";
import {existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {homedir} from "node:os";
import {dirname, join, relative} from "node:path";
import {test} from "node:test";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {kindOf, mark, markerName} from "../../../data-loaders/folders/marker.ts";
import {checkOutput, checkOutputFile, claimOutput} from "../../../data-loaders/folders/output-folder.ts";
import {tempFolders, writeFiles} from "../../support/temp-folder.ts";

const newFolder = tempFolders();

async function refused(path: string, message: RegExp, inputs: readonly string[] = []): Promise<void> {
  await assert.rejects(
    claimOutput({path, kind: "build", inputs}),
    (error) => error instanceof InputError && message.test(error.describe()),
    `${path}: ${message}`
  );
}

test("a new folder and an empty one become ours, and stay so", async () => {
  const folder = newFolder();
  for (const path of [folder, join(folder, "deep/new"), folder]) {
    if (path !== folder && existsSync(join(folder, markerName))) continue;
    assert.equal(await claimOutput({path, kind: "build"}), path);
    assert.deepEqual([readdirSync(path), await kindOf(path)], [[markerName], "build"]);
  }
});

test("a folder with files but without our marker is refused, and nothing is written", async () => {
  const names = ["notes.txt", "0123456789ab/x", ".staging-1/x", "manifest.json", "options.json", ".hidden"];
  for (const name of [...names, markerName, `${markerName}/x`]) {
    const folder = writeFiles(newFolder(), {[name]: "of a stranger"});
    const before = readdirSync(folder, {recursive: true});
    await refused(folder, /not empty, and no command of this project wrote it.*choose a new or empty folder/);
    assert.deepEqual(readdirSync(folder, {recursive: true}), before);
  }
});

test("a marker that a killed run did not finish is that of an empty folder only", async () => {
  const folder = writeFiles(newFolder(), {[markerName]: ""});
  await claimOutput({path: folder, kind: "build"});
  assert.equal(await kindOf(folder), "build");
  await refused(writeFiles(newFolder(), {[markerName]: "", x: ""}), /not empty/);
});

test("the output of one command is not that of another, nor does one lie in another", async () => {
  const folder = newFolder();
  await claimOutput({path: folder, kind: "build"});
  await assert.rejects(
    checkOutput({path: folder, kind: "sample"}),
    /the folder holds build, which another command wrote/
  );
  await refused(join(folder, "deep/inside"), /lies in .*the output of a command/);
  assert.equal(existsSync(join(folder, "deep")), false);
});

test("no output is, or contains, the current folder, the home folder or the project", async () => {
  for (const path of ["", " ", "\t"]) await refused(path, /empty path/);
  const current = [".", "./", relative(process.cwd(), process.cwd()) || ".", process.cwd()];
  const above = ["/", "..", "../..", homedir(), dirname(homedir()), projectRoot, dirname(projectRoot)];
  for (const path of [...current, ...above])
    await refused(path, /would contain (the current folder|the home|this project)/);
  const link = join(newFolder(), "link");
  symlinkSync(projectRoot, link);
  await refused(link, /would contain (the current folder|this project)/);
});

test("no output lies in an input or around one, by whatever name", async () => {
  const folder = newFolder();
  const input = writeFiles(join(folder, "input"), {"records.csv": ""});
  const link = join(folder, "link");
  symlinkSync(input, link);
  await mark(folder, "indicators");
  const marked = join(newFolder(), "marked");
  mkdirSync(marked);
  await mark(marked, "build");
  writeFileSync(join(marked, "records.csv"), "");
  for (const path of [input, link, join(input, "../input")]) await refused(path, /contains an input/, [input]);
  for (const path of [join(input, "new"), join(link, "deep/new")]) await refused(path, /lies in an input/, [input]);
  await refused(join(input, "new"), /lies in an input/, [link]);
  await refused(marked, /contains an input/, [join(marked, "records.csv")]);
  assert.deepEqual(readdirSync(input), ["records.csv"]);
});

test("a file, and a link that leads nowhere, are no folders", async () => {
  const folder = writeFiles(newFolder(), {file: "mine"});
  symlinkSync(join(folder, "none"), join(folder, "link"));
  symlinkSync("loop", join(folder, "loop"));
  await refused(join(folder, "file"), /not a folder/);
  await refused(join(folder, "file/below"), /cannot write to the output folder \(ENOTDIR\)|is not a folder/);
  await refused(join(folder, "link"), /a link that leads nowhere/);
  await refused(join(folder, "loop"), /a link that leads nowhere/);
  assert.equal(readFileSync(join(folder, "file"), "utf8"), "mine");
});

test("a file is written where there is none, or an earlier one, and never over an input", () => {
  const folder = writeFiles(newFolder(), {input: "a", other: "b", ours: "ours", empty: ""});
  linkSync(join(folder, "input"), join(folder, "same"));
  symlinkSync("input", join(folder, "link"));
  const at = (name: string) => join(folder, name);
  const isOurs = (path: string) => readFileSync(path, "utf8") === "ours";
  const check = (path: string) => checkOutputFile(path, [at("input")], isOurs);
  for (const name of ["new", "ours", "empty"]) assert.equal(check(at(name)), at(name));
  for (const name of ["input", "same", "link"]) assert.throws(() => check(at(name)), /would replace an input/);
  assert.throws(() => check(at("other")), /this command did not write it/);
  assert.throws(() => check(at("none/new")), /no such folder/);
  assert.throws(() => check(folder), /a folder, not a file/);
  assert.throws(() => check(" "), /empty path/);
});
