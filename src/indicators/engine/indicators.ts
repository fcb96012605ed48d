import {concentrationComplexity} from "../complexity.js";
import {relatednessDensity} from "../density.js";
import {corner, createMatrix, type Matrix} from "../matrix.js";
import type {Method} from "../method.ts";
import {type Quadrant, quadrants} from "../quadrants.js";
import {advantage, benchmarkShares, type CountSums, rca, sumCounts} from "../rca.js";
import {relatednessTo} from "../relatedness.js";
import {type Counting, eu27} from "./counting.js";
import type {LensEngine} from "./engine.ts";
import type {PlaceTable} from "./load.ts";
import {Memory} from "./memory.js";

/** The places and domains of the indicators. */
export interface IndicatorScope {
  /** Technologies: the first domains. */
  technologies: number;
  /** Locations: the first places; the rest are wholes that contain them. */
  locations: number;
  /** The number of them that exist, since ids have gaps; by default all. */
  existing?: number;
  /** Marks the places of the benchmark. */
  among: ArrayLike<number>;
}

/** Indicators computed from counts and co-occurrence. */
export interface Indicators {
  /** Sums of the counts, for later computations. */
  sums: CountSums;
  /** Places × technologies. */
  rca: Matrix;
  /** Places × domains, one byte each. */
  advantage: Uint8Array;
  /** Domains × technologies. */
  relatedness: Matrix;
  /** Places × technologies, 0–100, NaN without relatedness. */
  density: Matrix;
  /** One for each technology, 0–100, NaN without any count. */
  complexity: Float64Array;
}

/** Indicators of all places that depend on the RCA threshold. */
export function densityIndicators(
  counts: Matrix,
  relatedness: Matrix,
  {among}: IndicatorScope,
  {benchmark, rca_threshold: threshold, strict, diagonal}: Method,
  sums = sumCounts(counts, among)
): Pick<Indicators, "advantage" | "density"> {
  const advantages = advantage(counts, {benchmark, among, threshold, strict, sums});
  return {advantage: advantages, density: relatednessDensity(advantages, relatedness, {diagonal})};
}

/** Computes every indicator from counts (places × domains) and co-occurrence (domains × domains). */
export function indicatorsOf(counts: Matrix, cooccurrence: Matrix, scope: IndicatorScope, method: Method): Indicators {
  const {technologies, among} = scope;
  const sums = sumCounts(counts, among);
  const relatedness = relatednessTo(cooccurrence, technologies, method.relatedness);
  return {
    sums,
    rca: rca(counts, {benchmark: method.benchmark, among, targets: technologies, sums}),
    relatedness,
    ...densityIndicators(counts, relatedness, scope, method, sums),
    complexity: complexityOf(counts, scope, method)
  };
}

/** The places of the benchmark; with the benchmark `whole`, the selected place replaces its parts. */
export function benchmarkPlaces(
  {benchmark, codes, wholes}: PlaceTable,
  place: number,
  {benchmark_region: unit, benchmark_area: area}: Pick<Counting, "benchmark_region" | "benchmark_area">
): Uint8Array {
  if (unit === "parts" && area === "europe") return benchmark;
  const marks =
    area === "europe"
      ? benchmark.slice()
      : benchmark.map((mark, one) => (mark === 1 && eu27.has(codes[one]!.slice(0, 2)) ? 1 : 0));
  if (unit === "parts") return marks;
  wholes.forEach((regions, location) => {
    if (!regions.includes(place)) return;
    marks[place] = Math.max(marks[place]!, marks[location]!);
    marks[location] = 0;
  });
  return marks;
}

/** The indicators of one lens that do not depend on the RCA threshold, and the inputs of the density. */
export interface LensBase extends Omit<Indicators, "advantage" | "density"> {
  scope: IndicatorScope;
  /** Places × domains. */
  counts: Matrix;
  /** Shares of the domains in the benchmark. */
  shares: Float64Array;
}

