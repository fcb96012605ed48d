import {reportMethod} from "../indicators/method.js";
import type {TechnologyName} from "../indicators/snapshot.ts";
import {
  type DatasetIndicator,
  parseReference,
  type PositionIndicator,
  type Reference,
  type TechnologyIndicator
} from "./references.js";
import {type Dataset, reportYearsOf, vocabularyOf} from "../terms/lenses.js";

export interface QueryOptions {
  /** NUTS1 or NUTS2 code. */
  region: string;
  /** First and last year of a dataset; the report's by default. */
  years?: Partial<Record<Dataset, readonly [number, number]>>;
  /** Valid technologies in the reference, as in a snapshot; without them any slug is valid. */
  technologies?: readonly TechnologyName[];
}

/** A common table expression and the expressions that it uses. */
interface Step {
  needs: string[];
  sql: string;
}

type Steps = (name: string) => Step;

/**
 * A query over the published tables (docs/data-dictionary.md) for one live value, with the report's method and
 * counting: an independent computation of the snapshot's numbers from the documents. Results are the same in DuckDB and
 * DuckDB-WASM.
 *
 * A spanning tree decides which links of the network are drawn, and SQL cannot express it: `network.links` returns the
 * weights of all pairs, heaviest first.
 *
 * @returns a query with the column `value`, one row
 * @throws RangeError for an unknown reference, an invalid region or invalid years
 */
export function valueSql(reference: string, options: QueryOptions): string {
  const {parsed, steps} = prepare(reference, options);
  if (parsed.kind === "technology" || parsed.kind === "position") {
    const {table, value} = columnOf(parsed);
    return compose(steps, table, `SELECT ${value} AS value FROM ${table} WHERE slug = '${parsed.technology}'`);
  }
  const {table, select} = selectOf(parsed);
  return compose(steps, table, select);
}

/**
 * A query for counts, shares, expected counts and RCA of all technologies in one lens, the numbers of a snapshot.
 * @returns a query with the columns `technology`, `slug`, `count`, `documents`, `share`, `benchmark_share`, `expected`
 * and `rca`, one row for each technology in the order of their ids
 * @throws RangeError for an invalid region or invalid years
 */
export function lensSql(dataset: Dataset, options: Omit<QueryOptions, "technologies">): string {
  const table = `${dataset}_values`;
  return compose(
    stepsFor(options),
    table,
    `SELECT technology::INTEGER AS technology, slug, amount AS count, documents, share, benchmark_share, expected, rca\nFROM ${table}\nORDER BY technology`
  );
}

function prepare(reference: string, {technologies, ...options}: QueryOptions): {parsed: Reference; steps: Steps} {
  const steps = stepsFor(options);
  return {parsed: parseReference(reference, technologies), steps};
}

function stepsFor({region, years = {}}: Omit<QueryOptions, "technologies">): Steps {
  if (!/^[A-Z]{2}[A-Z0-9]{0,2}$/.test(region))
    throw new RangeError(`invalid region: ${region}; use a NUTS1 or NUTS2 code`);
  const span = (dataset: Dataset) => {
    const [first, last] = years[dataset] ?? reportYearsOf(dataset);
    if (![first, last].every((year) => Number.isInteger(year) && year > 1000 && year < 3000))
      throw new RangeError(`invalid years: ${first}-${last}`);
    return [first, last] as const;
  };
  return (name) => stepOf(name, region, span);
}

function columnOf(reference: Extract<Reference, {kind: "technology" | "position"}>): {table: string; value: string} {
  if (reference.kind === "position") {
    const tables: Record<PositionIndicator, string> = {
      complexity: "complexities",
      composite: "composites",
      quadrant: "quadrants"
    };
    return {table: tables[reference.indicator], value: reference.indicator};
  }
  const tables: Partial<Record<TechnologyIndicator, string>> = {
    low: "intervals",
    high: "intervals",
    rank: "ranks",
    density: "densities"
  };
  return {
    table: `${reference.dataset}_${tables[reference.indicator] ?? "values"}`,
    value: reference.indicator === "count" ? "amount" : reference.indicator
  };
}

