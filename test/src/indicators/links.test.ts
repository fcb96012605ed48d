import assert from "node:assert/strict";
import {test} from "node:test";
import {countIndicators} from "../../../src/indicators/chain.ts";
import {compositeRelatedness} from "../../../src/indicators/composite.ts";
import {relatednessDensity} from "../../../src/indicators/density.ts";
import {advantage} from "../../../src/indicators/rca.ts";
import {incompleteBeta, lensDifference, rcaP} from "../../../src/indicators/difference.ts";
import {lowerGamma} from "../../../src/indicators/gamma.ts";
import {basisOf, type CandidateLink, judgeLinks, readCandidates} from "../../../src/indicators/links.ts";
import {createMatrix} from "../../../src/indicators/matrix.ts";
import {reportMethod} from "../../../src/indicators/method.ts";

const least = {similarity: 0.2, cooccurrence: 0.6, alone: 0.4};
const rule = {cpc: least, topic: {...least, similarity: 0.3}, industry: {...least, alone: 0.5}};
const bands = {similarity: 0.05, cooccurrence: 0.1};
test("columns become candidates, with what is missing as null or empty", () => {
  const columns = {
    code: [7n, 8n],
    technology: [1, 2],
    vocabulary: ["cpc", "topic"],
    symbol: ["G06N3", "10036"],
    label: ["Models", null],
    similarity: [0.5, 0.25],
    cooccurrence: [0.75, Number.NaN],
    documents: [12, 0],
    together: [5, 0],
    core: [true, false],
    decision: [null, "reject"],
    accepted: [true, false],
    moved: [false, true],
    reason: ["evidence", null]
  };
  assert.deepEqual(readCandidates(columns as never), [
    {
      code: 7,
      technology: 1,
      vocabulary: "cpc",
      symbol: "G06N3",
      label: "Models",
      similarity: 0.5,
      cooccurrence: 0.75,
      documents: 12,
      together: 5,
      core: true,
      decision: null,
      accepted: true,
      moved: false,
      reason: "evidence"
    },
    {
      code: 8,
      technology: 2,
      vocabulary: "topic",
      symbol: "10036",
      label: "",
      similarity: 0.25,
      cooccurrence: null,
      documents: 0,
      together: 0,
      core: false,
      decision: "reject",
      accepted: false,
      moved: true,
      reason: ""
    }
  ]);
});

test("a link near its threshold waits for a decision, and a reader's own stands before the rule", () => {
  const link = (changes: Partial<CandidateLink>): CandidateLink => ({
    code: 1,
    technology: 1,
    vocabulary: "cpc",
    symbol: "A01B1",
    label: "",
    similarity: 0.5,
    cooccurrence: 0.9,
    documents: 10,
    together: 5,
    core: false,
    decision: null,
    accepted: true,
    moved: false,
    reason: "",
    ...changes
  });
  const judged = (changes: Partial<CandidateLink>, own?: "accept" | "reject") => {
    const [one] = judgeLinks([link(changes)], rule, bands, () => own);
    return [one!.own, one!.tried, one!.waiting];
  };
  assert.deepEqual(judged({}), [null, true, false]);
  assert.deepEqual(judged({similarity: 0.22}), [null, true, true], "just above its threshold");
  assert.deepEqual(judged({similarity: 0.18}), [null, false, true], "just below it");
  assert.deepEqual(judged({similarity: 0.1}), [null, false, false]);
  assert.deepEqual(judged({decision: "reject", moved: true}), [null, false, true], "its scores have moved");
  assert.deepEqual(judged({similarity: 0.22, decision: "reject"}), [null, false, false]);
  assert.deepEqual(judged({}, "reject"), ["reject", false, false]);
  assert.deepEqual(judged({similarity: 0}, "accept"), ["accept", true, false]);
  // Each vocabulary has its own thresholds; without evidence the band of similarity lies around the higher one.
  const waits = (vocabulary: CandidateLink["vocabulary"], similarity: number, cooccurrence: number | null) =>
    judged({vocabulary, similarity, cooccurrence})[2];
  assert.deepEqual(
    [0.24, 0.26, 0.34, 0.36].map((at) => waits("topic", at, 0.9)),
    [false, true, true, false]
  );
  assert.deepEqual(
    [0.49, 0.51, 0.69, 0.71].map((at) => waits("cpc", 0.5, at)),
    [false, true, true, false]
  );
  assert.deepEqual(
    [0.44, 0.46, 0.54, 0.56].map((at) => waits("industry", at, null)),
    [false, true, true, false]
  );
  const [plain] = judgeLinks([link({})], rule, bands);
  assert.equal(plain!.own, null);
});

test("of the grounds of a link the first counts: reviewers, core, evidence, title", () => {
  assert.equal(basisOf({decision: "accept", core: true, cooccurrence: 0.9}), "reviewers");
  assert.equal(basisOf({decision: null, core: true, cooccurrence: 0.9}), "core");
  assert.equal(basisOf({decision: null, core: false, cooccurrence: 0}), "evidence");
  assert.equal(basisOf({decision: null, core: false, cooccurrence: null}), "title");
});

