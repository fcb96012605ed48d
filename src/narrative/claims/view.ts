import type {Quadrant} from "../../indicators/quadrants.ts";
import type {LensValues, Snapshot, TechnologyValues} from "../../indicators/snapshot.ts";
import type {Published} from "../published.ts";
import {groupSlug, parseReference} from "../references.js";
import {nearestText} from "../../text/nearest.js";
import {rcaTogether, valueOf} from "../values.js";
import type {Dataset} from "../../terms/lenses.ts";

/**
 * The values of a region that claims can read. Technologies are named by slug, groups as `digital-and-ai`; an unknown
 * name is a RangeError.
 */
export interface View {
  slugs: readonly string[];
  published: Published;
  lines: Snapshot["lines"];
  group(name: string): string[];
  rca(lens: Dataset, technology: string): number;
  count(lens: Dataset, technology: string): number;
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
  values(lens: Dataset, technology: string): LensValues;
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
  let groups: Map<string, TechnologyValues[]> | undefined;
  const members = (name: string) => {
    groups ??= groupsOf(snapshot);
    const found = groups.get(name);
    if (found === undefined) throw new RangeError(`unknown group: ${name}${nearestText(name, groups.keys())}`);
    return found;
  };
  const values = (lens: Dataset, slug: string) => technology(slug).lenses[lens];
  const rca = (lens: Dataset, slug: string) => {
    onRca?.(lens, slug);
    return shifted?.lens === lens && shifted.technology === slug ? shifted.value : values(lens, slug).rca;
  };
  return {
    slugs: snapshot.technologies.map(({slug}) => slug),
    published,
    lines: snapshot.lines,
    group: (name) => members(name).map(({slug}) => slug),
    rca,
    value(reference) {
      const parsed = parseReference(reference, snapshot.technologies);
      const found =
        parsed.kind === "technology" && parsed.indicator === "rca"
          ? rca(parsed.dataset, parsed.technology)
          : valueOf(parsed, snapshot);
      return Number.isNaN(found) ? null : found;
    },
    count: (lens, slug) => values(lens, slug).count,
    share38: (lens, slug) => values(lens, slug).share38,
    expected: (lens, slug) => values(lens, slug).expected,
    limits: (lens, slug) => ({low: values(lens, slug).low, high: values(lens, slug).high ?? Infinity}),
    density: (slug, lens = "patents") => values(lens, slug).density ?? Number.NaN,
    complexity: (slug) => technology(slug).complexity ?? Number.NaN,
    quadrant: (slug) => technology(slug).quadrant,
    groupRca: (lens, group) => rcaTogether(members(group), lens),
    links: snapshot.network.map(({source, target, weight}) => ({
      source: snapshot.technologies[source]!.slug,
      target: snapshot.technologies[target]!.slug,
      weight
    })),
    values
  };
}

/** Computed once, since many claims read the groups. */
function groupsOf({technologies}: Snapshot): Map<string, TechnologyValues[]> {
  const groups = new Map<string, TechnologyValues[]>();
  for (const technology of technologies) {
    const name = groupSlug(technology.group);
    groups.set(name, [...(groups.get(name) ?? []), technology]);
  }
  return groups;
}