function selectOf(reference: Exclude<Reference, {kind: "technology" | "position"}>): {table: string; select: string} {
  const inGroup = (group: string) =>
    `lower(replace(regexp_replace(technology_group, ' & ', ' and '), ' ', '-')) = '${group}'`;
  switch (reference.kind) {
    case "group-size":
      return {
        table: "",
        select: `SELECT count(*)::DOUBLE AS value FROM technologies WHERE ${inGroup(reference.group)}`
      };
    case "quadrant":
      return {
        table: "quadrants",
        select: `SELECT (count(*) FILTER (quadrant = '${reference.quadrant}'))::DOUBLE AS value FROM quadrants`
      };
    case "group": {
      const table = `${reference.dataset}_values`;
      const among = inGroup(reference.group);
      const select = {
        rca: `SELECT coalesce(sum(amount) / nullif(sum(expected), 0), 0) AS value FROM ${table} WHERE ${among}`,
        share38: `SELECT coalesce(sum(amount) FILTER (${among}) / nullif(sum(amount), 0), 0) AS value FROM ${table}`,
        above: `SELECT (count(*) FILTER (rca > 1))::DOUBLE AS value FROM ${table} WHERE ${among}`
      }[reference.indicator];
      return {table, select};
    }
    case "dataset": {
      const table = `${reference.dataset}_${reference.indicator === "untold" ? "intervals" : reference.indicator === "total" ? "totals" : "values"}`;
      const top = (most: number) =>
        `SELECT coalesce((SELECT sum(amount) FROM (SELECT amount FROM ${table} ORDER BY amount DESC LIMIT ${most})) / nullif((SELECT sum(amount) FROM ${table}), 0), 0) AS value`;
      const selects: Record<DatasetIndicator, string> = {
        total: `SELECT region AS value FROM ${table}`,
        total38: `SELECT sum(amount) AS value FROM ${table}`,
        above: `SELECT (count(*) FILTER (rca > 1))::DOUBLE AS value FROM ${table}`,
        zero: `SELECT (count(*) FILTER (amount = 0))::DOUBLE AS value FROM ${table}`,
        untold: `SELECT (count(*) FILTER (expected > 0 AND low <= 1 AND high >= 1))::DOUBLE AS value FROM ${table}`,
        top1share38: top(1),
        top4share38: top(4),
        top5share38: top(5)
      };
      return {table, select: selects[reference.indicator]};
    }
    case "whole":
      switch (reference.indicator) {
        case "technologies":
          return {table: "", select: "SELECT count(*)::DOUBLE AS value FROM technologies"};
        case "line.relatedness":
          return {table: "lines", select: "SELECT relatedness AS value FROM lines"};
        case "line.complexity":
          return {table: "lines", select: "SELECT complexity AS value FROM lines"};
        case "network.links":
          return {
            table: "patents_relatedness",
            select: `SELECT a.slug AS source, b.slug AS target, 100 * relatedness AS value
FROM patents_relatedness
JOIN technologies a ON a.technology = target
JOIN technologies b ON domain = 't' || b.technology
WHERE a.technology < b.technology
ORDER BY value DESC`
          };
        case "spearman density-rca": {
          const rank = (column: string) =>
            `rank() OVER (ORDER BY ${column}) + (count(*) OVER (PARTITION BY ${column}) - 1) / 2 AS ${column}`;
          return {
            table: "patents_densities patents_values",
            select: `SELECT corr(density, rca) AS value
FROM (
  SELECT ${rank("density")}, ${rank("rca")}
  FROM patents_densities JOIN patents_values USING (slug)
  WHERE density IS NOT NULL
)`
          };
        }
      }
  }
}

/** Prepends the steps that a SELECT needs, each once and after its dependencies. */
function compose(steps: Steps, tables: string, select: string): string {
  const ordered = new Map<string, string>();
  const add = (name: string) => {
    if (ordered.has(name)) return;
    const {needs, sql} = steps(name);
    needs.forEach(add);
    ordered.set(name, sql);
  };
  tables
    .split(" ")
    .filter((name) => name !== "")
    .forEach(add);
  if (ordered.size === 0) return select;
  // RECURSIVE applies to a whole WITH, and has no effect on expressions that do not refer to themselves.
  const recursive = [...ordered.keys()].some((name) => name.endsWith("_limits"));
  return `WITH ${recursive ? "RECURSIVE " : ""}${[...ordered].map(([name, sql]) => `${name} AS (\n${sql.trim().replace(/^/gm, "  ")}\n)`).join(", ")}\n${select}`;
}

