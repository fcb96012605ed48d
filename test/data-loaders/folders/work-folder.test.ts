import assert from "node:assert/strict";
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {test} from "node:test";
import {mark} from "../../../data-loaders/folders/marker.ts";
import {
  openWorkFolder,
  replaceFile,
  withTemporaryFolder,
  writeWhole
} from "../../../data-loaders/folders/work-folder.ts";
import {endedName} from "../../support/ended-process.ts";
import {tempFolders, writeFiles} from "../../support/temp-folder.ts";

const newFolder = tempFolders();

test("a work folder is of one run, and goes when it is closed", async () => {
  const folder = newFolder();
  const [one, other] = [await openWorkFolder(join(folder, "work")), await openWorkFolder(join(folder, "work"))];
  assert.notEqual(one.path, other.path);
  writeFiles(one.path, {"deep/file": ""});
  await one.close();
  await other.close();
  assert.deepEqual(readdirSync(folder), []);
});

test("a killed run leaves nothing for ever, at whatever step of making its folder it was killed", async () => {
  const folder = newFolder();
  const at = () => join(folder, `work-${endedName()}`);
  mkdirSync(at());
  writeFiles(at(), {".written-by": ""});
  const marked = at();
  writeFiles(marked, {"deep/file": "90 MB"});
  await mark(marked, "unfinished work");
  await (await openWorkFolder(join(folder, "work"))).close();
  assert.deepEqual(readdirSync(folder), []);
});

test("a file is replaced as a whole or not at all, and no draft stays", async () => {
  const folder = writeFiles(newFolder(), {file: "old", [`file.${process.pid}`]: "mine"});
  const path = join(folder, "file");
  await assert.rejects(
    replaceFile(path, async (draft) => {
      writeFileSync(draft, "half");
      return await Promise.reject(new Error("full disk"));
    }),
    /full disk/
  );
  assert.equal(readFileSync(path, "utf8"), "old");
  await writeWhole(path, "new");
  assert.equal(readFileSync(path, "utf8"), "new");
  assert.deepEqual(readdirSync(folder).sort(), ["file", `file.${process.pid}`]);
});

test("a temporary folder begins empty, and goes whatever happens", async () => {
  let used = "";
  const failing = withTemporaryFolder("test", (folder) => {
    used = folder;
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(dirname(dirname(folder)), tmpdir());
    return Promise.reject(new Error("no"));
  });
  await assert.rejects(failing, /no/);
  assert.equal(existsSync(dirname(used)), false);
});
