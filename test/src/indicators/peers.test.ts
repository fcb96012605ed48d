import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {differenceP, discoveries, incompleteBeta} from "../../../src/indicators/difference.ts";
import {createMatrix, type Matrix} from "../../../src/indicators/matrix.ts";
import {findPeers, isNested, profileOf, type RegionProfiles, similarity} from "../../../src/indicators/peers.ts";
import {rca} from "../../../src/indicators/rca.ts";
import {nativeEngine} from "../../support/sql-engines.ts";

const near = (a: number, b: number, within = 1e-9) => Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b));
const row = (length: number) =>
  fc.array(fc.double({min: 0, max: 20, noNaN: true}), {minLength: length, maxLength: length});
const pair = fc.integer({min: 1, max: 12}).chain((length) => fc.tuple(row(length), row(length)));

test("similarity is symmetric, within -1 and 1, 1 with oneself, and does not change with the size of a deviation", () => {
  fc.assert(
    fc.property(pair, fc.double({min: 0.01, max: 100, noNaN: true}), ([one, other], scale) => {
      const [a, b] = [profileOf(one), profileOf(other)];
      const value = similarity(a, b);
      assert.ok(Object.is(value, similarity(b, a)));
      const deviates = (profile: Float64Array) => profile.reduce((sum, each) => sum + each * each, 0) > 1e-200;
      if (!deviates(a) || !deviates(b)) return;
      assert.ok(value >= -1 && value <= 1);
      assert.ok(near(similarity(a, a), 1));
      assert.ok(
        near(
          similarity(
            a.map((each) => each * scale),
            b
          ),
          value
        )
      );
      assert.ok(
        near(
          similarity(
            a.map((each) => -each),
            b
          ),
          -value
        )
      );
    })
  );
  assert.ok(Number.isNaN(similarity(profileOf([1, 1]), profileOf([2, 3]))), "the benchmark itself has no direction");
  assert.throws(() => similarity([1], [1, 2]), /different lengths: 1 and 2/);
});

const codes = ["AA1", "AA11", "AA12", "AA2", "BB1", "BB11", "BB12", "CC11", "CC12", "DD01"];
const counts: fc.Arbitrary<Matrix> = fc
  .array(fc.integer({min: 0, max: 60}), {minLength: codes.length * 5, maxLength: codes.length * 5})
  .map((values) => createMatrix(codes.length, 5, Float64Array.from(values)));

function profilesOf(matrix: Matrix): RegionProfiles {
  const totals = codes.map((_, at) =>
    matrix.values.subarray(at * 5, at * 5 + 5).reduce((sum, value) => sum + value, 0)
  );
  return {
    codes,
    technologies: 5,
    rca: rca(matrix).values,
    counts: matrix.values,
    expected: Float64Array.from(totals, (total) => total / 5),
    few: codes.map(() => false),
    side: Int8Array.from(rca(matrix).values, (value) => (value > 1.2 ? 1 : value < 0.8 ? -1 : 0))
  };
}

test("peers do not depend on how large a region is, as long as it is large enough", () => {
  fc.assert(
    fc.property(counts, fc.integer({min: 2, max: 9}), (matrix, times) => {
      const profiles = profilesOf(matrix);
      const larger = profilesOf(
        createMatrix(
          matrix.rows,
          matrix.columns,
          matrix.values.map((value) => value * times)
        )
      );
      const similarities = (of: RegionProfiles) =>
        new Map(findPeers(of, "BB1", {least: 0}).map(({code, similarity: value}) => [code, value]));
      const [one, other] = [similarities(profiles), similarities(larger)];
      assert.equal(one.size, other.size);
      for (const [code, value] of one) assert.ok(near(value, other.get(code)!), code);
      const enough = findPeers(profiles, "BB1", {least: 20}).map(({code}) => code);
      assert.deepEqual(
        enough,
        findPeers(profiles, "BB1", {least: 0})
          .map(({code}) => code)
          .filter((code) => profiles.expected[codes.indexOf(code)]! >= 20)
      );
    })
  );
});

