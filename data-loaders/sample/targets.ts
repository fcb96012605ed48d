import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse} from "d3";
import type {Technology} from "../classification/taxonomy.ts";
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
  patents: {total: 26_089, benchmark: 520_000},
  publications: {total: 36_795, benchmark: 520_000},
  deals: {total: 1_250, benchmark: 46_000, amount: 11_302, benchmarkAmount: 520_000, typical: 9}
} as const;

/** The sample holds one publication in this many. */
export const publicationsSampling = 10;

/**
 * Reads the published values.
 *
 * @param folder `data/published`
 */
export async function loadTargets(
  folder: string,
  technologies: readonly Technology[]
): Promise<Record<Dataset, LensTargets>> {
  const rows = new Map(csvParse(await readFile(join(folder, "values.csv"), "utf8")).map((row) => [row.kst!, row]));
  const column = (name: string) => technologies.map((technology) => Number(rows.get(technology.name)![name]));
  const ids = new Map(technologies.map(({name}, i) => [name, i]));
  const links = csvParse(await readFile(join(folder, "figure-1-links.csv"), "utf8")).map(
    ({kst_a: a, kst_b: b, weight}) => ({a: ids.get(a!)!, b: ids.get(b!)!, weight: Number(weight) / 100})
  );

  const publications = column("pub_count_dec25").map((count) => Math.round(count / publicationsSampling));
  const publicationRca = column("pub_rca");
  const earlierRca = column("pub_rca_dec25");
  const amounts = column("fund_musd");
  const deals = amounts.map((amount) => (amount === 0 ? 0 : Math.max(2, Math.round(amount / sizes.deals.typical))));
  // The network is published for patents only; in the other lenses co-occurrence is half as high.
  const looser = links.map((link) => ({...link, weight: link.weight / 2}));
  const percent = (value: number) => value / 100;
  // Printed shares are rounded; these are the nearest ones that give the printed RCA.
  const sharesNear = (printed: readonly number[], own: readonly number[], rca: readonly number[], within: number) =>
    printed.map((share, i) =>
      percent(rca[i] === 0 ? share : Math.min(share + within, Math.max(share - within, own[i]! / rca[i]!)))
    );
  return {
    patents: {
      own: {counts: column("pat_count"), total: sizes.patents.total},
      benchmark: {
        shares: sharesNear(
          column("pat_eu_share_pct"),
          column("pat_count").map((count) => (100 * count) / sizes.patents.total),
          column("tech_rca"),
          0.0004
        ),
        total: sizes.patents.benchmark
      },
      density: column("tech_reldens"),
      complexity: column("tech_complexity"),
      links,
      amounts: null
    },
    publications: {
      own: {counts: publications, total: sizes.publications.total},
      // The final run is published as RCA only; the counts give its benchmark.
      benchmark: {
        shares: publications.map((count, i) => count / sizes.publications.total / publicationRca[i]!),
        total: sizes.publications.benchmark
      },
      density: column("pub_reldens"),
      complexity: null,
      links: looser,
      amounts: null
    },
    publications_earlier: {
      own: {counts: publications, total: sizes.publications.total},
      // One in ten publications reproduces the printed counts and RCA, but not the shares.
      benchmark: {
        shares: publications.map((count, i) => count / sizes.publications.total / earlierRca[i]!),
        total: sizes.publications.benchmark
      },
      density: column("pub_reldens_dec25"),
      complexity: null,
      links: looser,
      amounts: null
    },
    deals: {
      own: {counts: deals, total: sizes.deals.total},
      benchmark: {
        shares: sharesNear(
          column("fund_eu_share_pct"),
          amounts.map((amount) => (100 * amount) / sizes.deals.amount),
          column("fund_rca"),
          0.00005
        ),
        total: sizes.deals.benchmark
      },
      density: column("fund_reldens"),
      complexity: null,
      links: looser,
      amounts: {own: amounts, ownTotal: sizes.deals.amount, benchmarkTotal: sizes.deals.benchmarkAmount}
    }
  };
}
