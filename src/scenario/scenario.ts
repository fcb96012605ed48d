import {type Counting, reportCounting} from "../indicators/engine/counting.js";
import type {RuleThresholds} from "../indicators/link-rule.js";
import {type Method, reportMethod} from "../indicators/method.js";
import {
  type Dataset,
  type DealTypes,
  type Edition,
  type HeldYears,
  type Lens,
  lenses,
  lensOf,
  shownYears,
  vocabularies,
  type Vocabulary,
  type Years
} from "../terms/lenses.js";

/** A reader's own decision on one link. */
export interface LinkDecision {
  vocabulary: Vocabulary;
  /** The code, such as `G06N3`. */
  symbol: string;
  /** Slug of the technology. */
  technology: string;
  decision: "accept" | "reject";
}

/**
 * Every parameter of the methodology, and what it applies to. The structure is flat, so that each parameter is one
 * field of an address.
 */
export interface Scenario extends Method, Counting {
  /** The lens on display. */
  lens: Lens;
  /** NUTS1 or NUTS2 code. */
  region: string;
  years_patents: Years;
  years_publications: Years;
  years_deals: Years;
  /** Which deals count. */
  deal_types: DealTypes;
  /** Edition of the publications: the report's, or the earlier one from which some printed numbers come. */
  edition: Edition;
  /** Minimum similarity of a code's title to a technology where there is evidence, by vocabulary. */
  similarity_cpc: number;
  similarity_topic: number;
  similarity_industry: number;
  /** Minimum co-occurrence of a code with the technology's core codes, 0–1; chance would give 0.5. */
  cooccurrence_cpc: number;
  cooccurrence_topic: number;
  cooccurrence_industry: number;
  /** Minimum similarity where too few documents have the code for evidence. */
  alone_cpc: number;
  alone_topic: number;
  alone_industry: number;
  /** Ordered by vocabulary, code and technology; at most one per link. */
  decisions: readonly LinkDecision[];
}

export type FieldName = keyof Scenario;

/** What a scenario can refer to, and the defaults of the published view: facts about a build. */
export interface ScenarioBase {
  /** Region of the published report. */
  region: string;
  /** Names of all regions that can be chosen, by code. */
  regions: ReadonlyMap<string, string>;
  /** Slugs of the technologies. */
  technologies: ReadonlySet<string>;
  /** Thresholds of the published classification. */
  thresholds: RuleThresholds;
  /** What the build holds. */
  years: HeldYears;
  /** The datasets whose years are published together, so that only all of them can be chosen. */
  pooled: readonly Dataset[];
  /** First and last year that the report covers, by lens. */
  reportYears: Readonly<Record<Lens, Years>>;
  /** The report's benchmark. */
  benchmark: Method["benchmark"];
}

/** Where the published view stands. */
export type PublishedChoices = Pick<ScenarioBase, "region" | "thresholds" | "years" | "reportYears" | "benchmark">;

/** The published view: every choice as in the report, in the years that the build holds. */
export function publishedScenario({region, thresholds, years, reportYears, benchmark}: PublishedChoices): Scenario {
  return {
    ...reportMethod,
    benchmark,
    // Funding counts amounts; the other lenses only have documents.
    ...reportCounting("deals"),
    lens: lenses.find((lens) => years[lens] !== undefined) ?? "patents",
    region,
    years_patents: shownYears("patents", years, reportYears),
    years_publications: shownYears("publications", years, reportYears),
    years_deals: shownYears("deals", years, reportYears),
    deal_types: "startup",
    edition: "current",
    ...thresholdFields(thresholds),
    decisions: []
  };
}

type ThresholdFields = Pick<Scenario, `${"similarity" | "cooccurrence" | "alone"}_${Vocabulary}`>;

function thresholdFields(thresholds: RuleThresholds): ThresholdFields {
  return Object.fromEntries(
    vocabularies.flatMap((vocabulary) => {
      const {similarity, cooccurrence, alone} = thresholds[vocabulary];
      return [
        [`similarity_${vocabulary}`, similarity],
        [`cooccurrence_${vocabulary}`, cooccurrence],
        [`alone_${vocabulary}`, alone]
      ];
    })
  ) as ThresholdFields;
}

/** The thresholds of a scenario, in the form that the classifier uses. */
export function thresholdsOf(scenario: Scenario): RuleThresholds {
  return Object.fromEntries(
    vocabularies.map((vocabulary) => [
      vocabulary,
      {
        similarity: scenario[`similarity_${vocabulary}`],
        cooccurrence: scenario[`cooccurrence_${vocabulary}`],
        alone: scenario[`alone_${vocabulary}`]
      }
    ])
  ) as unknown as RuleThresholds;
}

/** First and last year of a dataset in a scenario. */
export function yearsIn(scenario: Scenario, dataset: Dataset): Years {
  return scenario[`years_${lensOf(dataset)}`];
}

/** The choices of method in a scenario. */
export function methodOf({
  benchmark,
  rca_threshold,
  strict,
  relatedness,
  diagonal,
  complexity_start,
  complexity_step,
  complexity_end,
  quadrant_cut,
  quadrant_relatedness,
  quadrant_complexity
}: Scenario): Method {
  return {
    benchmark,
    rca_threshold,
    strict,
    relatedness,
    diagonal,
    complexity_start,
    complexity_step,
    complexity_end,
    quadrant_cut,
    quadrant_relatedness,
    quadrant_complexity
  };
}

/** The choices of counting in a scenario. Only deals use `measure`. */
export function countingOf({counting, measure, universe, benchmark_region, benchmark_area}: Scenario): Counting {
  return {counting, measure, universe, benchmark_region, benchmark_area};
}

/** Whether two values of a field are the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
}

/** The fields in which two scenarios differ, in the order of the first one's. */
export function changedFields(one: Scenario, other: Scenario): FieldName[] {
  return (Object.keys(one) as FieldName[]).filter((name) => !sameValue(one[name], other[name]));
}
