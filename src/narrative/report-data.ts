import type {RecordSource} from "./provenance.ts";
import type {RuleThresholds} from "../indicators/link-rule.ts";
import type {Bands, JudgedLink, LinkBasis} from "../indicators/links.ts";
import type {Unknown} from "../indicators/missing.ts";
import type {Peer} from "../indicators/peers.ts";
import type {RegionValues} from "../indicators/region-values.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import type {Published} from "./published.ts";
import type {RobustnessData} from "../scenario/robustness.ts";
import type {Judgement} from "./verdicts.ts";
import type {Dataset, HeldYears, Lens, Vocabulary} from "../terms/lenses.ts";
import type {PageConfig} from "../terms/report-config.ts";

/** What the disclosure rule left out of a licensed source; its numbers are rounded. */
export interface DisclosedShares {
  /** Number of deals, and of those left out. */
  deals: number;
  suppressed: number;
  /** Whether anything is left out. */
  partial: boolean;
  /** The disclosed and the published amount, in millions of US dollars; the first is null if it would disclose. */
  amount: number | null;
  published: number;
}

/** The source of a dataset's documents. */
export interface ReportSource extends RecordSource {
  name: string;
  edition: string;
  /** One in how many documents of its source it holds. */
  oneIn: number;
  licence: string;
  documents: number;
  /** Only of licensed deals. */
  disclosure?: DisclosedShares;
  /** The least number of records that share a set; only of other licensed records. */
  coarse?: number;
}

/** The changes under one alternative. Lists follow the snapshot's order of technologies. */
export interface AlternativeData {
  id: string;
  lines: Snapshot["lines"];
  quadrants: Snapshot["technologies"][number]["quadrant"][];
  /** Technologies with an RCA above 1: "1", else "0", "-" where it is unknown; one character each. */
  above: Record<Lens, string>;
  /** Claims that are not true under it, by id. */
  fails: string[];
}

/** Values of all NUTS2 regions of the benchmark. */
export interface RegionData extends RegionValues {
  code: string[];
  name: string[];
  /** Label point in degrees, three decimals; null if the tables have none. */
  lon: (number | null)[];
  lat: (number | null)[];
}

/** Counts by year of one lens: for each technology a list by year; totals cover the full universe. */
export interface TrendData {
  years: number[];
  /** Null where the count is missing. */
  region: (number | null)[][];
  /** Why it is missing: for each technology a list by year, empty where all counts are known. */
  missing: (Unknown | "absent" | "pooled" | null)[][];
  /** Null in a year of which the build has no documents. */
  benchmark: (number | null)[][];
  regionTotals: number[];
  benchmarkTotals: number[];
}

export interface CodeLink {
  symbol: string;
  label: string | null;
  similarity: number;
}

/** How codes were linked to technologies, as published; CPC subclasses, which no document has, are excluded. */
export interface ClassificationData {
  candidates: number;
  /** Candidates with a valid decision by a reviewer. */
  reviewed: number;
  /** In the order of their ids. */
  technologies: {
    slug: string;
    /** Accepted links by vocabulary, and by reason. */
    links: Record<Vocabulary, number>;
    basis: Record<LinkBasis, number>;
    /** Candidates that a reviewer rejected. */
    rejected: number;
    candidates: number;
    /** Candidates that a small change of a threshold would flip, or whose scores have moved since the decision. */
    waiting: number;
  }[];
  /** All candidates of one technology in one vocabulary. */
  example: {slug: string; vocabulary: Vocabulary; links: JudgedLink[]};
  /** Number of links that need a reviewer, in all vocabularies and in CPC. */
  waiting: {all: number; links: JudgedLink[]};
  /** Number of these listed in the HTML before any script runs. */
  shown: number;
}

/** All data from which the build writes the pages, as plain data. */
export interface ReportData {
  /** What makes the report this report. */
  config: PageConfig;
  /** Name of the data's build. */
  build: string;
  region: {code: string; name: string};
  /** The rule that links codes to technologies. */
  thresholds: RuleThresholds;
  /** The model that computed the similarities, and the bands around the thresholds. */
  review: {model: string; bands: Bands};
  classification: ClassificationData;
  snapshot: Snapshot;
  published: Published;
  /** By id of the claims that apply to the region. */
  verdicts: Record<string, Judgement>;
  alternatives: AlternativeData[];
  /** Robustness under other choices: see src/scenario/specifications.ts. */
  robustness: RobustnessData;
  regions: RegionData;
  /** Regions with the most similar profiles in patents, and the values of the first; null if there is none. */
  peers: Peer[];
  nearest: Snapshot | null;
  /**
   * Every selectable region, by code: NUTS2 regions of the benchmark, NUTS1 regions with several NUTS2 regions, and the
   * country of a report about one.
   */
  places: {code: string; name: string; level: "country" | "nuts1" | "nuts2"}[];
  /** What the build holds. */
  years: HeldYears;
  /** The datasets whose years are published together. */
  pooled: Dataset[];
  trends: Record<Lens, TrendData>;
  /** By slug: at most twelve accepted codes, the most similar first, and the number of all accepted codes. */
  codes: Record<string, Record<Vocabulary, {all: number; shown: CodeLink[]}>>;
  sources: ReportSource[];
}

/** Fields of the report that pages' scripts fetch; only the build uses the rest. */
const pageFields = [
  "config",
  "build",
  "region",
  "thresholds",
  "review",
  "places",
  "peers",
  "years",
  "pooled",
  "snapshot",
  "published",
  "sources"
] as const satisfies readonly (keyof ReportData)[];

/** The report that pages' scripts receive. */
export type PageReport = Pick<ReportData, (typeof pageFields)[number]>;

/** Selects the fields that pages fetch. */
export function pageReport(report: ReportData): PageReport {
  return Object.fromEntries(pageFields.map((field) => [field, report[field]])) as unknown as PageReport;
}

/** The data of a page other than the lab: from the build, or computed in the browser for a scenario. */
export type RenderedReport = PageReport & Pick<ReportData, "verdicts" | "regions" | "trends" | "codes">;
