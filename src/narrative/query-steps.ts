import {type Counting, countingIn, eu27} from "../indicators/engine/counting.js";
import {familySql} from "../indicators/engine/load.js";
import type {Method} from "../indicators/method.ts";
import {withinSql} from "../indicators/region-list.js";
import {
  countedTables,
  type Dataset,
  datasetOf,
  datasets,
  type DealTypes,
  type Edition,
  vocabularyOf,
  type Years
} from "../terms/lenses.js";
import {unionOf} from "../text/sql.js";

/** A common table expression and the expressions it uses. */
export interface Step {
  needs: string[];
  sql: string;
}

/** What queries follow: the choices behind a snapshot, and the links of the engines from which it is taken. */
export interface QueryChoices {
  /** NUTS code of a country, NUTS1 or NUTS2 region. */
  region: string;
  /** First and last year of each dataset that a query needs. */
  years: Partial<Record<Dataset, Years>>;
  /** Which deals count; by default start-up funding. */
  types?: DealTypes;
  method: Method;
  /** Ways of counting that differ from the report's. */
  counting: Partial<Counting>;
  edition: Edition;
  /** SQL condition on the table `links` that selects accepted links. */
  accepted: string;
}

/** The rows that the steps of a dataset count. */
interface Counted {
  dataset: Dataset;
  /** The relation with the rows. */
  rows: string;
  types: DealTypes;
  region: string;
  method: Method;
  counting: Counting;
  /** SQL condition on the years. */
  inYears: string;
  /** The column to sum: documents, or amounts in deals. */
  measure: string;
  /** Name of a table or step of the dataset. */
  own(table: string): string;
}

/** SQL of the part of a document that a group of its locations has, and of the part that a domain has. */
const placePart = ({counting: {counting}}: Counted) => (counting === "fractional" ? "sum(share)" : "1");
const domainPart = ({counting: {counting}}: Counted) => (counting === "fractional" ? " * part" : "");

