import {benchmarkPlaces} from "./engine/indicators.js";
import {type Counting, countingIn} from "./engine/counting.js";
import {corner, type Matrix} from "./matrix.js";
import {type Method, reportMethod} from "./method.js";
import {type Unknown, unknownCells} from "./missing.js";
import {rca} from "./rca.js";
import type {Engines} from "./snapshot.ts";
import {datasetOf, type Edition, type Lens, lenses} from "../terms/lenses.js";

/**
 * RCA and counts of many places: for each place a list by technology, rounded to four decimals, null where the count is
 * unknown. `missing` says why: for each place a list by technology, empty where all counts are known.
 */
export interface RegionValues {
  rca: Record<Lens, (number | null)[][]>;
  count: Record<Lens, (number | null)[][]>;
  missing: Record<Lens, (Unknown | null)[][]>;
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
  const result = {rca: {}, count: {}, missing: {}} as RegionValues;
  for (const lens of lenses) {
    const counting = countingIn(lens, changes);
    const {engine} = engines[datasetOf(lens, edition)];
    const all = engine.countsBy(counting);
    const counts = counting.universe === "full" ? all : corner(all, places.count, technologies.length);
    const values = rca(counts, {
      benchmark: method.benchmark,
      among: benchmarkPlaces(places, selected, counting),
      targets: technologies.length
    });
    const documents = engine.countsBy({counting: counting.counting, measure: "documents"});
    const unknown = unknownCells({counts: all, documents, withheld: engine.withheld}, technologies.length);
    const rows = (matrix: Matrix) =>
      at.map((one) =>
        technologies.map((_, t) =>
          unknown(one, t) === null ? Math.round(matrix.values[one * matrix.columns + t]! * 10 ** 4) / 10 ** 4 : null
        )
      );
    result.rca[lens] = rows(values);
    result.count[lens] = rows(counts);
    result.missing[lens] = at.map((one) => {
      const kinds = technologies.map((_, t) => unknown(one, t));
      return kinds.some((kind) => kind !== null) ? kinds : [];
    });
  }
  return result;
}
