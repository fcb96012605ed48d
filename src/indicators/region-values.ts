import {benchmarkPlaces} from "./engine/indicators.js";
import {type Counting, countingIn} from "./engine/counting.js";
import {corner, type Matrix} from "./matrix.js";
import {type Method, reportMethod} from "./method.js";
import {hasFew, type Unknown, unknownCells} from "./missing.js";
import {benchmarkShares, rca, sumCounts} from "./rca.js";
import type {Engines} from "./snapshot.ts";
import {datasetOf, type Edition, type Lens, lenses} from "../terms/lenses.js";

/**
 * RCA and counts of many places: for each place a list by technology, rounded to four decimals, null where the count is
 * unknown, and RCA also where the place has no count at all. `missing` says why a count is unknown: for each place a
 * list by technology, empty where all counts are known.
 */
export interface RegionValues {
  rca: Record<Lens, (number | null)[][]>;
  count: Record<Lens, (number | null)[][]>;
  missing: Record<Lens, (Unknown | null)[][]>;
  /** For each place: its count over the full universe, and whether it has too few documents: see `hasFew`. */
  total: Record<Lens, number[]>;
  few: Record<Lens, boolean[]>;
  /** The benchmark's share of each technology, 0–1. */
  share: Record<Lens, number[]>;
}

export interface RegionValuesOptions {
  method?: Method;
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
  {method = reportMethod, counting: changes = {}, selected = -1, edition = "current"}: RegionValuesOptions = {}
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
    const unknown = unknownCells({counts: all, documents, withheld: engine.withheld}, technologies.length);
    const rows = (matrix: Matrix, exists: (row: number) => boolean) =>
      at.map((one, row) =>
        technologies.map((_, t) =>
          exists(row) && unknown(one, t) === null ? rounded(matrix.values[one * matrix.columns + t]!) : null
        )
      );
    result.rca[lens] = rows(values, (row) => totals[row]! > 0);
    result.count[lens] = rows(counts, () => true);
    result.total[lens] = totals.map(rounded);
    result.share[lens] = Array.from(benchmarkShares(counts, options).subarray(0, technologies.length));
    const {values: whole, columns} = engine.counts;
    result.few[lens] = at.map((one) => hasFew(whole.subarray(one * columns, one * columns + technologies.length)));
    result.missing[lens] = at.map((one) => {
      const kinds = technologies.map((_, t) => unknown(one, t));
      return kinds.some((kind) => kind !== null) ? kinds : [];
    });
  }
  return result;
}

const rounded = (value: number) => Math.round(value * 10 ** 4) / 10 ** 4;