function stepOf(name: string, region: string, years: (dataset: Dataset) => readonly [number, number]): Step {
  const shared = sharedStep(name);
  if (shared !== undefined) return shared;
  const dataset = (["patents", "publications_earlier", "publications", "deals"] as const).find((one) =>
    name.startsWith(`${one}_`)
  )!;
  const own = (table: string) => `${dataset}_${table}`;
  const [first, last] = years(dataset);
  const measure = dataset === "deals" ? "amount" : "documents";
  switch (name.slice(dataset.length + 1)) {
    case "domains":
      return {
        needs: [],
        sql: `
SELECT DISTINCT code_set, 't' || technology AS domain, technology
FROM ${own("code_sets")} JOIN links USING (code)
WHERE accepted
UNION ALL
SELECT DISTINCT code_set, 'f' || ${dataset === "patents" ? "left(symbol, 4)" : "symbol"} AS domain, NULL AS technology
FROM ${own("code_sets")} JOIN codes USING (code)
WHERE vocabulary = '${vocabularyOf(dataset)}' AND code NOT IN (SELECT code FROM links WHERE accepted)`
      };
    case "region_sets":
      return {
        needs: [],
        sql: `
SELECT DISTINCT location_set
FROM ${own("location_sets")} JOIN locations USING (location)
WHERE code = '${region}' OR nuts1 = '${region}'`
      };
    case "benchmark_sets":
      return {
        needs: [],
        sql: `
SELECT location_set, count(*) AS regions
FROM ${own("location_sets")} JOIN locations USING (location)
WHERE benchmark
GROUP BY location_set`
      };
    case "weights":
      return {
        needs: [own("region_sets"), own("benchmark_sets")],
        sql: `
SELECT code_set,
  sum(CASE WHEN r.location_set IS NULL THEN 0 ELSE ${measure} END)::DOUBLE AS region,
  sum(CASE WHEN r.location_set IS NULL THEN 0 ELSE documents END)::DOUBLE AS documents,
  sum(${measure} * coalesce(regions, 0))::DOUBLE AS benchmark
FROM ${dataset}
LEFT JOIN ${own("region_sets")} r USING (location_set)
LEFT JOIN ${own("benchmark_sets")} USING (location_set)
WHERE year BETWEEN ${first} AND ${last}
GROUP BY code_set`
      };
    case "counts":
      return {
        needs: [own("domains"), own("weights")],
        sql: `
SELECT domain, technology, sum(region) AS region, sum(documents) AS documents, sum(benchmark) AS benchmark
FROM ${own("weights")} JOIN ${own("domains")} USING (code_set)
GROUP BY ALL`
      };
    case "totals":
      return {
        needs: [own("counts")],
        sql: `
SELECT sum(region) AS region, sum(benchmark) AS benchmark, coalesce(sum(region) FILTER (technology IS NOT NULL), 0) AS region38
FROM ${own("counts")}`
      };
    case "values":
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
    case "limits":
      return {
        needs: [own("values")],
        sql: `
SELECT slug, documents, 0 AS step, 0::DOUBLE AS low_from, documents AS low_to, documents AS high_from, documents + 10 + 8 * sqrt(documents + 1) AS high_to
FROM ${own("values")}
UNION ALL
SELECT slug, documents, step + 1,
  CASE WHEN low_below < 0.975 THEN low_from ELSE (low_from + low_to) / 2 END,
  CASE WHEN low_below < 0.975 THEN (low_from + low_to) / 2 ELSE low_to END,
  CASE WHEN high_below < 0.025 THEN high_from ELSE (high_from + high_to) / 2 END,
  CASE WHEN high_below < 0.025 THEN (high_from + high_to) / 2 ELSE high_to END
FROM (
  SELECT *,
    list_sum([exp(k * ln((low_from + low_to) / 2) - (low_from + low_to) / 2 - lgamma(k + 1)) FOR k IN range(documents::BIGINT)]) AS low_below,
    list_sum([exp(k * ln((high_from + high_to) / 2) - (high_from + high_to) / 2 - lgamma(k + 1)) FOR k IN range(documents::BIGINT + 1)]) AS high_below
  FROM ${own("limits")}
)
WHERE step < 60`
      };
    case "intervals":
      return {
        needs: [own("values"), own("limits"), own("totals")],
        sql: `
SELECT slug, expected,
  CASE WHEN v.documents = 0 THEN 0 ELSE low_to * rca / v.documents END AS low,
  CASE WHEN v.documents > 0 THEN high_to * rca / v.documents${dataset === "deals" ? "" : " WHEN expected > 0 THEN high_to / expected"} END AS high
FROM ${own("values")} v JOIN ${own("limits")} USING (slug)
WHERE step = 60`
      };
    case "places":
      return {
        needs: [own("domains")],
        sql: `
SELECT location, domain, technology, sum(${measure})::DOUBLE AS amount
FROM ${dataset} JOIN ${own("location_sets")} USING (location_set) JOIN ${own("domains")} USING (code_set)
WHERE year BETWEEN ${first} AND ${last}
GROUP BY ALL`
      };
    case "ranks":
      return {
        needs: [own("places"), own("values")],
        sql: `
SELECT slug, 1 + count(*) FILTER (p.amount / p.whole / v.benchmark_share > rca)::DOUBLE AS rank
FROM ${own("values")} v
LEFT JOIN (
  SELECT technology, amount, sum(amount) OVER (PARTITION BY location) AS whole
  FROM ${own("places")} JOIN locations USING (location)
  WHERE benchmark AND code <> '${region}' AND nuts1 IS DISTINCT FROM '${region}'
) p ON p.technology = v.technology AND p.amount > 0
GROUP BY slug`
      };
    case "together":
      return {
        needs: [own("domains")],
        sql: `
SELECT a.domain AS domain, b.domain AS other, b.technology AS target, sum(documents)::DOUBLE AS documents
FROM (SELECT code_set, sum(documents) AS documents FROM ${dataset} WHERE year BETWEEN ${first} AND ${last} GROUP BY code_set)
JOIN ${own("domains")} a USING (code_set)
JOIN ${own("domains")} b USING (code_set)
WHERE a.domain <> b.domain
GROUP BY ALL`
      };
    case "sums":
      return {
        needs: [own("together")],
        sql: `
SELECT domain, sum(documents) AS documents
FROM ${own("together")}
GROUP BY domain`
      };
    case "relatedness":
      return {
        needs: [own("together"), own("sums")],
        sql: `
SELECT c.domain, target, c.documents / sqrt(s.documents * o.documents) AS relatedness
FROM ${own("together")} c
JOIN ${own("sums")} s ON s.domain = c.domain
JOIN ${own("sums")} o ON o.domain = c.other
WHERE target IS NOT NULL`
      };
    case "advantages":
      return {
        needs: [own("counts"), own("totals")],
        sql: `
SELECT domain, ${
          dataset === "deals"
            ? "c.region > 0 AND c.region / s.region / (c.benchmark / s.benchmark) > 1"
            : "c.region::HUGEINT * s.benchmark::HUGEINT > s.region::HUGEINT * c.benchmark::HUGEINT"
        } AS advantage
FROM ${own("counts")} c CROSS JOIN ${own("totals")} s`
      };
    case "densities":
      return {
        needs: [own("relatedness"), own("advantages")],
        sql: `
SELECT technology, slug, 100 * coalesce(sum(relatedness) FILTER (advantage), 0) / sum(relatedness) AS density
FROM technologies
LEFT JOIN ${own("relatedness")} ON target = technology
LEFT JOIN ${own("advantages")} USING (domain)
GROUP BY technology, slug`
      };
    default:
      throw new RangeError(`no step ${name}`);
  }
}

