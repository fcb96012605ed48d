import type {DisclosedShares} from "../narrative/report-data.ts";
import type {Dataset} from "../terms/lenses.ts";
import type {ProvenanceWords} from "./provenance.ts";

/** Everything that the pages say around text and figures; an edition in another language is another one of these. */
export interface PageWords {
  noValue: string;
  provenance: ProvenanceWords;
  /** What the disclosure rule left out, one to three sentences. */
  disclosure(shares: DisclosedShares): string;
  /** That the records of a source are published in a coarser form: at least `least` share a set. */
  coarse(source: string, least: number): string;
  table: string;
  contents: string;
  number(value: number, digits?: number): string;
  /** What a screen reader says of a chart. */
  chartLabel(name: string): string;
  tableLabel(title: string): string;
  source(sources: readonly string[], build: string): string;
  /** Instead of a figure of datasets that the build lacks. */
  noFigure(absent: readonly Dataset[]): string;
  /** In place of a figure that needs all documents of some datasets. */
  partialFigure(partial: readonly Dataset[]): string;
  /** A note at the top of the report. */
  stamp: {title: string; more: string; status: string};
  /** The regions with which a region is compared. */
  benchmark: string;
  /** What a technology's share in a region is compared with. */
  benchmarkShare: Record<"pooled" | "mean", string>;
  /** Names of the report's sections by number. */
  sections: Readonly<Record<string, string>>;
  /** What a verdict pill says to a screen reader. */
  verdictLabel(verdict: string): string;
  /** In the place of a verdict on what concerns the report's own region only. */
  elsewhere: (region: string) => string;
  elsewhereLabel: (region: string) => string;
  absent: string;
  absentLabel: string;
  /** In the place of a verdict that a preview is computing. */
  pending: string;
  pendingLabel: string;
  /** A source, its years, and in how many documents one is taken. */
  origin: (name: string, years: readonly [number, number], oneIn: number) => string;
  /** The choice of a region at the top of a page. */
  scenario: {label: string; region: string; lab: string};
  claims: {
    number: string;
    claim: string;
    section: string;
    published: string;
    computed: string;
    verdict: string;
    reason: string;
    all: string;
    technology: string;
    search: string;
    counts(holds: string, fragile: string, fails: string, open: string): string;
    caption: string;
    earlierEdition: string;
    noEarlierEdition: string;
    fromEarlierEdition: (count: number) => string;
  };
  technology: {
    lenses: string;
    lens: string;
    count: string;
    share: string;
    europe: string;
    rca: string;
    interval: string;
    density: string;
    rank: string;
    position(quadrant: string, relatedness: string, complexity: string): string;
    /** Of a technology without any count. */
    noRank: string;
    rankOf(rank: number, of: number): string;
    neighbours: string;
    neighbour: string;
    weight: string;
    noNeighbours: string;
    trend: string;
    among: string;
    claims: string;
    /** The same where the page shows another region than the report's. */
    tried(report: string, region: string): string;
    codes: string;
    codesLead: string;
    vocabularies: Record<"cpc" | "topic" | "industry", string>;
    lensNames: Record<"patents" | "publications" | "deals", string>;
    codesMore(shown: number, all: number): string;
    /** RCA in the three lenses, on the card of a technology. */
    rcas(patents: string, publications: string, deals: string): string;
  };
}
