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
 * @returns locations × technologies; 0 where nothing is counted, 0/0 included, as in EconGeo's `location_quotient`
 */
export function rca(counts: Matrix, options: RcaOptions = {}): Matrix {
  const {rows, columns, values} = counts;
  const totals = rowSums(counts);
  const result = new Float64Array(values.length);
  if (options.benchmark === "mean") {
    const shares = benchmarkShares(counts, options);
    for (let row = 0, at = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column, ++at) if (values[at] !== 0) result[at] = values[at]! / totals[row]! / shares[column]!;
    }
  } else {
    const sums = columnSums(counts, options.among);
    const total = sums.reduce((sum, value) => sum + value, 0);
    for (let row = 0, at = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column, ++at) if (values[at] !== 0) result[at] = values[at]! / totals[row]! / (sums[column]! / total);
    }
  }
  return createMatrix(rows, columns, result);
}

export interface AdvantageOptions extends RcaOptions {
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
  if (threshold === 1 && options.benchmark !== "mean" && values.every(Number.isInteger)) {
    const totals = rowSums(counts);
    const sums = columnSums(counts, options.among);
    const total = sums.reduce((sum, value) => sum + value, 0);
    for (let row = 0, at = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column, ++at) {
        if (values[at] === 0) continue;
        const [left, right] = [values[at]! * total, totals[row]! * sums[column]!];
        const difference = left <= exact && right <= exact ? left - right : Number(BigInt(values[at]!) * BigInt(total) - BigInt(totals[row]!) * BigInt(sums[column]!));
        result[at] = difference > 0 || (!strict && difference === 0) ? 1 : 0;
      }
    }
    return result;
  }
  const quotients = rca(counts, options).values;
  for (let at = 0; at < result.length; ++at) result[at] = quotients[at]! > threshold || (!strict && quotients[at] === threshold) ? 1 : 0;
  return result;
}
