import {benchmarkPlaces} from "./engine/indicators.js";
import {type Counting, countingIn} from "./engine/counting.js";
import {corner, type Matrix} from "./matrix.js";
import type {Method} from "./method.ts";
import {fewPlaces, type Gap, gapCells, hasCount} from "./missing.js";
import {benchmarkShares, rca, sumCounts} from "./rca.js";
import type {Engines} from "./snapshot.ts";
import {datasetOf, type Edition, type Lens, lenses} from "../terms/lenses.js";

/**
 * RCA and counts of many places: for each place a list by technology, rounded to four decimals, null where they cannot
 * be told, and RCA also where the place has no count at all. `missing` says why: for each place a list by technology,
 * empty where nothing is missing.
 */
export interface RegionValues {
  rca: Record<Lens, (number | null)[][]>;
  count: Record<Lens, (number | null)[][]>;
  missing: Record<Lens, (Gap | null)[][]>;
  /** For each place: its count over the full universe, and whether it has too few documents: see `fewPlaces`. */
  total: Record<Lens, number[]>;
  few: Record<Lens, boolean[]>;
  /** The benchmark's share of each technology, 0–1. */
  share: Record<Lens, number[]>;
}

export interface RegionValuesOptions {
  /** That of the values beside which the places are shown. */
  method: Pick<Method, "benchmark">;
  /** Ways of counting that differ from the report's. */
  counting?: Partial<Counting>;
  /** The place that replaces its parts in the benchmark. */
  selected?: number;
  edition?: Edition;
}

/**
 * RCA and counts of places, for maps and rankings.
 * @param at numbers of the places
 */
export function regionValues(
  {places, technologies, engines}: Engines,
  at: readonly number[],
  {method, counting: changes = {}, selected = -1, edition = "current"}: RegionValuesOptions
): RegionValues {
  const result = {rca: {}, count: {}, missing: {}, total: {}, few: {}, share: {}} as RegionValues;
  for (const lens of lenses) {
    const counting = countingIn(lens, changes);
    const {engine} = engines[datasetOf(lens, edition)];
    const all = engine.countsBy(counting);
    const counts = counting.universe === "full" ? all : corner(all, places.count, technologies.length);
    const among = benchmarkPlaces(places, selected, counting);
    const options = {benchmark: method.benchmark, among, sums: sumCounts(counts, among)};
    const values = rca(counts, {...options, targets: technologies.length});
    const totals = at.map((one) => options.sums.locations[one]!);
    const documents = engine.countsBy({counting: counting.counting, measure: "documents"});
    const {withheld, partial} = engine;
    const gap = gapCells({counts: all, documents, withheld, partial}, technologies.length);
    const rows = (matrix: Matrix, isTold: (gap: Gap | null, row: number) => boolean) =>
      at.map((one, row) =>
        technologies.map((_, t) =>
          isTold(gap(one, t), row) ? rounded(matrix.values[one * matrix.columns + t]!) : null
        )
      );
    result.rca[lens] = rows(values, (kind, row) => kind === null && totals[row]! > 0);
    result.count[lens] = rows(counts, hasCount);
    result.total[lens] = totals.map(rounded);
    result.share[lens] = Array.from(benchmarkShares(counts, options).subarray(0, technologies.length));
    const few = fewPlaces(engine, technologies.length);
    result.few[lens] = at.map((one) => few[one]!);
    result.missing[lens] = at.map((one) => {
      const kinds = technologies.map((_, t) => gap(one, t));
      return kinds.some((kind) => kind !== null) ? kinds : [];
    });
  }
  return result;
}

const rounded = (value: number) => Math.round(value * 10 ** 4) / 10 ** 4;
