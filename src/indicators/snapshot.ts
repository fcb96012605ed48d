import {compositeRelatedness} from "./composite.js";
import {type Counting, countingIn} from "./engine/counting.js";
import type {LensEngine, Universe} from "./engine/engine.ts";
import {lensBase, type LensBase, placeDensity, quadrantsOf} from "./engine/indicators.js";
import {placeOf, type PlaceTable} from "./engine/load.js";
import {Memory} from "./engine/memory.js";
import {corner} from "./matrix.js";
import {fewPlaces, type Gap, gapCells, type Missing, missingProfile, toldCount} from "./missing.js";
import {type Method, reportMethod} from "./method.js";
import {type NetworkLink, networkLinks} from "./network.js";
import {type Quadrant, quadrantLines} from "./quadrants.js";
import {poissonInterval} from "./uncertainty.js";
import {type Dataset, datasetOf, datasets, type Edition, lenses} from "../terms/lenses.js";

/** Least cosine of a link drawn in figure 1. */
const networkThreshold = 0.0205;

/** A technology, as the table `technologies` has it. */
export interface TechnologyName {
  name: string;
  /** Slug for addresses. */
  slug: string;
  group: string;
}

/**
 * One technology of a region in one lens. Where the count is unknown, so are all values that follow from it: they are
 * null, and `missing` says why. Where the disclosure rule left documents out of the dataset, only counts are told.
 */
export interface LensValues {
  missing: Gap | null;
  /** Documents; millions of US dollars for deals. It leaves some out where `missing` is `partly`. */
  count: number | null;
  /** Documents; for deals their number, disclosed or not. Null if documents were withheld. */
  documents: number | null;
  /**
   * Share of the region's count over the full universe, and over the 38 technologies, 0–1. These, RCA and its limits
   * are null where the region has no count at all: 0/0 is no number.
   */
  share: number | null;
  share38: number | null;
  /** The benchmark's share over the full universe: pooled, or the mean of its regions. */
  benchmark_share: number | null;
  /** The count that the benchmark's share implies. */
  expected: number | null;
  rca: number | null;
  /**
   * Limits of RCA, 95 %, from the Poisson limits of the number of documents; for deals, of the number of deals at their
   * mean amount. The upper limit is null if no document is expected, or if a lens of amounts has none.
   */
  low: number | null;
  high: number | null;
  /** Relatedness density, 0–100; null without relatedness. A domain with an unknown count is no advantage. */
  density: number | null;
  /**
   * Rank by RCA, from 1, among `ranked` regions: this one and the benchmark's NUTS2 regions whose RCA is known and
   * which have enough documents. The rank is null without any count, or if the region has too few documents.
   */
  rank: number | null;
  ranked: number;
}

/** One technology of a region. */
export interface TechnologyValues extends TechnologyName {
  /** From 1, as in the tables. */
  technology: number;
  /** 0–100; null for a technology without any count. */
  complexity: number | null;
  /** Null without density or complexity, or if the region has too few patents. */
  quadrant: Quadrant | null;
  /** Composite relatedness, 0–100. */
  composite: number | null;
  lenses: Record<Dataset, LensValues>;
}

/** One lens of a region as a whole. */
export interface LensTotals {
  /** Total of the published counts over the full universe and over the 38 technologies. */
  count: number;
  technologies: number;
  /** Whether there are too few documents for ranks, quadrants and verdicts: see `fewPlaces`. */
  few: boolean;
  /** Whether the disclosure rule left out documents, here or elsewhere, so that totals leave some out. */
  partial: boolean;
  /** Whether the build has documents of the dataset, here or elsewhere. */
  held: boolean;
}

/**
 * Everything that figures, numbers and claims read about one region under one method, as plain data that JSON
 * preserves.
 */
export interface Snapshot {
  region: {code: string; name: string};
  /** In the order of their ids. */
  technologies: TechnologyValues[];
  totals: Record<Dataset, LensTotals>;
  /** Lines between the quadrants. */
  lines: {relatedness: number; complexity: number};
  /** Links of figure 1; source and target are indices in `technologies`, weights are cosines × 100. */
  network: NetworkLink[];
}

/** Why a region has no rank or verdict of a technology in a lens: of its count, or of its profile. */
export function missingRank({technologies, totals}: Snapshot, technology: number, dataset: Dataset): Missing | null {
  return technologies[technology - 1]!.lenses[dataset].missing ?? missingProfile(totals[dataset]);
}

