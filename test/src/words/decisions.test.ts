import assert from "node:assert/strict";
import {test} from "node:test";
import {evidenceWords, reviewWords} from "../../../src/words/en/decisions.ts";

test("a region without any count has neither shares nor an RCA in a sentence", () => {
  assert.equal(evidenceWords.ratio({share: null, benchmark_share: 0.031, rca: null}, "pooled"), null);
  assert.match(
    evidenceWords.ratio({share: 0.0625, benchmark_share: 0.05, rca: 1.25}, "mean")!,
    / is 6\.25%; the mean share of European regions is 5\.00%\. That gives an RCA of 1\.25\.$/
  );
  assert.equal(reviewWords.standing("patents", 0, null), "0");
  assert.equal(reviewWords.standing("patents", 0, 0), "0; RCA 0.00");
});
