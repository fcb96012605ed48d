import {gapOf, type Missing, missingProfile} from "../../indicators/missing.js";
import type {Quadrant} from "../../indicators/quadrants.ts";
import type {LensValues, Snapshot, TechnologyValues} from "../../indicators/snapshot.ts";
import type {Published} from "../published.ts";
import {datasetsBehind, technologiesBehind} from "../provenance.js";
import {groupSlug, parseReference, type Reference} from "../references.js";
import {nearestText} from "../../text/nearest.js";
import {isPartial, missingAmong, missingOf, rcaTogether, valueOf} from "../values.js";
import type {Dataset} from "../../terms/lenses.ts";

/** Why a claim cannot read a value: it is missing, or there is none, such as an RCA without any count. */
export type Unreadable = Missing | "no-value";

/** What a view throws when a claim reads a value that is missing or does not exist; `ask` catches it. */
export class MissingValue extends Error {
  readonly missing: Unreadable;

  constructor(missing: Unreadable) {
    super(missing);
    this.missing = missing;
  }
}

/** What a claim says in a view: its truth, null where the data cannot tell, and why, if it cannot read a value. */
export interface Answer {
  truth: boolean | null;
  missing: Unreadable | null;
}

/**
 * Asks a claim. A claim that reads a value which is not published, not disclosed, not in the build or based on too few
 * documents, or which does not exist, has no answer.
 */
export function ask({predicate}: {predicate(view: View): boolean | null}, view: View): Answer {
  try {
    return {truth: predicate(view), missing: null};
  } catch (error) {
    if (error instanceof MissingValue) return {truth: null, missing: error.missing};
    throw error;
  }
}

/** Values that need not exist where a count and an RCA do. */
const optional = ["high", "density", "rank"] as const;
type Optional = (typeof optional)[number];

/** The values of a technology in a lens, all of which are known. */
export type KnownValues = Omit<
  {[name in keyof LensValues]: name extends Optional ? LensValues[name] : NonNullable<LensValues[name]>},
  "missing"
>;

/**
 * The values of a region that claims can read. Technologies are named by slug, groups as `digital-and-ai`; an unknown
 * name is a RangeError. Reading a value that is missing or does not exist throws a `MissingValue`.
 */
export interface View {
  slugs: readonly string[];
  published: Published;
  lines: Snapshot["lines"];
  group(name: string): string[];
  rca(lens: Dataset, technology: string): number;
  count(lens: Dataset, technology: string): number;
  /** Whether a count is zero. A count above zero decides it, also if it leaves some out. */
  none(lens: Dataset, technology: string): boolean;
  share38(lens: Dataset, technology: string): number;
  expected(lens: Dataset, technology: string): number;
  /** Limits of RCA; a missing upper limit is Infinity. */
  limits(lens: Dataset, technology: string): {low: number; high: number};
  density(technology: string, lens?: Dataset): number;
  complexity(technology: string): number;
  quadrant(technology: string): Quadrant | null;
  /** RCA of a group's technologies combined. */
  groupRca(lens: Dataset, group: string): number;
  /** Links of figure 1 by slugs. */
  links: readonly {source: string; target: string; weight: number}[];
  /** The value of a reference such as `patents.rca photonics`; null if there is none. */
  value(reference: string): number | string | null;
  /** A snapshot's values of a technology in a dataset. */
  values(lens: Dataset, technology: string): KnownValues;
}

/** An RCA that replaces the snapshot's. */
export interface ShiftedRca {
  lens: Dataset;
  technology: string;
  value: number;
}

export interface ViewOptions {
  shifted?: ShiftedRca;
  /** Called with each RCA that a claim reads. */
  onRca?: (lens: Dataset, technology: string) => void;
}

