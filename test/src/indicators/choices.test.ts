import assert from "node:assert/strict";
import {test} from "node:test";
import {relatednessDensity} from "../../../src/indicators/density.ts";
import {eu27} from "../../../src/indicators/engine/counting.ts";
import {LensEngine} from "../../../src/indicators/engine/engine.ts";
import {benchmarkPlaces} from "../../../src/indicators/engine/indicators.ts";
import {foldLens} from "../../../src/indicators/engine/fold.ts";
import {createMatrix} from "../../../src/indicators/matrix.ts";
import {advantage, benchmarkShares, rca} from "../../../src/indicators/rca.ts";

// Choices that are not the report's, each on a table that fits on paper.

function near(actual: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i]! - value) < 1e-12, `${i}: ${actual[i]} instead of ${value}`)
  );
}

// Shares 0.8 and 0.2, 0.25 and 0.75, 0.5 and 0.5; the third location has nothing, the last is outside the benchmark.
const counts = createMatrix(4, 2, Float64Array.of(8, 2, 1, 3, 0, 0, 50, 50));
const among = [1, 1, 1, 0];

test("the mean benchmark takes each location that has anything alike", () => {
  // (0.8 + 0.25) / 2 and (0.2 + 0.75) / 2.
  near(benchmarkShares(counts, {benchmark: "mean", among}), [0.525, 0.475]);
  near(rca(counts, {benchmark: "mean", among}).values, [32 / 21, 8 / 19, 10 / 21, 30 / 19, 0, 0, 20 / 21, 20 / 19]);
  assert.deepEqual([...advantage(counts, {benchmark: "mean", among})], [1, 0, 0, 1, 0, 0, 0, 1]);
  // 9 and 5 of 14: there the location outside has no advantage in the first technology, but one in the second, too.
  near(rca(counts, {benchmark: "pooled", among}).values, [56 / 45, 14 / 25, 7 / 18, 21 / 10, 0, 0, 7 / 9, 7 / 5]);
});

test("the EU27 are its members since 2020, Greece as EL", () => {
  const members =
    "Austria AT, Belgium BE, Bulgaria BG, Croatia HR, Cyprus CY, Czechia CZ, Denmark DK, Estonia EE, Finland FI, France FR, Germany DE, Greece EL, Hungary HU, Ireland IE, Italy IT, Latvia LV, Lithuania LT, Luxembourg LU, Malta MT, Netherlands NL, Poland PL, Portugal PT, Romania RO, Slovakia SK, Slovenia SI, Spain ES, Sweden SE";
  assert.deepEqual(
    [...eu27].sort(),
    members
      .split(", ")
      .map((one) => one.slice(-2))
      .sort()
  );
});

const places = {
  locations: 6,
  count: 7,
  codes: ["BE21", "BE22", "EL30", "UKI3", "CH04", "US", "BE2"],
  wholes: [[6], [6], [], [], [], []],
  benchmark: Uint8Array.of(1, 1, 1, 1, 1, 0, 0)
};

test("with the EU27 as benchmark, British and Swiss regions leave it, and what is compared changes with them", () => {
  const marks = benchmarkPlaces(places, 6, {benchmark_region: "parts", benchmark_area: "eu27"});
  assert.deepEqual([...marks], [1, 1, 1, 0, 0, 0, 0]);
  assert.deepEqual(
    [...benchmarkPlaces(places, 6, {benchmark_region: "whole", benchmark_area: "eu27"})],
    [0, 0, 1, 0, 0, 0, 1]
  );
  assert.deepEqual(
    [...benchmarkPlaces(places, 6, {benchmark_region: "parts", benchmark_area: "europe"})],
    [1, 1, 1, 1, 1, 0, 0]
  );
  const table = createMatrix(7, 2, Float64Array.of(3, 1, 1, 3, 2, 2, 9, 1, 0, 10, 100, 0, 4, 4));
  // Inside: 6 of 12 in each; BE21 has 3 of 4, which is 1.5 times as much. With all five regions 15 of 32: 1.6.
  near(rca(table, {among: marks}).values.subarray(0, 2), [1.5, 0.5]);
  near(rca(table, {among: places.benchmark}).values.subarray(0, 2), [1.6, 32 / 68]);
});

