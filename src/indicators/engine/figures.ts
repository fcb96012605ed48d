import {concentrationComplexity} from "../complexity.js";
import {relatednessDensity} from "../density.js";
import {corner, createMatrix} from "../matrix.js";
import type {Matrix} from "../matrix.ts";
import type {Method} from "../method.ts";
import {quadrants} from "../quadrants.js";
import type {Quadrant} from "../quadrants.ts";
import {advantage, rca, sumCounts} from "../rca.js";
import type {CountSums} from "../rca.ts";
import {relatednessTo} from "../relatedness.js";
import type {Counting} from "./counting.ts";
import type {LensEngine} from "./engine.ts";
import type {PlaceTable} from "./load.ts";

/** Of which places and domains the figures are. */
export interface FigureScope {
  /** Technologies: the first domains. */
  technologies: number;
  /** Locations: the first places; the others are wholes of them. */
  locations: number;
  /** Marks the places of the benchmark. */
  among: ArrayLike<number>;
}

/** What the figures show. */
export interface Figures {
  /** Sums of the counts, for what is computed from them again. */
  sums: CountSums;
  /** Places × technologies. */
  rca: Matrix;
  /** Places × domains, one byte each. */
  advantage: Uint8Array;
  /** Domains × technologies. */
  relatedness: Matrix;
  /** Places × technologies, 0–100, NaN without relatedness. */
  density: Matrix;
  /** One for each technology, 0–100, NaN for one that nobody has. */
  complexity: Float64Array;
}

/** What follows from counts and co-occurrence, for all places: the part that a move of the RCA threshold changes. */
export function densityFigures(counts: Matrix, relatedness: Matrix, {among}: FigureScope, {benchmark, rca_threshold: threshold, strict, diagonal}: Method, sums = sumCounts(counts, among)): Pick<Figures, "advantage" | "density"> {
  const advantages = advantage(counts, {benchmark, among, threshold, strict, sums});
  return {advantage: advantages, density: relatednessDensity(advantages, relatedness, {diagonal})};
}

/** Every figure from counts (places × domains) and co-occurrence (domains × domains). */
export function figures(counts: Matrix, cooccurrence: Matrix, scope: FigureScope, method: Method): Figures {
  const {technologies, locations, among} = scope;
  const sums = sumCounts(counts, among);
  const relatedness = relatednessTo(cooccurrence, technologies, method.relatedness);
  const world = createMatrix(locations, counts.columns, counts.values.subarray(0, locations * counts.columns));
  return {
    sums,
    rca: rca(counts, {benchmark: method.benchmark, among, targets: technologies, sums}),
    relatedness,
    ...densityFigures(counts, relatedness, scope, method, sums),
    complexity: concentrationComplexity(world, {
      start: method.complexity_start,
      step: method.complexity_step,
      end: method.complexity_end ?? Math.max(1, locations),
      targets: technologies
    })
  };
}

/** The places of the benchmark, with the selected place instead of its parts where that is asked for. */
export function benchmarkPlaces({benchmark, wholes}: PlaceTable, place: number, {benchmark_region: unit}: Pick<Counting, "benchmark_region">): Uint8Array {
  if (unit === "parts") return benchmark;
  const marks = benchmark.slice();
  wholes.forEach((regions, location) => {
    if (!regions.includes(place)) return;
    marks[place] = Math.max(marks[place]!, marks[location]!);
    marks[location] = 0;
  });
  return marks;
}

/** Every figure of one lens by any way of counting; `place` is the selected one. */
export function lensFigures(engine: LensEngine, places: PlaceTable, technologies: number, place: number, counting: Counting, method: Method): Figures {
  const scope = {technologies, locations: places.locations, among: benchmarkPlaces(places, place, counting)};
  const counts = engine.countsBy(counting);
  if (counting.universe === "full") return figures(counts, engine.cooccurrence, scope, method);
  return figures(corner(counts, places.count, technologies), corner(engine.cooccurrence, technologies, technologies), scope, method);
}

/** The quadrants of one place's technologies: relatedness density against complexity. */
export function quadrantsOf({density, complexity}: Pick<Figures, "density" | "complexity">, place: number, method: Method): (Quadrant | null)[] {
  const points = Array.from(complexity, (value, technology) => ({relatedness: density.values[place * density.columns + technology]!, complexity: value}));
  return quadrants(points, {cut: method.quadrant_cut, relatedness: method.quadrant_relatedness, complexity: method.quadrant_complexity});
}
