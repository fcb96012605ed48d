import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import {indicators, type RobustnessSummary} from "../../../src/scenario/robustness.ts";
import {choicesFor, makeDesign} from "../../../src/scenario/specifications.ts";
import {narrativeWords} from "../../../src/words/en/narrative.ts";
import {base} from "../scenario/fixture.ts";
import {publishedSnapshot} from "../narrative/fixture.ts";
import {document} from "./fixture.ts";
import {byDataset} from "../../../src/terms/lenses.ts";

const {sharesFigure} = await import("../../../src/figures/shares.ts");
const {rankIntervalsFigure} = await import("../../../src/figures/rank-intervals.ts");
const {notableSpecifications, specificationCurve} = await import("../../../src/figures/specification-curve.ts");
const {robustnessWords: says, sharePercent} = await import("../../../src/words/en/robustness.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");

const {technologies} = publishedSnapshot();
const context = {document, words, says, technologies};
const count = 200;
/** Synthetic shares and places. The first technology has no quadrant and no place in funding. */
const summary: RobustnessSummary = {
  count,
  claims: {},
  technologies: technologies.map(({slug, quadrant}, at) => {
    const own = at === 0 ? "none" : quadrant!;
    const quadrants = {optimal: 0, moonshot: 0, incremental: 0, cautious: 0, none: 0};
    quadrants[own] = count - (at % 10) * 10;
    quadrants[own === "cautious" ? "optimal" : "cautious"] = (at % 10) * 10;
    const spread = (middle: number) => ({
      least: Math.max(1, middle - 9),
      low: Math.max(1, middle - 4),
      median: middle,
      high: middle + 6,
      most: middle + 20,
      published: middle
    });
    return {
      slug,
      quadrants,
      published: at === 0 ? null : quadrant,
      ranks: {
        patents: spread(5 * at + 1),
        publications: spread(2 * at + 1),
        deals: at === 0 ? null : spread(at + 1),
        density: spread(at + 1),
        complexity: spread(38 - at)
      },
      rca: {patents: null, publications: null, deals: null}
    };
  })
};
const widths = [1080, 350];
const number = (element: Element, name: string) => Number(element.getAttribute(name));

test("bars divide all specifications, and the outlined part is the published quadrant", () => {
  const figure = sharesFigure(summary, context);
  for (const width of widths) {
    const svg = figure.draw(width);
    const marks = [...svg.querySelectorAll("[data-technology]")];
    assert.deepEqual(
      marks.map((mark) => mark.getAttribute("data-technology")).sort(),
      technologies.map(({slug}) => slug).sort()
    );
    for (const mark of marks) {
      const bars = [...mark.querySelectorAll("rect[class^=in-]")];
      const one = summary.technologies.find(({slug}) => slug === mark.getAttribute("data-technology"))!;
      const whole = bars.reduce((sum, bar) => sum + number(bar, "width") + 0.5, 0);
      for (const bar of bars)
        assert.ok(
          Math.abs(
            (number(bar, "width") + 0.5) / whole -
              one.quadrants[bar.getAttribute("class")!.slice(3) as "optimal"] / count
          ) < 0.01,
          one.slug
        );
      const outline = mark.querySelector(".outlined")!,
        own = mark.querySelector(`.in-${one.published ?? "none"}`)!;
      assert.ok(
        Math.abs(number(outline, "x") - number(own, "x")) <= 1 &&
          Math.abs(number(outline, "width") - number(own, "width")) <= 2,
        one.slug
      );
      assert.ok(bars.every((bar) => number(bar, "x") + number(bar, "width") <= width));
    }
  }
  assert.equal(figure.table.rows.length, 38);
  for (const row of figure.table.rows)
    assert.equal(
      ["optimal", "moonshot", "incremental", "cautious", "none"].reduce((sum, part) => sum + (row[part] as number), 0),
      100
    );
  const stable = summary.technologies.filter(
    ({published, quadrants}) => published && quadrants[published] >= 0.9 * count
  ).length;
  assert.ok(figure.title.startsWith(`${stable} of 38 `), figure.title);
});

