import assert from "node:assert/strict";
import {mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {describeProcess, takeLock, withLock} from "../../../data-loaders/folders/lock.ts";
import {ownIdentity, silence, uniqueName} from "../../../data-loaders/folders/process-identity.ts";
import {endedName} from "../../support/ended-process.ts";
import {tempFolders} from "../../support/temp-folder.ts";

const newFolder = tempFolders();

test("one holds a lock until it releases it", async () => {
  const folder = newFolder();
  const first = await takeLock(join(folder, ".lock"));
  assert.ok("release" in first);
  assert.deepEqual(await takeLock(join(folder, ".lock")), {holder: ownIdentity()});
  await first.confirm();
  await first.release();
  const second = await takeLock(join(folder, ".lock"));
  assert.ok("release" in second);
  await second.release();
  assert.deepEqual(readdirSync(folder), []);
});

test("locks of processes that have ended are removed, whoever had their number", async () => {
  const folder = newFolder();
  for (const name of [endedName(), endedName({pid: process.pid}), endedName({pid: 1}), endedName({pid: 0})])
    mkdirSync(join(folder, `.lock-${name}`));
  const lock = await takeLock(join(folder, ".lock"));
  assert.ok("release" in lock);
  assert.equal(readdirSync(folder).length, 1);
  await lock.release();
});

test("a lock of another container counts for a minute after its last sign of life", async () => {
  const folder = newFolder();
  const path = join(folder, `.lock-${endedName({machine: "0123456789ab"})}`);
  mkdirSync(path);
  const refused = await takeLock(join(folder, ".lock"));
  assert.ok("holder" in refused);
  assert.match(describeProcess(refused.holder), /^process \d+ of another container or computer$/);
  const long = new Date(Date.now() - 2 * silence);
  utimesSync(path, long, long);
  const lock = await takeLock(join(folder, ".lock"));
  assert.ok("release" in lock);
  await lock.release();
});

test("what only looks like a lock neither locks nor is removed", async () => {
  const folder = newFolder();
  const kept = [".lock", ".lock-notes", `.lock-${uniqueName()}`, `.lock-${endedName()}`];
  for (const name of kept) writeFileSync(join(folder, name), "mine");
  const full = `.lock-${endedName()}`;
  mkdirSync(join(folder, full, "mine"), {recursive: true});
  const lock = await takeLock(join(folder, ".lock"));
  assert.ok("release" in lock);
  await lock.release();
  assert.deepEqual(readdirSync(folder).sort(), [...kept, full].sort());
});

test("a holder learns that its lock is gone", async () => {
  const folder = newFolder();
  const lock = await takeLock(join(folder, ".lock"));
  assert.ok("release" in lock);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), {recursive: true});
  await assert.rejects(lock.confirm(), /another process has taken over this folder/);
  await lock.release();
});

test("short tasks wait for each other", async () => {
  const folder = newFolder();
  let [inside, most] = [0, 0];
  await Promise.all(
    Array.from({length: 12}, async () =>
      withLock(join(folder, ".lock"), async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        --inside;
      })
    )
  );
  assert.equal(most, 1);
  assert.deepEqual(readdirSync(folder), []);
});
