import {reportMethod} from "../indicators/method.js";
import {withinSql} from "../indicators/region-list.js";
import {type Dataset, datasets, vocabularyOf} from "../terms/lenses.js";

/** A common table expression and the expressions it uses. */
export interface Step {
  needs: string[];
  sql: string;
}

/** The rows that the steps of a dataset count. */
interface Counted {
  dataset: Dataset;
  /** NUTS1 or NUTS2 code. */
  region: string;
  /** SQL condition on the years. */
  inYears: string;
  /** The column to sum: documents, or amounts in deals. */
  measure: string;
  /** Name of a table or step of the dataset. */
  own(table: string): string;
}

/** From documents to counts by domain: a technology (`t…`), or a family of codes without a link (`f…`). */
const countSteps: Record<string, (counted: Counted) => Step> = {
  domains: ({dataset, own}) => ({
    needs: [],
    sql: `
SELECT DISTINCT code_set, 't' || technology AS domain, technology
FROM ${own("code_sets")} JOIN links USING (code)
WHERE accepted
UNION ALL
SELECT DISTINCT code_set, 'f' || ${dataset === "patents" ? "left(symbol, 4)" : "symbol"} AS domain, NULL AS technology
FROM ${own("code_sets")} JOIN codes USING (code)
WHERE vocabulary = '${vocabularyOf(dataset)}' AND code NOT IN (SELECT code FROM links WHERE accepted)`
  }),
  region_sets: ({region, own}) => ({
    needs: [],
    sql: `
SELECT DISTINCT location_set
FROM ${own("location_sets")} JOIN locations USING (location)
WHERE ${withinSql(region)}`
  }),
  benchmark_sets: ({own}) => ({
    needs: [],
    sql: `
SELECT location_set, count(*) AS regions
FROM ${own("location_sets")} JOIN locations USING (location)
WHERE benchmark
GROUP BY location_set`
  }),
  weights: ({dataset, inYears, measure, own}) => ({
    needs: [own("region_sets"), own("benchmark_sets")],
    sql: `
SELECT code_set,
  sum(CASE WHEN r.location_set IS NULL THEN 0 ELSE ${measure} END)::DOUBLE AS region,
  sum(CASE WHEN r.location_set IS NULL THEN 0 ELSE documents END)::DOUBLE AS documents,
  sum(${measure} * coalesce(regions, 0))::DOUBLE AS benchmark
FROM ${dataset}
LEFT JOIN ${own("region_sets")} r USING (location_set)
LEFT JOIN ${own("benchmark_sets")} USING (location_set)
WHERE ${inYears}
GROUP BY code_set`
  }),
  counts: ({own}) => ({
    needs: [own("domains"), own("weights")],
    sql: `
SELECT domain, technology, sum(region) AS region, sum(documents) AS documents, sum(benchmark) AS benchmark
FROM ${own("weights")} JOIN ${own("domains")} USING (code_set)
GROUP BY ALL`
  }),
  totals: ({own}) => ({
    needs: [own("counts")],
    sql: `
SELECT coalesce(sum(region), 0) AS region, coalesce(sum(benchmark), 0) AS benchmark,
  coalesce(sum(region) FILTER (technology IS NOT NULL), 0) AS region38
FROM ${own("counts")}`
  }),
  // Deals left out by the disclosure rule: their count is unknown, and so is a sum of which no amount is disclosed.
  hidden: ({region, own}) => ({
    needs: [],
    sql: `
SELECT DISTINCT technology
FROM links
WHERE accepted AND code IN (
  SELECT code
  FROM ${own("withheld")}
  WHERE location IN (SELECT location FROM locations WHERE ${withinSql(region)})
)`
  }),
  counted: allValues,
  values: (counted) => (counted.dataset === "deals" ? knownDeals(counted) : allValues(counted)),
  few: ({own}) => ({
    needs: [own("values")],
    sql: `
SELECT coalesce(sum(documents), 0) < count(*) AS few
FROM ${own("values")}`
  })
};