/** Where a region stands by RCA in a technology and a lens: its rank, or why it has none. */
export function standingIn(
  snapshot: Snapshot,
  technology: number,
  dataset: Dataset
): Pick<LensValues, "rca" | "rank" | "ranked"> & {missing: Missing | null} {
  const {rca, rank, ranked} = snapshot.technologies[technology - 1]!.lenses[dataset];
  return {rca, rank, ranked, missing: missingRank(snapshot, technology, dataset)};
}

/** Engines of all datasets over the same places. */
export interface Engines {
  places: PlaceTable;
  technologies: readonly TechnologyName[];
  engines: Record<Dataset, {engine: LensEngine; universe: Universe}>;
}

export interface SnapshotOptions {
  /** Code and name of a place. */
  region: {code: string; name: string};
  method?: Method;
  /**
   * Ways of counting that differ from the report's, in all lenses; the choice between deals and amounts affects deals
   * only.
   */
  counting?: Partial<Counting>;
  /** Edition of the publications; the earlier one replaces the final one. */
  edition?: Edition;
  /** Cached results of earlier snapshots of the same engines; without it everything is computed. */
  memory?: SnapshotMemory;
}

/** Caches, for each engine, the results that a change does not affect. */
export class SnapshotMemory {
  readonly #memories = new WeakMap<LensEngine, Memory>();

  of(engine: LensEngine): Memory {
    const known = this.#memories.get(engine);
    if (known) return known;
    const memory = new Memory();
    this.#memories.set(engine, memory);
    return memory;
  }
}

/**
 * The values of one region.
 * @throws RangeError for an unknown region
 */
export function takeSnapshot(engines: Engines, options: SnapshotOptions): Snapshot {
  const {region, method = reportMethod} = options;
  const views = viewLenses(engines, options);
  const count = engines.technologies.length;
  // The technologies are the first domains.
  const relatedness = corner(views.patents.base.relatedness, count, count);
  const densities = views.patents.values.map(({density}) => density ?? Number.NaN);
  const complexities = views.patents.base.complexity;
  const quadrants = quadrantsOf(views.patents.density, complexities, method);
  const composite = compositeRelatedness(
    lenses.map((lens) => views[lens].values.map(({density}) => density ?? Number.NaN))
  );
  return {
    region,
    technologies: engines.technologies.map((technology, t) => ({
      ...technology,
      technology: t + 1,
      complexity: orNull(complexities[t]!),
      quadrant: views.patents.totals.few ? null : quadrants[t]!,
      composite: orNull(composite[t]!),
      lenses: Object.fromEntries(datasets.map((dataset) => [dataset, views[dataset].values[t]!])) as Record<
        Dataset,
        LensValues
      >
    })),
    totals: Object.fromEntries(datasets.map((dataset) => [dataset, views[dataset].totals])) as Snapshot["totals"],
    lines: quadrantLines(
      densities.map((density, t) => ({relatedness: density, complexity: complexities[t]!})),
      {
        cut: method.quadrant_cut,
        relatedness: method.quadrant_relatedness,
        complexity: method.quadrant_complexity
      }
    ),
    network: networkLinks(relatedness, networkThreshold).map(({source, target, weight}) => ({
      source,
      target,
      weight: 100 * weight
    }))
  };
}

