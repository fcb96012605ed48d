import {gammaQuantile} from "./gamma.js";
import {createMatrix, type Matrix, rowSums} from "./matrix.js";
import {benchmarkShares, type RcaOptions} from "./rca.js";

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

/**
 * Counts that a location of this size would have with the benchmark's shares. RCA is the count over the expected one;
 * beside a count of 0 it tells whether that is a surprise.
 *
 * @returns locations × technologies
 */
export function expectedCounts(counts: Matrix, options: RcaOptions = {}): Matrix {
  const totals = rowSums(counts);
  const shares = benchmarkShares(counts, options);
  return createMatrix(
    counts.rows,
    counts.columns,
    Float64Array.from(counts.values, (_, at) => totals[Math.floor(at / counts.columns)]! * shares[at % counts.columns]!)
  );
}

/**
 * Interval of an RCA, the benchmark taken as fixed: the limits of the Poisson count over the expected count.
 * @param expected as from `expectedCounts`; NaN limits where it is 0
 */
export function rcaInterval(count: number, expected: number, level = 0.95): Interval {
  if (expected === 0) return {low: Number.NaN, high: Number.NaN};
  const {low, high} = poissonInterval(count, level);
  return {low: low / expected, high: high / expected};
}

/** Natural logarithm of RCA; -Infinity for 0. */
export function logRca(value: number): number {
  return Math.log(value);
}

/** Revealed symmetric comparative advantage, (RCA − 1) / (RCA + 1), from -1 to 1 (Laursen 2015). */
export function rsca(value: number): number {
  return (value - 1) / (value + 1);
}

/**
 * Interval of the RCAs of one location by the bootstrap: its documents are drawn again with replacement, in sets of
 * technologies, the benchmark taken as fixed; the limits are percentiles.
 *
 * @param sets which technologies each kind of document has, and how many documents of the location are of the kind
 * @param shares the technologies' shares in the benchmark
 * @param options `samples`: number of drawn sets; `random`: numbers from 0 (included) to 1, for the same result every time
 * @returns one interval for each technology; NaN limits for a technology without a share
 */
export function bootstrapRca(
  sets: {starts: ArrayLike<number>; members: ArrayLike<number>; weights: ArrayLike<number>},
  shares: ArrayLike<number>,
  {samples = 1000, level = 0.95, random}: {samples?: number; level?: number; random: () => number}
): Interval[] {
  const kinds = sets.weights.length;
  const documents = Array.from(sets.weights).reduce((sum, weight) => sum + weight, 0);
  const values = Array.from({length: shares.length}, () => new Float64Array(samples));
  for (let sample = 0; sample < samples; ++sample) {
    const counts = new Float64Array(shares.length);
    let [left, remaining, total] = [documents, documents, 0];
    for (let kind = 0; kind < kinds && left > 0; ++kind) {
      // The numbers of a multinomial draw, one kind after another.
      const drawn = binomial(left, remaining > 0 ? Math.min(1, sets.weights[kind]! / remaining) : 1, random);
      left -= drawn;
      remaining -= sets.weights[kind]!;
      for (let i = sets.starts[kind]!; i < sets.starts[kind + 1]!; ++i) {
        counts[sets.members[i]!] = counts[sets.members[i]!]! + drawn;
        total += drawn;
      }
    }
    for (let technology = 0; technology < shares.length; ++technology) {
      values[technology]![sample] = total === 0 ? 0 : counts[technology]! / total / shares[technology]!;
    }
  }
  const tail = (1 - level) / 2;
  return values.map((drawn, technology) => {
    if (shares[technology] === 0) return {low: Number.NaN, high: Number.NaN};
    drawn.sort();
    return {low: drawn[Math.floor(tail * (samples - 1))]!, high: drawn[Math.ceil((1 - tail) * (samples - 1))]!};
  });
}

/** A binomial number: coin by coin for few, by the normal approximation where both sides expect more than 30. */
function binomial(n: number, p: number, random: () => number): number {
  if (p >= 1) return n;
  if (p <= 0) return 0;
  const variance = n * p * (1 - p);
  if (Math.min(n * p, n * (1 - p)) > 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(n, Math.max(0, Math.round(n * p + normal * Math.sqrt(variance))));
  }
  // By inversion over the smaller side, which takes as many steps as that side expects.
  if (p > 0.5) return n - binomial(n, 1 - p, random);
  const ratio = p / (1 - p);
  let probability = (1 - p) ** n;
  let target = random();
  let k = 0;
  while (target > probability && k < n) {
    target -= probability;
    ++k;
    probability *= (ratio * (n - k + 1)) / k;
  }
  return k;
}