/** From documents to counts by domain: a technology (`t…`), or a family of codes without a link (`f…`). */
const countSteps: Record<string, (counted: Counted) => Step> = {
  all_domains: ({dataset, own}) => ({
    needs: ["accepted_links"],
    sql: `
SELECT DISTINCT code_set, 't' || technology AS domain, technology
FROM ${own("code_sets")} JOIN accepted_links USING (code)
UNION ALL
SELECT DISTINCT code_set, 'f' || ${familySql(vocabularyOf(dataset))} AS domain, NULL AS technology
FROM ${own("code_sets")} JOIN codes USING (code)
WHERE vocabulary = '${vocabularyOf(dataset)}' AND code NOT IN (SELECT code FROM accepted_links)`
  }),
  domains: ({counting: {counting, universe}, own}) => ({
    needs: [own("all_domains")],
    sql: `
SELECT *
FROM ${
      counting === "fractional"
        ? `(SELECT *, 1 / count(*) OVER (PARTITION BY code_set) AS part FROM ${own("all_domains")})`
        : own("all_domains")
    }${universe === "technologies" ? "\nWHERE technology IS NOT NULL" : ""}`
  }),
  region_sets: (counted) => ({
    needs: [],
    sql: `
SELECT location_set, ${placePart(counted)} AS parts
FROM ${counted.own("location_sets")} JOIN locations USING (location)
WHERE ${withinSql(counted.region)}
GROUP BY location_set`
  }),
  benchmark_places: (counted) => {
    const {region, counting, own} = counted;
    const whole = counting.benchmark_region === "whole";
    const area = [...eu27].map((country) => `'${country}'`).join(", ");
    return {
      needs: [],
      sql: `
SELECT location_set, ${whole ? `CASE WHEN ${withinSql(region)} THEN '${region}' ELSE code END` : "code"} AS place,
  ${placePart(counted)} AS parts
FROM ${own("location_sets")} JOIN locations USING (location)
WHERE benchmark${counting.benchmark_area === "eu27" ? ` AND left(code, 2) IN (${area})` : ""}
GROUP BY ALL`
    };
  },
  benchmark_sets: ({own}) => ({
    needs: [own("benchmark_places")],
    sql: `
SELECT location_set, sum(parts) AS parts
FROM ${own("benchmark_places")}
GROUP BY location_set`
  }),
  weights: ({rows, inYears, measure, own}) => ({
    needs: [own("region_sets"), own("benchmark_sets")],
    sql: `
SELECT code_set,
  sum(${measure} * coalesce(r.parts, 0))::DOUBLE AS region,
  sum(documents * coalesce(r.parts, 0))::DOUBLE AS documents,
  sum(${measure} * coalesce(b.parts, 0))::DOUBLE AS benchmark
FROM ${rows}
LEFT JOIN ${own("region_sets")} r USING (location_set)
LEFT JOIN ${own("benchmark_sets")} b USING (location_set)
WHERE ${inYears}
GROUP BY code_set`
  }),
  counts: (counted) => {
    const {own} = counted;
    const part = domainPart(counted);
    return {
      needs: [own("domains"), own("weights")],
      sql: `
SELECT domain, technology,
  sum(region${part}) AS region, sum(documents${part}) AS documents, sum(benchmark${part}) AS benchmark
FROM ${own("weights")} JOIN ${own("domains")} USING (code_set)
GROUP BY ALL`
    };
  },
  // Without documents there are no totals, so that no value of the dataset is zero.
  totals: ({dataset, types, own}) => ({
    needs: [own("counts")],
    sql: `
SELECT coalesce(sum(region), 0) AS region, coalesce(sum(benchmark), 0) AS benchmark,
  coalesce(sum(region) FILTER (technology IS NOT NULL), 0) AS region38
FROM ${own("counts")}
HAVING count(*) > 0${dataset === "deals" ? ` OR EXISTS (SELECT code FROM ${withheldRows(types)})` : ""}`
  }),
  place_counts: (counted) => {
    const {rows, inYears, measure, own} = counted;
    return {
      needs: [own("domains"), own("benchmark_places")],
      sql: `
SELECT place, domain, sum(${measure} * parts${domainPart(counted)})::DOUBLE AS amount
FROM ${rows} JOIN ${own("benchmark_places")} USING (location_set) JOIN ${own("domains")} USING (code_set)
WHERE ${inYears}
GROUP BY ALL`
    };
  },
  shares: ({method: {benchmark}, own}) =>
    benchmark === "pooled"
      ? {
          needs: [own("counts"), own("totals")],
          sql: `
SELECT domain, c.benchmark / nullif(s.benchmark, 0) AS share
FROM ${own("counts")} c CROSS JOIN ${own("totals")} s`
        }
      : {
          needs: [own("place_counts")],
          sql: `
SELECT domain,
  sum(amount / whole) / (SELECT count(DISTINCT place) FROM ${own("place_counts")} WHERE amount > 0) AS share
FROM (SELECT *, sum(amount) OVER (PARTITION BY place) AS whole FROM ${own("place_counts")})
WHERE whole > 0
GROUP BY domain`
        },
  // Deals left out by the disclosure rule: their count is unknown, and so is a sum of which no amount is disclosed.
  hidden: ({region, types}) => ({needs: ["accepted_links"], sql: withheldSql("accepted_links", region, types)}),
  // Where the rule left out any deal, totals leave some out.
  partial: ({types}) => ({
    needs: [],
    sql: `
SELECT count(*) > 0 AS partial
FROM ${withheldRows(types)}`
  }),
  counted: allValues,
  values: (counted) => (counted.dataset === "deals" ? knownDeals(counted) : allValues(counted)),
  few: ({dataset, rows, inYears, own}) => ({
    needs: [own("all_domains"), own("region_sets"), ...(dataset === "deals" ? [own("partial")] : [])],
    sql: `
SELECT coalesce(sum(documents), 0) < (SELECT count(*) FROM technologies)${
      dataset === "deals" ? ` AND NOT (SELECT partial FROM ${own("partial")})` : ""
    } AS few
FROM ${rows} JOIN ${own("all_domains")} USING (code_set) JOIN ${own("region_sets")} USING (location_set)
WHERE ${inYears} AND technology IS NOT NULL`
  })
};

const withheldRows = (types: DealTypes) => unionOf(countedTables("deals", types, "_withheld"));

/**
 * SQL for the ids of the technologies of which deals of a region were withheld, in any year.
 * @param links table or subquery of the accepted links
 */
