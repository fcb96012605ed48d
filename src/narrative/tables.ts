import {familySql, type Query} from "../indicators/engine/load.js";
import {checkRegionCode, regionListSql, withinSql} from "../indicators/region-list.js";
import {withheldSql} from "./query-steps.js";
import type {CodeLink, ReportData, TrendData} from "./report-data.ts";
import {unionOf} from "../text/sql.js";
import {unknownCount} from "../indicators/missing.js";
import {
  countedTables,
  type Dataset,
  datasets,
  type DealTypes,
  type HeldYears,
  type Lens,
  lensOf,
  vocabularies,
  vocabularyOf,
  type Vocabulary,
  type Years
} from "../terms/lenses.js";

/** Most codes shown for a technology and vocabulary. */
const mostCodes = 12;

/** SQL condition on the table `links` that selects accepted links; by default the published ones. */
const published = "accepted";

export interface TrendOptions {
  /** First and last year. */
  years: Years;
  /** Which deals to count; by default start-up funding. */
  types?: DealTypes;
  /** SQL condition for accepted rows of `links`. */
  accepted?: string;
  /** Whether the years are published together, so that no count of a year is known. */
  pooled?: boolean;
}

/**
 * Counts by year, in the report's way of counting, of all technologies of one lens. Amounts are summed as decimals,
 * since a sum of floating-point numbers depends on their order and could round either way.
 * @param region NUTS1 or NUTS2 code
 * @param slugs technologies in the order of their ids
 */
export async function readTrends(
  query: Query,
  lens: Lens,
  region: string,
  slugs: readonly string[],
  {years: [first, last], types = "startup", accepted = published, pooled = false}: TrendOptions
): Promise<TrendData> {
  checkRegionCode(region);
  const years = Array.from({length: last - first + 1}, (_, i) => first + i);
  if (pooled) return pooledTrends(years, slugs.length);
  const measure = lens === "deals" ? "amount" : "documents";
  const {technology, year, own, documents, benchmark} = await query(`
WITH domains AS (
  SELECT DISTINCT code_set, technology::INTEGER AS technology, NULL AS family
  FROM ${lens}_code_sets JOIN links USING (code)
  WHERE ${accepted}
  UNION ALL
  SELECT DISTINCT code_set, NULL AS technology, ${familySql(vocabularyOf(lens))} AS family
  FROM ${lens}_code_sets JOIN codes USING (code)
  WHERE code NOT IN (SELECT code FROM links WHERE ${accepted})
), regions AS (
  SELECT location_set,
    max(CASE WHEN ${withinSql(region)} THEN 1 ELSE 0 END) AS own,
    count(*) FILTER (benchmark) AS benchmark
  FROM ${lens}_location_sets JOIN locations USING (location)
  GROUP BY location_set
)
SELECT coalesce(technology, 0)::INTEGER AS technology, year::INTEGER AS year,
  sum((${measure} * own)::DECIMAL(38, 6))::DOUBLE AS own,
  sum(documents * own)::DOUBLE AS documents,
  sum((${measure} * benchmark)::DECIMAL(38, 6))::DOUBLE AS benchmark
FROM ${unionOf(countedTables(lens, types))} JOIN regions USING (location_set) JOIN domains USING (code_set)
WHERE year BETWEEN ${first} AND ${last}
GROUP BY ALL ORDER BY ALL`);
  const found = slugs.map(() => years.map(() => 0));
  const result = emptyTrends(years, slugs.length);
  const held = new Set<number>();
  for (let i = 0; i < technology!.length; ++i) {
    const [t, y] = [Number(technology![i]) - 1, Number(year![i]) - first];
    const [mine, theirs] = [Number(own![i]), Number(benchmark![i])];
    held.add(y);
    result.regionTotals[y]! += mine;
    result.benchmarkTotals[y]! += theirs;
    if (t < 0) continue;
    found[t]![y] = Number(documents![i]);
    [result.region[t]![y], result.benchmark[t]![y]] = [round(mine, 4), round(theirs, 4)];
  }
  for (const totals of ["regionTotals", "benchmarkTotals"] as const)
    result[totals] = result[totals].map((value) => round(value, 4));
  const withheld = lens === "deals" ? await readWithheld(query, region, accepted, types) : new Set<number>();
  return withoutMissing(result, {documents: found, withheld, held});
}

/** What is known by year where the years are published together: nothing. */
function pooledTrends(years: number[], technologies: number): TrendData {
  const each = <T>(value: T) => Array.from({length: technologies}, () => years.map(() => value));
  return {...emptyTrends(years, technologies), region: each(null), missing: each("pooled"), benchmark: each(null)};
}

