import type {Method} from "./method.ts";
import {concentrationComplexity} from "./complexity.js";
import {cooccurrence, type TechnologySets} from "./cooccurrence.js";
import {relatednessDensity} from "./density.js";
import type {Matrix} from "./matrix.ts";
import {advantage, rca} from "./rca.js";
import {relatedness} from "./relatedness.js";

/** Indicators that depend on the counts. */
export interface CountIndicators {
  rca: Matrix;
  advantage: Uint8Array;
  complexity: Float64Array;
}

/** Indicators that depend on the documents. */
export interface DocumentIndicators {
  cooccurrence: Matrix;
  relatedness: Matrix;
}

/**
 * RCA, advantage and complexity of locations × technologies.
 * @param among marks the locations of the benchmark; complexity takes all locations
 */
export function countIndicators(counts: Matrix, method: Method, among?: ArrayLike<number>): CountIndicators {
  const {benchmark, rca_threshold: threshold, strict} = method;
  return {
    rca: rca(counts, {benchmark, among}),
    advantage: advantage(counts, {benchmark, among, threshold, strict}),
    complexity: concentrationComplexity(counts, {
      start: method.complexity_start,
      step: method.complexity_step,
      end: method.complexity_end ?? Math.max(1, counts.rows)
    })
  };
}

/** Co-occurrence and relatedness of technologies. */
export function documentIndicators(
  sets: TechnologySets,
  technologies: number,
  {relatedness: measure}: Method
): DocumentIndicators {
  const together = cooccurrence(sets, technologies);
  return {cooccurrence: together, relatedness: relatedness(together, measure)};
}

/** Relatedness density of all locations and technologies. */
export function densityOf(
  {advantage: advantages}: CountIndicators,
  {relatedness: related}: DocumentIndicators,
  {diagonal}: Method
): Matrix {
  return relatednessDensity(advantages, related, {diagonal});
}
