import {createMatrix, type Matrix} from "./matrix.js";

export interface DensityOptions {
  /** Whether a technology counts as related to itself, with relatedness 1. The report and EconGeo exclude this. */
  diagonal?: boolean;
}

/**
 * Relatedness density (Hidalgo et al. 2007, Boschma et al. 2015): the share of a technology's relatedness that goes to
 * technologies in which the location has an advantage, `100 · Σj B(r,j) R(j,t) / Σj R(j,t)`.
 *
 * @param advantages one byte for each location and technology, row by row
 * @param related technologies × targets, where the targets are the first technologies or all of them; 0 for a
 * technology and itself
 * @returns locations × targets, 0–100; NaN for a target without relatedness; 0 in a location without any advantage
 */
export function relatednessDensity(
  advantages: Uint8Array,
  related: Matrix,
  {diagonal = false}: DensityOptions = {}
): Matrix {
  const {rows: technologies, columns: targets, values} = related;
  const locations = technologies === 0 ? 0 : advantages.length / technologies;
  const result = new Float64Array(locations * targets);
  const sums = new Float64Array(targets);
  for (let j = 0; j < technologies; ++j) {
    for (let t = 0, at = j * targets; t < targets; ++t, ++at) sums[t] = sums[t]! + values[at]!;
  }
  const held = new Int32Array(technologies);
  for (let location = 0; location < locations; ++location) {
    const row = result.subarray(location * targets, (location + 1) * targets);
    let count = 0;
    for (let j = 0; j < technologies; ++j)
      if (advantages[location * technologies + j] !== 0) held[count++] = j * targets;
    // Eight at a time, in the same order of addition, which reads and writes each sum an eighth as often.
    let i = 0;
    for (; i + 8 <= count; i += 8) {
      const a = held[i]!,
        b = held[i + 1]!,
        c = held[i + 2]!,
        d = held[i + 3]!,
        e = held[i + 4]!,
        f = held[i + 5]!,
        g = held[i + 6]!,
        h = held[i + 7]!;
      for (let t = 0; t < targets; ++t) {
        row[t] =
          row[t]! +
          values[a + t]! +
          values[b + t]! +
          values[c + t]! +
          values[d + t]! +
          values[e + t]! +
          values[f + t]! +
          values[g + t]! +
          values[h + t]!;
      }
    }
    for (; i < count; ++i) for (let t = 0, at = held[i]!; t < targets; ++t, ++at) row[t] = row[t]! + values[at]!;
    // Without relatedness the density is undefined, not 0.
    for (let t = 0; t < targets; ++t) {
      const own = diagonal ? advantages[location * technologies + t]! : 0;
      row[t] = sums[t] === 0 ? Number.NaN : (100 * (row[t]! + own)) / (sums[t]! + Number(diagonal));
    }
  }
  return createMatrix(locations, targets, result);
}
