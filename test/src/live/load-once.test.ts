import assert from "node:assert/strict";
import {test} from "node:test";
import {loadOnce} from "../../../src/live/load-once.ts";

test("what is loaded is loaded once, and after a failure again", async () => {
  let calls = 0;
  const load = loadOnce(async (what: string) => {
    if (++calls === 1) throw new Error("offline");
    return `${what} ${calls}`;
  });
  await assert.rejects(Promise.all([load("a"), load("b")]), /offline/);
  assert.equal(calls, 1);
  assert.deepEqual(await Promise.all([load("a"), load("b")]), ["a 2", "a 2"]);
  assert.equal(await load("c"), "a 2");
  assert.equal(calls, 2);
});
