import {createMatrix, type Matrix, rowSums} from "./matrix.js";

export const relatednessMeasures = ["cosine", "association", "jaccard", "prob"] as const;
export type RelatednessMeasure = (typeof relatednessMeasures)[number];

/**
 * Normalised co-occurrence of technologies. With `c` the co-occurrences of a pair, `si`, `sj` the sums of all
 * co-occurrences of each, and `S` the sum of all:
 *
 * - `cosine`: c / √(si sj), the report's measure;
 * - `association`: c S / (si sj), observed over expected (van Eck and Waltman 2009);
 * - `jaccard`: c / (si + sj − c);
 * - `prob`: c over the expected co-occurrences when links are drawn at random without a technology meeting itself, S/2
 *   (si/S · sj/(S−si) + sj/S · si/(S−sj)), as in EconGeo (Steijn 2017).
 *
 * @param together technologies × technologies, symmetric, zeros on the diagonal
 * @returns technologies × technologies, symmetric; 0 for technologies that never co-occur
 */
export function relatedness(together: Matrix, measure: RelatednessMeasure = "cosine"): Matrix {
  const {rows, values} = together;
  const sums = rowSums(together);
  const total = sums.reduce((sum, value) => sum + value, 0);
  const result = new Float64Array(values.length);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < i; ++j) {
      const count = values[i * rows + j]!;
      if (count === 0) continue;
      const value = normalise(count, sums[j]!, sums[i]!, total, measure);
      result[i * rows + j] = value;
      result[j * rows + i] = value;
    }
  }
  return createMatrix(rows, rows, result);
}

/**
 * Relatedness of all technologies to the first `targets` technologies only.
 * @returns technologies × targets
 */
export function relatednessTo(together: Matrix, targets: number, measure: RelatednessMeasure = "cosine"): Matrix {
  const {rows, values} = together;
  const sums = rowSums(together);
  const total = sums.reduce((sum, value) => sum + value, 0);
  const result = new Float64Array(rows * targets);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < targets; ++j) {
      const count = values[i * rows + j]!;
      // The lower index goes first, as in the full table, so that both agree to the last digit.
      if (count !== 0)
        result[i * targets + j] =
          i < j
            ? normalise(count, sums[i]!, sums[j]!, total, measure)
            : normalise(count, sums[j]!, sums[i]!, total, measure);
    }
  }
  return createMatrix(rows, targets, result);
}

function normalise(count: number, si: number, sj: number, total: number, measure: RelatednessMeasure): number {
  if (measure === "cosine") return count / Math.sqrt(si * sj);
  if (measure === "association") return (count * total) / (si * sj);
  if (measure === "jaccard") return count / (si + sj - count);
  const expected = (total / 2) * ((si / total) * (sj / (total - si)) + (sj / total) * (si / (total - sj)));
  return count / expected;
}