test("on the diagonal a technology counts as related to itself with 1", () => {
  // The first is related to the second by 0.5 and to the third by 0.25; an advantage in the first two.
  const related = createMatrix(3, 3, Float64Array.of(0, 0.5, 0.25, 0.5, 0, 0, 0.25, 0, 0));
  const advantages = Uint8Array.of(1, 1, 0);
  near(relatednessDensity(advantages, related).values, [100 * (0.5 / 0.75), 100, 100]);
  // One's own 1 stands in the whole, and in the part where there is an advantage: 1.5 of 1.75, 1.5 of 1.5, 0.25 of
  // 1.25.
  near(relatednessDensity(advantages, related, {diagonal: true}).values, [100 * (1.5 / 1.75), 100, 20]);
});

test("fractional counting divides a document among its places by their shares, and evenly among its domains", () => {
  // Codes 0 and 1 are those of two technologies; 2 and 3 belong to one family, code 4 to no domain at all.
  const familyOfCode = Int32Array.of(2, 2, 3, 3, -1);
  const none = {vocabulary: "cpc", similarity: 0, cooccurrence: null, decision: "accept"} as const;
  const links = [
    {...none, code: 0, technology: 0},
    {...none, code: 1, technology: 1}
  ];
  const tables = {
    rows: {
      year: [2020, 2020, 2021, 2021, 2021],
      location_set: [0, 1, 2, 3, 0],
      code_set: [0, 1, 0, 2, 3],
      documents: [1, 2, 3, 1, 5],
      amount: [10, 4, 0, 6, 5]
    },
    location_sets: {
      location_set: [0, 1, 1, 2, 2, 3, 3],
      location: [0, 0, 1, 1, 2, 2, 4],
      share: [1, 0.25, 0.75, 0.5, 0.5, 0.2, 0.8]
    },
    code_sets: {code_set: [0, 1, 1, 1, 2, 2, 3], code: [0, 0, 1, 2, 2, 3, 4]}
  };
  const folded = foldLens(tables, places, familyOfCode.length, [2020, 2021]);
  const least = {similarity: 1, cooccurrence: 1, alone: 1};
  const rule = {cpc: least, topic: least, industry: least};
  const engine = new LensEngine(folded, places.count, {technologies: 2, domains: 4, familyOfCode}, links, rule);

  // By place: first technology, second, the unused family, the family of codes 2 and 3.
  const third = 1 / 3;
  near(engine.countsBy({counting: "fractional", measure: "documents"}).values, [
    ...[1 + 0.5 * third, 0.5 * third, 0, 0.5 * third], // BE21: all of one document, a quarter of two
    ...[1.5 + 1.5 * third, 1.5 * third, 0, 1.5 * third], // BE22: three quarters of two, half of three
    ...[1.5, 0, 0, 0.2], // EL30: half of three, a fifth of one
    ...[0, 0, 0, 0],
    ...[0, 0, 0, 0.8], // CH04
    ...[0, 0, 0, 0],
    ...[2.5 + 2 * third, 2 * third, 0, 2 * third] // BE2: its two parts together
  ]);
  near(engine.countsBy({counting: "fractional", measure: "amounts"}).values.subarray(0, 4), [
    10 + third,
    third,
    0,
    third
  ]);
  // Whole counting: each document once in each of its places and domains, in BE2 once although it is in both of its
  // parts.
  near(engine.countsBy({counting: "whole", measure: "documents"}).values, [
    ...[3, 2, 0, 2],
    ...[5, 2, 0, 2],
    ...[3, 0, 0, 1],
    ...[0, 0, 0, 0],
    ...[0, 0, 0, 1],
    ...[0, 0, 0, 0],
    ...[6, 2, 0, 2]
  ]);
});