test("ranges hold the published place, and a technology without one has no mark for it", () => {
  const figure = rankIntervalsFigure(summary, context);
  for (const width of widths) {
    const svg = figure.draw(width);
    assert.equal(svg.querySelectorAll("[data-technology][data-label]").length, 38);
    assert.equal(svg.querySelectorAll("[data-technology] .range-all").length, 3 * 38 - 1);
    for (const row of svg.querySelectorAll("[data-technology]")) {
      const wide = [...row.querySelectorAll(".range-all")].map((line) =>
        /M([\d.]+),[\d.]+H([\d.]+)/.exec(line.getAttribute("d")!)!.slice(1).map(Number)
      );
      const inner = [...row.querySelectorAll(".range-nine")].map((line) =>
        /M([\d.]+),[\d.]+H([\d.]+)/.exec(line.getAttribute("d")!)!.slice(1).map(Number)
      );
      wide.forEach(([from, to], i) => assert.ok(from! <= inner[i]![0]! && inner[i]![1]! <= to! && to! <= width));
    }
  }
  assert.deepEqual(
    figure.table.rows.map((row) => row.patents),
    technologies.map((_, at) => 5 * at + 1)
  );
  assert.equal(figure.table.rows[0]!.deals, null);
});

const design = makeDesign(base, {count});

test("a curve goes from the lowest to the highest value, and every level has a line with its specifications", () => {
  for (const indicator of indicators) {
    const values = design.specifications.map((_, i) => (i === 7 ? null : ((i * 37) % 101) / 10 - 4));
    const figure = specificationCurve(
      {design, indicator, technology: technologies[0]!, values},
      {document, words, says, alternatives: narrativeWords.alternatives}
    );
    for (const width of widths) {
      const svg = figure.draw(width);
      const dots = [...svg.querySelectorAll(".spec-dots")]
        .flatMap((path) =>
          [...path.getAttribute("d")!.matchAll(/M([\d.]+),([\d.]+)h0/g)].map(
            ([, x, y]) => [Number(x), Number(y)] as const
          )
        )
        .sort((a, b) => a[0] - b[0]);
      assert.equal(dots.length, count - 1);
      assert.ok(
        dots.every(([x, y], i) => x <= width && (i === 0 || y <= dots[i - 1]![1])),
        indicator
      );
      assert.equal(svg.querySelectorAll("[data-level]").length, figure.table.rows.length);
      assert.equal(svg.querySelectorAll(".spec-published").length, 1);
    }
    const byChoice = new Map<unknown, number>();
    for (const row of figure.table.rows)
      byChoice.set(row.choice, (byChoice.get(row.choice) ?? 0) + (row.number as number));
    assert.ok(byChoice.size >= 7 && [...byChoice.values()].every((sum) => sum === count - 1), indicator);
    for (const text of [figure.title, figure.howToRead])
      assert.ok(text.length > 20 && !/NaN|undefined|null/.test(text), text);
  }
  const empty = specificationCurve(
    {design, indicator: "patents", technology: technologies[0]!, values: design.specifications.map(() => null)},
    {document, words, says, alternatives: narrativeWords.alternatives}
  );
  assert.equal(empty.draw(350).querySelectorAll("[data-label]").length, 0);
});

test("notable specifications are those of the values", () => {
  const found = notableSpecifications([5, 9, null, 1, 3, 7]);
  assert.deepEqual(
    found.map(({rank, at}) => `${rank} ${at}`),
    ["least 3", "quarter 4", "median 0", "published 0", "threeQuarters 5", "most 1"]
  );
  assert.deepEqual(notableSpecifications([null]), []);
});

test("every choice and level has words, and only none and all are 0 and 100 %", () => {
  const decades = [2000, 2040] as const;
  const years = byDataset({patents: decades, publications: decades, deals: decades});
  const choices = choicesFor({...base, years}, "BE2");
  assert.deepEqual(choices.map(({id}) => id).sort(), Object.keys(says.choices).sort());
  assert.deepEqual(choices.flatMap(({levels}) => levels.map(({id}) => id)).sort(), Object.keys(says.levels).sort());
  assert.deepEqual([0, 0.001, 0.5, 0.998, 1].map(sharePercent), ["0%", "under 1%", "50%", "over 99%", "100%"]);
});
