import type {View} from "./view.ts";
import type {Dataset} from "../../terms/lenses.ts";

/** Sections of the report with claims that data can speak to. */
export const sections = ["1", "2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3"] as const;
export type Section = (typeof sections)[number];

/**
 * `number`: a printed number. `placement`: a technology in a quadrant. `statement`: what the report says in words.
 * `contradiction`: what its numbers show against each other or against its words; where it holds, the contradiction
 * stands.
 */
export type ClaimKind = "number" | "placement" | "statement" | "contradiction";

/** A number, or technologies by slug, that a reason mentions. */
export type Fact = number | null | readonly string[];

/** A statement that the data of a region can bear out or not. */
export interface Claim {
  id: string;
  section: Section;
  kind: ClaimKind;
  /** Technologies that it is about, by slug. */
  technologies: readonly string[];
  /**
   * What the report prints: a number in the unit of the live value, or a quadrant; its words are in the words files.
   */
  published: number | string | null;
  /** How far a value may be from a printed number, in the same unit; null for what is no number. */
  tolerance: number | null;
  /** Live values on which it rests. */
  references: readonly string[];
  /** `flanders` where it makes no sense for another region. */
  scope: "region" | "flanders";
  /** Whether it is true; null where the data cannot tell. */
  predicate(view: View): boolean | null;
  /** Whether it is about the report's own choices, so that others cannot speak to it. */
  byReportChoices?: boolean;
  /** What its reason mentions beside live values. */
  facts?(view: View): Record<string, Fact>;
}

interface Details<Facts extends Record<string, Fact>>
  extends Pick<Claim, "references">, Partial<Pick<Claim, "technologies" | "published" | "scope" | "byReportChoices">> {
  facts?(view: View): Facts;
  /** Reads the facts, so that a reason and a verdict cannot disagree. */
  predicate(view: View, facts: Facts): boolean | null;
}

/** A statement; it makes sense for any region unless it says otherwise. */
export function statement<Facts extends Record<string, Fact> = Record<string, never>>(
  id: string,
  section: Section,
  details: Details<Facts>
): Claim {
  return writtenClaim("statement", "region", {id, section, details});
}

/** A contradiction; it is about the report, hence about Flanders, unless it says otherwise. */
export function contradiction<Facts extends Record<string, Fact> = Record<string, never>>(
  id: string,
  section: Section,
  details: Details<Facts>
): Claim {
  return writtenClaim("contradiction", "flanders", {id, section, details});
}

function writtenClaim<Facts extends Record<string, Fact>>(
  kind: ClaimKind,
  scope: Claim["scope"],
  {id, section, details}: {id: string; section: Section; details: Details<Facts>}
): Claim {
  const {facts = () => ({}) as Facts, predicate} = details;
  return {
    id,
    section,
    kind,
    technologies: [],
    published: null,
    tolerance: null,
    scope,
    ...details,
    facts,
    predicate: (view) => predicate(view, facts(view))
  };
}

/** References to one indicator of several technologies. */
export function each(indicator: string, technologies: readonly string[]): string[] {
  return technologies.map((technology) => `${indicator} ${technology}`);
}

/** Whether a region's share exceeds Europe's. */
export function isAbove(view: View, lens: Dataset, technology: string): boolean {
  return view.rca(lens, technology) > 1;
}

/** Technologies by a value, largest first; equal ones in their order. */
export function largest(
  technologies: readonly string[],
  value: (technology: string) => number,
  most: number
): string[] {
  return [...technologies].sort((a, b) => value(b) - value(a)).slice(0, most);
}

/** Whether two lists hold the same technologies, in any order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
