import assert from "node:assert/strict";
import {existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {mark, markerName} from "../../../data-loaders/folders/marker.ts";
import {uniqueName} from "../../../data-loaders/folders/process-identity.ts";
import {replaceFolder} from "../../../data-loaders/folders/replace-folder.ts";
import {endedName} from "../../support/ended-process.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = tempFolder();
let folders = 0;

function newPlace() {
  const parent = join(root, String(++folders));
  mkdirSync(parent);
  const path = join(parent, "dist");
  const replaced = {path, kind: "site", staging: join(parent, "staging")} as const;
  return {parent, path, replaced, content: () => readFileSync(join(path, "file"), "utf8")};
}

const fill = (content: string) => async (staged: string) => {
  await mkdir(staged);
  await writeFile(join(staged, "file"), content);
};

/** A run that was killed after it had taken the old folder away. */
async function killedBetween(parent: string, old: Record<string, string>): Promise<string> {
  const work = join(parent, `staging-${endedName()}`);
  writeFiles(join(work, "old"), old);
  writeFiles(join(work, "new"), {file: "new"});
  await mark(join(work, "old"), "site");
  await mark(work, "unfinished work");
  return work;
}

test("puts a folder where there was none, and in the place of its own", async () => {
  const {parent, path, replaced, content} = newPlace();
  for (const text of ["one", "two"]) {
    await replaceFolder(replaced, fill(text));
    assert.equal(content(), text);
    assert.deepEqual(readdirSync(parent), ["dist"]);
    assert.deepEqual(readdirSync(path).sort(), [markerName, "file"]);
  }
});

test("leaves the old folder when filling fails, or makes nothing", async () => {
  const {parent, replaced, content} = newPlace();
  await replaceFolder(replaced, fill("one"));
  await assert.rejects(
    replaceFolder(replaced, async (staged) => {
      await fill("two")(staged);
      throw new Error("no more");
    }),
    /no more/
  );
  await assert.rejects(
    replaceFolder(replaced, async () => {}),
    {code: "ENOENT"}
  );
  assert.equal(content(), "one");
  assert.deepEqual(readdirSync(parent), ["dist"]);
});

test("removes what killed runs left, and nothing of running ones or of others", async () => {
  const {parent, replaced} = newPlace();
  const kept = [`staging-${uniqueName()}`, "staging-area", "staging-999999999", `staging-${endedName()}`];
  for (const name of kept) writeFiles(join(parent, name), {file: "kept"});
  await mark(join(parent, kept[0]!), "unfinished work");
  const empty = join(parent, `staging-${endedName()}`);
  mkdirSync(empty);
  const marked = join(parent, `staging-${endedName()}`);
  writeFiles(marked, {"new/file": "half"});
  await mark(marked, "unfinished work");
  await replaceFolder(replaced, fill("one"));
  assert.deepEqual(readdirSync(parent).sort(), ["dist", ...kept].sort());
});

test("after a kill between the two renames, a build that fails leaves the old folder in its place", async () => {
  const {parent, replaced, content} = newPlace();
  await killedBetween(parent, {file: "old"});
  await assert.rejects(
    replaceFolder(replaced, () => Promise.reject(new Error("no"))),
    /no/
  );
  assert.equal(content(), "old");
  assert.deepEqual(readdirSync(parent), ["dist"]);
  await replaceFolder(replaced, fill("next"));
  assert.equal(content(), "next");
});

test("what a killed run had taken away does not replace what came since", async () => {
  const {parent, replaced, content} = newPlace();
  await replaceFolder(replaced, fill("since"));
  await killedBetween(parent, {file: "old"});
  await assert.rejects(
    replaceFolder(replaced, () => Promise.reject(new Error("no"))),
    /no/
  );
  assert.equal(content(), "since");
});

test("files that appear during the build stay, and the build is refused", async () => {
  const {path, replaced, content} = newPlace();
  await assert.rejects(
    replaceFolder(replaced, async (staged) => {
      await fill("one")(staged);
      writeFiles(path, {file: "of a stranger"});
    }),
    /not empty, and no command of this project wrote it/
  );
  assert.equal(content(), "of a stranger");
});

test("a link is refused, wherever it leads; a cache is replaced whatever it holds", async () => {
  const {parent, path, replaced} = newPlace();
  symlinkSync(join(parent, "elsewhere"), path);
  await assert.rejects(replaceFolder(replaced, fill("one")), /a link that leads nowhere/);
  assert.equal(existsSync(join(parent, "elsewhere")), false);
  mkdirSync(join(parent, "elsewhere"));
  await assert.rejects(replaceFolder(replaced, fill("one")), /a link, and a folder that is replaced/);
  assert.deepEqual(readdirSync(join(parent, "elsewhere")), []);
  const cache = {...newPlace().replaced, kind: "cache" as const};
  writeFiles(cache.path, {file: "earlier"});
  await replaceFolder(cache, fill("cached"));
  assert.deepEqual(readdirSync(cache.path), ["file"]);
});

test("two builds at once leave one of the two results, whole", async () => {
  const {parent, replaced, content} = newPlace();
  await Promise.all(["one", "two", "three"].map(async (text) => await replaceFolder(replaced, fill(text))));
  assert.match(content(), /^(one|two|three)$/);
  assert.deepEqual(readdirSync(parent), ["dist"]);
});