export function withheldSql(links: string, region: string, types: DealTypes = "startup"): string {
  return `
SELECT DISTINCT technology
FROM ${links}
WHERE code IN (
  SELECT code
  FROM ${withheldRows(types)}
  WHERE location IN (SELECT location FROM locations WHERE ${withinSql(region)})
)`;
}

/** The values of a lens of which all counts are known; NULL where the dataset has no documents. */
function allValues({own}: Counted): Step {
  return {
    needs: [own("counts"), own("totals"), own("shares")],
    sql: `
SELECT t.technology, slug, technology_group,
  amount, documents, share, share38, benchmark_share, expected, rca
FROM technologies t LEFT JOIN (
  SELECT t.technology,
    coalesce(c.region, 0) AS amount,
    coalesce(c.documents, 0) AS documents,
    coalesce(c.region, 0) / nullif(s.region, 0) AS share,
    coalesce(c.region, 0) / nullif(region38, 0) AS share38,
    coalesce(b.share, 0) AS benchmark_share,
    coalesce(b.share, 0) * s.region AS expected,
    CASE WHEN c.region > 0 THEN c.region / s.region / b.share WHEN s.region > 0 THEN 0 END AS rca
  FROM technologies t
  LEFT JOIN ${own("counts")} c ON c.technology = t.technology
  LEFT JOIN ${own("shares")} b ON b.domain = c.domain
  CROSS JOIN ${own("totals")} s
) v ON v.technology = t.technology`
  };
}

/** The values of the deals: NULL where the count is unknown, and where a total that it needs leaves out deals. */
function knownDeals({own}: Counted): Step {
  return {
    needs: [own("counted"), own("hidden"), own("partial")],
    sql: `
SELECT technology, slug, technology_group,
  CASE WHEN known THEN amount END AS amount,
  CASE WHEN documents > 0 OR known THEN documents END AS documents,
  CASE WHEN told THEN share END AS share,
  CASE WHEN told THEN share38 END AS share38,
  CASE WHEN NOT partial THEN benchmark_share END AS benchmark_share,
  CASE WHEN NOT partial THEN expected END AS expected,
  CASE WHEN told THEN rca END AS rca
FROM (
  SELECT v.*, partial, amount > 0 OR (documents = 0 AND h.technology IS NULL) AS known, known AND NOT partial AS told
  FROM ${own("counted")} v LEFT JOIN ${own("hidden")} h ON h.technology = v.technology CROSS JOIN ${own("partial")}
)`
  };
}

/**
 * Probability that a Poisson variable of a mean is less than a number, by the series of the incomplete gamma function,
 * which also holds for fractional numbers. Its terms vanish some 20 standard deviations above the number.
 */
const poissonBelow = (mean: string, number: string) =>
  `1 - list_sum([exp((${number} + k) * ln(nullif(${mean}, 0)) - ${mean} - lgamma(${number} + k + 1))
      FOR k IN range((80 + 20 * sqrt(documents + 1))::BIGINT)])`;

const [lowMiddle, highMiddle] = ["(low_from + low_to) / 2", "(high_from + high_to) / 2"];

/** Exact Poisson limits of the number of documents, by bisection in 60 steps, and the limits of RCA. */
const intervalSteps: Record<string, (counted: Counted) => Step> = {
  limits: ({own}) => ({
    needs: [own("values")],
    sql: `
SELECT slug, documents, 0 AS step, 0::DOUBLE AS low_from, documents AS low_to,
  documents AS high_from, documents + 10 + 8 * sqrt(documents + 1) AS high_to
FROM ${own("values")}
UNION ALL
SELECT slug, documents, step + 1,
  CASE WHEN low_below < 0.975 THEN low_from ELSE ${lowMiddle} END,
  CASE WHEN low_below < 0.975 THEN ${lowMiddle} ELSE low_to END,
  CASE WHEN high_below < 0.025 THEN high_from ELSE ${highMiddle} END,
  CASE WHEN high_below < 0.025 THEN ${highMiddle} ELSE high_to END
FROM (
  SELECT *,
    ${poissonBelow(lowMiddle, "documents")} AS low_below,
    ${poissonBelow(highMiddle, "(documents + 1)")} AS high_below
  FROM ${own("limits")}
)
WHERE step < 60`
  }),
  intervals: ({counting: {measure}, own}) => ({
    needs: [own("values"), own("limits")],
    sql: `
SELECT slug, expected,
  CASE WHEN v.documents > 0 THEN low_to * rca / v.documents ELSE rca END AS low,
  CASE WHEN v.documents > 0 THEN high_to * rca / v.documents${
    measure === "amounts" ? "" : " WHEN expected > 0 THEN high_to / expected"
  } END AS high
FROM ${own("values")} v JOIN ${own("limits")} USING (slug)
WHERE step = 60`
  })
};

