import assert from "node:assert/strict";
import {test} from "node:test";
import {fixed, number, percent} from "../../../src/words/en/locale.ts";

test("a number that rounds to zero has no sign", () => {
  assert.deepEqual([fixed(-0.04, 1), number(-0.4), percent(-0.0004), fixed(-0, 2)], ["0.0", "0", "0%", "0.00"]);
  assert.deepEqual([fixed(-0.06, 1), fixed(0.04, 1), number(-1200)], ["-0.1", "0.0", "-1,200"]);
});