/** The values of a lens of which all counts are known. */
function allValues({own}: Counted): Step {
  return {
    needs: [own("counts"), own("totals")],
    sql: `
SELECT t.technology, slug, technology_group,
  coalesce(c.region, 0) AS amount,
  coalesce(c.documents, 0) AS documents,
  coalesce(c.region / nullif(s.region, 0), 0) AS share,
  coalesce(c.region / nullif(region38, 0), 0) AS share38,
  coalesce(c.benchmark / nullif(s.benchmark, 0), 0) AS benchmark_share,
  coalesce(c.benchmark / nullif(s.benchmark, 0), 0) * s.region AS expected,
  CASE WHEN coalesce(c.region, 0) = 0 THEN 0 ELSE c.region / s.region / (c.benchmark / s.benchmark) END AS rca
FROM technologies t
LEFT JOIN ${own("counts")} c ON c.technology = t.technology
CROSS JOIN ${own("totals")} s`
  };
}

/** The values of the deals: NULL where the count is unknown. */
function knownDeals({own}: Counted): Step {
  return {
    needs: [own("counted"), own("hidden")],
    sql: `
SELECT technology, slug, technology_group,
  CASE WHEN known THEN amount END AS amount,
  CASE WHEN documents > 0 OR known THEN documents END AS documents,
  CASE WHEN known THEN share END AS share,
  CASE WHEN known THEN share38 END AS share38,
  benchmark_share, expected,
  CASE WHEN known THEN rca END AS rca
FROM (
  SELECT v.*, amount > 0 OR (documents = 0 AND h.technology IS NULL) AS known
  FROM ${own("counted")} v LEFT JOIN ${own("hidden")} h ON h.technology = v.technology
)`
  };
}

/** Probability that a Poisson variable of a mean is less than a number. */
const poissonBelow = (mean: string, number: string) =>
  `list_sum([exp(k * ln(${mean}) - ${mean} - lgamma(k + 1)) FOR k IN range(${number})])`;

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
    ${poissonBelow(lowMiddle, "documents::BIGINT")} AS low_below,
    ${poissonBelow(highMiddle, "documents::BIGINT + 1")} AS high_below
  FROM ${own("limits")}
)
WHERE step < 60`
  }),
  intervals: ({dataset, own}) => ({
    needs: [own("values"), own("limits"), own("totals")],
    sql: `
SELECT slug, expected,
  CASE WHEN v.documents = 0 THEN 0 ELSE low_to * rca / v.documents END AS low,
  CASE WHEN v.documents > 0 THEN high_to * rca / v.documents${
    dataset === "deals" ? "" : " WHEN expected > 0 THEN high_to / expected"
  } END AS high
FROM ${own("values")} v JOIN ${own("limits")} USING (slug)
WHERE step = 60`
  })
};

/** Counts of every region, and the rank of the chosen one. */
const rankSteps: Record<string, (counted: Counted) => Step> = {
  places: ({dataset, inYears, measure, own}) => ({
    needs: [own("domains")],
    sql: `
SELECT location, domain, technology, sum(${measure})::DOUBLE AS amount
FROM ${dataset} JOIN ${own("location_sets")} USING (location_set) JOIN ${own("domains")} USING (code_set)
WHERE ${inYears}
GROUP BY ALL`
  }),
  ranks: ({region, own}) => ({
    needs: [own("places"), own("values"), own("few")],
    sql: `
SELECT slug,
  CASE
    WHEN any_value(rca) IS NOT NULL AND NOT (SELECT few FROM ${own("few")})
    THEN 1 + count(*) FILTER (p.amount / p.whole / v.benchmark_share > rca)::DOUBLE
  END AS rank
FROM ${own("values")} v
LEFT JOIN (
  SELECT technology, amount, sum(amount) OVER (PARTITION BY location) AS whole
  FROM ${own("places")} JOIN locations USING (location)
  WHERE benchmark AND NOT ${withinSql(region)}
) p ON p.technology = v.technology AND p.amount > 0
GROUP BY slug`
  })
};

/** From documents that domains share to relatedness, and to relatedness density. */
const densitySteps: Record<string, (counted: Counted) => Step> = {
  together: ({dataset, inYears, own}) => ({
    needs: [own("domains")],
    sql: `
