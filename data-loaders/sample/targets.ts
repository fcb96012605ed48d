import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Technology} from "../classification/taxonomy.ts";
import {parseLinks, parseValues, publishedTotals} from "../../src/narrative/published.ts";
import type {Dataset} from "../../src/terms/lenses.ts";

/** The target values of a dataset of the sample for Flanders. Technologies are ordered by id. */
export interface LensTargets {
  /** Counts of documents in each technology and over the full universe. */
  own: {counts: number[]; total: number};
  /** Shares of the technologies in the benchmark, 0–1; counts of the benchmark over the full universe. */
  benchmark: {shares: number[]; total: number};
  /** Relatedness density, 0–100. */
  density: number[];
  complexity: number[] | null;
  /** Cosines of pairs of technologies. */
  links: {a: number; b: number; weight: number}[];
  /** Amounts in millions of US dollars, deals only. */
  amounts: {own: number[]; ownTotal: number; benchmarkTotal: number} | null;
}

/**
 * Assumed sizes that the report does not give: benchmarks large enough for three decimals of a percentage, one
 * publication in ten, deals of a plausible size.
 */
const sizes = {
  patents: {benchmark: 520_000},
  publications: {benchmark: 520_000},
  deals: {total: 1_250, benchmark: 46_000, benchmarkAmount: 520_000, typical: 9}
} as const;

/**
 * Reads the published values.
 * @param folder `data/published`
 * @throws RangeError for a file that cannot be read
 */
export async function loadTargets(
  folder: string,
  technologies: readonly Technology[]
): Promise<Record<Dataset, LensTargets>> {
  const {values} = parseValues(await readFile(join(folder, "values.csv"), "utf8"), technologies);
  const column = (indicator: string) => technologies.map(({slug}) => values[slug]![indicator]!);
  const ids = new Map(technologies.map(({slug}, i) => [slug, i]));
  const links = parseLinks(await readFile(join(folder, "figure-1-links.csv"), "utf8"), technologies).map(
    ({source, target, weight}) => ({a: ids.get(source)!, b: ids.get(target)!, weight: weight / 100})
  );
  // The network is published for patents only; in the other lenses co-occurrence is half as high.
  const looser = links.map((link) => ({...link, weight: link.weight / 2}));
  return {
    patents: patentTargets(column, links),
    publications: publicationTargets(column, "publications", looser),
    publications_earlier: publicationTargets(column, "publications_earlier", looser),
    deals: dealTargets(column, looser)
  };
}

type Column = (indicator: string) => number[];

function patentTargets(column: Column, links: LensTargets["links"]): LensTargets {
  const counts = column("patents.count");
  const shares = counts.map((count) => count / publishedTotals.patents);
  return {
    own: {counts, total: publishedTotals.patents},
    benchmark: {
      shares: sharesNear(column("patents.benchmark_share"), shares, column("patents.rca"), 0.000004),
      total: sizes.patents.benchmark
    },
    density: column("patents.density"),
    complexity: column("complexity"),
    links,
    amounts: null
  };
}

/**
 * Both editions have one in ten of the publications counted in December 2025. RCA then gives the benchmark's shares:
 * the report prints the later edition as RCA only, and one publication in ten does not reproduce the earlier shares.
 */
function publicationTargets(
  column: Column,
  edition: "publications" | "publications_earlier",
  links: LensTargets["links"]
): LensTargets {
  const counts = column("publications_earlier.count").map(Math.round);
  const rca = column(`${edition}.rca`);
  return {
    own: {counts, total: publishedTotals.publications},
    benchmark: {
      shares: counts.map((count, i) => count / publishedTotals.publications / rca[i]!),
      total: sizes.publications.benchmark
    },
    density: column(`${edition}.density`),
    complexity: null,
    links,
    amounts: null
  };
}

function dealTargets(column: Column, links: LensTargets["links"]): LensTargets {
  const amounts = column("deals.count");
  const counts = amounts.map((amount) => (amount === 0 ? 0 : Math.max(2, Math.round(amount / sizes.deals.typical))));
  const shares = amounts.map((amount) => amount / publishedTotals.deals);
  return {
    own: {counts, total: sizes.deals.total},
    benchmark: {
      shares: sharesNear(column("deals.benchmark_share"), shares, column("deals.rca"), 0.0000005),
      total: sizes.deals.benchmark
    },
    density: column("deals.density"),
    complexity: null,
    links,
    amounts: {own: amounts, ownTotal: publishedTotals.deals, benchmarkTotal: sizes.deals.benchmarkAmount}
  };
}

/** Printed shares are rounded by at most `within`; these are the nearest ones that give the printed RCA. */
function sharesNear(printed: readonly number[], own: readonly number[], rca: readonly number[], within: number) {
  return printed.map((share, i) =>
    rca[i] === 0 ? share : Math.min(share + within, Math.max(share - within, own[i]! / rca[i]!))
  );
}
