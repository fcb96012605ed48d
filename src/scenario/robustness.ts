import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import type {Claim} from "../narrative/claims.ts";
import {createView} from "../narrative/claims/view.js";
import type {Published} from "../narrative/published.ts";
import type {Choice, Design, Specification} from "./specifications.ts";
import type {ScenarioRunner} from "./runner.ts";
import {type Lens, lenses} from "../terms/lenses.js";

/**
 * What is ranked: RCA among the regions, by lens; relatedness density (patents) and complexity among the technologies.
 */
export const rankings = [...lenses, "density", "complexity"] as const;
export type Ranking = (typeof rankings)[number];

/**
 * What a curve shows: RCA by lens; relatedness density (patents); complexity; how far density lies above the line
 * between the quadrants, and complexity above its own.
 */
export const indicators = [...lenses, "density", "complexity", "density-line", "complexity-line"] as const;
export type Indicator = (typeof indicators)[number];

/** What is kept of one specification, as plain data. Lists are in the order of the technologies. */
export interface SpecificationRow {
  /** A letter for each technology: o, m, i, c, or - for one without a quadrant. */
  quadrants: string;
  /** A letter for each claim: 1 where it is true, 0 where it is not, - where the data cannot tell. */
  claims: string;
  ranks: Record<Ranking, (number | null)[]>;
  /** Four decimals. */
  values: Record<Indicator, (number | null)[]>;
}

/** Places over all specifications: the least and most, the 5th, 50th and 95th of 100. */
export interface Spread {
  least: number;
  low: number;
  median: number;
  high: number;
  most: number;
}

/** In how many specifications a claim is true, of those that can tell. */
export interface ClaimShare {
  holds: number;
  told: number;
  /** Ids of the levels that give it another truth than the published view has, each by itself. */
  turnedBy: string[];
}

export interface TechnologyRobustness {
  slug: string;
  /** Number of specifications in each quadrant, and without one. */
  quadrants: Record<Quadrant | "none", number>;
  /** In the published view, the first specification. */
  published: Quadrant | null;
  /** Null where no specification has a value. */
  ranks: Record<Ranking, (Spread & {published: number | null}) | null>;
  rca: Record<Lens, Spread | null>;
}

/** What all specifications say together. */
export interface RobustnessSummary {
  /** Number of specifications. */
  count: number;
  /** By id; printed numbers and claims about the report's own choices are not among them. */
  claims: Record<string, ClaimShare>;
  technologies: TechnologyRobustness[];
}

/** The values of a curve under every specification, for each technology. */
export type Curves = Record<Indicator, (number | null)[][]>;

/** What a build stores. */
export interface RobustnessData {
  summary: RobustnessSummary;
  curves: Curves;
}

const letters: Record<string, Quadrant> = {o: "optimal", m: "moonshot", i: "incremental", c: "cautious"};
/** Values that differ by less are equal: amounts are sums of doubles. */
const rounding = 1e-9;

/** The claims that other choices can speak to. */
export function triedClaims(claims: readonly Claim[]): Claim[] {
  return claims.filter(({kind, byReportChoices}) => kind !== "number" && !byReportChoices);
}

/**
 * What is kept of a snapshot.
 * @param claims those of `triedClaims`
 */
export function describeSnapshot(snapshot: Snapshot, claims: readonly Claim[], published: Published): SpecificationRow {
  const {technologies, lines} = snapshot;
  const view = createView(snapshot, published);
  const truth = (claim: Claim) => {
    const found = claim.predicate(view);
    return found === null ? "-" : found ? "1" : "0";
  };
  const density = technologies.map(({lenses: {patents}}) => patents.density);
  const complexity = technologies.map((technology) => technology.complexity);
  const over = (values: readonly (number | null)[], line: number) =>
    values.map((value) => rounded(value === null ? null : value - line));
  const perLens = <T>(value: (technology: TechnologyValues, lens: Lens) => T) =>
    Object.fromEntries(
      lenses.map((lens) => [lens, technologies.map((technology) => value(technology, lens))])
    ) as Record<Lens, T[]>;
  return {
    quadrants: technologies.map(({quadrant}) => quadrant?.[0] ?? "-").join(""),
    claims: claims.map(truth).join(""),
    ranks: {
      ...perLens(({lenses: of}, lens) => of[lens].rank),
      density: ranksOf(density),
      complexity: ranksOf(complexity)
    },
    values: {
      ...perLens(({lenses: of}, lens) => rounded(of[lens].rca)),
      density: density.map(rounded),
      complexity: complexity.map(rounded),
      "density-line": over(density, lines.relatedness),
      "complexity-line": over(complexity, lines.complexity)
    }
  };
}

