import {createMatrix} from "./matrix.js";
import type {Matrix} from "./matrix.ts";

export interface DensityOptions {
  /**
   * Whether a location's own advantage in a technology counts as related to itself, with relatedness 1. The report and
   * EconGeo leave it out.
   */
  diagonal?: boolean;
}

/**
 * Relatedness density (Hidalgo et al. 2007, Boschma et al. 2015): of all relatedness of a technology, the part to
 * technologies in which the location has an advantage, `100 · Σj B(r,j) R(j,t) / Σj R(j,t)`.
 *
 * @param advantages one byte for each location and technology, row by row
 * @param related technologies × technologies, zeros on the diagonal
 * @returns locations × technologies, 0–100; NaN for a technology that is related to none; 0 in a location without any advantage
 */
export function relatednessDensity(advantages: Uint8Array, related: Matrix, {diagonal = false}: DensityOptions = {}): Matrix {
  const technologies = related.columns;
  const locations = technologies === 0 ? 0 : advantages.length / technologies;
  const result = new Float64Array(advantages.length);
  const sums = new Float64Array(technologies);
  for (let j = 0; j < technologies; ++j) {
    for (let t = 0, at = j * technologies; t < technologies; ++t, ++at) sums[t] = sums[t]! + related.values[at]!;
  }
  const whole = sums.map((sum) => (diagonal ? sum + 1 : sum));
  for (let location = 0; location < locations; ++location) {
    const row = result.subarray(location * technologies, (location + 1) * technologies);
    for (let j = 0; j < technologies; ++j) {
      if (advantages[location * technologies + j] === 0) continue;
      const at = j * technologies;
      for (let t = 0; t < technologies; ++t) row[t] = row[t]! + related.values[at + t]!;
      if (diagonal) row[j] = row[j]! + 1;
    }
    // A technology without relatedness has no density, not one of 0.
    for (let t = 0; t < technologies; ++t) row[t] = sums[t] === 0 ? Number.NaN : (100 * row[t]!) / whole[t]!;
  }
  return createMatrix(locations, technologies, result);
}
