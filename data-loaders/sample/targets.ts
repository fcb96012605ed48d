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
 *
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

  const publications = column("publications_earlier.count").map(Math.round);
  const publicationRca = column("publications.rca");
  const earlierRca = column("publications_earlier.rca");
  const amounts = column("deals.count");
  const deals = amounts.map((amount) => (amount === 0 ? 0 : Math.max(2, Math.round(amount / sizes.deals.typical))));
  // The network is published for patents only; in the other lenses co-occurrence is half as high.
  const looser = links.map((link) => ({...link, weight: link.weight / 2}));
  // Printed shares are rounded; these are the nearest ones that give the printed RCA.
  const sharesNear = (printed: readonly number[], own: readonly number[], rca: readonly number[], within: number) =>
    printed.map((share, i) =>
      rca[i] === 0 ? share : Math.min(share + within, Math.max(share - within, own[i]! / rca[i]!))
    );
  return {
    patents: {
      own: {counts: column("patents.count"), total: publishedTotals.patents},
      benchmark: {
        shares: sharesNear(
          column("patents.benchmark_share"),
          column("patents.count").map((count) => count / publishedTotals.patents),
          column("patents.rca"),
          0.000004
        ),
        total: sizes.patents.benchmark
      },
      density: column("patents.density"),
      complexity: column("complexity"),
      links,
      amounts: null
    },
    publications: {
      own: {counts: publications, total: publishedTotals.publications},
      // The final run is published as RCA only; the counts give its benchmark.
      benchmark: {
        shares: publications.map((count, i) => count / publishedTotals.publications / publicationRca[i]!),
        total: sizes.publications.benchmark
      },
      density: column("publications.density"),
      complexity: null,
      links: looser,
      amounts: null
    },
    publications_earlier: {
      own: {counts: publications, total: publishedTotals.publications},
      // One in ten publications reproduces the printed counts and RCA, but not the shares.
      benchmark: {
        shares: publications.map((count, i) => count / publishedTotals.publications / earlierRca[i]!),
        total: sizes.publications.benchmark
      },
      density: column("publications_earlier.density"),
      complexity: null,
      links: looser,
      amounts: null
    },
    deals: {
      own: {counts: deals, total: sizes.deals.total},
      benchmark: {
        shares: sharesNear(
          column("deals.benchmark_share"),
          amounts.map((amount) => amount / publishedTotals.deals),
          column("deals.rca"),
          0.0000005
        ),
        total: sizes.deals.benchmark
      },
      density: column("deals.density"),
      complexity: null,
      links: looser,
      amounts: {own: amounts, ownTotal: publishedTotals.deals, benchmarkTotal: sizes.deals.benchmarkAmount}
    }
  };
}
