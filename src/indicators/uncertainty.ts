import {gammaQuantile} from "./gamma.js";

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
