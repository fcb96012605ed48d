import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {setTimeout} from "node:timers/promises";
import {FolderWatch} from "../../../../src/site/framework/folder-watch.ts";
import {tempFolder} from "../../../support/temp-folder.ts";

test("only files that matter call back, and a missing folder is skipped", async () => {
  const folder = tempFolder();
  let calls = 0;
  let called = () => {};
  const watching = new FolderWatch(
    () => {
      calls++;
      called();
    },
    (path) => path.endsWith(".ts")
  );
  watching.follow([folder, join(folder, "missing")]);
  try {
    writeFileSync(join(folder, "start.log"), "a line");
    await setTimeout(200);
    assert.equal(calls, 0);
    const calledBack = new Promise<void>((resolve) => (called = resolve));
    writeFileSync(join(folder, "page.ts"), "export {};");
    await calledBack;
    assert.equal(calls, 1);
  } finally {
    watching.close();
  }
});
