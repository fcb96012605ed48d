import assert from "node:assert/strict";
import {test} from "node:test";
import {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {statement} from "../../../src/narrative/claims/claim.ts";
import {curvesOf, runDesign, type SpecificationRow, summarise} from "../../../src/scenario/robustness.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {publishedScenario, type ScenarioBase} from "../../../src/scenario/scenario.ts";
import {makeDesign} from "../../../src/scenario/specifications.ts";
import {published as report} from "../narrative/fixture.ts";
import {tinyBase, type TinyDocument, type TinyLink, type TinyWorld, writeWorld} from "../../support/tiny-world.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

/*
 * Patents, each with one code but for those of the United States:
 *
 *                photonics  drones  other   total
 *   BE21                 3       1      -       4
 *   NL41                 1       3      -       4
 *   UKI3                 8       -      -       8
 *   US, outside          2       4      4       (1 photonics and other, 3 drones and other, 1 photonics and drones)
 *
 * BE21 has 3/4 of its patents in photonics and 1/4 in drones. By benchmark:
 *
 *                     share of photonics, drones              RCA of photonics, drones
 *   Europe, pooled    12/16, 4/16                             1, 1
 *   Europe, mean      (3/4 + 1/4 + 1) / 3 = 2/3, 1/3          9/8, 3/4
 *   EU27, pooled      4/8, 4/8                                3/2, 1/2
 *   EU27, mean        (3/4 + 1/4) / 2 = 1/2, 1/2              3/2, 1/2
 *
 * Together: photonics and other 1, drones and other 3, photonics and drones 1; sums 2, 4 and 4. Cosines of drones: with
 * photonics 1/√8, with other 3/4. Where photonics is above 1, drones have the density 100 · (1/√8) / (1/√8 + 3/4) =
 * 32.0377 and the line lies at half of it; photonics has 0, since nothing that it is related to is above 1. In the
 * first row none is above 1: all 0. Four places are one run: complexity 100 for both, which is on the line.
 */
const document = (place: string, codes: readonly string[], number: number): TinyDocument => ({
  year: 2022,
  places: [[place, 1]],
  codes,
  number,
  amount: number
});
const link = (symbol: string, technology: string): TinyLink => ({
  vocabulary: "cpc",
  symbol,
  technology,
  similarity: 0,
  cooccurrence: null,
  decision: "accept"
});
const elsewhere = [document("BE21", ["other"], 1)];
const world: TinyWorld = {
  places: [
    {code: "BE21", nuts1: "BE2", benchmark: true},
    {code: "NL41", nuts1: "NL4", benchmark: true},
    {code: "UKI3", nuts1: "UKI", benchmark: true},
    {code: "US", nuts1: null, benchmark: false}
  ],
  technologies: ["photonics", "drones"],
  links: [link("H01L1", "photonics"), link("B64U1", "drones")],
  documents: {
    patents: [
      document("BE21", ["H01L1"], 3),
      document("BE21", ["B64U1"], 1),
      document("NL41", ["H01L1"], 1),
      document("NL41", ["B64U1"], 3),
      document("UKI3", ["H01L1"], 8),
      document("US", ["H01L1", "A61K1"], 1),
      document("US", ["B64U1", "A61K1"], 3),
      document("US", ["H01L1", "B64U1"], 1)
    ],
    publications: elsewhere,
    publications_earlier: elsewhere,
    deals: elsewhere
  }
};
const base: ScenarioBase = {
  ...tinyBase,
  region: "BE21",
  regions: new Map([["BE21", "Antwerp"]]),
  technologies: new Set(world.technologies)
};
const claims = [
  statement("photonics-above", "3.1", {references: [], predicate: (view) => view.rca("patents", "photonics") > 1}),
  statement("drones-not-far-below", "3.1", {
    references: [],
    predicate: (view) => view.rca("patents", "drones") > 0.7
  }),
  statement("drones-off-parity", "3.1", {
    references: [],
    predicate: (view) => (view.rca("patents", "drones") === 1 ? null : true)
  })
];

const db = await WorkDatabase.open();
closeAtExit(db);
await writeWorld(db, world);
const runner = await ScenarioRunner.open(async (sql) => await db.columns(sql), base.regions, publishedScenario(base));
const design = makeDesign(base, {chosen: new Set(["benchmark"])});
const rows: SpecificationRow[] = [];
for await (const {row} of runDesign(runner, design, claims, report)) rows.push(row);
const summary = summarise(
  design,
  rows,
  claims.map(({id}) => id),
  world.technologies
);

test("the four ways through two choices are those of the table, in its order", () => {
  assert.deepEqual(
    design.specifications.map(({scenario: {benchmark_area, benchmark}}) => `${benchmark_area} ${benchmark}`),
    ["europe pooled", "europe mean", "eu27 pooled", "eu27 mean"]
  );
});

test("claims hold in as many specifications as the table says, and single choices that turn them are named", () => {
  assert.deepEqual(summary.claims, {
    "photonics-above": {holds: 3, told: 4, turnedBy: ["benchmark-mean", "eu27"]},
    "drones-not-far-below": {holds: 2, told: 4, turnedBy: ["eu27"]},
    // Untold in the published view, so that no choice can turn it.
    "drones-off-parity": {holds: 3, told: 3, turnedBy: []}
  });
});

test("curves are the columns of the table", () => {
  const {patents, density, complexity, "density-line": over, "complexity-line": above} = curvesOf(rows, 2);
  assert.deepEqual(patents, [
    [1, 1.125, 1.5, 1.5],
    [1, 0.75, 0.5, 0.5]
  ]);
  assert.deepEqual(density, [
    [0, 0, 0, 0],
    [0, 32.0377, 32.0377, 32.0377]
  ]);
  assert.deepEqual(over, [
    [0, -16.0189, -16.0189, -16.0189],
    [0, 16.0189, 16.0189, 16.0189]
  ]);
  assert.deepEqual([complexity, above], [Array(2).fill(Array(4).fill(100)), Array(2).fill(Array(4).fill(0))]);
});

test("quadrants, ranks and spreads follow", () => {
  const [photonics, drones] = summary.technologies;
  const none = {optimal: 0, moonshot: 0, none: 0};
  assert.deepEqual([photonics!.quadrants, photonics!.published], [{...none, incremental: 0, cautious: 4}, "cautious"]);
  assert.deepEqual([drones!.quadrants, drones!.published], [{...none, incremental: 3, cautious: 1}, "cautious"]);
  // Of four values in their order, the 5th of 100 is the first, the 50th the second, the 95th the last.
  assert.deepEqual(photonics!.rca.patents, {least: 1, low: 1, median: 1.125, high: 1.5, most: 1.5});
  assert.deepEqual(drones!.rca.patents, {least: 0.5, low: 0.5, median: 0.5, high: 1, most: 1});
  // UKI3 has photonics alone, NL41 has more drones: second place in both, whatever the benchmark.
  const second = {least: 2, low: 2, median: 2, high: 2, most: 2, published: 2};
  assert.deepEqual([photonics!.ranks.patents, drones!.ranks.patents], [second, second]);
  // Both have the density 0 at first and share the first place; then drones are ahead.
  assert.deepEqual(photonics!.ranks.density, {least: 1, low: 1, median: 2, high: 2, most: 2, published: 1});
  assert.deepEqual(drones!.ranks.density, {least: 1, low: 1, median: 1, high: 1, most: 1, published: 1});
});
