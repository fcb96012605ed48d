import {discoveries, rcaP} from "../../indicators/difference.js";
import {missingProfile} from "../../indicators/missing.js";
import type {Quadrant} from "../../indicators/quadrants.ts";
import type {LensValues, Snapshot} from "../../indicators/snapshot.ts";
import {type Lens, lenses} from "../../terms/lenses.js";
import {isNumber} from "../../text/numbers.js";
import {groupSlug} from "../references.js";
import {rcaTogether} from "../values.js";

/**
 * What a lens can tell of a region: nothing (`none`, `few` documents); no strength or weakness, since chance explains
 * all of them (`chance`); or everything. Where the disclosure rule left documents out (`part`), it tells counts alone.
 */
export type Evidence = "none" | "few" | "chance" | "enough" | "part";

/** Whether a lens tells RCAs that can be tested against chance. */
export function isTested(evidence: Evidence): boolean {
  return evidence === "enough" || evidence === "chance";
}

/** A value for each lens. */
export function perLens<Value>(value: (lens: Lens) => Value): Record<Lens, Value> {
  return Object.fromEntries(lenses.map((lens) => [lens, value(lens)])) as Record<Lens, Value>;
}

/** What the text reads of one technology in one lens; null where a value is unknown. */
export interface LensFacts {
  count: number | null;
  documents: number | null;
  expected: number | null;
  rca: number | null;
  /** Limits of RCA; the upper one is null where there is none. */
  low: number | null;
  high: number | null;
  rank: number | null;
  /**
   * Whether the whole interval of RCA lies above 1 or below 1, also as the text rounds RCA; never where the lens has
   * not enough evidence.
   */
  above: boolean;
  below: boolean;
  density: number | null;
}

/** What the text reads of one technology. */
export interface TechnologyFacts {
  slug: string;
  group: string;
  complexity: number | null;
  quadrant: Quadrant | null;
  lenses: Record<Lens, LensFacts>;
}

/** What the text reads of a region. */
export interface RegionFacts {
  code: string;
  technologies: readonly TechnologyFacts[];
  evidence: Record<Lens, Evidence>;
  /** Number of technologies with a known RCA, and of those whose interval lies above or below 1. */
  tested: Record<Lens, number>;
  clear: Record<Lens, number>;
  /** Total counts over all fields and over the technologies; null where they are unknown. */
  totals: Record<Lens, {count: number | null; technologies: number | null}>;
  /** RCA in patents of each group's technologies combined, and the number of its technologies. */
  groups: readonly {group: string; size: number; rca: number | null}[];
  lines: {relatedness: number | null; complexity: number | null};
  /** Number of regions in the rankings. */
  ranked: number;
}

/** A value, or null where it is missing or not a number. */
function known(value: number | null | undefined): number | null {
  return isNumber(value) ? value : null;
}

/**
 * A value as the text rounds it, so that no sentence contradicts the number that it shows: by its decimal digits, half
 * away from zero, as Intl does. `toFixed` rounds 34.675 down, since the double is a little less.
 */
export function rounded(value: number, decimals = 2): number {
  const text = String(value);
  return text.includes("e")
    ? Number(value.toFixed(decimals))
    : Math.sign(value) * Number(`${Math.round(Number(`${Math.abs(value)}e${decimals}`))}e-${decimals}`);
}

/** Collects what the text reads of a snapshot. */
export function factsOf(snapshot: Snapshot): RegionFacts {
  const {technologies, totals} = snapshot;
  const groups = [...new Set(technologies.map(({group}) => group))];
  const evidence = perLens((lens) => evidenceIn(snapshot, lens));
  const found = perLens((lens) => technologies.map((technology) => lensFacts(technology.lenses[lens])));
  return {
    code: snapshot.region.code,
    technologies: technologies.map((technology, t) => ({
      slug: technology.slug,
      group: groupSlug(technology.group),
      complexity: known(technology.complexity),
      // Without both values, a sentence about its place would lack a number.
      quadrant:
        isNumber(technology.complexity) && isNumber(technology.lenses.patents.density) ? technology.quadrant : null,
      lenses: perLens((lens) => (evidence[lens] === "enough" ? found[lens][t]! : {...found[lens][t]!, ...notClear}))
    })),
    evidence,
    tested: perLens((lens) => found[lens].filter(({rca}) => rca !== null).length),
    clear: perLens((lens) => found[lens].filter(isClear).length),
    totals: perLens((lens) => ({count: known(totals[lens].count), technologies: known(totals[lens].technologies)})),
    groups: groups.map((group) => {
      const members = technologies.filter((one) => one.group === group);
      return {group: groupSlug(group), size: members.length, rca: known(rcaTogether(members, "patents"))};
    }),
    lines: {relatedness: known(snapshot.lines.relatedness), complexity: known(snapshot.lines.complexity)},
    ranked: Math.max(0, ...technologies.map(({lenses: {patents}}) => known(patents.ranked) ?? 0))
  };
}

function lensFacts(values: LensValues): LensFacts {
  const rca = known(values.rca);
  const [low, high] = [known(values.low), known(values.high)];
  return {
    count: known(values.count),
    documents: known(values.documents),
    expected: known(values.expected),
    rca,
    low,
    high,
    rank: known(values.rank),
    above: rca !== null && low !== null && rounded(rca) > 1 && low > 1,
    below: rca !== null && high !== null && rounded(rca) < 1 && high < 1,
    density: known(values.density)
  };
}

const notClear = {above: false, below: false} as const;
const isClear = ({above, below}: LensFacts) => above || below;

function evidenceIn({technologies, totals}: Snapshot, lens: Lens): Evidence {
  const missing = missingProfile(totals[lens]);
  if (missing === "totals") return "part";
  const values = technologies.map(({lenses: {[lens]: one}}) => lensFacts(one));
  if (missing === "absent" || !values.some(({documents}) => documents !== null && documents > 0)) return "none";
  if (missing === "few") return "few";
  if (!values.some(isClear)) return "enough";
  // At 95 % each, chance alone makes some of many technologies look clear.
  return discoveries(values.map((one) => rcaP(one, lens === "deals"))).includes(true) ? "enough" : "chance";
}

/** Items by a value, the largest first; those without a value are left out, and ties keep their order. */
export function ranked<Item>(items: readonly Item[], value: (item: Item) => number | null): Item[] {
  return items
    .flatMap((item) => {
      const found = value(item);
      return found === null ? [] : [{item, found}];
    })
    .sort((a, b) => b.found - a.found)
    .map(({item}) => item);
}

/**
 * The first of a ranking, at most `most` of them, so that each differs from all others by the value as it is shown: a
 * superlative about them is true. Empty where more than `most` share the first place.
 */
export function leaders<Item>(
  items: readonly Item[],
  value: (item: Item) => number | null,
  {most, decimals = 2}: {most: number; decimals?: number}
): Item[] {
  const order = ranked(items, value);
  const shown = order.map((item) => rounded(value(item)!, decimals));
  for (let size = Math.min(most, order.length); size > 0; --size)
    if (size === order.length || shown[size - 1] !== shown[size]) return order.slice(0, size);
  return [];
}

/** Slugs of technologies. */
export const slugsOf = (technologies: readonly TechnologyFacts[]) => technologies.map(({slug}) => slug);
