import type {RuleThresholds} from "../indicators/link-rule.ts";
import type {Bands, JudgedLink, LinkBasis} from "../indicators/links.ts";
import type {Peer} from "../indicators/peers.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import type {Published} from "./published.ts";
import type {RobustnessData} from "../scenario/robustness.ts";
import type {Judgement} from "./verdicts.ts";
import type {Dataset, Lens, Vocabulary} from "../terms/lenses.ts";

/** Where the documents of a dataset come from. */
export interface ReportSource {
  dataset: Dataset;
  name: string;
  edition: string;
  /** Whether they are synthetic records, calibrated to the published values. */
  synthetic: boolean;
  licence: string;
  documents: number;
}

/** What changes under one of the alternatives. Lists are in the order of the snapshot's technologies. */
export interface AlternativeData {
  id: string;
  lines: Snapshot["lines"];
  quadrants: Snapshot["technologies"][number]["quadrant"][];
  /** Technologies with an RCA above 1: "1", else "0", one character each. */
  above: Record<Lens, string>;
  /** Claims that are not true under it, by id. */
  fails: string[];
}

/** Values of all NUTS2 regions of the benchmark: lists of regions, in each a list of technologies, four decimals. */
export interface RegionData {
  code: string[];
  name: string[];
  /** Degrees of a label point, three decimals; null where the tables have none. */
  lon: (number | null)[];
  lat: (number | null)[];
  rca: Record<Lens, number[][]>;
  count: Record<Lens, number[][]>;
}

/** Counts by year of one lens: lists of technologies, in each a list of years; totals are over the full universe. */
export interface TrendData {
  years: number[];
  region: number[][];
  benchmark: number[][];
  regionTotals: number[];
  benchmarkTotals: number[];
}

export interface CodeLink {
  symbol: string;
  label: string | null;
  similarity: number;
}

/**
 * How the published links of codes and technologies came about; subclasses of CPC, which no document bears, are left
 * out.
 */
export interface ClassificationData {
  candidates: number;
  /** Candidates with a decision by a person that stands. */
  reviewed: number;
  /** In the order of their ids. */
  technologies: {
    slug: string;
    /** Accepted links by vocabulary, and the same by what accepted them. */
    links: Record<Vocabulary, number>;
    basis: Record<LinkBasis, number>;
    /** Candidates that a person rejected. */
    rejected: number;
    candidates: number;
    /** Candidates that a small move of a threshold would turn, or whose decision was set aside. */
    waiting: number;
  }[];
  /** All candidates of one technology in one vocabulary. */
  example: {slug: string; vocabulary: Vocabulary; links: JudgedLink[]};
  /** Number of links that wait for a person in all vocabularies, and those of CPC. */
  waiting: {all: number; links: JudgedLink[]};
  /** How many of these are listed before any script runs. */
  shown: number;
}

/** Everything from which the build writes the pages, as plain data. */
export interface ReportData {
  /** Name of the data's build. */
  build: string;
  region: {code: string; name: string};
  /** The rule by which codes belong to technologies. */
  thresholds: RuleThresholds;
  /** Model that gave the similarities, and the bands around the thresholds. */
  review: {model: string; bands: Bands};
  classification: ClassificationData;
  snapshot: Snapshot;
  published: Published;
  /** By the ids of the claims that make sense for the region. */
  verdicts: Record<string, Judgement>;
  alternatives: AlternativeData[];
  /** What stays under other choices: see src/scenario/specifications.ts. */
  robustness: RobustnessData;
  regions: RegionData;
  /**
   * Regions with the most similar profiles in patents, and the values of the first of them; null where there is none.
   */
  peers: Peer[];
  nearest: Snapshot | null;
  /**
   * Every region that can be chosen, by code: NUTS1 regions of several NUTS2 regions, and NUTS2 regions of the
   * benchmark.
   */
  places: {code: string; name: string; level: "nuts1" | "nuts2"}[];
  /** First and last year of the records. */
  years: Record<Lens, readonly [number, number]>;
  trends: Record<Lens, TrendData>;
  /** By slug: accepted codes, the most similar first, at most twelve, and how many there are. */
  codes: Record<string, Record<Vocabulary, {all: number; shown: CodeLink[]}>>;
  sources: ReportSource[];
}

/** Fields of the report that pages fetch with their scripts; the rest stays with the build. */
const pageFields = [
  "build",
  "region",
  "thresholds",
  "review",
  "places",
  "peers",
  "years",
  "snapshot",
  "published",
  "sources"
] as const satisfies readonly (keyof ReportData)[];

/** The report as the scripts of pages get it. */
export type PageReport = Pick<ReportData, (typeof pageFields)[number]>;

/** The part of a report that pages fetch. */
export function pageReport(report: ReportData): PageReport {
  return Object.fromEntries(pageFields.map((field) => [field, report[field]])) as unknown as PageReport;
}

/** What a page is written from, but for the lab: the build has it, and a browser computes it for a scenario. */
export type RenderedReport = PageReport & Pick<ReportData, "verdicts" | "regions" | "trends" | "codes">;