test("a region is neither its own peer nor that of its parts and wholes, and names what makes it alike", () => {
  fc.assert(
    fc.property(counts, fc.constantFrom(...codes), (matrix, region) => {
      const profiles = profilesOf(matrix);
      const technologies = [0, 1, 2, 3, 4];
      const profile = (code: string) =>
        profileOf(profiles.rca.subarray(codes.indexOf(code) * 5, codes.indexOf(code) * 5 + 5));
      const side = (code: string, at: number) => profiles.side[codes.indexOf(code) * 5 + at]!;
      const largest = (from: readonly number[], value: (at: number) => number) =>
        from.toSorted((a, b) => value(b) - value(a) || a - b).slice(0, 3);
      const mine = profile(region);
      for (const {code, alike, differ} of findPeers(profiles, region, {least: 0})) {
        assert.ok(!isNested(code, region));
        const theirs = profile(code);
        const gap = (at: number) => Math.abs(mine[at]! - theirs[at]!);
        const isAlike = (at: number) =>
          side(code, at) !== 0 &&
          side(code, at) === side(region, at) &&
          gap(at) < Math.min(Math.abs(mine[at]!), Math.abs(theirs[at]!));
        assert.deepEqual(
          alike,
          largest(technologies.filter(isAlike), (at) => mine[at]! * theirs[at]!).map((technology) => ({
            technology,
            above: side(region, technology) > 0
          }))
        );
        assert.deepEqual(
          differ,
          largest(
            technologies.filter((at) => !isAlike(at) && gap(at) > 0),
            gap
          ).map((technology) => ({technology, ahead: theirs[technology]! > mine[technology]!}))
        );
      }
      const few = codes.map((code) => code === region);
      assert.deepEqual(findPeers({...profiles, few}, region, {least: 0}), [], "too few to tell its profile");
    })
  );
  assert.throws(() => findPeers(profilesOf(createMatrix(10, 5)), "ZZ9"), /no profile of region ZZ9/);
  assert.ok(isNested("AA1", "AA12") && isNested("AA12", "AA1") && !isNested("AA1", "AA2"));
});

test("peers are as many as asked for, each with the three technologies most alike and most different", () => {
  const rcas = [
    [2, 3, 4, 5, 0.5],
    [2, 3, 4, 5, 0.4],
    [3, 2, 5, 4, 0.6],
    [0.5, 0.5, 4, 5, 6]
  ];
  const profiles: RegionProfiles = {
    codes: ["AA", "BB", "CC", "DD"],
    technologies: 5,
    rca: Float64Array.from(rcas.flat()),
    counts: Float64Array.from(rcas.flat()),
    expected: Float64Array.of(9, 9, 9, 9),
    few: [false, false, false, false],
    side: Int8Array.from(rcas.flat(), (value) => (value > 1 ? 1 : -1))
  };
  const peers = findPeers(profiles, "AA", {most: 2});
  assert.deepEqual(
    peers.map(({code}) => code),
    ["BB", "CC"]
  );
  assert.equal(findPeers(profiles, "AA").length, 3);
  const [first, second] = peers;
  const above = (technology: number) => ({technology, above: true});
  // By the product of ln((1 + RCA) / 2): of five, four and three in BB. They differ in one,
  // 0.5 and 0.4, which are closer to each other than to 1.
  assert.deepEqual(first!.alike, [above(3), above(2), above(1)]);
  assert.deepEqual(first!.differ, []);
  // Products of ln(5/2) and ln(6/2) twice, then of ln(3/2) and ln(4/2) twice: the first of equal ones.
  assert.deepEqual(second!.alike, [above(2), above(3), above(0)]);
  // Nor is any of these further from the other than the nearer one is from 1.
  assert.deepEqual(second!.differ, []);
  // Of the last, ln((1 + 0.5) / 2) and ln(7/2) are on two sides, as in the first two, where the gap is smaller.
  assert.deepEqual(
    findPeers(profiles, "AA", {most: 3})
      .find(({code}) => code === "DD")!
      .differ.map(({technology}) => technology),
    [4, 1, 0]
  );
});

