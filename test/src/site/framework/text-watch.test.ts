import assert from "node:assert/strict";
import {mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {setTimeout} from "node:timers/promises";
import {followText} from "../../../../src/site/framework/text-watch.ts";
import {tempFolder} from "../../../support/temp-folder.ts";

/** Follows the text of all pages of a folder; `fails` makes readings fail as long as it is true. */
function following(root: string) {
  const state = {fails: false, changes: 0, readings: 0, errors: [] as string[]};
  const ended = new AbortController();
  const read = () => {
    state.readings++;
    if (state.fails) throw new Error("no such file");
    const pages = readdirSync(root, {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".md"));
    return Promise.resolve(pages.map((name) => readFileSync(join(root, name), "utf8")).join("\n"));
  };
  followText(
    {
      root,
      read,
      changed: () => state.changes++,
      failed: (error) => state.errors.push((error as Error).message)
    },
    ended.signal
  );
  return {state, end: () => ended.abort()};
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 5000 && !condition(); waited += 20) await setTimeout(20);
  assert.ok(condition());
}

test("a reading that fails while an editor renames a file is told, and the next one counts", async () => {
  const root = tempFolder();
  writeFileSync(join(root, "index.md"), "one");
  const {state, end} = following(root);
  try {
    await until(() => state.readings === 1);
    state.fails = true;
    writeFileSync(join(root, "index.md.tmp"), "two");
    renameSync(join(root, "index.md.tmp"), join(root, "index.md"));
    await until(() => state.errors.length === 1);
    assert.equal(state.errors[0], "no such file");
    assert.equal(state.changes, 0);
    state.fails = false;
    writeFileSync(join(root, "index.md"), "three");
    await until(() => state.changes === 1);
  } finally {
    end();
  }
});

test("a page in a new folder is followed, also one that comes later than its folder", async () => {
  const root = tempFolder();
  const {state, end} = following(root);
  try {
    await until(() => state.readings === 1);
    mkdirSync(join(root, "lab"));
    await until(() => state.readings === 2);
    writeFileSync(join(root, "lab", "page.md"), "one");
    await until(() => state.changes === 1);
  } finally {
    end();
  }
});

test("an end during the first reading leaves no watcher behind", async () => {
  const root = tempFolder();
  const {state, end} = following(root);
  end();
  await setTimeout(100);
  writeFileSync(join(root, "index.md"), "one");
  await setTimeout(150);
  assert.deepEqual(state, {fails: false, changes: 0, readings: 0, errors: []});
});