/** Presents a snapshot to claims. A missing density or complexity is NaN, so that comparisons with it are false. */
export function createView(snapshot: Snapshot, published: Published, {shifted, onRca}: ViewOptions = {}): View {
  const bySlug = new Map(snapshot.technologies.map((technology) => [technology.slug, technology]));
  const technology = (slug: string): TechnologyValues => {
    const found = bySlug.get(slug);
    if (found === undefined) throw new RangeError(`unknown technology: ${slug}${nearestText(slug, bySlug.keys())}`);
    return found;
  };
  const members = groupReader(snapshot);
  const told = (lens: Dataset) => {
    const missing = missingProfile(snapshot.totals[lens]);
    // Incomplete totals leave counts, and each value that needs a total says so itself.
    if (missing !== null && missing !== "totals") throw new MissingValue(missing);
  };
  const values = (lens: Dataset, slug: string) => {
    told(lens);
    return knownValues(technology(slug).lenses[lens], snapshot.totals[lens]);
  };
  const shiftOf = (lens: Dataset, slug: string) => {
    onRca?.(lens, slug);
    return shifted?.lens === lens && shifted.technology === slug ? shifted.value : undefined;
  };
  return {
    slugs: snapshot.technologies.map(({slug}) => slug),
    published,
    lines: snapshot.lines,
    group: (name) => members(name).map(({slug}) => slug),
    rca: (lens, slug) => shiftOf(lens, slug) ?? values(lens, slug).rca,
    value(reference) {
      const parsed = parseReference(reference, snapshot.technologies);
      if ("dataset" in parsed) told(parsed.dataset);
      if (!isCalibrated(reference, snapshot, published)) throw new MissingValue("uncalibrated");
      const isRca = parsed.kind === "technology" && parsed.indicator === "rca";
      return (isRca ? shiftOf(parsed.dataset, parsed.technology) : undefined) ?? knownValue(parsed, snapshot);
    },
    count: (lens, slug) => values(lens, slug).count,
    none(lens, slug) {
      told(lens);
      const {count, missing} = technology(slug).lenses[lens];
      if (count === null) throw new MissingValue(missing!);
      return count === 0;
    },
    share38: (lens, slug) => values(lens, slug).share38,
    expected: (lens, slug) => values(lens, slug).expected,
    limits: (lens, slug) => ({low: values(lens, slug).low, high: values(lens, slug).high ?? Infinity}),
    density: (slug, lens = "patents") => values(lens, slug).density ?? Number.NaN,
    complexity: (slug) => technology(slug).complexity ?? Number.NaN,
    quadrant(slug) {
      told("patents");
      return technology(slug).quadrant;
    },
    groupRca(lens, group) {
      told(lens);
      const together = rcaTogether(members(group), lens);
      if (together === null) throw new MissingValue(missingAmong(members(group), lens) ?? "no-value");
      return together;
    },
    links: linksOf(snapshot),
    values
  };
}

/** Whether every dataset behind a reference says something about every technology behind it. */
function isCalibrated(reference: string, {technologies}: Snapshot, {uncalibrated}: Published): boolean {
  const meaningless = datasetsBehind(reference).flatMap((dataset) => uncalibrated[dataset] ?? []);
  if (meaningless.length === 0) return true;
  return !technologiesBehind(reference, technologies).some((slug) => meaningless.includes(slug));
}

function linksOf({network, technologies}: Snapshot): View["links"] {
  return network.map(({source, target, weight}) => ({
    source: technologies[source]!.slug,
    target: technologies[target]!.slug,
    weight
  }));
}

/** The value of a reference; null if it does not exist, an error if it is missing or only a part. */
function knownValue(reference: Reference, snapshot: Snapshot): number | string | null {
  if (isPartial(reference, snapshot)) throw new MissingValue("partly");
  const found = valueOf(reference, snapshot);
  if (reference.kind === "technology") {
    const {missing} = snapshot.technologies.find(({slug}) => slug === reference.technology)!.lenses[reference.dataset];
    if (isRounded(reference.indicator, found, missing)) throw new MissingValue("totals");
  }
  if (found !== null) return Number.isNaN(found) ? null : found;
  const missing = missingOf(reference, snapshot);
  if (missing !== null) throw new MissingValue(missing);
  return null;
}

/**
 * Whether a value is a count that is complete but rounded, since the disclosure rule guards the dataset: it is not
 * zero, and no more can be judged by it.
 */
function isRounded(indicator: string, value: unknown, missing: LensValues["missing"]): boolean {
  return missing === "totals" && (indicator === "count" || indicator === "documents") && value !== 0;
}

/** The values, of which those that are missing, rounded, only a part or do not exist cannot be read. */
function knownValues(values: LensValues, {partial}: {partial: boolean}): KnownValues {
  const {missing, rca, share38} = values;
  if (missing === null && rca !== null && share38 !== null) return values as KnownValues;
  return new Proxy(values, {
    get(target, name) {
      const value = target[name as keyof LensValues];
      const gap = gapOf(String(name), missing, partial);
      if (gap === "partly" || (gap !== null && value === null)) throw new MissingValue(gap);
      if (isRounded(String(name), value, missing)) throw new MissingValue("totals");
      if (value === null && !optional.includes(name as Optional)) throw new MissingValue("no-value");
      return value;
    }
  }) as KnownValues;
}

/** The technologies of a group by its name. The groups are computed once, since many claims read them. */
function groupReader(snapshot: Snapshot): (name: string) => TechnologyValues[] {
  let groups: Map<string, TechnologyValues[]> | undefined;
  return (name) => {
    groups ??= groupsOf(snapshot);
    const found = groups.get(name);
    if (found === undefined) throw new RangeError(`unknown group: ${name}${nearestText(name, groups.keys())}`);
    return found;
  };
}

function groupsOf({technologies}: Snapshot): Map<string, TechnologyValues[]> {
  const groups = new Map<string, TechnologyValues[]>();
  for (const technology of technologies) {
    const name = groupSlug(technology.group);
    groups.set(name, [...(groups.get(name) ?? []), technology]);
  }
  return groups;
}
