import type {Lens, Years} from "./lenses.ts";

/** A study that the site makes live, as a citation names it. */
export interface Study {
  /** BibTeX key. */
  key: string;
  title: string;
  authors: readonly string[];
  institution: string;
  /** With its article: `the Ministry of …`; null for a study without one. */
  client: string | null;
  year: number;
}

/** What makes a report this report: `report.config.json`, which docs/own-report.md explains. */
export interface ReportConfig {
  /** Short title of the header. In the file it, `title` and `description` may hold `{region}` and `{technologies}`. */
  name: string;
  /** Full title: of pages, citations and the picture for links. */
  title: string;
  /** Of pages without a description of their own. */
  description: string;
  /** NUTS code of a country, NUTS1 or NUTS2 region, and its name in sentences. */
  region: {code: string; name: string};
  /** The line below the report's lead: whose report this is, for which client, of what date. */
  byline: string;
  /** Authors of the site, as citations name them. */
  authors: readonly string[];
  /** Null where the site is the study. */
  study: Study | null;
  /** File of the technologies and their groups, relative to the project's folder. */
  taxonomy: string;
  /** Folder of the values that the study publishes for the region; null where there are none. */
  published: string | null;
  /** First and last year that the report covers, by lens. */
  years: Readonly<Record<Lens, Years>>;
  /** What RCA compares with: all regions pooled, or the mean of their shares. */
  benchmark: "pooled" | "mean";
  /** NUTS codes of the regions that the lab offers first for a comparison. */
  peers: readonly string[];
}

/** The fields of the configuration that pages read. */
export type PageConfig = Pick<ReportConfig, "region" | "byline" | "years" | "benchmark" | "peers">;

/** What pages read of a configuration. */
export function pageConfig({region, byline, years, benchmark, peers}: ReportConfig): PageConfig {
  return {region, byline, years, benchmark, peers};
}
