import type {MissingWords} from "./en/missing.ts";
import type {Counting} from "../indicators/engine/counting.ts";
import type {Method} from "../indicators/method.ts";
import type {Missing} from "../indicators/missing.ts";
import type {Quadrant} from "../indicators/quadrants.ts";
import type {Verdict} from "../terms/verdicts.ts";
import type {
  DatasetIndicator,
  GroupIndicator,
  PositionIndicator,
  TechnologyIndicator,
  WholeIndicator
} from "../narrative/references.ts";
import type {Dataset, DealTypes} from "../terms/lenses.ts";

/** The choices of method that explanations name. */
export type NamedChoices = Pick<
  Method,
  "benchmark" | "rca_threshold" | "strict" | "complexity_start" | "complexity_step" | "complexity_end" | "quadrant_cut"
> &
  Pick<Counting, "counting" | "measure" | "universe" | "benchmark_area"> & {deal_types: DealTypes};

/** Everything of live values and verdicts that is language; an edition in another language is another one of these. */
export interface NarrativeWords {
  /** BCP 47 tag, by which numbers are written. */
  locale: string;
  /** What is counted, plural. */
  datasets: Record<Dataset, string>;
  /** Unit of a count. */
  countUnits: Record<Dataset, string>;
  groups: Record<string, string>;
  quadrants: Record<Quadrant, string>;
  verdicts: Record<Verdict, string>;
  noValue: string;
  /** Of a sum that leaves out unknown counts. */
  partial: string;
  /** A number of which the disclosure rule left out a part. */
  partly: (text: string) => string;
  /** Why a value is missing. */
  missing: Record<Missing, MissingWords>;
  /** An empty list of technologies. */
  none: string;
  units: {
    rca: string;
    share: string;
    scale: string;
    place: string;
    technologies: string;
    links: string;
    correlation: string;
    quadrant: string;
    documents: Record<Dataset, string>;
  };
  /** Names of indicators, for headings and for numbers that are listed. */
  indicators: Record<TechnologyIndicator | PositionIndicator | DatasetIndicator, string>;
  /** Names of the other values that are listed. */
  names: {
    whole: Record<WholeIndicator, string>;
    /** An indicator of a technology or a group, in a dataset if it has one. */
    of: (indicator: string, of: string, dataset?: string) => string;
    dataset: (indicator: string, dataset: string) => string;
    groupSize: (group: string) => string;
    quadrant: (quadrant: string) => string;
  };
  /** One sentence each: how a value is computed. `what` is what is counted, `of` the technology or group. */
  how: {
    technology: Record<TechnologyIndicator, (what: string, of: string, choices: NamedChoices) => string>;
    position: Record<PositionIndicator, (of: string, choices: NamedChoices) => string>;
    group: Record<GroupIndicator, (what: string, of: string) => string>;
    groupSize: (of: string) => string;
    dataset: Record<DatasetIndicator, (what: string) => string>;
    quadrant: (name: string) => string;
    whole: Record<WholeIndicator, (choices: NamedChoices) => string>;
    /** What choices other than the report's change in every number of this kind; empty for the report's. */
    choices: (choices: NamedChoices) => string;
    /** What is counted of deals. */
    deals: (choices: NamedChoices) => string;
  };
  reasons: {
    number: (args: {value: string; published: string}) => string;
    numberDiffers: (args: {value: string; published: string}) => string;
    earlierRun: (args: {value: string; published: string; earlier: string}) => string;
    placement: (args: {
      technology: string;
      density: string;
      complexity: string;
      relatednessLine: string;
      complexityLine: string;
      quadrant: string;
    }) => string;
    placementOfGroup: (args: {inside: string; all: string; group: string; quadrant: string; others: string}) => string;
    limit: (args: {technology: string; what: string; low: string; high: string}) => string;
    against: (args: {alternatives: string}) => string;
    specifications: (args: {holds: number; told: number; share: string}) => string;
    noValue: string;
    /** A value that the claim needs is missing. */
    missing: Record<Missing, string>;
  };
  /**
   * Labels of single choices by id, as they follow "with": those of the alternatives, and the others of the
   * specifications.
   */
  alternatives: Record<string, string>;
  list: (items: readonly string[]) => string;
  /** A number of things, in words where it is small. */
  countWord: (count: number) => string;
}
