import assert from "node:assert/strict";
import test from "node:test";
import type {Snapshot} from "../../../src/indicators/snapshot.ts";
import {claimsFor} from "../../../src/narrative/claims.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import {
  curvesOf,
  describeSnapshot,
  indicators,
  runDesign,
  type SpecificationRow,
  spreadOf,
  summarise,
  triedClaims
} from "../../../src/scenario/robustness.ts";
import {makeDesign} from "../../../src/scenario/specifications.ts";
import type {Scenario} from "../../../src/scenario/scenario.ts";
import type {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {published, publishedSnapshot, withValues, years} from "../narrative/fixture.ts";
import {base} from "./fixture.ts";
import {lenses} from "../../../src/terms/lenses.ts";

const claims = triedClaims(claimsFor("BE2", published, years));
const ids = claims.map(({id}) => id);
const first = publishedSnapshot();
const slugs = first.technologies.map(({slug}) => slug);
const design = makeDesign(base, {count: 60});

/** Synthetic values that follow a scenario: every technology moves, some lose their values or their quadrant. */
function valuesOf(scenario: Scenario): Snapshot {
  const at = design.specifications.findIndex((one) => JSON.stringify(one.scenario) === JSON.stringify(scenario));
  let state = at * 104729;
  const next = () => (state = (state * 48271 + 11) % 2147483647) / 2147483647;
  let snapshot = first;
  if (at === 0) return snapshot;
  for (const slug of slugs)
    for (const lens of lenses) {
      const {rca, density} = snapshot.technologies.find((one) => one.slug === slug)!.lenses[lens];
      snapshot = withValues(snapshot, slug, lens, {
        rca: rca! * (0.5 + next()),
        density: next() < 0.02 ? null : density! + next(),
        rank: 1 + Math.floor(next() * 295)
      });
    }
  return {
    ...snapshot,
    technologies: snapshot.technologies.map((technology) => ({
      ...technology,
      complexity: next() < 0.02 ? null : technology.complexity! + next(),
      quadrant:
        next() < 0.05 ? null : (["optimal", "moonshot", "incremental", "cautious"] as const)[Math.floor(next() * 4)]!
    }))
  };
}

const snapshots = design.specifications.map(({scenario}) => valuesOf(scenario));
const runner = {snapshot: async (scenario: Scenario) => valuesOf(scenario)} as unknown as ScenarioRunner;
const rows: SpecificationRow[] = [];
for await (const {row} of runDesign(runner, design, claims, published)) rows.push(row);
const summary = summarise(design, rows, ids, slugs);

/** The p-th percentile by counting, not by sorting. */
function percentile(values: readonly number[], percent: number): number {
  return Math.min(
    ...values.filter((one) => values.filter((other) => other <= one).length * 100 >= percent * values.length)
  );
}

test("claims are counted as asking each snapshot counts them", () => {
  assert.equal(summary.count, 60);
  assert.deepEqual(Object.keys(summary.claims), ids);
  assert.ok(ids.length > 100 && claims.every(({kind, byReportChoices}) => kind !== "number" && !byReportChoices));
  for (const claim of claims) {
    const truths = snapshots.map((snapshot) => claim.predicate(createView(snapshot, published)));
    const turned = design.specifications.flatMap(({levels, changed}, i) => {
      const at = levels.findIndex((level) => level !== 0);
      return changed === 1 && truths[0] !== null && truths[i] === !truths[0]
        ? [design.choices[at]!.levels[levels[at]!]!.id]
        : [];
    });
    assert.deepEqual(
      summary.claims[claim.id],
      {
        holds: truths.filter((one) => one === true).length,
        told: truths.filter((one) => one !== null).length,
        turnedBy: turned
      },
      claim.id
    );
  }
  assert.ok(Object.values(summary.claims).some(({holds, told}) => holds > 0 && holds < told));
});

test("quadrants, ranks and RCAs of each technology are those of the snapshots", () => {
  summary.technologies.forEach(({slug, quadrants, published: own, ranks, rca}, at) => {
    assert.equal(slug, slugs[at]);
    assert.equal(own, first.technologies[at]!.quadrant);
    for (const [quadrant, number] of Object.entries(quadrants))
      assert.equal(
        number,
        snapshots.filter(({technologies}) => (technologies[at]!.quadrant ?? "none") === quadrant).length,
        slug
      );
    for (const lens of lenses) {
      const places = snapshots.map(({technologies}) => technologies[at]!.lenses[lens].rank!);
      assert.deepEqual(
        ranks[lens],
        {
          least: Math.min(...places),
          low: percentile(places, 5),
          median: percentile(places, 50),
          high: percentile(places, 95),
          most: Math.max(...places),
          published: places[0]
        },
        slug
      );
      const values = snapshots.map(({technologies}) => Math.round(technologies[at]!.lenses[lens].rca! * 1e4) / 1e4);
      assert.deepEqual(rca[lens], {
        least: Math.min(...values),
        low: percentile(values, 5),
        median: percentile(values, 50),
        high: percentile(values, 95),
        most: Math.max(...values)
      });
    }
    const complexities = snapshots.flatMap(({technologies}) =>
      technologies[at]!.complexity === null
        ? []
        : [1 + technologies.filter(({complexity}) => complexity! > technologies[at]!.complexity!).length]
    );
    assert.deepEqual(
      [ranks.complexity!.least, ranks.complexity!.most, ranks.complexity!.median],
      [Math.min(...complexities), Math.max(...complexities), percentile(complexities, 50)],
      slug
    );
  });
});

test("curves hold the value of every specification", () => {
  const curves = curvesOf(rows, slugs.length);
  for (const indicator of indicators) assert.equal(curves[indicator].length, slugs.length);
  snapshots.forEach(({technologies, lines}, i) =>
    technologies.forEach(({lenses: {patents}, complexity}, at) => {
      const close = (one: number | null, other: number | null) =>
        assert.ok(one === other || Math.abs(one! - other!) <= 0.00005 + 1e-9, `${one} ${other}`);
      close(curves.patents[at]![i]!, patents.rca);
      close(curves["density-line"][at]![i]!, patents.density === null ? null : patents.density - lines.relatedness);
      close(curves["complexity-line"][at]![i]!, complexity === null ? null : complexity - lines.complexity);
    })
  );
});

test("a part of a run sums up what it has, and nothing is no summary", () => {
  assert.deepEqual(
    summarise(design, rows.slice(0, 1), ids, slugs).technologies.map(({published: own, quadrants}) =>
      own === null ? quadrants.none : quadrants[own]
    ),
    slugs.map(() => 1)
  );
  assert.equal(summarise(design, rows.slice(0, 17), ids, slugs).count, 17);
  assert.throws(() => summarise(design, [], ids, slugs), /no specification was computed/);
});

test("a technology without a quadrant has none published", () => {
  const none = {...rows[0]!, quadrants: "-".repeat(slugs.length)};
  for (const {published: own, quadrants} of summarise(design, [none], ids, slugs).technologies)
    assert.deepEqual([own, quadrants], [null, {optimal: 0, moonshot: 0, incremental: 0, cautious: 0, none: 1}]);
});

test("values that differ by rounding errors share a rank", () => {
  const close = {
    ...first,
    technologies: first.technologies.map((technology, at) => ({
      ...technology,
      complexity: [90, 90 + 5e-8, 80, 70][at] ?? 0
    }))
  };
  assert.deepEqual(describeSnapshot(close, claims, published).ranks.complexity.slice(0, 4), [1, 1, 3, 4]);
});

test("equal values share a rank, and what does not exist has none", () => {
  const tied = {
    ...first,
    technologies: first.technologies.map((technology, at) => ({
      ...technology,
      complexity: at === 0 ? null : at < 3 ? 90 : technology.complexity
    }))
  };
  const {ranks, values} = describeSnapshot(tied, claims, published);
  assert.deepEqual(ranks.complexity.slice(0, 3), [null, 1, 1]);
  assert.ok(ranks.complexity.slice(3).every((rank) => rank! >= 3));
  assert.deepEqual([values.complexity[0], values["complexity-line"][0]], [null, null]);
});

test("places of sorted values are by nearest rank", () => {
  const hundred = Array.from({length: 100}, (_, i) => 100 - i);
  assert.deepEqual(spreadOf(hundred), {least: 1, low: 5, median: 50, high: 95, most: 100});
  assert.deepEqual(spreadOf([7, null]), {least: 7, low: 7, median: 7, high: 7, most: 7});
  assert.equal(spreadOf([null]), null);
});

test("a run stops where its pause says so", async () => {
  let asked = 0;
  const run = runDesign(runner, design, claims, published, async () => {
    if (++asked > 5) throw new Error("enough");
  });
  let done = 0;
  await assert.rejects(async () => {
    for await (const {row} of run) {
      assert.deepEqual(row, rows[done]);
      ++done;
    }
  }, /enough/);
  assert.equal(done, 5);
});
