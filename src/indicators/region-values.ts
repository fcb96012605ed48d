import {benchmarkPlaces} from "./engine/indicators.js";
import type {Counting} from "./engine/counting.ts";
import {corner} from "./matrix.js";
import {type Method, reportMethod} from "./method.js";
import {rca} from "./rca.js";
import {countingOf, type Engines} from "./snapshot.js";
import {datasetOf, type Edition, type Lens, lenses} from "../terms/lenses.js";

/** RCA and counts of many places: for each place a list by technology, rounded to four decimals. */
export interface RegionValues {
  rca: Record<Lens, number[][]>;
  count: Record<Lens, number[][]>;
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
  const result: RegionValues = {rca: {} as RegionValues["rca"], count: {} as RegionValues["count"]};
  for (const lens of lenses) {
    const counting = countingOf(lens, changes);
    const {engine} = engines[datasetOf(lens, edition)];
    const all = engine.countsBy(counting);
    const counts = counting.universe === "full" ? all : corner(all, places.count, technologies.length);
    const values = rca(counts, {
      benchmark: method.benchmark,
      among: benchmarkPlaces(places, selected, counting),
      targets: technologies.length
    });
    const rows = (matrix: {values: Float64Array; columns: number}) =>
      at.map((one) =>
        Array.from(
          matrix.values.subarray(one * matrix.columns, one * matrix.columns + technologies.length),
          (value) => Math.round(value * 10 ** 4) / 10 ** 4
        )
      );
    result.rca[lens] = rows(values);
    result.count[lens] = rows(counts);
  }
  return result;
}
