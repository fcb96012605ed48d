import {createMatrix, type Matrix} from "./matrix.js";

export interface RcaOptions {
  /**
   * `pooled`: the technology's share in the counts of all benchmark locations together (Balassa; the report). `mean`:
   * the unweighted mean of its shares in the benchmark locations that have any count.
   */
  benchmark?: "pooled" | "mean";
  /** One number for each location, non-zero if it belongs to the benchmark; by default all belong. */
  among?: ArrayLike<number>;
  /** Compute only this many technologies, from the first; their shares are still shares of all. By default all. */
  targets?: number;
  /** Sums of these counts, if already computed. */
  sums?: CountSums;
}

/** Sums of a table of counts, from one pass over it. */
export interface CountSums {
  /** Of each location, over all technologies. */
  locations: Float64Array;
  /** Of each technology, over the locations of the benchmark. */
  technologies: Float64Array;
  /** Whether all counts are whole numbers. */
  whole: boolean;
}

/** @param among one number for each location, non-zero if it belongs to the benchmark; by default all belong */
export function sumCounts({rows, columns, values}: Matrix, among?: ArrayLike<number>): CountSums {
  const locations = new Float64Array(rows),
    technologies = new Float64Array(columns);
  let whole = true;
  for (let row = 0, at = 0; row < rows; ++row) {
    const inside = among?.[row] !== 0;
    let sum = 0;
    for (let column = 0; column < columns; ++column, ++at) {
      const value = values[at]!;
      if (value === 0) continue;
      sum += value;
      if (inside) technologies[column] = technologies[column]! + value;
      whole &&= Math.trunc(value) === value;
    }
    locations[row] = sum;
  }
  return {locations, technologies, whole};
}

/** Shares of the technologies in the benchmark, 0–1; all zero if the benchmark has no counts. */
export function benchmarkShares(
  counts: Matrix,
  {benchmark = "pooled", among, sums = sumCounts(counts, among)}: RcaOptions = {}
): Float64Array {
  const {locations: totals, technologies} = sums;
  if (benchmark === "pooled") {
    const total = technologies.reduce((sum, value) => sum + value, 0);
    return total === 0 ? technologies : technologies.map((value) => value / total);
  }
  const shares = new Float64Array(counts.columns);
  let locations = 0;
  for (let row = 0; row < counts.rows; ++row) {
    if (totals[row] === 0 || among?.[row] === 0) continue;
    ++locations;
    for (let column = 0; column < counts.columns; ++column)
      shares[column] = shares[column]! + counts.values[row * counts.columns + column]! / totals[row]!;
  }
  return locations === 0 ? shares : shares.map((value) => value / locations);
}

/**
 * Revealed comparative advantage (Balassa 1965): the share of a technology in a location over its share in the
 * benchmark, `(x / location total) / (technology total / total)`.
 *
 * @param counts locations × technologies, not negative: documents, weights or amounts
 * @returns locations × technologies (or targets); 0 where the count is 0, even for 0/0, as in EconGeo's
 * `location_quotient`
 */
export function rca(counts: Matrix, options: RcaOptions = {}): Matrix {
  const {rows, columns, values} = counts;
  const {targets = columns, sums = sumCounts(counts, options.among)} = options;
  const totals = sums.locations,
    expected = benchmarkShares(counts, {...options, sums});
  const result = new Float64Array(rows * targets);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0, from = row * columns, to = row * targets; column < targets; ++column, ++from, ++to) {
      if (values[from] !== 0) result[to] = values[from]! / totals[row]! / expected[column]!;
    }
  }
  return createMatrix(rows, targets, result);
}

export interface AdvantageOptions extends Omit<RcaOptions, "targets"> {
  /** Least RCA of an advantage. */
  threshold?: number;
  /** Whether RCA must exceed the threshold (the report) or may equal it (EconGeo). */
  strict?: boolean;
  /** Shares of the technologies in the benchmark, if already computed. */
  shares?: Float64Array;
}

/** Largest product of whole numbers that doubles hold exactly. */
const exact = Number.MAX_SAFE_INTEGER;

/**
 * Where a location has an advantage.
 *
 * With whole counts, a pooled benchmark and the threshold 1, the comparison is in whole numbers (`x · total` against
 * `location total · technology total`), so rounding cannot change the result.
 * @param counts locations × technologies, as for `rca`
 * @returns one byte for each cell, row by row: 1 for an advantage
 * @throws RangeError unless the threshold is above 0
 */
export function advantage(
  counts: Matrix,
  {threshold = 1, strict = true, sums, shares, ...options}: AdvantageOptions = {}
): Uint8Array {
  if (!(threshold > 0)) throw new RangeError(`invalid RCA threshold: ${threshold}`);
  const {rows, columns, values} = counts;
  const known = sums ?? sumCounts(counts, options.among);
  const {locations: totals, technologies} = known;
  const result = new Uint8Array(values.length);
  if (threshold === 1 && options.benchmark !== "mean" && known.whole) {
    const total = technologies.reduce((sum, value) => sum + value, 0);
    const largest = totals.reduce((most, value) => Math.max(most, value), 0) * total;
    for (let row = 0, at = 0; row < rows; ++row) {
      const rowTotal = totals[row]!;
      if (largest <= exact) {
        for (let column = 0; column < columns; ++column, ++at) {
          const left = values[at]! * total,
            right = rowTotal * technologies[column]!;
          if (left > right || (!strict && left === right && left !== 0)) result[at] = 1;
        }
        continue;
      }
      for (let column = 0; column < columns; ++column, ++at) {
        if (values[at] === 0) continue;
        const difference = BigInt(values[at]!) * BigInt(total) - BigInt(rowTotal) * BigInt(technologies[column]!);
        if (difference > 0n || (!strict && difference === 0n)) result[at] = 1;
      }
    }
    return result;
  }
  const expected = shares ?? benchmarkShares(counts, {...options, sums: known});
  for (let row = 0, at = 0; row < rows; ++row) {
    const rowTotal = totals[row]!;
    for (let column = 0; column < columns; ++column, ++at) {
      const value = values[at]!;
      if (value === 0) continue;
      const quotient = value / rowTotal / expected[column]!;
      if (quotient > threshold || (!strict && quotient === threshold)) result[at] = 1;
    }
  }
  return result;
}
