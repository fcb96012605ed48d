import {columnSums, createMatrix, rowSums} from "./matrix.js";
import type {Matrix} from "./matrix.ts";

export interface RcaOptions {
  /**
   * `pooled`: the technology's share in the counts of all benchmark locations together (Balassa; the report).
   * `mean`: the mean of its shares over the benchmark locations that have any count, each location alike.
   */
  benchmark?: "pooled" | "mean";
  /** One number for each location, not 0 where it belongs to the benchmark; by default all do. */
  among?: ArrayLike<number>;
  /** Give the first technologies only; their shares are still of all. By default all. */
  targets?: number;
}

/** Shares of the technologies in the benchmark, 0–1; zeros where it has no count at all. */
export function benchmarkShares(counts: Matrix, {benchmark = "pooled", among}: RcaOptions = {}): Float64Array {
  if (benchmark === "pooled") {
    const sums = columnSums(counts, among);
    const total = sums.reduce((sum, value) => sum + value, 0);
    return total === 0 ? sums : sums.map((value) => value / total);
  }
  const totals = rowSums(counts);
  const shares = new Float64Array(counts.columns);
  let locations = 0;
  for (let row = 0; row < counts.rows; ++row) {
    if (totals[row] === 0 || among?.[row] === 0) continue;
    ++locations;
    for (let column = 0; column < counts.columns; ++column) shares[column] = shares[column]! + counts.values[row * counts.columns + column]! / totals[row]!;
  }
  return locations === 0 ? shares : shares.map((value) => value / locations);
}

/**
 * Revealed comparative advantage (Balassa 1965): the share of a technology in a location over its share in the
 * benchmark, `(x / location total) / (technology total / total)`.
 *
 * @param counts locations × technologies, not negative: documents, weights or amounts
 * @returns locations × technologies (or targets); 0 where nothing is counted, 0/0 included, as in EconGeo's `location_quotient`
 */
export function rca(counts: Matrix, options: RcaOptions = {}): Matrix {
  const {rows, columns, values} = counts;
  const {targets = columns} = options;
  const [totals, expected] = [rowSums(counts), benchmarkShares(counts, options)];
  const result = new Float64Array(rows * targets);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0, from = row * columns, to = row * targets; column < targets; ++column, ++from, ++to) {
      if (values[from] !== 0) result[to] = values[from]! / totals[row]! / expected[column]!;
    }
  }
  return createMatrix(rows, targets, result);
}

export interface AdvantageOptions extends Omit<RcaOptions, "targets"> {
  /** RCA from which a location has an advantage. */
  threshold?: number;
  /** Whether RCA must exceed the threshold (the report) or may equal it (EconGeo). */
  strict?: boolean;
}

/** Largest whole number up to which products of doubles are exact. */
const exact = Number.MAX_SAFE_INTEGER;

/**
 * Where a location has an advantage.
 *
 * With whole counts, a pooled benchmark and the threshold 1 it is decided in whole numbers, `x · total` against
 * `location total · technology total`, so that no rounding can turn it.
 * @param counts locations × technologies, as for `rca`
 * @returns one byte for each cell, row by row: 1 for an advantage
 * @throws RangeError for a threshold that is not above 0
 */
export function advantage(counts: Matrix, {threshold = 1, strict = true, ...options}: AdvantageOptions = {}): Uint8Array {
  if (!(threshold > 0)) throw new RangeError(`invalid RCA threshold: ${threshold}`);
  const {rows, columns, values} = counts;
  const result = new Uint8Array(values.length);
  if (threshold === 1 && options.benchmark !== "mean" && allWhole(values)) {
    const totals = rowSums(counts);
    const sums = columnSums(counts, options.among);
    const total = sums.reduce((sum, value) => sum + value, 0);
    for (let row = 0, at = 0; row < rows; ++row) {
      const rowTotal = totals[row]!;
      for (let column = 0; column < columns; ++column, ++at) {
        const value = values[at]!;
        if (value === 0) continue;
        const left = value * total, right = rowTotal * sums[column]!;
        const difference = left <= exact && right <= exact ? left - right : Number(BigInt(value) * BigInt(total) - BigInt(rowTotal) * BigInt(sums[column]!));
        if (difference > 0 || (!strict && difference === 0)) result[at] = 1;
      }
    }
    return result;
  }
  const [totals, expected] = [rowSums(counts), benchmarkShares(counts, options)];
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

function allWhole(values: Float64Array): boolean {
  for (let at = 0; at < values.length; ++at) if (Math.trunc(values[at]!) !== values[at]) return false;
  return true;
}
