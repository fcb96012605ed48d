import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {describe, test} from "node:test";

const css = readFileSync(new URL("../../../src/style/theme.css", import.meta.url), "utf8");
const colours = new Map(
  Array.from(css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g), ([, name, light, dark]) => [
    name!,
    {light: light!, dark: dark!}
  ])
);

/** Contrast of two colours, 1–21, by WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((i) => parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const texts = ["--ink", "--ink-soft", "--accent", "--rca-above", "--rca-below", "--holds", "--fragile", "--fails"];
const marks = [
  "--group-health",
  "--group-digital",
  "--group-industry",
  "--group-energy",
  "--group-security",
  "--rule-strong"
];

describe("the colours of the site", () => {
  test("black on white has a contrast of 21", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
  });

  for (const scheme of ["light", "dark"] as const) {
    for (const [names, least, papers] of [
      [texts, 4.5, ["--paper", "--paper-raised"]],
      [["--ink", "--ink-soft", "--accent"], 4.5, ["--tint"]],
      [marks, 3, ["--paper"]]
    ] as const) {
      for (const name of names) {
        for (const paper of papers) {
          test(`${name} has ${least}:1 on ${paper}, ${scheme}`, () => {
            const found = contrast(colours.get(name)![scheme], colours.get(paper)![scheme]);
            assert.ok(found >= least, `${found.toFixed(2)}`);
          });
        }
      }
    }
  }
});
