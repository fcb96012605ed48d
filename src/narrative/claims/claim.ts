import type {ClaimSentence} from "../../words/claims.ts";
import {MissingValue, type View} from "./view.js";
import type {Dataset} from "../../terms/lenses.ts";

/** Sections of the report with claims that data can test. */
export const sections = ["1", "2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3"] as const;
export type Section = (typeof sections)[number];

/**
 * `number`: a printed number. `placement`: a technology in a quadrant. `statement`: a sentence of the report.
 * `contradiction`: a conflict among its numbers, or between its numbers and its text; it holds if the conflict exists.
 */
export type ClaimKind = "number" | "placement" | "statement" | "contradiction";

/** A number, or technologies by slug, for the sentences of a reason. */
export type Fact = number | null | readonly string[];

/** A statement that the data of a region can test. */
export interface Claim {
  id: string;
  /** A section of the report on Flanders, or the heading above a claim of one's own. */
  section: string;
  kind: ClaimKind;
  /** Slugs of its technologies. */
  technologies: readonly string[];
  /** The printed number, in the unit of the live value, or the stated quadrant; sentences are in the words files. */
  published: number | string | null;
  /** Tolerance around a printed number, in the same unit; null for other claims. */
  tolerance: number | null;
  /** References of the live values that it uses. */
  references: readonly string[];
  /** Datasets that it reads beyond those of its references. */
  datasets?: readonly Dataset[];
  /** `flanders` if it applies to no other region. */
  scope: "region" | "flanders";
  /** Its sentences, if they are not in the words files. */
  sentence?: ClaimSentence;
  /** The truth of the claim; null where the data cannot tell. */
  predicate(view: View): boolean | null;
  /** Whether it concerns the report's own choices, so that alternatives do not apply to it. */
  byReportChoices?: boolean;
  /** Facts for its reason, in addition to live values. */
  facts?(view: View): Record<string, Fact>;
}

interface Details<Facts extends Record<string, Fact>>
  extends
    Pick<Claim, "references">,
    Partial<Pick<Claim, "technologies" | "datasets" | "published" | "scope" | "byReportChoices">> {
  facts?(view: View): Facts;
  /** Takes the facts, so that reason and verdict cannot disagree. */
  predicate(view: View, facts: Facts): boolean | null;
}

/** A statement; by default it applies to every region. */
export function statement<Facts extends Record<string, Fact> = Record<string, never>>(
  id: string,
  section: Section,
  details: Details<Facts>
): Claim {
  return writtenClaim("statement", "region", {id, section, details});
}

/** A contradiction; by default it applies to Flanders only, since it concerns the report. */
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

/** References to the place of several technologies on the map. */
export function position(technologies: readonly string[]): string[] {
  return ["quadrant", "patents.density", "complexity"].flatMap((indicator) => each(indicator, technologies));
}

/** Whether a region's share exceeds Europe's. */
export function isAbove(view: View, lens: Dataset, technology: string): boolean {
  return view.rca(lens, technology) > 1;
}

/**
 * Whether a condition is true of all technologies. One of which it is false decides, whatever is missing of the others.
 * @throws MissingValue if none decides and a value is missing
 */
export function everyOf(technologies: readonly string[], condition: (technology: string) => boolean): boolean {
  let missing: MissingValue | null = null;
  for (const technology of technologies) {
    try {
      if (!condition(technology)) return false;
    } catch (error) {
      if (!(error instanceof MissingValue)) throw error;
      missing ??= error;
    }
  }
  if (missing !== null) throw missing;
  return true;
}

/** The technologies of which a condition is known to be true. */
export function knownTo(technologies: readonly string[], condition: (technology: string) => boolean): string[] {
  return technologies.filter((technology) => {
    try {
      return condition(technology);
    } catch (error) {
      if (error instanceof MissingValue) return false;
      throw error;
    }
  });
}

/** Technologies by a value, largest first; ties keep their order. */
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

/** What is wrong with one claim. */
export class ClaimError extends RangeError {
  readonly claim: string;

  constructor(claim: string, cause: unknown) {
    super(`claim ${claim}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
    this.claim = claim;
  }
}

/**
 * Runs work on a claim.
 * @throws ClaimError that names the claim
 */
export function onClaim<T>({id}: Pick<Claim, "id">, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof ClaimError ? cause : new ClaimError(id, cause);
  }
}
