import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {csvParse} from "d3";
import fc from "fast-check";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {countIndicators, densityOf, documentIndicators} from "../../../src/indicators/chain.ts";
import {averageRanks, compositeRelatedness} from "../../../src/indicators/composite.ts";
import {complexityRuns, concentrationComplexity} from "../../../src/indicators/complexity.ts";
import {gammaQuantile, lowerGamma} from "../../../src/indicators/gamma.ts";
import {createMatrix, rowSums, type Matrix} from "../../../src/indicators/matrix.ts";
import {parseMethod, reportMethod} from "../../../src/indicators/method.ts";
import {networkLinks} from "../../../src/indicators/network.ts";
import {quadrantLines, quadrants} from "../../../src/indicators/quadrants.ts";
import {advantage, benchmarkShares, rca} from "../../../src/indicators/rca.ts";
import {relatednessMeasures} from "../../../src/indicators/relatedness.ts";
import {poissonInterval, poissonP} from "../../../src/indicators/uncertainty.ts";
import {Random} from "../../../src/scenario/random.ts";
import {nativeEngine, wasmEngine} from "../../support/sql-engines.ts";
import {sqlIndicators} from "./sql-chain.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";

const count = fc.oneof(fc.constant(0), fc.integer({min: 0, max: 40}));
const size = fc.integer({min: 1, max: 6});
const counts: fc.Arbitrary<Matrix> = fc
  .tuple(size, size)
  .chain(([rows, columns]) =>
    fc
      .array(count, {minLength: rows * columns, maxLength: rows * columns})
      .map((values) => createMatrix(rows, columns, Float64Array.from(values)))
  );
const world = counts.chain((matrix) =>
  fc.record({
    counts: fc.constant(matrix),
    documents: fc.array(fc.uniqueArray(fc.integer({min: 0, max: matrix.columns - 1}), {minLength: 1, maxLength: 4}), {
      maxLength: 30
    })
  })
);
const method = fc
  .record({
    rca_threshold: fc.constantFrom(1, 0.5, 2),
    strict: fc.boolean(),
    relatedness: fc.constantFrom(...relatednessMeasures),
    complexity_start: fc.integer({min: 1, max: 4}),
    complexity_step: fc.integer({min: 1, max: 3}),
    complexity_end: fc.option(fc.integer({min: 1, max: 6}))
  })
  .map((some) => parseMethod(some));

function setsOf(documents: readonly (readonly number[])[]) {
  const starts = [0];
  for (const set of documents) starts.push(starts.at(-1)! + set.length);
  return {starts, members: documents.flat()};
}

const near = (a: number, b: number, tolerance = 1e-12) =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)) || (Number.isNaN(a) && Number.isNaN(b));

function all({counts: matrix, documents}: {counts: Matrix; documents: number[][]}, choice = reportMethod) {
  const byCounts = countIndicators(matrix, choice);
  const byDocuments = documentIndicators(setsOf(documents), matrix.columns, choice);
  return {...byCounts, ...byDocuments, density: densityOf(byCounts, byDocuments, choice)};
}

test("scaling all counts leaves RCA and advantage unchanged", () => {
  fc.assert(
    fc.property(counts, fc.integer({min: 2, max: 1000}), (matrix, factor) => {
      const scaled = createMatrix(
        matrix.rows,
        matrix.columns,
        matrix.values.map((value) => value * factor)
      );
      rca(scaled).values.forEach((value, at) => assert.ok(near(value, rca(matrix).values[at]!)));
      assert.deepEqual(advantage(scaled), advantage(matrix));
    })
  );
});

test("RCA weighted by the benchmark's shares averages 1 in every location that has anything", () => {
  fc.assert(
    fc.property(counts, fc.constantFrom("pooled" as const, "mean" as const), (matrix, benchmark) => {
      const values = rca(matrix, {benchmark}).values;
      const shares = benchmarkShares(matrix, {benchmark});
      rowSums(matrix).forEach((total, row) => {
        const mean = shares.reduce((sum, share, column) => sum + share * values[row * matrix.columns + column]!, 0);
        assert.ok(near(mean, total === 0 ? 0 : 1), String(mean));
      });
    })
  );
});

test("density lies between 0 and 100, and is missing exactly where nothing is related", () => {
  fc.assert(
    fc.property(world, method, (some, choice) => {
      const {density, relatedness: related} = all(some, choice);
      const unrelated = (technology: number) =>
        related.values.every((value, at) => at % related.columns !== technology || value === 0);
      density.values.forEach((value, at) => {
        if (unrelated(at % density.columns)) assert.ok(Number.isNaN(value));
        else assert.ok(value >= 0 && value <= 100 + 1e-9, String(value));
      });
    })
  );
});