/**
 * The indicators of one lens by any way of counting, apart from those that depend on the RCA threshold.
 * @param memory cached results of earlier computations over the same engine
 */
export function lensBase(
  engine: LensEngine,
  places: PlaceTable,
  technologies: number,
  place: number,
  counting: Counting,
  method: Method,
  memory = new Memory()
): LensBase {
  const {revision} = engine;
  const {benchmark_region: unit, benchmark_area: area, universe} = counting;
  const benchmark = [unit, area, unit === "whole" && place];
  const scope = memory.recall("scope", benchmark, () => ({
    technologies,
    locations: places.locations,
    existing: places.codes.slice(0, places.locations).filter((code) => code !== "").length,
    among: benchmarkPlaces(places, place, counting)
  }));
  const countsOf = [revision, counting.counting, counting.measure, universe];
  const counts = memory.recall("counts", countsOf, () => {
    const all = memory.recall("all-counts", [revision, counting.counting, counting.measure], () =>
      engine.countsBy(counting)
    );
    return universe === "full" ? all : corner(all, places.count, technologies);
  });
  const sums = memory.recall("sums", [...countsOf, ...benchmark], () => sumCounts(counts, scope.among));
  const options = {benchmark: method.benchmark, among: scope.among, sums};
  const ratios = [...countsOf, ...benchmark, method.benchmark];
  return {
    scope,
    counts,
    sums,
    shares: memory.recall("shares", ratios, () => benchmarkShares(counts, options)),
    rca: memory.recall("rca", ratios, () => rca(counts, {...options, targets: technologies})),
    relatedness: memory.recall("relatedness", [revision, universe, method.relatedness], () =>
      relatednessTo(
        universe === "full" ? engine.cooccurrence : corner(engine.cooccurrence, technologies, technologies),
        technologies,
        method.relatedness
      )
    ),
    complexity: memory.recall(
      "complexity",
      [...countsOf, method.complexity_start, method.complexity_step, method.complexity_end],
      () => complexityOf(counts, scope, method)
    )
  };
}

/**
 * Relatedness density of one place, 0–100, NaN for a technology without relatedness: one row of the result of
 * `densityIndicators`.
 */
export function placeDensity(
  {counts, sums, relatedness, shares}: Pick<LensBase, "counts" | "sums" | "relatedness" | "shares">,
  place: number,
  {benchmark, rca_threshold: threshold, strict, diagonal}: Method
): Float64Array {
  const row = createMatrix(
    1,
    counts.columns,
    counts.values.subarray(place * counts.columns, (place + 1) * counts.columns)
  );
  const own = {...sums, locations: sums.locations.subarray(place, place + 1)};
  return relatednessDensity(advantage(row, {benchmark, threshold, strict, sums: own, shares}), relatedness, {diagonal})
    .values;
}

/** Complexity of the technologies from the counts of the locations alone: wholes would count their parts again. */
function complexityOf(
  counts: Matrix,
  {technologies, locations, existing = locations}: IndicatorScope,
  method: Method
): Float64Array {
  return concentrationComplexity(
    createMatrix(locations, counts.columns, counts.values.subarray(0, locations * counts.columns)),
    {
      start: method.complexity_start,
      step: method.complexity_step,
      end: Math.max(1, Math.min(method.complexity_end ?? existing, existing)),
      targets: technologies
    }
  );
}

/** The quadrants of one place's technologies: relatedness density (one for each, NaN without) against complexity. */
export function quadrantsOf(
  density: ArrayLike<number>,
  complexity: ArrayLike<number>,
  method: Method
): (Quadrant | null)[] {
  const points = Array.from(complexity, (value, technology) => ({
    relatedness: density[technology]!,
    complexity: value
  }));
  return quadrants(points, {
    cut: method.quadrant_cut,
    relatedness: method.quadrant_relatedness,
    complexity: method.quadrant_complexity
  });
}