/** Counts of every region, and the rank of the chosen one. */
const rankSteps: Record<string, (counted: Counted) => Step> = {
  places: (counted) => {
    const {rows, counting, inYears, measure, own} = counted;
    const part = `${counting.counting === "fractional" ? " * share" : ""}${domainPart(counted)}`;
    return {
      needs: [own("domains")],
      sql: `
SELECT location, domain, technology, sum(${measure}${part})::DOUBLE AS amount
FROM ${rows} JOIN ${own("location_sets")} USING (location_set) JOIN ${own("domains")} USING (code_set)
WHERE ${inYears}
GROUP BY ALL`
    };
  },
  // Locations with enough documents, as `few` tells of a region.
  enough: ({rows, inYears, own}) => ({
    needs: [own("all_domains")],
    sql: `
SELECT location
FROM ${rows} JOIN ${own("location_sets")} USING (location_set) JOIN ${own("all_domains")} USING (code_set)
WHERE ${inYears} AND technology IS NOT NULL
GROUP BY location
HAVING sum(documents) >= (SELECT count(*) FROM technologies)`
  }),
  ranks: ({region, own}) => ({
    needs: [own("places"), own("values"), own("few"), own("enough")],
    sql: `
SELECT slug,
  CASE
    WHEN any_value(rca) > 0 AND NOT (SELECT few FROM ${own("few")})
    THEN 1 + count(*) FILTER (p.amount / p.whole / v.benchmark_share > rca)::DOUBLE
  END AS rank
FROM ${own("values")} v
LEFT JOIN (
  SELECT technology, amount, sum(amount) OVER (PARTITION BY location) AS whole
  FROM ${own("places")} JOIN locations USING (location)
  WHERE benchmark AND NOT ${withinSql(region)} AND location IN (SELECT location FROM ${own("enough")})
) p ON p.technology = v.technology AND p.amount > 0
GROUP BY slug`
  })
};

/** From documents that domains share to relatedness, and to relatedness density. */
const densitySteps: Record<string, (counted: Counted) => Step> = {
  together: ({rows, inYears, own}) => ({
    needs: [own("domains")],
    sql: `
SELECT a.domain AS domain, b.domain AS other, b.technology AS target, sum(documents)::DOUBLE AS documents
FROM (SELECT code_set, sum(documents) AS documents FROM ${rows} WHERE ${inYears} GROUP BY code_set)
JOIN ${own("domains")} a USING (code_set)
JOIN ${own("domains")} b USING (code_set)
WHERE a.domain <> b.domain
GROUP BY ALL`
  }),
  sums: ({own}) => ({
    needs: [own("together")],
    sql: `
SELECT domain, sum(documents) AS documents
FROM ${own("together")}
GROUP BY domain`
  }),
  relatedness: ({method, own}) => ({
    needs: [own("together"), own("sums")],
    sql: `
SELECT c.domain, target, ${relatednessSql[method.relatedness]} AS relatedness
FROM ${own("together")} c
JOIN ${own("sums")} s ON s.domain = c.domain
JOIN ${own("sums")} o ON o.domain = c.other${
      usesTotal.has(method.relatedness) ? `\nCROSS JOIN (SELECT sum(documents) AS documents FROM ${own("sums")}) a` : ""
    }
WHERE target IS NOT NULL`
  }),
  advantages: ({method, counting, own}) => ({
    needs: [own("counts"), own("totals"), own("shares")],
    sql: `
SELECT domain, c.region > 0 AND ${advantageSql(method, counting)} AS advantage
FROM ${own("counts")} c JOIN ${own("shares")} b USING (domain) CROSS JOIN ${own("totals")} s`
  }),
  densities: (counted) => (counted.dataset === "deals" ? knownDensities(counted) : allDensities(counted)),
  all_densities: allDensities
};