test("the order of documents, and of locations without equal totals, never matters", () => {
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.double({min: 0, max: 1, noNaN: true})), (some, stream) => {
      const shuffled = some.documents
        .map((set) => [set.slice().reverse(), stream.next().value] as const)
        .sort((a, b) => a[1]! - b[1]!)
        .map(([set]) => set);
      assert.deepEqual(all({...some, documents: shuffled}).relatedness, all(some).relatedness);
      const {rows, columns, values} = some.counts;
      const reversed = createMatrix(
        rows,
        columns,
        Float64Array.from(
          {length: rows * columns},
          (_, at) => values[(rows - 1 - Math.floor(at / columns)) * columns + (at % columns)]!
        )
      );
      const options = {start: 1, step: 1, compare: (a: number, b: number) => a - b};
      const backwards = concentrationComplexity(reversed, {...options, compare: (a, b) => b - a});
      concentrationComplexity(some.counts, options).forEach((value, i) => assert.ok(near(value, backwards[i]!, 1e-9)));
    })
  );
});

test("an empty location or technology changes nothing else", () => {
  fc.assert(
    fc.property(world, (some) => {
      const {rows, columns, values} = some.counts;
      const wider = createMatrix(rows + 1, columns + 1);
      for (let row = 0; row < rows; ++row)
        for (let column = 0; column < columns; ++column)
          wider.values[row * (columns + 1) + column] = values[row * columns + column]!;
      const method = {...reportMethod, complexity_start: 1, complexity_step: 1, complexity_end: rows};
      const [before, after] = [all(some, method), all({...some, counts: wider}, method)];
      for (let row = 0; row < rows; ++row) {
        for (let column = 0; column < columns; ++column) {
          const [a, b] = [row * columns + column, row * (columns + 1) + column];
          assert.equal(after.rca.values[b], before.rca.values[a]);
          assert.equal(after.advantage[b], before.advantage[a]);
          assert.ok(Object.is(after.density.values[b], before.density.values[a]));
        }
        assert.equal(after.rca.values[row * (columns + 1) + columns], 0);
        assert.ok(Number.isNaN(after.density.values[row * (columns + 1) + columns]!));
      }
      for (let column = 0; column < columns; ++column)
        assert.ok(near(after.complexity[column]!, before.complexity[column]!));
      assert.ok(Number.isNaN(after.complexity[columns]!));
      for (let t = 0; t < columns; ++t)
        if (!Number.isNaN(after.density.values[rows * (columns + 1) + t]!))
          assert.equal(after.density.values[rows * (columns + 1) + t], 0);
    })
  );
});

test("the advantage is decided in whole numbers where counts are whole, however large", () => {
  const random = new Random(3);
  const factors = (n: number) => Array.from({length: n}, () => random.integer(1, 2000));
  for (let i = 0; i < 20; ++i) {
    const [rows, columns] = [factors(20), factors(20)];
    const proportional = createMatrix(
      20,
      20,
      Float64Array.from({length: 400}, (_, at) => rows[Math.floor(at / 20)]! * columns[at % 20]!)
    );
    // A share over an equal share: the quotient is 1 as well, where (x / row) · (total / column) would stray.
    assert.ok(rca(proportional).values.every((value) => value === 1));
    assert.ok(advantage(proportional).every((value) => value === 0));
    assert.ok(advantage(proportional, {strict: false}).every((value) => value === 1));
  }
  const huge = createMatrix(2, 2, Float64Array.of(2 ** 40, 2 ** 41, 2 ** 41, 2 ** 42));
  assert.ok(
    advantage(huge).every((value) => value === 0) && advantage(huge, {strict: false}).every((value) => value === 1)
  );
  huge.values[0] = 2 ** 40 + 1;
  assert.deepEqual([...advantage(huge)], [1, 0, 0, 1]);
});

const engines = [await nativeEngine(), await wasmEngine()];
closeAtExit(...engines);

