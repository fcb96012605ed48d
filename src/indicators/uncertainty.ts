import {gammaQuantile} from "./gamma.js";

/** Two limits; the upper one may be Infinity. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * Limits of the mean of a Poisson count (Garwood 1936): exact, so that they hold for the smallest counts too.
 *
 * @param count a whole number, 0 or more
 * @param level probability that the interval covers the mean, e.g. 0.95
 * @throws RangeError for a count or level that cannot be
 */
export function poissonInterval(count: number, level = 0.95): Interval {
  if (!(count >= 0)) throw new RangeError(`invalid count: ${count}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level: ${level}`);
  const tail = (1 - level) / 2;
  return {low: count === 0 ? 0 : gammaQuantile(tail, count), high: gammaQuantile(1 - tail, count + 1)};
}