/** Zero in each year. */
function emptyTrends(years: number[], technologies: number): TrendData {
  const zeros = () => years.map(() => 0);
  const each = <T>(value: () => T[]) => Array.from({length: technologies}, value);
  return {
    years,
    region: each(zeros),
    missing: each(() => []),
    benchmark: each(zeros),
    regionTotals: zeros(),
    benchmarkTotals: zeros()
  };
}

/**
 * Replaces counts that are missing: those of years without a document anywhere, and unknown ones.
 * @param found documents by technology and year; technologies with withheld deals; years with documents
 */
function withoutMissing(
  trends: TrendData,
  found: {documents: readonly number[][]; withheld: ReadonlySet<number>; held: ReadonlySet<number>}
): TrendData {
  const missing = trends.region.map((counts, t) => {
    const kinds = counts.map(
      (count, y) =>
        unknownCount(count!, found.documents[t]![y]!, found.withheld.has(t)) ?? (found.held.has(y) ? null : "absent")
    );
    return kinds.some((kind) => kind !== null) ? kinds : [];
  });
  const region = trends.region.map((counts, t) => counts.map((count, y) => (missing[t]![y] ? null : count)));
  const benchmark = trends.benchmark.map((counts) => counts.map((count, y) => (found.held.has(y) ? count : null)));
  return {...trends, region, missing, benchmark};
}

/** The technologies, as indices, of which deals of a region were withheld in any year. */
async function readWithheld(query: Query, region: string, accepted: string, types: DealTypes): Promise<Set<number>> {
  const {technology} = await query(
    withheldSql(`(SELECT code, technology FROM links WHERE ${accepted})`, region, types)
  );
  return new Set(Array.from(technology!, (id) => Number(id) - 1));
}

/** Every selectable region, by code. A NUTS1 region with a single NUTS2 region is excluded. */
export async function readPlaces(query: Query): Promise<ReportData["places"]> {
  const {code, name, level} = await query(regionListSql);
  return Array.from(code!, (one, i) => ({
    code: String(one),
    name: String(name![i]),
    level: level![i] === "nuts1" ? "nuts1" : "nuts2"
  }));
}

/**
 * First and last year of the documents of each dataset that has any in the years that the report covers.
 * @param pooled those of the datasets whose years are published together, under the last one
 */
export async function readYears(
  query: Query,
  reportYears: Readonly<Record<Lens, Years>>,
  pooled: HeldYears = {}
): Promise<HeldYears> {
  const {dataset, first, last} = await query(
    datasets
      .map((one) => {
        const years = `min(year)::INTEGER AS first, max(year)::INTEGER AS last`;
        const [from, to] = reportYears[lensOf(one)];
        return `SELECT '${one}' AS dataset, ${years} FROM ${one} HAVING bool_or(year BETWEEN ${from} AND ${to})`;
      })
      .join(" UNION ALL ")
  );
  const found = Array.from(dataset! as ArrayLike<Dataset>, (one, i) => [
    one,
    pooled[one] ?? [Number(first![i]), Number(last![i])]
  ]);
  return Object.fromEntries(found) as HeldYears;
}

/**
 * Accepted codes of all technologies, by slug and vocabulary. CPC subclasses are excluded: documents have main groups
 * only.
 */
export async function readCodes(
  query: Query,
  slugs: readonly string[],
  accepted = published
): Promise<Record<string, Record<Vocabulary, {all: number; shown: CodeLink[]}>>> {
  const result = Object.fromEntries(
    slugs.map((slug) => [
      slug,
      Object.fromEntries(vocabularies.map((vocabulary) => [vocabulary, {all: 0, shown: [] as CodeLink[]}]))
    ])
  ) as Record<string, Record<Vocabulary, {all: number; shown: CodeLink[]}>>;
  const {slug, vocabulary, symbol, label, similarity} = await query(`
SELECT slug, vocabulary, symbol, label, similarity
FROM links JOIN technologies USING (technology)
WHERE ${accepted} AND (vocabulary <> 'cpc' OR length(symbol) > 4)
ORDER BY slug, vocabulary, similarity DESC, symbol`);
  for (let i = 0; i < slug!.length; ++i) {
    const list = result[String(slug![i])]![vocabulary![i] as Vocabulary];
    ++list.all;
    if (list.shown.length < mostCodes)
      list.shown.push({
        symbol: String(symbol![i]),
        label: label![i] === null ? null : String(label![i]),
        similarity: round(Number(similarity![i]), 4)
      });
  }
  return result;
}

/** Rounds to a number of decimals. */
export function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