interface LensView {
  base: LensBase;
  /** Of the place. */
  density: Float64Array;
  values: LensValues[];
  totals: LensTotals;
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

/** All datasets in one region. With an edition other than the current one, its dataset replaces the lens's. */
function viewLenses(
  {places, engines}: Engines,
  {
    region,
    method = reportMethod,
    counting: changes = {},
    edition = "current",
    memory = new SnapshotMemory()
  }: SnapshotOptions
): Record<Dataset, LensView> {
  const place = placeOf(places, region.code);
  const views = {} as Record<Dataset, LensView>;
  for (const dataset of datasets)
    views[dataset] = viewLens(
      engines[dataset],
      places,
      place,
      countingIn(dataset, changes),
      method,
      memory.of(engines[dataset].engine)
    );
  for (const lens of lenses) views[lens] = views[datasetOf(lens, edition)];
  return views;
}

function viewLens(
  {engine, universe}: Engines["engines"][Dataset],
  places: PlaceTable,
  place: number,
  counting: Counting,
  method: Method,
  memory: Memory
): LensView {
  const base = lensBase(engine, places, universe.technologies, place, counting, method, memory);
  // The RCA threshold and the diagonal affect only the density.
  const {values, totals} = memory.recall("values", [engine.revision, place, counting, method.benchmark], () =>
    valuesOf(engine, universe, places, place, counting, base, memory)
  );
  const density = placeDensity(base, place, method);
  const told = (t: number) => (totals.partial ? null : orNull(density[t]!));
  return {base, density, totals, values: values.map((value, t) => ({...value, density: told(t)}))};
}

function valuesOf(
  engine: LensEngine,
  universe: Universe,
  places: PlaceTable,
  place: number,
  counting: Counting,
  {shares, rca: ratios}: LensBase,
  memory: Memory
): Pick<LensView, "values" | "totals"> {
  const {revision, partial} = engine;
  const {counts, documents} = countIn(engine, counting, memory);
  const width = counting.universe === "full" ? universe.domains : universe.technologies;
  const row = (values: Float64Array, at: number, length: number) =>
    values.subarray(at * counts.columns, at * counts.columns + length);
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const own = row(counts.values, place, width);
  const [total, technologies] = [sum(own), sum(own.subarray(0, universe.technologies))];
  const few = memory.recall("few", [revision], () => fewPlaces(engine, universe.technologies));
  const rivals = rivalPlaces(places, place).filter((one) => !few[one]);
  const withheld = memory.recall("withheld", [revision], () => engine.withheld);
  const gap = gapCells({counts, documents, withheld, partial}, universe.technologies);
  const rca = (one: number, technology: number) => ratios.values[one * ratios.columns + technology]!;
  const values = Array.from({length: universe.technologies}, (_, t): LensValues => {
    const number = row(documents.values, place, width)[t]!;
    const share = shares[t]!;
    const known = {...(partial ? noBenchmark : {benchmark_share: share, expected: share * total}), density: null};
    const missing = gap(place, t);
    const compared = rivals.filter((one) => gap(one, t) === null);
    const ranked = 1 + compared.length;
    if (missing !== null) return {...nothing, ...known, ...toldCount(missing, own[t]!, number), missing, ranked};
    const count = own[t]!;
    const value = rca(place, t);
    const none = counting.measure === "documents" ? 1 / (share * total) : Number.NaN;
    const {low, high} = limitsOf(number, number === 0 ? none : value / number);
    return {
      ...known,
      missing,
      count,
      documents: number,
      share: total === 0 ? null : count / total,
      share38: technologies === 0 ? null : count / technologies,
      rca: total === 0 ? null : value,
      low: total === 0 ? null : low,
      high,
      rank: count === 0 ? null : 1 + compared.filter((one) => rca(one, t) > value).length,
      ranked
    };
  });
  return {
    values: few[place]! ? values.map((value) => ({...value, rank: null})) : values,
    totals: {
      count: total,
      technologies,
      few: few[place]!,
      partial,
      held: partial || documents.values.some((one) => one > 0)
    }
  };
}

function countIn(engine: LensEngine, {counting, measure}: Counting, memory: Memory) {
  const {revision} = engine;
  return {
    counts: memory.recall("all-counts", [revision, counting, measure], () => engine.countsBy({counting, measure})),
    documents: memory.recall("documents", [revision, counting], () => engine.countsBy({counting, measure: "documents"}))
  };
}

/**
 * The limits of the interval of an RCA. Relative limits of the number of documents also apply to amounts, which are the
 * number at a mean amount.
 * @param unit the RCA of one document; not a number where nothing can be said about none
 */
function limitsOf(documents: number, unit: number): Pick<LensValues, "low" | "high"> {
  const {low, high} = poissonInterval(documents);
  return {low: documents === 0 ? 0 : low * unit, high: Number.isFinite(high * unit) ? high * unit : null};
}

/** The values of a technology that follow from its count, where they cannot be told. */
const nothing = {share: null, share38: null, rca: null, low: null, high: null, rank: null} as const;

/** The same of the benchmark. */
const noBenchmark = {benchmark_share: null, expected: null} as const;

/** NUTS2 regions of the benchmark other than the place and its parts. */
function rivalPlaces({benchmark, wholes, locations}: PlaceTable, place: number): number[] {
  return Array.from({length: locations}, (_, one) => one).filter(
    (one) => benchmark[one] === 1 && one !== place && !wholes[one]!.includes(place)
  );
}
