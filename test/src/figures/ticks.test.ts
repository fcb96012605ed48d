import assert from "node:assert/strict";
import {test} from "node:test";
import {scaleLinear} from "d3";
import fc from "fast-check";
import {tickTexts} from "../../../src/figures/ticks.ts";

const write = (value: number, decimals: number) => value.toFixed(decimals);
const textsOf = (ticks: readonly number[]) => tickTexts(ticks, write).map(({text}) => text);

test("the texts of an axis have the decimals that their step needs", () => {
  assert.deepEqual(textsOf([96, 96.5, 97, 97.5]), ["96.0", "96.5", "97.0", "97.5"]);
  assert.deepEqual(textsOf([0, 50, 100]), ["0", "50", "100"]);
  assert.deepEqual(textsOf([0, 0.1, 0.2, 0.30000000000000004]), ["0.0", "0.1", "0.2", "0.3"]);
  assert.deepEqual(textsOf([0, 0.25, 0.5]), ["0.00", "0.25", "0.50"]);
  assert.deepEqual(textsOf([7]), ["7"]);
  assert.deepEqual(textsOf([]), []);
});

test("no text stands twice on an axis, whatever its range, and each says its value", () => {
  const low = fc.double({min: -1000, max: 1000, noNaN: true});
  const span = fc.double({min: 0.01, max: 5000, noNaN: true});
  fc.assert(
    fc.property(low, span, fc.integer({min: 2, max: 8}), (from, size, count) => {
      const ticks = scaleLinear([from, from + size], [0, 1]).ticks(count);
      const texts = textsOf(ticks);
      assert.equal(new Set(texts).size, ticks.length);
      texts.forEach((text, i) => assert.ok(Math.abs(Number(text) - ticks[i]!) < 1e-6));
    })
  );
});
