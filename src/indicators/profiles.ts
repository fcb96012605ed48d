import {rcaP} from "./difference.js";
import {type Counting, countingIn, eu27} from "./engine/counting.js";
import {benchmarkPlaces} from "./engine/indicators.js";
import {placeOf} from "./engine/load.js";
import {corner, type Matrix} from "./matrix.js";
import type {Method} from "./method.ts";
import {fewPlaces, type Gap, gapCells} from "./missing.js";
import type {RegionProfiles} from "./peers.ts";
import {benchmarkShares, rca, sumCounts} from "./rca.js";
import type {Engines} from "./snapshot.ts";
import type {Dataset} from "../terms/lenses.ts";

export interface ProfilesOptions {
  dataset: Dataset;
  /** The region to compare. With the benchmark `whole` of `counting` it replaces its parts in the benchmark. */
  region: string;
  /** Codes of the other regions; those outside the benchmark's area are excluded. */
  regions: Iterable<string>;
  method: Pick<Method, "benchmark">;
  counting?: Partial<Counting>;
}

/**
 * RCA, counts and expected documents of many regions in one lens; those of the region to compare equal its snapshot's.
 * @throws RangeError for an unknown region
 */
export function regionProfiles(
  {places, technologies: {length: technologies}, engines}: Pick<Engines, "places" | "technologies" | "engines">,
  {dataset, region, regions, method, counting: changes = {}}: ProfilesOptions
): RegionProfiles {
  const place = placeOf(places, region);
  const counting = countingIn(dataset, changes);
  const {engine} = engines[dataset];
  const among = benchmarkPlaces(places, place, counting);
  const counted = (measure: Counting["measure"]) => {
    const all = engine.countsBy({counting: counting.counting, measure});
    const counts = counting.universe === "full" ? all : corner(all, places.count, technologies);
    return {counts, options: {benchmark: method.benchmark, among, sums: sumCounts(counts, among)}};
  };
  const {counts, options} = counted(counting.measure);
  const ratios = rca(counts, {...options, targets: technologies});
  const codes = [...new Set([region, ...regions])].filter(
    (code) => code === region || counting.benchmark_area === "europe" || eu27.has(code.slice(0, 2))
  );
  const rows = codes.map((code) => placeOf(places, code));
  const documents = counting.measure === "documents" ? {counts, options} : counted("documents");
  const {withheld, partial} = engine;
  const gap = gapCells({counts, documents: documents.counts, withheld, partial}, technologies);
  const take = ({values, columns}: Matrix, isTold: (gap: Gap | null) => boolean) =>
    Float64Array.from({length: rows.length * technologies}, (_, at) => {
      const [row, t] = [rows[Math.floor(at / technologies)]!, at % technologies];
      return isTold(gap(row, t)) ? values[row * columns + t]! : Number.NaN;
    });
  const rcas = take(ratios, (kind) => kind === null);
  const values = take(counts, (kind) => kind === null || kind === "totals");
  const own = (row: number, {values, columns}: Matrix) => values.subarray(row * columns, row * columns + technologies);
  const shares = benchmarkShares(documents.counts, documents.options).subarray(0, technologies);
  const wholes = documents.options.sums.locations;
  const few = fewPlaces(engine, technologies);
  const share = shares.reduce((sum, one) => sum + one, 0) / technologies;
  return {
    codes,
    technologies,
    rca: rcas,
    counts: values,
    expected: Float64Array.from(rows, (row) => wholes[row]! * share),
    few: rows.map((row) => few[row]!),
    side: Int8Array.from(rcas, (value, at) => {
      const [row, t] = [rows[Math.floor(at / technologies)]!, at % technologies];
      const tested = {documents: own(row, documents.counts)[t]!, rca: value, expected: wholes[row]! * shares[t]!};
      return Number.isNaN(value) ? 0 : sideOf(tested, counting.measure === "amounts");
    })
  };
}

/** On which side of the benchmark's share the whole 95 % interval of an RCA lies: 1 above, -1 below, 0 neither. */
function sideOf(tested: {documents: number; rca: number; expected: number}, amounts: boolean): -1 | 0 | 1 {
  const p = rcaP(tested, amounts);
  if (p === null || p >= 0.05) return 0;
  return tested.rca > 1 ? 1 : -1;
}
