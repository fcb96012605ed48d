import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import type {Claim} from "../narrative/claims/claim.ts";
import {ask, createView} from "../narrative/claims/view.js";
import type {Published} from "../narrative/published.ts";
import type {Choice, Design, Specification} from "./specifications.ts";
import type {ScenarioRunner} from "./runner.ts";
import {type Lens, lenses} from "../terms/lenses.js";

/**
 * What ranks cover: RCA among the regions, by lens; relatedness density (patents) and complexity among the
 * technologies.
 */
export const rankings = [...lenses, "density", "complexity"] as const;
export type Ranking = (typeof rankings)[number];

/**
 * What specification curves show: RCA by lens; relatedness density (patents); complexity; and the distances of density
 * and complexity above the lines between the quadrants.
 */
export const indicators = [...lenses, "density", "complexity", "density-line", "complexity-line"] as const;
export type Indicator = (typeof indicators)[number];

/** What is kept of one specification, as plain data. Lists are in the order of the technologies. */
export interface SpecificationRow {
  /** A letter for each technology: o, m, i or c for its quadrant, - if it has none. */
  quadrants: string;
  /** A character for each claim: 1 if it is true, 0 if it is false, - if the data cannot decide it. */
  claims: string;
  ranks: Record<Ranking, (number | null)[]>;
  /** Rounded to four decimals. */
  values: Record<Indicator, (number | null)[]>;
}

/** The distribution of values over all specifications: minimum, 5th, 50th and 95th percentile, maximum. */
export interface Spread {
  least: number;
  low: number;
  median: number;
  high: number;
  most: number;
}

/** The number of specifications in which a claim is true, and of those that can decide it (`told`). */
export interface ClaimShare {
  holds: number;
  told: number;
  /** Ids of the levels that, as the only change, reverse the truth of the claim in the published view. */
  turnedBy: string[];
}

export interface TechnologyRobustness {
  slug: string;
  /** Number of specifications in each quadrant, and in none. */
  quadrants: Record<Quadrant | "none", number>;
  /** Quadrant in the published view, the first specification. */
  published: Quadrant | null;
  /** Null if no specification has a value. */
  ranks: Record<Ranking, (Spread & {published: number | null}) | null>;
  rca: Record<Lens, Spread | null>;
}

/** The results of all specifications together. */
export interface RobustnessSummary {
  /** Number of specifications. */
  count: number;
  /** By id, without printed numbers and claims about the report's own choices. */
  claims: Record<string, ClaimShare>;
  technologies: TechnologyRobustness[];
}

/** The values of each indicator: for each technology, those under every specification. */
export type Curves = Record<Indicator, (number | null)[][]>;

/** What a build stores. */
export interface RobustnessData {
  summary: RobustnessSummary;
  curves: Curves;
}

const letters: Record<string, Quadrant> = {o: "optimal", m: "moonshot", i: "incremental", c: "cautious"};
/** Values closer than this are equal, relative to values above 1: amounts are sums of floating-point numbers. */
const rounding = 1e-9;

/** The claims whose truth can depend on the specification. */
export function triedClaims(claims: readonly Claim[]): Claim[] {
  return claims.filter(({kind, byReportChoices}) => kind !== "number" && !byReportChoices);
}

/**
 * Reduces a snapshot to what is kept of a specification.
 * @param claims those of `triedClaims`
 */
export function describeSnapshot(snapshot: Snapshot, claims: readonly Claim[], published: Published): SpecificationRow {
  const {technologies, lines} = snapshot;
  const view = createView(snapshot, published);
  const truth = (claim: Claim) => {
    const found = ask(claim, view).truth;
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

/** Ranks from 1, for the largest value. Equal values share the better rank. */
function ranksOf(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) =>
    value === null
      ? null
      : 1 + values.filter((other) => other !== null && other > value + rounding * Math.max(1, Math.abs(value))).length
  );
}

/**
 * Computes every specification in turn.
 * @param pause called before each one; may throw to stop
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
 * Summarises the rows of a design's first specifications.
 * @param rows at least one, in the order of the design
 * @param claims ids of the claims, in the order of the characters in the rows
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
  if (!first) throw new RangeError("no specification was computed, so there is nothing to summarise");
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

/** Arranges the rows of a design's first specifications by indicator and technology. */
export function curvesOf(rows: readonly SpecificationRow[], technologies: number): Curves {
  return Object.fromEntries(
    indicators.map((indicator) => [
      indicator,
      Array.from({length: technologies}, (_, at) => rows.map((row) => row.values[indicator][at]!))
    ])
  ) as Curves;
}

/**
 * Percentiles by nearest rank: the 5th is the smallest value that at least 5% of the values do not exceed.
 * @returns null if there are no values
 */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]!;
  return {least: sorted[0]!, low: at(5), median: at(50), high: at(95), most: sorted.at(-1)!};
}
