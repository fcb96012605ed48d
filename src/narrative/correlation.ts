import {averageRanks} from "../indicators/composite.js";

/**
 * Rank correlation (Spearman 1904): the correlation of the ranks, equal values sharing the mean of theirs.
 *
 * @param a values, and `b` as many of the same things; pairs that lack a value are left out
 * @returns from -1 to 1; NaN for fewer than two pairs or equal values throughout
 */
export function rankCorrelation(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  const pairs = a.flatMap((value, i) =>
    value === null || b[i] === null || b[i] === undefined ? [] : [[value, b[i]] as const]
  );
  const [x, y] = [averageRanks(pairs.map(([one]) => one)), averageRanks(pairs.map(([, one]) => one))];
  const mean = (pairs.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < pairs.length; ++i) {
    xy += (x[i]! - mean) * (y[i]! - mean);
    xx += (x[i]! - mean) ** 2;
    yy += (y[i]! - mean) ** 2;
  }
  return xx === 0 || yy === 0 ? Number.NaN : xy / Math.sqrt(xx * yy);
}
