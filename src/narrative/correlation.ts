import {averageRanks} from "../indicators/composite.js";

/**
 * Rank correlation (Spearman 1904): the correlation of the ranks; ties share their mean rank.
 *
 * @param a values of some items, `b` others of the same items; pairs with a missing value are excluded
 * @returns from -1 to 1; NaN for fewer than two pairs, or if all values of one list are equal
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