const {complexity_start: start, complexity_step: step, complexity_end: end} = reportMethod;

function sharedStep(name: string): Step | undefined {
  switch (name) {
    case "complexities":
      return {
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
      };
    case "lines":
      return {
        needs: ["patents_densities", "complexities"],
        sql: `
SELECT median(density) AS relatedness, median(complexity) AS complexity
FROM patents_densities JOIN complexities USING (slug)
WHERE density IS NOT NULL AND complexity IS NOT NULL`
      };
    case "quadrants":
      return {
        needs: ["patents_densities", "complexities", "lines"],
        sql: `
SELECT slug,
  CASE
    WHEN density IS NULL OR c.complexity IS NULL THEN NULL
    WHEN c.complexity > l.complexity THEN CASE WHEN density > relatedness THEN 'optimal' ELSE 'moonshot' END
    ELSE CASE WHEN density > relatedness THEN 'incremental' ELSE 'cautious' END
  END AS quadrant
FROM patents_densities JOIN complexities c USING (slug) CROSS JOIN lines l`
      };
    case "composites":
      return {
        needs: ["patents_densities", "publications_densities", "deals_densities"],
        sql: `
SELECT slug, CASE WHEN max(ranks) OVER () > min(ranks) OVER () THEN 100 * (ranks - min(ranks) OVER ()) / (max(ranks) OVER () - min(ranks) OVER ()) ELSE ranks - min(ranks) OVER () END AS composite
FROM technologies LEFT JOIN (
  SELECT slug, sum(place) AS ranks
  FROM (
    SELECT slug, rank() OVER (PARTITION BY lens ORDER BY density) + (count(*) OVER (PARTITION BY lens, density) - 1) / 2 AS place
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
      };
    default:
      return undefined;
  }
}
