import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import {buildTables} from "../../../tools/bench/build.ts";
import {drawPerformance, type Results} from "../../../tools/draw/performance.ts";

// Made-up figures.
const results: Results = {
  build: {
    first: [
      {name: "data", seconds: 20.25},
      {name: "report and pages", seconds: 40}
    ],
    again: [
      {name: "data", seconds: 0.5},
      {name: "report and pages", seconds: 30}
    ],
    weights: [
      {what: "files", weight: 350, limit: 20_000, unit: "files"},
      {what: "the whole site", weight: 126_000_000, limit: 160_000_000, unit: "bytes"}
    ]
  },
  pages: [
    {page: "/", paint: {fcp: 510, figures: 620, hasFigure: true, kilobytes: 127, shift: 0}, lighthouse: null, axe: []},
    {page: "/404", paint: null, lighthouse: null, axe: []}
  ],
  lab: [
    {name: "rca_threshold: shown", scale: "sample", unit: "ms", n: 60, median: 51, p95: 119},
    {name: "rca_threshold: engine", scale: "sample", unit: "ms", n: 60, median: 9, p95: 23}
  ]
};

test("the picture has a panel for each bench, with its own numbers, and no page that was not measured", () => {
  const svg = drawPerformance(results);
  const document = new JSDOM(svg, {contentType: "image/svg+xml"}).window.document;
  assert.equal(document.querySelectorAll("g > svg").length, 4);
  const text = document.documentElement.textContent;
  for (const part of [
    "fresh clone takes 60 seconds",
    "20.3",
    "350 of 20,000",
    "126.0 MB of 160.0 MB",
    "51 / 119 ms",
    "rca threshold"
  ])
    assert.ok(text.includes(part), part);
  assert.ok(!text.includes("404"));
  // Panels stand below each other, within the picture.
  const tops = Array.from(
    document.querySelectorAll("g > svg"),
    (panel) =>
      [
        Number(/translate\(0 (\d+)\)/.exec(panel.parentElement!.getAttribute("transform")!)![1]),
        Number(panel.getAttribute("height"))
      ] as const
  );
  tops.forEach(([y, height], i) =>
    assert.ok(y + height <= (tops[i + 1]?.[0] ?? Number(document.documentElement.getAttribute("height"))))
  );
});

test("the tables sum the steps and name the budgets", () => {
  assert.equal(
    buildTables(results.build),
    `| step | fresh clone, s | rebuild, s |
|---|---:|---:|
| data | 20.3 | 0.5 |
| report and pages | 40.0 | 30.0 |
| all | 60.3 | 30.5 |

| part | size | limit |
|---|---:|---:|
| files | 350 | 20,000 |
| the whole site | 126.0 MB | 160.0 MB |`
  );
});
