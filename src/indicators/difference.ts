import {logGamma} from "./gamma.js";
import type {LensValues} from "./snapshot.ts";
import {poissonP} from "./uncertainty.js";

/**
 * The regularised incomplete beta function I(x; a, b): the probability that a beta variable of shapes `a` and `b` is
 * below `x`, 0–1. Uses a continued fraction (Lentz) on the side where it converges faster.
 * @throws RangeError unless the shapes are above 0 and `x` is within 0–1
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1))
    throw new RangeError(`invalid arguments of the beta function: ${x}, ${a}, ${b}`);
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const tiny = 1e-300;
  const keep = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1,
    d = 1 / keep(1 - ((a + b) * x) / (a + 1)),
    fraction = d;
  for (let m = 1; m < 100_000; ++m) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / keep(1 + even * d);
    c = keep(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keep(1 + odd * d);
    c = keep(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a) * fraction;
}

/**
 * Probability of two counts at least as far apart as these when both regions have the same RCA: the exact conditional
 * test of two Poisson means (Przyborowski and Wilenski 1940), two-sided by doubling the smaller tail. Given their sum,
 * the first count is binomial; its probability is the first region's share of the expected documents.
 * @param one, other documents, 0 or more
 * @param expectedOne, expectedOther documents expected with the benchmark's shares, above 0
 * @returns 0–1; 1 if both counts are 0
 * @throws RangeError for invalid numbers
 */
export function differenceP(one: number, expectedOne: number, other: number, expectedOther: number): number {
  if (!(one >= 0) || !(other >= 0) || !(expectedOne > 0) || !(expectedOther > 0))
    throw new RangeError(`invalid counts: ${one} of ${expectedOne}, ${other} of ${expectedOther}`);
  const part = expectedOne / (expectedOne + expectedOther);
  const atMost = other === 0 ? 1 : 1 - incompleteBeta(part, one + 1, other);
  const atLeast = one === 0 ? 1 : incompleteBeta(part, one, other + 1);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/**
 * Which of many tests are significant at a given false discovery rate: the largest acceptable share of chance findings
 * among them (Benjamini and Hochberg 1995).
 * @param probabilities one for each test, null for one without data
 */
export function discoveries(probabilities: readonly (number | null)[], rate = 0.05): boolean[] {
  const sorted = probabilities.filter((one): one is number => one !== null).sort((a, b) => a - b);
  let limit = -1;
  sorted.forEach((one, i) => {
    if (one <= (rate * (i + 1)) / sorted.length) limit = one;
  });
  return probabilities.map((one) => one !== null && one <= limit);
}

/** What a test of an RCA needs. */
type Tested = Pick<LensValues, "documents" | "rca" | "expected">;

/**
 * Documents of a technology, and how many the benchmark's share implies: documents divided by RCA. This works with any
 * benchmark, and takes amounts of deals as the number of deals at the region's mean amount.
 * @returns null if they cannot be told: an unknown count, or no documents in a lens of amounts
 */
function testedCounts({documents, rca, expected}: Tested, amounts: boolean): [number, number] | null {
  if (documents === null || rca === null || expected === null) return null;
  if (documents > 0 && rca > 0) return [documents, documents / rca];
  return amounts ? null : [documents, expected];
}

/**
 * Probability of an RCA at least as far from 1, were the region like the benchmark: `poissonP` of its documents, so
 * that it is below 0.05 exactly where the interval of RCA leaves out 1.
 * @returns 0–1; null if it cannot be tested: an unknown count, or no documents in a lens of amounts
 */
export function rcaP(values: Tested, amounts: boolean): number | null {
  const counts = testedCounts(values, amounts);
  return counts && poissonP(...counts);
}

/**
 * `differenceP` of one technology in two regions.
 * @returns null if no comparison is possible: an unknown count, no documents in a lens of amounts, or none expected
 */
export function lensDifference(one: Tested, other: Tested, amounts: boolean): number | null {
  const [a, b] = [testedCounts(one, amounts), testedCounts(other, amounts)];
  return a && b && a[1] > 0 && b[1] > 0 ? differenceP(...a, ...b) : null;
}
