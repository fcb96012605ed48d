import {gammaQuantile, lowerGamma} from "./gamma.js";

/** Lower and upper limit; the upper one may be Infinity. */
export interface Interval {
  low: number;
  high: number;
}

/** Most counts occur many times: maps draw hundreds of regions for each technology. */
const known = new Map<string, Interval>();

/**
 * Limits of the mean of a Poisson count (Garwood 1936): exact, so they are valid even for the smallest counts.
 *
 * @param count a whole number, 0 or more
 * @param level probability that the interval covers the mean, e.g. 0.95
 * @throws RangeError for an invalid count or level
 */
export function poissonInterval(count: number, level = 0.95): Interval {
  if (!(count >= 0)) throw new RangeError(`invalid count: ${count}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level: ${level}`);
  const key = `${count} ${level}`;
  if (!known.has(key)) known.set(key, garwoodInterval(count, (1 - level) / 2));
  return known.get(key)!;
}

function garwoodInterval(count: number, tail: number): Interval {
  return {low: count === 0 ? 0 : gammaQuantile(tail, count), high: gammaQuantile(1 - tail, count + 1)};
}

/**
 * Probability of a count at least as far from the expected one, were it a Poisson count with that mean: two-sided by
 * doubling the smaller tail, so that it is below 0.05 exactly where the 95 % interval leaves the expected count out.
 * @param count, expected documents, 0 or more
 * @returns 0–1
 * @throws RangeError for invalid numbers
 */
export function poissonP(count: number, expected: number): number {
  if (!(count >= 0) || !(expected >= 0)) throw new RangeError(`invalid counts: ${count} of ${expected}`);
  const atLeast = count === 0 ? 1 : lowerGamma(count, expected);
  const atMost = 1 - lowerGamma(count + 1, expected);
  return Math.min(1, 2 * Math.min(atLeast, atMost));
}