test("densities that print the same share their rank in the composite", () => {
  // 50.50 and 51.49 print as 0.51 and 0.51; the third leads in one lens only.
  const one = [0.505, 0.5149, 0.6];
  assert.deepEqual([...compositeRelatedness([one])], [0, 0, 100]);
  // Ranks 1.5 + 1, 1.5 + 3 and 3 + 2.
  assert.deepEqual([...compositeRelatedness([one, [1, 3, 2]])], [0, 80, 100]);
  assert.deepEqual(
    [
      ...compositeRelatedness([
        [1, Number.NaN, 2],
        [1, 5, 2]
      ])
    ],
    [0, Number.NaN, 100]
  );
});

test("what is empty stays empty", () => {
  const {rows, columns, values} = relatednessDensity(new Uint8Array(0), createMatrix(0, 0));
  assert.deepEqual([rows, columns, values.length], [0, 0, 0]);
  const {complexity} = countIndicators(createMatrix(0, 2), {...reportMethod, complexity_end: null});
  assert.deepEqual([...complexity], [Number.NaN, Number.NaN]);
});

test("probabilities at the ends of their ranges", () => {
  assert.equal(lowerGamma(2, Infinity), 1);
  assert.equal(lowerGamma(2, 0), 0);
  // Of shape 1 the gamma is the exponential distribution, of shape 2 its sum of two.
  for (const x of [0.1, 1, 2.5, 10, 40]) {
    assert.ok(Math.abs(lowerGamma(1, x) - (1 - Math.exp(-x))) < 1e-14, String(x));
    assert.ok(Math.abs(lowerGamma(2, x) - (1 - (1 + x) * Math.exp(-x))) < 1e-14, String(x));
  }
  assert.deepEqual([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)], [0, 1]);
  // The polynomial of I(x; 2, 3): 6x² − 8x³ + 3x⁴.
  for (const x of [0.05, 0.3, 0.5, 0.8, 0.99])
    assert.ok(Math.abs(incompleteBeta(x, 2, 3) - (6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4)) < 1e-13, String(x));
  for (const [x, a, b] of [
    [0.5, 0, 1],
    [0.1, 0, 1],
    [0.5, 1, 0],
    [-0.1, 1, 1],
    [1.1, 1, 1]
  ] as const)
    assert.throws(() => incompleteBeta(x, a, b), /invalid arguments/);
});

test("a region is compared with the benchmark by documents expected; no deal in a lens of amounts tells nothing", () => {
  const values = (documents: number | null, rca: number | null, expected: number | null) => ({
    documents,
    rca,
    expected
  });
  // None of three: twice the Poisson probability e⁻³. Three of one: twice 1 − (1 + 1 + 1/2) / e.
  assert.ok(Math.abs(rcaP(values(0, 0, 3), false)! - 2 * Math.exp(-3)) < 1e-12);
  assert.ok(Math.abs(rcaP(values(3, 3, 1), false)! - 2 * (1 - 2.5 / Math.E)) < 1e-12);
  // Three deals at an RCA of 3 are those of which one is expected, whatever amount is.
  assert.ok(Math.abs(rcaP(values(3, 3, 80), true)! - 2 * (1 - 2.5 / Math.E)) < 1e-12);
  assert.equal(rcaP(values(0, 0, 0), false), 1);
  for (const untold of [values(0, 0, 80), values(2, 0, 80), values(null, null, 80), values(3, 3, null)])
    assert.equal(rcaP(untold, true), null);
});

test("two regions are compared by documents expected; where none is, there is nothing to say", () => {
  const values = (documents: number, rca: number, expected: number) => ({documents, rca, expected}) as never;
  // Ten against ten of which ten are expected in each: the two-sided probability is 1.
  assert.equal(lensDifference(values(10, 1, 0), values(10, 1, 0), true), 1);
  // None against five, ten expected in each: 2 · (1/2)⁵.
  assert.ok(Math.abs(lensDifference(values(0, 0, 10), values(5, 0.5, 10), false)! - 2 / 32) < 1e-12);
  assert.equal(lensDifference(values(0, 0, 10), values(5, 0.5, 10), true), null, "amounts of no deal");
  assert.equal(lensDifference(values(3, 0, 10), values(5, 0.5, 10), true), null, "three deals of unknown amounts");
  assert.equal(lensDifference(values(5, 0.5, 10), values(0, 0, 0), false), null);
});

test("counts too large for exact doubles are compared as whole numbers, and no count is no advantage", () => {
  // The one large count is exactly its region's and its technology's whole: an RCA of 1 but for the single document.
  const counts = createMatrix(3, 2, Float64Array.of(1e8, 0, 0, 1, 0, 0));
  assert.deepEqual([...advantage(counts)], [1, 0, 0, 1, 0, 0]);
  const alone = createMatrix(2, 2, Float64Array.of(1e8, 0, 0, 0));
  assert.deepEqual([...advantage(alone)], [0, 0, 0, 0]);
  assert.deepEqual([...advantage(alone, {strict: false})], [1, 0, 0, 0]);
});
