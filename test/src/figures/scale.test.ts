import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {document} from "./fixture.ts";

const {drawWith} = await import("../../../src/figures/svg.ts");
const {rcaKey, rcaStep} = await import("../../../src/figures/scale.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");
const css = readFileSync(new URL("../../../src/figures/marks.css", import.meta.url), "utf8");
const theme = readFileSync(new URL("../../../src/style/theme.css", import.meta.url), "utf8");

/** The two colours of a variable, light and dark. */
function colours(name: string, sheet = css): [string, string] {
  const found = new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(sheet);
  assert.ok(found, name);
  return [found[1]!, found[2]!];
}

/** Relative luminance and contrast of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

test("text on each colour of RCA has 4.5:1, the outermost colours stand out from the paper, light and dark", () => {
  for (let step = 1; step <= 7; ++step)
    for (const scheme of [0, 1]) {
      assert.ok(
        contrast(colours(`--rca-${step}`)[scheme]!, colours(`--on-rca-${step}`)[scheme]!) >= 4.5,
        `${step} ${scheme}`
      );
      if (step === 1 || step === 7)
        assert.ok(contrast(colours(`--rca-${step}`)[scheme]!, colours("--paper", theme)[scheme]!) >= 4.5);
      // Circles have an outline, so that the paler colours are seen too.
      assert.ok(contrast(colours("--ink-soft", theme)[scheme]!, colours("--paper", theme)[scheme]!) >= 3);
    }
});

test("a value that cannot be told from 1 is quiet, however far away it is", () => {
  assert.equal(rcaStep(3.51, 0.42, 12.67), 4);
  assert.equal(rcaStep(0.9, 0.61, 1.29), 4);
  assert.equal(rcaStep(0, 0, null), 4);
  assert.equal(rcaStep(null, 0, null), 4);
  assert.equal(rcaStep(Number.NaN, null, null), 4);
});

test("colours go by ratio, the same on both sides of 1", () => {
  const tight = (rca: number) => rcaStep(rca, rca * 0.99, rca * 1.01);
  assert.deepEqual([0.4, 0.6, 0.9, 1, 1.1, 1.5, 2.5].map(tight), [1, 2, 3, 4, 5, 6, 7]);
  for (const ratio of [1.05, 1.2, 1.5, 1.9, 2.2, 9]) assert.equal(tight(1 / ratio) + tight(ratio), 8);
});

test("the legend names the colours", () => {
  const legend = rcaKey(drawWith(document), words, 0, 0);
  assert.equal(legend.querySelectorAll("rect").length, 7);
  for (const text of ["below Europe’s share", "may be either", "above", "0.5", "0.75", "1.33", "2"])
    assert.ok(
      [...legend.querySelectorAll("text")].some(({textContent}) => textContent === text),
      text
    );
});
