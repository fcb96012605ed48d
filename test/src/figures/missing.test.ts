import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import type {Snapshot} from "../../../src/indicators/snapshot.ts";
import {figureWords as words} from "../../../src/words/en/figures.ts";
import {compareWords} from "../../../src/words/en/compare.ts";
import {publishedSnapshot, withWithheld} from "../narrative/fixture.ts";
import {document, permutedSnapshot} from "./fixture.ts";

const {figures} = await import("../../../src/figures/all.ts");
const {quadrantTable} = await import("../../../src/figures/compare-quadrants.ts");
const {compareTable, compareTitle, drawCompare} = await import("../../../src/figures/compare.ts");
const {trendChart} = await import("../../../src/figures/trend.ts");

const known = publishedSnapshot();
const snapshot = withWithheld(known, ["drones"], ["semiconductors"]);
const few: Snapshot = {
  ...known,
  technologies: known.technologies.map((technology) => ({...technology, quadrant: null})),
  totals: {...known.totals, patents: {...known.totals.patents, few: true}}
};

test("a withheld technology stands in a line of its own under the treemap, and as a square in the graph", () => {
  const treemap = figures.get("treemap-deals")!;
  const drawn = treemap.draw(snapshot, {width: 1080, document, words});
  const notes = [...drawn.querySelectorAll(".note")].map(({textContent}) => textContent);
  assert.equal(notes[1], "Partly published:Semiconductors");
  assert.equal(notes[2], "Not published, to protect single companies:Drones");
  const said =
    /Of 38 technologies, Flanders’ start-up funding is published in full in \d+, in part in 1 and not at all in 1; \d+ have none/;
  assert.match(treemap.title(snapshot, words), said);
  assert.match(treemap.describe(snapshot, words), said);
  assert.doesNotMatch(drawn.textContent!, /%/);
  const tile = (slug: string) => drawn.querySelector(`.tiles [data-technology=${slug}]`)!.getAttribute("data-label")!;
  assert.match(
    tile("semiconductors"),
    /^Semiconductors: US\$\d+ million; partly published, to protect single companies$/
  );
  assert.match(tile("cybersecurity"), /million; shares not published, to protect single companies$/);
  const graph = figures.get("graph-deals")!;
  const squares = graph.draw(snapshot, {width: 1080, document, words}).querySelectorAll("rect.unknown");
  assert.deepEqual(
    Array.from(squares, (square) => square.getAttribute("data-label")),
    ["Drones: not published, to protect single companies"]
  );
  assert.match(graph.title(snapshot, words), said);
  assert.match(graph.howToRead(snapshot, words), /hollow squares are not published/);
  assert.doesNotMatch(graph.howToRead(known, words), /squares/);
  for (const figure of [treemap, graph]) {
    const {columns, rows} = figure.table(snapshot, words);
    const row = rows.find(({technology}) => technology === "Drones")!;
    assert.deepEqual([row.count, row.rca], [{empty: "not published"}, {empty: "not published"}]);
    assert.equal(row.missing, "not published, to protect single companies");
    const partly = rows.find(({technology}) => technology === "Semiconductors")!;
    assert.ok(Number(partly.count) > 0);
    assert.deepEqual([partly.rca, partly.low], [{empty: "not published"}, {empty: "not published"}]);
    assert.equal(partly.missing, "partly published, to protect single companies");
    assert.equal(columns.at(-1)!.key, "missing");
  }
});

test("an unknown technology is not compared: no mark, no line, no place among those ahead", () => {
  const comparison = {first: snapshot, second: permutedSnapshot(), dataset: "deals", order: "first"} as const;
  const row = drawCompare(comparison, {width: 1080, document, words, compareWords}).querySelector(
    ".compare-row[data-technology=drones]"
  )!;
  assert.equal(row.querySelectorAll(".compare-mark").length, 1);
  assert.equal(row.querySelectorAll(".compare-line").length, 0);
  assert.match(row.getAttribute("data-label")!, /Flanders not published, to protect single companies/);
  assert.match(compareTitle(comparison, words, compareWords), /38 technologies have no published value$/);
  const {rows} = compareTable(comparison, words, compareWords);
  assert.equal(
    rows.find(({technology}) => technology === "Drones")!.missing,
    "not published, to protect single companies"
  );
});

test("a line by year has a gap where a year is unknown, and says why", () => {
  const points = [2021, 2022, 2023, 2024].map((year) => ({
    year,
    value: year === 2022 ? null : 1,
    benchmark: 1,
    missing: year === 2022 ? ("withheld" as const) : null
  }));
  const options = {width: 350, document, words, id: "t", region: "R", benchmark: "Europe", label: "Share", digits: 2};
  const svg = trendChart(points, options);
  assert.equal(svg.querySelector(".trend-own")!.getAttribute("d")!.match(/M/g)!.length, 2);
  assert.match(svg.textContent!, /Share; gaps: not published/);
  const none = trendChart(
    points.map((point) => ({...point, value: null, missing: "withheld" as const})),
    options
  );
  assert.match(none.textContent!, /not published, to protect single companies/);
});

test("a region with too few patents has no quadrants in the figures", () => {
  const framework = figures.get("framework")!;
  assert.match(framework.title(few, words), /has too few patents to tell the quadrants/);
  const drawn = framework.draw(few, {width: 1080, document, words});
  assert.match(drawn.querySelector(".note")!.textContent!, /^Too few patents to tell the quadrant:/);
  assert.equal(drawn.querySelectorAll(".note [data-technology]").length, 38);
  const graph = figures.get("graph-patents")!.draw(few, {width: 1080, document, words});
  assert.equal(graph.querySelectorAll(".divide").length, 0);
  for (const {quadrant} of framework.table(few, words).rows) assert.deepEqual(quadrant, {empty: "too few to tell"});
});

test("without patents on the site no quadrant is called too few", () => {
  const absent = {...few, totals: {...few.totals, patents: {...few.totals.patents, held: false}}};
  for (const [one, said] of [
    [few, "too few to tell"],
    [absent, "no data"]
  ] as const) {
    for (const {first, second} of quadrantTable(one, known, words, compareWords).rows) {
      assert.equal(first, said);
      assert.notEqual(second, said);
    }
    const comparison = {first: one, second: known, dataset: "deals", order: "first"} as const;
    for (const {first_quadrant: cell} of compareTable(comparison, words, compareWords).rows)
      assert.deepEqual(cell, {empty: said});
    for (const {quadrant} of figures.get("graph-deals")!.table(one, words).rows)
      assert.deepEqual(quadrant, {empty: said});
  }
});