/** The densities of the deals: NULL where the rule left out deals. */
function knownDensities({own}: Counted): Step {
  return {
    needs: [own("all_densities"), own("partial")],
    sql: `
SELECT technology, slug, CASE WHEN NOT partial THEN density END AS density
FROM ${own("all_densities")} CROSS JOIN ${own("partial")}`
  };
}

function allDensities({method: {diagonal}, own}: Counted): Step {
  return {
    needs: [own("relatedness"), own("advantages")],
    sql: diagonal
      ? `
SELECT t.technology, slug, 100 * (
    coalesce(sum(relatedness) FILTER (a.advantage), 0) + coalesce(any_value(m.advantage), false)::INTEGER
  ) / (sum(relatedness) + 1) AS density
FROM technologies t
LEFT JOIN ${own("relatedness")} ON target = t.technology
LEFT JOIN ${own("advantages")} a USING (domain)
LEFT JOIN ${own("advantages")} m ON m.domain = 't' || t.technology
GROUP BY t.technology, slug`
      : `
SELECT technology, slug, 100 * coalesce(sum(relatedness) FILTER (advantage), 0) / sum(relatedness) AS density
FROM technologies
LEFT JOIN ${own("relatedness")} ON target = technology
LEFT JOIN ${own("advantages")} USING (domain)
GROUP BY technology, slug`
  };
}

/** Relatedness of two domains as SQL: their documents together `c`, the sums `s` and `o` of each, and of all, `a`. */
const relatednessSql: Record<Method["relatedness"], string> = {
  cosine: "c.documents / sqrt(s.documents * o.documents)",
  association: "c.documents * a.documents / (s.documents * o.documents)",
  jaccard: "c.documents / (s.documents + o.documents - c.documents)",
  prob: `c.documents / (a.documents / 2 * (
    s.documents / a.documents * (o.documents / (a.documents - s.documents))
    + o.documents / a.documents * (s.documents / (a.documents - o.documents))
  ))`
};
const usesTotal: ReadonlySet<Method["relatedness"]> = new Set(["association", "prob"]);

/** SQL condition on a domain's counts for an advantage. Whole counts compare exactly, as products; others do not. */
function advantageSql(
  {benchmark, rca_threshold: threshold, strict}: Method,
  {counting, measure}: Pick<Counting, "counting" | "measure">
): string {
  const exceeds = strict ? ">" : ">=";
  return benchmark === "pooled" && threshold === 1 && counting === "whole" && measure === "documents"
    ? `c.region::HUGEINT * s.benchmark::HUGEINT ${exceeds} s.region::HUGEINT * c.benchmark::HUGEINT`
    : `c.region / s.region / b.share ${exceeds} ${threshold}`;
}

const datasetSteps = {...countSteps, ...intervalSteps, ...rankSteps, ...densitySteps};

/**
 * A step, such as `patents_counts` or `complexities`, under some choices.
 * @throws RangeError for an unknown step, or years that are not given
 */
export function stepOf(name: string, choices: QueryChoices): Step {
  const shared = sharedSteps[name];
  if (shared) return shared(choices);
  // `publications_earlier` begins like `publications`.
  const [dataset] = datasets.filter((one) => name.startsWith(`${one}_`)).sort((a, b) => b.length - a.length);
  const step = dataset && datasetSteps[name.slice(dataset.length + 1)];
  if (!step) throw new RangeError(`no step ${name}`);
  const [first = Number.NaN, last = Number.NaN] = choices.years[dataset] ?? [];
  if (![first, last].every((year) => Number.isInteger(year) && year > 1000 && year < 3000))
    throw new RangeError(`invalid years: ${first}-${last}`);
  const counting = countingIn(dataset, choices.counting);
  const {types = "startup"} = choices;
  return step({
    dataset,
    rows: unionOf(countedTables(dataset, types)),
    types,
    region: choices.region,
    method: choices.method,
    counting,
    inYears: `year BETWEEN ${first} AND ${last}`,
    measure: counting.measure === "amounts" ? "amount" : "documents",
    own: (table) => `${dataset}_${table}`
  });
}