for (const engine of engines) {
  test(`the modules equal the plain SQL to the last digit: ${engine.name}`, async () => {
    await fc.assert(
      fc.asyncProperty(world, method, async (some, choice) => {
        const ours = all(some, choice);
        const {rows: locations, columns: technologies, values} = some.counts;
        const sql = await sqlIndicators(
          engine,
          {counts: values, locations, technologies, documents: some.documents},
          choice
        );
        assert.deepEqual(sql.cooccurrence, [...ours.cooccurrence.values]);
        assert.deepEqual(sql.relatedness, [...ours.relatedness.values]);
        assert.deepEqual(sql.rca, [...ours.rca.values]);
        assert.deepEqual(sql.advantage, [...ours.advantage]);
        assert.deepEqual(sql.density, [...ours.density.values]);
        assert.deepEqual(sql.complexity, [...ours.complexity]);
      }),
      {numRuns: 40}
    );
  });
}

test("runs of complexity", () => {
  assert.deepEqual(complexityRuns(33, {}), [10, 15, 20, 25, 30]);
  assert.deepEqual(complexityRuns(6, {}), [6]);
  assert.deepEqual(complexityRuns(0, {start: 1, step: 1, end: 1}), []);
  assert.throws(() => complexityRuns(5, {step: 0}), /invalid step/);
});

test("quadrants by each cut, with points on a line on its low side", () => {
  const points = [
    [10, 10],
    [20, 60],
    [30, 30],
    [90, 80],
    [Number.NaN, 5]
  ].map(([relatedness, complexity]) => ({relatedness: relatedness!, complexity: complexity!}));
  assert.deepEqual(quadrantLines(points), {relatedness: 25, complexity: 45});
  assert.deepEqual(quadrantLines(points, {cut: "mean"}), {relatedness: 37.5, complexity: 45});
  assert.deepEqual(quadrantLines(points, {cut: "midrange"}), {relatedness: 50, complexity: 45});
  assert.deepEqual(quadrants(points), ["cautious", "moonshot", "incremental", "optimal", null]);
  assert.deepEqual(quadrants(points, {cut: "fixed", relatedness: 30, complexity: 80}), [
    "cautious",
    "cautious",
    "cautious",
    "incremental",
    null
  ]);
});

test("the composite reproduces the published column, all 38", () => {
  const rows = csvParse(readFileSync(join(projectRoot, "data/published/values.csv"), "utf8"));
  const column = (name: string) => rows.map((row) => Number(row[name]));
  const composite = compositeRelatedness(["tech_reldens", "pub_reldens", "fund_reldens"].map(column));
  assert.deepEqual(
    [...composite].map((value) => value.toFixed(2)),
    column("composite_reldens").map((value) => value.toFixed(2))
  );
  assert.deepEqual([...averageRanks([3, 1, Number.NaN, 1, 2])], [4, 1.5, Number.NaN, 1.5, 3]);
});

test("the recipe of figure 1 draws its 103 links from their weights", () => {
  const published = csvParse(readFileSync(join(projectRoot, "data/published/figure-1-links.csv"), "utf8"));
  const names = [...new Set(published.flatMap(({kst_a: a, kst_b: b}) => [a!, b!]))].sort();
  const related = createMatrix(names.length, names.length);
  for (const {kst_a: a, kst_b: b, weight} of published) {
    const [i, j] = [names.indexOf(a!), names.indexOf(b!)];
    related.values[i * names.length + j] = related.values[j * names.length + i] = Number(weight);
  }
  const drawn = networkLinks(related, 2.05)
    .map(({source, target}) => [names[source], names[target]].sort().join(" – "))
    .sort();
  assert.deepEqual(drawn, published.map(({kst_a: a, kst_b: b}) => [a, b].sort().join(" – ")).sort());
  assert.equal(drawn.length, 103);
  assert.equal(published.filter(({role}) => role === "spanning_tree").length, 37);
});

test("the drawn links hold the two best of each node, all above the threshold, and as many parts as there are", () => {
  fc.assert(
    fc.property(
      fc
        .integer({min: 2, max: 9})
        .chain((n) => fc.array(count, {minLength: n * n, maxLength: n * n}).map((values) => ({n, values}))),
      ({n, values}) => {
        const related = createMatrix(n, n);
        for (let i = 0; i < n; ++i)
          for (let j = 0; j < i; ++j) related.values[i * n + j] = related.values[j * n + i] = values[i * n + j]!;
        const drawn = networkLinks(related, 30);
        const parts = (links: readonly {source: number; target: number}[]) => {
          const part = Array.from({length: n}, (_, i) => i);
          for (const {source, target} of links) {
            const [from, to] = [part[source]!, part[target]!];
            part.forEach((one, i) => one === from && (part[i] = to));
          }
          return new Set(part).size;
        };
        assert.equal(parts(drawn), parts(networkLinks(related, 0)));
        assert.ok(
          networkLinks(related, 0)
            .filter(({weight}) => weight >= 30)
            .every((link) => drawn.some(({source, target}) => source === link.source && target === link.target))
        );
        for (let node = 0; node < n; ++node) {
          const possible = Array.from({length: n}, (_, other) => related.values[node * n + other]!).filter(
            (weight) => weight > 0
          ).length;
          const degree = drawn.filter(({source, target}) => source === node || target === node).length;
          assert.ok(degree >= Math.min(2, possible), `node ${node}: ${degree} of ${possible}`);
        }
      }
    )
  );
});