const rounded = (value: number | null) =>
  value === null || !Number.isFinite(value) ? null : Math.round(value * 1e4) / 1e4 + 0;

/** Places from 1, the largest first; equal values share the best. */
function ranksOf(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) =>
    value === null
      ? null
      : 1 + values.filter((other) => other !== null && other > value + rounding * Math.max(1, Math.abs(value))).length
  );
}

/**
 * Computes every specification in turn.
 * @param pause called before each; may throw to stop
 */
export async function* runDesign(
  runner: ScenarioRunner,
  {specifications}: Pick<Design, "specifications">,
  claims: readonly Claim[],
  published: Published,
  pause: () => Promise<void> = async () => {}
): AsyncGenerator<{specification: Specification; row: SpecificationRow}> {
  for (const specification of specifications) {
    await pause();
    yield {
      specification,
      row: describeSnapshot(await runner.snapshot(specification.scenario, "specifications"), claims, published)
    };
  }
}

/**
 * What the rows of a design's first specifications say together.
 * @param rows at least one, in the order of the design
 * @param claims ids of the claims, in the order of the rows' letters
 * @param slugs technologies in their order
 * @throws RangeError without a row
 */
export function summarise(
  {choices, specifications}: Design,
  rows: readonly SpecificationRow[],
  claims: readonly string[],
  slugs: readonly string[]
): RobustnessSummary {
  const first = rows[0];
  if (!first) throw new RangeError("no specification was computed; there is nothing to sum up");
  return {
    count: rows.length,
    claims: Object.fromEntries(claims.map((id, at) => [id, claimShare(rows, at, choices, specifications)])),
    technologies: slugs.map((slug, at): TechnologyRobustness => {
      const quadrants = {optimal: 0, moonshot: 0, incremental: 0, cautious: 0, none: 0};
      for (const row of rows) ++quadrants[letters[row.quadrants[at]!] ?? "none"];
      const spread = (values: (row: SpecificationRow) => number | null) => spreadOf(rows.map(values));
      return {
        slug,
        quadrants,
        published: letters[first.quadrants[at]!] ?? null,
        ranks: Object.fromEntries(
          rankings.map((ranking) => {
            const found = spread((row) => row.ranks[ranking][at]!);
            return [ranking, found && {...found, published: first.ranks[ranking][at]!}];
          })
        ) as TechnologyRobustness["ranks"],
        rca: Object.fromEntries(
          lenses.map((lens) => [lens, spread((row) => row.values[lens][at]!)])
        ) as TechnologyRobustness["rca"]
      };
    })
  };
}

function claimShare(
  rows: readonly SpecificationRow[],
  at: number,
  choices: readonly Choice[],
  specifications: readonly Specification[]
): ClaimShare {
  let [holds, told] = [0, 0];
  const turnedBy: string[] = [];
  const published = rows[0]!.claims[at]!;
  rows.forEach(({claims}, i) => {
    const truth = claims[at]!;
    if (truth === "-") return;
    ++told;
    if (truth === "1") ++holds;
    const {levels, changed} = specifications[i]!;
    if (changed !== 1 || published === "-" || truth === published) return;
    const moved = levels.findIndex((level) => level > 0);
    turnedBy.push(choices[moved]!.levels[levels[moved]!]!.id);
  });
  return {holds, told, turnedBy};
}

/** The curves of a design's first specifications. */
export function curvesOf(rows: readonly SpecificationRow[], technologies: number): Curves {
  return Object.fromEntries(
    indicators.map((indicator) => [
      indicator,
      Array.from({length: technologies}, (_, at) => rows.map((row) => row.values[indicator][at]!))
    ])
  ) as Curves;
}

/**
 * Places in sorted values by nearest rank: the 5th of 100 is the smallest value that at least 5 % do not exceed.
 * @returns null without any value
 */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]!;
  return {least: sorted[0]!, low: at(5), median: at(50), high: at(95), most: sorted.at(-1)!};
}
