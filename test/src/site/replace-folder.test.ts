import assert from "node:assert/strict";
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, test} from "node:test";
import {replaceFolder} from "../../../src/site/replace-folder.ts";

describe("replaceFolder", () => {
  let folder: string;
  const target = () => join(folder, "dist");
  const staging = () => join(folder, "staging");
  const fill = (contents: string) => async (staged: string) => {
    await mkdir(staged);
    await writeFile(join(staged, "file"), contents);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "replace-"));
  });

  afterEach(async () => await rm(folder, {recursive: true, force: true}));

  test("puts a folder where there was none, and in the place of one", async () => {
    for (const contents of ["one", "two"]) {
      await replaceFolder(target(), staging(), fill(contents));
      assert.equal(await readFile(join(target(), "file"), "utf8"), contents);
      assert.deepEqual(await readdir(folder), ["dist"]);
    }
  });

  test("leaves the old folder when filling fails, or makes nothing", async () => {
    await replaceFolder(target(), staging(), fill("one"));
    await assert.rejects(
      replaceFolder(target(), staging(), async (staged) => {
        await fill("two")(staged);
        throw new Error("no more");
      }),
      /no more/
    );
    await assert.rejects(
      replaceFolder(target(), staging(), async () => {}),
      {code: "ENOENT"}
    );
    assert.equal(await readFile(join(target(), "file"), "utf8"), "one");
    assert.deepEqual(await readdir(folder), ["dist"]);
  });

  test("removes what killed processes left, and nothing of running ones", async () => {
    // No process has this number: it is above the largest that systems give.
    const dead = "staging-999999999";
    const alive = `staging-${process.ppid}`;
    for (const name of [dead, `${dead}-old`, alive, "staging-area"]) await mkdir(join(folder, name));
    await replaceFolder(target(), staging(), fill("one"));
    assert.deepEqual((await readdir(folder)).sort(), ["dist", alive, "staging-area"].sort());
  });
});