test("the gamma functions are those of the tables", () => {
  // Chi-square with 2a degrees of freedom is twice a gamma variable of shape a.
  for (const [p, degrees, quantile] of [
    [0.95, 1, 3.841458820694124],
    [0.975, 2, 7.377758908227871],
    [0.025, 20, 9.590777392264867],
    [0.99, 100, 135.80672317102676]
  ] as const) {
    assert.ok(
      near(2 * gammaQuantile(p, degrees / 2), quantile, 1e-10),
      `${2 * gammaQuantile(p, degrees / 2)} instead of ${quantile}`
    );
    assert.ok(near(lowerGamma(degrees / 2, quantile / 2), p, 1e-10));
  }
  assert.throws(() => lowerGamma(0, 1), /invalid arguments/);
});

test("Garwood's limits are those of the tables, and cover what they promise", () => {
  for (const [n, low, high] of [
    [0, 0, 3.688879454113936],
    [1, 0.0253178079842899, 5.571643390938898],
    [10, 4.795388696132433, 18.39035604224169]
  ] as const) {
    const interval = poissonInterval(n);
    assert.ok(near(interval.low, low, 1e-9) && near(interval.high, high, 1e-9), JSON.stringify(interval));
  }
  for (const mean of [0.3, 2, 7.5]) {
    let covered = 0;
    for (let n = 0, probability = Math.exp(-mean); n < 100; probability *= mean / ++n) {
      const {low, high} = poissonInterval(n);
      if (low <= mean && mean <= high) covered += probability;
    }
    assert.ok(covered >= 0.95 && covered < 1, String(covered));
  }
  assert.throws(() => poissonInterval(-1), /invalid count/);
  assert.throws(() => poissonInterval(1, 1), /invalid level/);
});

test("a count is improbable exactly where the interval leaves the expected one out", () => {
  // By hand, from the terms of the Poisson distribution: 2 e⁻³, and 2 (1 − e⁻¹ (1 + 1 + 1/2 + 1/6 + 1/24)).
  assert.ok(near(poissonP(0, 3), 2 * Math.exp(-3), 1e-12));
  assert.ok(near(poissonP(5, 1), 2 * (1 - (Math.exp(-1) * 65) / 24), 1e-10));
  assert.equal(poissonP(0, 0), 1);
  assert.throws(() => poissonP(-1, 1), /invalid counts/);
  assert.throws(() => poissonP(1, Number.NaN), /invalid counts/);
  fc.assert(
    fc.property(fc.nat(300), fc.double({min: 0.001, max: 400, noNaN: true}), (n, expected) => {
      const {low, high} = poissonInterval(n);
      assert.equal(poissonP(n, expected) < 0.05, expected < low || expected > high, `${n} of ${expected}`);
    }),
    {numRuns: 200}
  );
});

test("a scenario that is wrong is named, and what is left out is the report's", () => {
  assert.deepEqual(parseMethod({}), reportMethod);
  assert.equal(parseMethod({relatedness: "jaccard"}).relatedness, "jaccard");
  assert.equal(parseMethod({complexity_end: null, rca_threshold: 5}).complexity_end, null);
  for (const [content, message] of [
    [{rca: 1}, /unknown parameter rca/],
    [{rca_threshold: 0}, /invalid rca_threshold: 0/],
    [{rca_threshold: 5.05}, /invalid rca_threshold: 5.05/],
    [{complexity_end: 301}, /invalid complexity_end: 301/],
    [{complexity_start: null}, /invalid complexity_start: null/],
    [{strict: "yes"}, /invalid strict: "yes"/],
    [{relatedness: "pearson"}, /invalid relatedness/],
    [{complexity_step: 0.5}, /invalid complexity_step/],
    [[], /an object of parameters/],
    [{toString: 1}, /unknown parameter toString/]
  ] as const) {
    assert.throws(() => parseMethod(content), message);
  }
});
