import {type Lens, lenses} from "../../src/terms/lenses.ts";

/** What a profile describes. */
export interface ProfileQuery {
  lens: Lens;
  /** NUTS2, NUTS1 or country code, such as `BE2`. */
  region: string;
  /** First and last year, both included. */
  years: readonly [first: number, last: number];
}

/** One technology of a region's profile. */
export interface ProfileRow {
  technology: number;
  name: string;
  technology_group: string;
  /** Number of the region's documents in the technology (whole counting). */
  count: number;
  /** `count` as a share of all documents of the region, 0–1. */
  share: number;
  /** The same share for all regions of the benchmark together, 0–1. */
  benchmark_share: number;
  /** share / benchmark_share; null if the benchmark has no documents. */
  rca: number | null;
  /** Funding in millions of US dollars, deals only, without undisclosed amounts. */
  amount: number;
}

/**
 * SQL for the counts and the revealed comparative advantage (RCA; Balassa 1965) of one region in all technologies.
 *
 * Whole counting: a document counts once in each of its technologies and once in each of its regions. The benchmark
 * pools the counts of all NUTS2 regions of EU27, UK and EFTA. Shares are of all documents, not only of those in the 38
 * technologies. For deals, RCA is based on their number; amounts are listed beside it.
 *
 * Reads the tables in `docs/data-dictionary.md`; runs in DuckDB and in DuckDB-WASM.
 * @returns a query for one `ProfileRow` per technology, ordered by id
 * @throws RangeError for an invalid lens, code or range of years
 */
export function regionProfileSql({lens, region, years: [first, last]}: ProfileQuery): string {
  if (!lenses.includes(lens)) throw new RangeError(`invalid lens: ${lens}`);
  if (!/^[A-Z]{2}[A-Z0-9]{0,2}$/.test(region)) throw new RangeError(`invalid region: ${region}`);
  if (![first, last].every((year) => Number.isInteger(year) && year > 1000 && year < 3000)) {
    throw new RangeError(`invalid years: ${first}-${last}`);
  }
  return `
WITH region_sets AS (
  SELECT DISTINCT location_set
  FROM ${lens}_location_sets JOIN locations USING (location)
  WHERE code = '${region}' OR nuts1 = '${region}'
), benchmark_sets AS (
  SELECT location_set, count(*) AS regions
  FROM ${lens}_location_sets JOIN locations USING (location)
  WHERE benchmark
  GROUP BY location_set
), weights AS (
  SELECT code_set,
    sum(CASE WHEN region_sets.location_set IS NOT NULL THEN documents ELSE 0 END) AS region,
    sum(CASE WHEN region_sets.location_set IS NOT NULL THEN amount ELSE 0 END) AS amount,
    sum(documents * coalesce(regions, 0)) AS benchmark
  FROM ${lens}
  LEFT JOIN region_sets USING (location_set)
  LEFT JOIN benchmark_sets USING (location_set)
  WHERE year BETWEEN ${first} AND ${last}
  GROUP BY code_set
), totals AS (
  SELECT sum(region) AS region, sum(benchmark) AS benchmark FROM weights
), membership AS (
  SELECT DISTINCT code_set, technology FROM ${lens}_code_sets JOIN links USING (code) WHERE accepted
), counts AS (
  SELECT technology, sum(region) AS region, sum(amount) AS amount, sum(benchmark) AS benchmark
  FROM membership JOIN weights USING (code_set)
  GROUP BY technology
)
SELECT technologies.technology::INTEGER AS technology, name, technology_group,
  coalesce(counts.region, 0)::DOUBLE AS count,
  coalesce(counts.region / nullif(totals.region, 0), 0)::DOUBLE AS share,
  coalesce(counts.benchmark / nullif(totals.benchmark, 0), 0)::DOUBLE AS benchmark_share,
  (
    (counts.region / nullif(totals.region, 0)) / nullif(counts.benchmark / nullif(totals.benchmark, 0), 0)
  )::DOUBLE AS rca,
  coalesce(counts.amount, 0)::DOUBLE AS amount
FROM technologies LEFT JOIN counts USING (technology) CROSS JOIN totals
ORDER BY technology`;
}
