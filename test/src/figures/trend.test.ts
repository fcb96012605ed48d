import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import {document} from "./fixture.ts";

const {rankStrip, trendChart} = await import("../../../src/figures/trend.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");
const options = {
  width: 350,
  document,
  words,
  id: "trend",
  region: "Flanders",
  benchmark: "Europe",
  label: "Share of patents, %",
  digits: 1
};

test("two lines have a point for each year with a value and their names at the ends, apart from each other", () => {
  const svg = trendChart(
    [2020, 2021, 2022, 2023].map((year, at) => ({year, value: at === 1 ? null : 3 + at, benchmark: at + 3.1})),
    options
  );
  assert.equal(svg.querySelector(".trend-own")!.getAttribute("d")!.split(/[ML]/).length - 1, 3);
  assert.equal(svg.querySelector(".trend-benchmark")!.getAttribute("d")!.split(/[ML]/).length - 1, 4);
  const [own, benchmark] = [...svg.querySelectorAll("text")].slice(-2);
  assert.deepEqual([own!.textContent, benchmark!.textContent], ["Flanders 6.0", "Europe 6.1"]);
  assert.ok(Math.abs(Number(own!.getAttribute("y")) - Number(benchmark!.getAttribute("y"))) >= 14.9);
  assert.equal(
    svg.getAttribute("aria-label"),
    "Share of patents, %, 2020 to 2023: Flanders goes from 3.0 to 6.0, Europe from 3.1 to 6.1."
  );
});

test("where years are published together, a notice stands in the place of the lines", () => {
  const svg = trendChart(
    [2020, 2021].map((year) => ({year, value: null, benchmark: null, missing: "pooled" as const})),
    options
  );
  assert.equal(svg.textContent, "years are published together");
  assert.equal(svg.querySelector("path"), null);
});

test("no value, one value and zeros are drawn", () => {
  for (const points of [
    [],
    [{year: 2020, value: null, benchmark: 1}],
    [{year: 2020, value: 2, benchmark: null}],
    [
      {year: 2020, value: 0, benchmark: 0},
      {year: 2021, value: 0, benchmark: 0}
    ]
  ]) {
    const svg = trendChart(points, options);
    assert.doesNotMatch(svg.outerHTML, /NaN|undefined|Infinity/);
  }
  assert.match(trendChart([], options).textContent!, /No values/);
});

test("the numbers of an axis differ, however small the values", () => {
  for (let most = 1e-5; most < 1e4; most *= 1.37) {
    const svg = trendChart(
      [2020, 2021].map((year, i) => ({year, value: i * most, benchmark: most / 2})),
      options
    );
    const texts = Array.from(svg.querySelectorAll(".axis text[text-anchor=end]"), (one) => one.textContent!);
    assert.ok(texts.length > 1, String(most));
    assert.equal(new Set(texts).size, texts.length, texts.join(" "));
    assert.ok(
      texts.every((text) => Number(text.replaceAll(",", "")) <= 2 * most),
      texts.join(" ")
    );
  }
});

test("the strip has a line for each other region and names the chosen one with its place", () => {
  const values = [
    {code: "BE21", rca: 5},
    {code: "AT11", rca: 3},
    {code: "AT12", rca: 0},
    {code: "AT13", rca: null},
    {code: "AT21", rca: 7, missing: "few" as const}
  ];
  const options = {width: 350, document, words, id: "strip", region: "BE2"};
  const own = {name: "Flanders", rca: 2.01, rank: 2, ranked: 3, missing: null};
  const svg = rankStrip(values, {...options, own});
  assert.equal(svg.querySelector(".strip")!.getAttribute("d")!.split("M").length - 1, 2);
  assert.match(svg.textContent!, /Flanders 2\.01, 2nd of 3/);
  assert.match(
    svg.getAttribute("aria-label")!,
    /^RCA of 3 regions on one line: 2 of 3 are above 1; Flanders has 2\.01, rank 2\.$/
  );
  for (const [changes, said, number] of [
    [{missing: "few"}, "Flanders: too few to tell", false],
    [{missing: "withheld", rca: null}, "Flanders: not published", false],
    [{rca: 0}, "Flanders 0.00", true],
    [{rca: null}, "", false]
  ] as const) {
    const other = rankStrip(values, {...options, own: {...own, rank: null, ...changes}});
    assert.ok(other.textContent!.includes(said), other.textContent!);
    assert.equal(other.querySelector(".strip-own") !== null, number);
    assert.doesNotMatch(other.outerHTML, /NaN|undefined|Infinity|null|rank/);
  }
});