test("plain SQL finds the same peers", async () => {
  const engine = await nativeEngine();
  try {
    await fc.assert(
      fc.asyncProperty(counts, fc.constantFrom(...codes), async (matrix, region) => {
        const rows = Array.from(
          matrix.values,
          (value, at) => `('${codes[Math.floor(at / 5)]}', ${at % 5}, ${value}::DOUBLE)`
        );
        const found = await engine.query(`
WITH x(code, t, n) AS (VALUES ${rows.join(", ")}),
z AS (SELECT code, t, ln((1 + CASE WHEN n = 0 THEN 0 ELSE n / sum(n) OVER (PARTITION BY code) / (sum(n) OVER (PARTITION BY t) / sum(n) OVER ()) END) / 2) AS z, sum(n) OVER (PARTITION BY code) / 5 AS expected FROM x)
SELECT b.code AS code, sum(a.z * b.z) / sqrt(sum(a.z * a.z) * sum(b.z * b.z)) AS similarity
FROM z a JOIN z b USING (t)
WHERE a.code = '${region}' AND NOT starts_with(b.code, a.code) AND NOT starts_with(a.code, b.code) AND b.expected >= 5
GROUP BY b.code HAVING sum(a.z * a.z) * sum(b.z * b.z) > 0
ORDER BY similarity DESC, code`);
        const peers = findPeers(profilesOf(matrix), region);
        assert.equal(peers.length, found.length);
        const wanted = new Map(found.map(({code, similarity: value}) => [String(code), Number(value)]));
        for (const {code, similarity: value} of peers) assert.ok(near(value, wanted.get(code)!), code);
        assert.ok(peers.every((peer, at) => at === 0 || peers[at - 1]!.similarity >= peer.similarity));
      }),
      {numRuns: 25}
    );
  } finally {
    engine.close();
  }
});

/** Sum of binomial probabilities, term by term. */
function binomialAtLeast(k: number, n: number, p: number): number {
  let [sum, term] = [0, (1 - p) ** n];
  for (let i = 0; i <= n; ++i) {
    if (i >= k) sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return sum;
}

test("the exact test of two counts is what adding binomial probabilities gives", () => {
  fc.assert(
    fc.property(
      fc.integer({min: 0, max: 60}),
      fc.integer({min: 0, max: 60}),
      fc.double({min: 0.5, max: 50, noNaN: true}),
      fc.double({min: 0.5, max: 50, noNaN: true}),
      (one, other, a, b) => {
        const p = a / (a + b);
        const wanted = Math.min(
          1,
          2 * Math.min(binomialAtLeast(one, one + other, p), binomialAtLeast(other, one + other, 1 - p))
        );
        assert.ok(near(differenceP(one, a, other, b), wanted, 1e-8));
        assert.ok(near(differenceP(one, a, other, b), differenceP(other, b, one, a), 1e-9), "symmetric");
      }
    )
  );
  assert.equal(differenceP(0, 3, 0, 4), 1);
  assert.ok(near(incompleteBeta(0.5, 3, 3), 0.5) && near(incompleteBeta(0.3, 1, 1), 0.3));
  assert.throws(() => differenceP(1, 0, 1, 1), /invalid counts/);
  assert.throws(() => incompleteBeta(2, 1, 1), /invalid arguments/);
});

test("false discoveries are limited as Benjamini and Hochberg do it", () => {
  assert.deepEqual(discoveries([0.001, null, 0.03, 0.04, 0.9]), [true, false, false, false, false]);
  // 0.03 alone is above its own limit of 0.025, and stands because 0.04 is within 0.05.
  assert.deepEqual(discoveries([0.03, 0.04]), [true, true]);
  fc.assert(
    fc.property(fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 30}), (all) => {
      const found = discoveries(all);
      const least = all.filter((_, at) => !found[at]);
      // Nothing that stands is less sure than something that does not.
      assert.ok(all.every((p, at) => !found[at] || least.every((other) => p < other)));
      const standing = found.filter(Boolean).length;
      if (standing > 0)
        assert.ok(Math.max(...all.filter((_, at) => found[at])) <= (0.05 * standing) / all.length + 1e-15);
    })
  );
});
