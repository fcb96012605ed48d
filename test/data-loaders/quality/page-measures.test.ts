import assert from "node:assert/strict";
import {test} from "node:test";
import {slowdownFor} from "../../../data-loaders/quality/page-measures.ts";

test("a machine as strong as Lighthouse expects is slowed down four times, a weaker one less, none more", () => {
  assert.deepEqual([300, 750, 1000, 1250, 1500, 2400].map(slowdownFor), [1, 1, 2, 3, 4, 4]);
});
