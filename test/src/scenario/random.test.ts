import assert from "node:assert/strict";
import test from "node:test";
import {Random} from "../../../src/scenario/random.ts";

// Limits are five standard errors, so another seed would pass too.
const draws = 10_000;

test("uniform numbers have the mean and variance of the unit interval", () => {
  const random = new Random(1);
  const values = Array.from({length: draws}, () => random.next());
  assert.ok(values.every((value) => value >= 0 && value < 1));
  assertMoments(values, {mean: 0.5, variance: 1 / 12, ofVariance: Math.sqrt(1 / 180)});
});

test("normal deviates have mean 0, variance 1 and no skew", () => {
  const random = new Random(1);
  const values = Array.from({length: draws}, () => random.normal());
  assertMoments(values, {mean: 0, variance: 1, ofVariance: Math.SQRT2});
  const positive = values.filter((value) => value > 0).length;
  assert.ok(Math.abs(positive - draws / 2) < (5 * Math.sqrt(draws)) / 2, String(positive));
});

test("integers take both ends, and each value as often", () => {
  const random = new Random(1);
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < draws; ++draw) ++counts[random.integer(2, 5) - 2]!;
  for (const count of counts) assert.ok(Math.abs(count - draws / 4) < 5 * Math.sqrt((draws * 3) / 16), String(counts));
});

test("a source set to the state of another goes on as that one does", () => {
  const [one, other] = [new Random(7), new Random(8)];
  one.next();
  other.state = one.state;
  assert.equal(one.next(), other.next());
});

/** @param of `ofVariance` is the standard deviation of a squared deviation from the mean */
function assertMoments(values: readonly number[], of: {mean: number; variance: number; ofVariance: number}): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const root = Math.sqrt(values.length);
  assert.ok(Math.abs(mean - of.mean) < (5 * Math.sqrt(of.variance)) / root, `mean ${mean}`);
  assert.ok(Math.abs(variance - of.variance) < (5 * of.ofVariance) / root, `variance ${variance}`);
}