SELECT a.domain AS domain, b.domain AS other, b.technology AS target, sum(documents)::DOUBLE AS documents
FROM (SELECT code_set, sum(documents) AS documents FROM ${dataset} WHERE ${inYears} GROUP BY code_set)
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
  relatedness: ({own}) => ({
    needs: [own("together"), own("sums")],
    sql: `
SELECT c.domain, target, c.documents / sqrt(s.documents * o.documents) AS relatedness
FROM ${own("together")} c
JOIN ${own("sums")} s ON s.domain = c.domain
JOIN ${own("sums")} o ON o.domain = c.other
WHERE target IS NOT NULL`
  }),
  // Counts are whole, so their products compare exactly; amounts are not.
  advantages: ({dataset, own}) => ({
    needs: [own("counts"), own("totals")],
    sql: `
SELECT domain, ${
      dataset === "deals"
        ? "c.region > 0 AND c.region / s.region / (c.benchmark / s.benchmark) > 1"
        : "c.region::HUGEINT * s.benchmark::HUGEINT > s.region::HUGEINT * c.benchmark::HUGEINT"
    } AS advantage
FROM ${own("counts")} c CROSS JOIN ${own("totals")} s`
  }),
  densities: ({own}) => ({
    needs: [own("relatedness"), own("advantages")],
    sql: `
SELECT technology, slug, 100 * coalesce(sum(relatedness) FILTER (advantage), 0) / sum(relatedness) AS density
FROM technologies
LEFT JOIN ${own("relatedness")} ON target = technology
LEFT JOIN ${own("advantages")} USING (domain)
GROUP BY technology, slug`
  })
};

const datasetSteps = {...countSteps, ...intervalSteps, ...rankSteps, ...densitySteps};

/**
 * A step of one dataset, such as `patents_counts`.
 * @param years first and last year of a dataset, both included
 * @throws RangeError for an unknown step
 */
export function stepOfDataset(
  name: string,
  region: string,
  years: (dataset: Dataset) => readonly [number, number]
): Step {
  // `publications_earlier` begins like `publications`.
  const [dataset] = datasets.filter((one) => name.startsWith(`${one}_`)).sort((a, b) => b.length - a.length);
  const step = dataset && datasetSteps[name.slice(dataset.length + 1)];
  if (!step) throw new RangeError(`no step ${name}`);
  const [first, last] = years(dataset);
  return step({
    dataset,
    region,
    inYears: `year BETWEEN ${first} AND ${last}`,
    measure: dataset === "deals" ? "amount" : "documents",
    own: (table) => `${dataset}_${table}`
  });
}

const {complexity_start: start, complexity_step: step, complexity_end: end} = reportMethod;

/** Steps over several datasets, or over none. */
export const sharedSteps: Readonly<Record<string, Step>> = {
  complexities: {
    needs: ["patents_places"],
    sql: `
SELECT technology, slug, 100 * avg(share) AS complexity
FROM technologies LEFT JOIN (
  SELECT technology, size, sum(CASE WHEN place <= size THEN amount ELSE 0 END) / nullif(sum(amount), 0) AS share
  FROM (SELECT unnest(range(${start}, least(${end}, (SELECT count(*) FROM locations)) + 1, ${step})) AS size)
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
  },
  lines: {
    needs: ["patents_densities", "complexities"],
    sql: `
SELECT median(density) AS relatedness, median(complexity) AS complexity
FROM patents_densities JOIN complexities USING (slug)
WHERE density IS NOT NULL AND complexity IS NOT NULL`
  },
  quadrants: {
    needs: ["patents_densities", "complexities", "lines", "patents_few"],
    sql: `
SELECT slug,
  CASE
    WHEN (SELECT few FROM patents_few) OR density IS NULL OR c.complexity IS NULL THEN NULL
    WHEN c.complexity > l.complexity THEN CASE WHEN density > relatedness THEN 'optimal' ELSE 'moonshot' END
    ELSE CASE WHEN density > relatedness THEN 'incremental' ELSE 'cautious' END
  END AS quadrant
FROM patents_densities JOIN complexities c USING (slug) CROSS JOIN lines l`
  },
  composites: {
    needs: ["patents_densities", "publications_densities", "deals_densities"],
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
        UNION ALL SELECT slug, 'publications' AS lens, density FROM publications_densities
        UNION ALL SELECT slug, 'deals' AS lens, density FROM deals_densities
      )
      WHERE density IS NOT NULL
    )
  )
  GROUP BY slug
  HAVING count(*) = 3
) USING (slug)`
  }
};