/** SQL for the lines between the quadrants. */
function linesSql({quadrant_cut: cut, quadrant_relatedness, quadrant_complexity}: Method): string {
  if (cut === "fixed")
    return `
SELECT ${quadrant_relatedness}::DOUBLE AS relatedness, ${quadrant_complexity}::DOUBLE AS complexity`;
  const middle = {
    median: (column: string) => `median(${column})`,
    mean: (column: string) => `avg(${column})`,
    midrange: (column: string) => `(min(${column}) + max(${column})) / 2`
  }[cut];
  return `
SELECT ${middle("density")} AS relatedness, ${middle("complexity")} AS complexity
FROM patents_densities JOIN complexities USING (slug)
WHERE density IS NOT NULL AND complexity IS NOT NULL`;
}

/** Steps over several datasets, or over none. */
const sharedSteps: Readonly<Record<string, (choices: QueryChoices) => Step>> = {
  accepted_links: ({accepted}) => ({
    needs: [],
    sql: `
SELECT code, technology
FROM links
WHERE ${accepted}`
  }),
  complexities: ({method: {complexity_start: start, complexity_step: step, complexity_end: end}}) => ({
    needs: ["patents_places"],
    sql: `
SELECT technology, slug, 100 * avg(share) AS complexity
FROM technologies LEFT JOIN (
  SELECT technology, size, sum(CASE WHEN place <= size THEN amount ELSE 0 END) / nullif(sum(amount), 0) AS share
  FROM (
    SELECT unnest(range(least(${start}, most), most + 1, ${step})) AS size
    FROM (SELECT ${end === null ? "count(*)" : `least(${end}, count(*))`} AS most FROM locations)
  )
  CROSS JOIN patents_places
  JOIN (
    SELECT location, row_number() OVER (ORDER BY coalesce(sum(amount), 0) DESC, location) AS place
    FROM locations LEFT JOIN patents_places USING (location)
    GROUP BY location
  ) USING (location)
  WHERE technology IS NOT NULL
  GROUP BY technology, size
) USING (technology)
GROUP BY technology, slug`
  }),
  lines: ({method}) => ({
    needs: method.quadrant_cut === "fixed" ? [] : ["patents_densities", "complexities"],
    sql: linesSql(method)
  }),
  quadrants: () => ({
    needs: ["patents_densities", "complexities", "lines", "patents_few"],
    sql: `
SELECT slug,
  CASE
    WHEN (SELECT few FROM patents_few) OR density IS NULL OR c.complexity IS NULL THEN NULL
    WHEN c.complexity > l.complexity THEN CASE WHEN density > relatedness THEN 'optimal' ELSE 'moonshot' END
    ELSE CASE WHEN density > relatedness THEN 'incremental' ELSE 'cautious' END
  END AS quadrant
FROM patents_densities JOIN complexities c USING (slug) CROSS JOIN lines l`
  }),
  composites: ({edition}) => {
    const publications = `${datasetOf("publications", edition)}_densities`;
    return {
      needs: ["patents_densities", publications, "deals_densities"],
      sql: `
SELECT slug,
  CASE
    WHEN max(ranks) OVER () > min(ranks) OVER ()
    THEN 100 * (ranks - min(ranks) OVER ()) / (max(ranks) OVER () - min(ranks) OVER ())
    ELSE ranks - min(ranks) OVER ()
  END AS composite
FROM technologies LEFT JOIN (
  SELECT slug, sum(place) AS ranks
  FROM (
    SELECT slug,
      rank() OVER (PARTITION BY lens ORDER BY density)
        + (count(*) OVER (PARTITION BY lens, density) - 1) / 2 AS place
    FROM (
      SELECT slug, lens, floor(100 * density + 0.5) AS density
      FROM (
        SELECT slug, 'patents' AS lens, density FROM patents_densities
        UNION ALL SELECT slug, 'publications' AS lens, density FROM ${publications}
        UNION ALL SELECT slug, 'deals' AS lens, density FROM deals_densities
      )
      WHERE density IS NOT NULL
    )
  )
  GROUP BY slug
  HAVING count(*) = 3
) USING (slug)`
    };
  }
};
