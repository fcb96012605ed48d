import type {PageReport} from "./report-data.ts";
import {checkRegionCode} from "../indicators/region-list.js";
import type {TechnologyName} from "../indicators/snapshot.ts";
import {
  type DatasetIndicator,
  type GroupIndicator,
  parseReference,
  type PositionIndicator,
  type Reference,
  type TechnologyIndicator,
  type WholeIndicator
} from "./references.js";
import {type QueryChoices, type Step, stepOf} from "./query-steps.js";
import {acceptedSql} from "../scenario/accepted-sql.js";
import {countingOf, methodOf, type Scenario, thresholdsOf, yearsIn} from "../scenario/scenario.js";
import {type Dataset, datasetOf, datasets, type Edition, vocabularies} from "../terms/lenses.js";

export interface QueryOptions extends QueryChoices {
  /** Valid technologies in the reference, as in a snapshot; without them any slug is valid. */
  technologies?: readonly TechnologyName[];
}

/**
 * The options of the queries for a scenario's numbers: every choice that its snapshot follows.
 * @param report with its rule of links, queries read the column `accepted`
 */
export function queryOptions(
  scenario: Scenario,
  {thresholds, snapshot: {technologies}}: Pick<PageReport, "thresholds" | "snapshot">
): QueryOptions {
  const rule = thresholdsOf(scenario);
  const asPublished =
    scenario.decisions.length === 0 &&
    vocabularies.every((one) =>
      (["similarity", "cooccurrence", "alone"] as const).every((name) => rule[one][name] === thresholds[one][name])
    );
  const slugs = technologies.map(({slug}) => slug);
  return {
    region: scenario.region,
    years: Object.fromEntries(datasets.map((dataset) => [dataset, yearsIn(scenario, dataset)])),
    types: scenario.deal_types,
    method: methodOf(scenario),
    counting: countingOf(scenario),
    edition: scenario.edition,
    accepted: asPublished ? "accepted" : acceptedSql(scenario, slugs),
    technologies
  };
}

type Steps = (name: string) => Step;

/**
 * A query over the published tables (docs/data-dictionary.md) for one live value: an independent computation of the
 * snapshot's numbers from the documents. It is NULL where the value is missing. Results are the same in DuckDB and
 * DuckDB-WASM.
 *
 * A spanning tree decides which links of the network are drawn, and SQL cannot express it: `network.links` returns the
 * weights of all pairs, heaviest first.
 *
 * @returns a query with the column `value`, one row
 * @throws RangeError for an unknown reference, an invalid region or invalid years
 */
export function valueSql(reference: string, options: QueryOptions): string {
  const steps = stepsFor(options);
  const parsed = shownIn(parseReference(reference, options.technologies), options.edition);
  if (parsed.kind === "technology" || parsed.kind === "position") {
    const {table, value} = columnOf(parsed);
    return compose(steps, table, `SELECT ${value} AS value FROM ${table} WHERE slug = '${parsed.technology}'`);
  }
  const {table, select} = selectOf(parsed);
  return compose(steps, table, select);
}

/** A reference to the dataset that its lens shows. */
function shownIn(reference: Reference, edition: Edition): Reference {
  return "dataset" in reference && reference.dataset === "publications"
    ? {...reference, dataset: datasetOf("publications", edition)}
    : reference;
}

/**
 * A query for counts, shares, expected counts and RCA of all technologies in one lens, the numbers of a snapshot.
 * @returns a query with the columns `technology`, `slug`, `count`, `documents`, `share`, `benchmark_share`, `expected`
 * and `rca`, one row for each technology in the order of their ids
 * @throws RangeError for an invalid region or invalid years
 */
export function lensSql(dataset: Dataset, options: QueryChoices): string {
  const table = `${dataset}_values`;
  return compose(
    stepsFor(options),
    table,
    `SELECT technology::INTEGER AS technology, slug, amount AS count, documents, share, benchmark_share, expected, rca
FROM ${table}
ORDER BY technology`
  );
}

function stepsFor(options: QueryChoices): Steps {
  checkRegionCode(options.region);
  return (name) => stepOf(name, options);
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

type Select = {table: string; select: string};

function selectOf(reference: Exclude<Reference, {kind: "technology" | "position"}>): Select {
  switch (reference.kind) {
    case "group-size":
      return {
        table: "",
        select: `SELECT count(*)::DOUBLE AS value FROM technologies WHERE ${inGroup(reference.group)}`
      };
    case "quadrant":
      return {
        table: "quadrants patents_few",
        select: `SELECT CASE
    WHEN NOT (SELECT few FROM patents_few) THEN (count(*) FILTER (quadrant = '${reference.quadrant}'))::DOUBLE
  END AS value
FROM quadrants`
      };
    case "group":
      return groupSelect(reference);
    case "dataset":
      return datasetSelect(reference);
    case "whole":
      return wholeSelects[reference.indicator];
  }
}

/** SQL condition on the name of a group; see `groupSlug`. */
const inGroup = (group: string) =>
  `lower(replace(regexp_replace(technology_group, ' & ', ' and '), ' ', '-')) = '${group}'`;

/** SQL of a value over the rows of a group: NULL if a column is NULL in one of them. */
const ifKnown = (column: string) => (value: string) => `CASE WHEN count(${column}) = count(*) THEN ${value} END`;

function groupSelect({dataset, indicator, group}: Extract<Reference, {kind: "group"}>): Select {
  const table = `${dataset}_values`;
  const among = inGroup(group);
  const known = ifKnown("rca");
  const selects: Record<GroupIndicator, string> = {
    rca: `SELECT ${known("sum(amount) / nullif(sum(expected), 0)")} AS value FROM ${table} WHERE ${among}`,
    share38: `SELECT ${known(`sum(amount) / nullif((SELECT sum(amount) FROM ${table}), 0)`)} AS value
FROM ${table} WHERE ${among}`,
    above: `SELECT ${known("(count(*) FILTER (rca > 1))::DOUBLE")} AS value FROM ${table} WHERE ${among}`
  };
  return {table, select: selects[indicator]};
}

function datasetSelect({dataset, indicator}: Extract<Reference, {kind: "dataset"}>): Select {
  const tables: Partial<Record<DatasetIndicator, string>> = {untold: "intervals", total: "totals", total38: "totals"};
  const table = `${dataset}_${tables[indicator] ?? "values"}`;
  const known = ifKnown(indicator === "untold" ? "low" : indicator === "zero" ? "amount" : "rca");
  const top = (most: number) =>
    `SELECT ${known(
      `(SELECT sum(amount) FROM (SELECT amount FROM ${table} ORDER BY amount DESC LIMIT ${most}))
  / nullif(sum(amount), 0)`
    )} AS value
FROM ${table}`;
  const selects: Record<DatasetIndicator, string> = {
    total: `SELECT (SELECT region FROM ${table}) AS value`,
    total38: `SELECT (SELECT region38 FROM ${table}) AS value`,
    above: `SELECT ${known("(count(*) FILTER (rca > 1))::DOUBLE")} AS value FROM ${table}`,
    zero: `SELECT ${known("(count(*) FILTER (amount = 0))::DOUBLE")} AS value FROM ${table}`,
    untold: `SELECT ${known("(count(*) FILTER (expected > 0 AND low <= 1 AND high >= 1))::DOUBLE")} AS value
FROM ${table}`,
    top1share38: top(1),
    top4share38: top(4),
    top5share38: top(5)
  };
  return {table, select: selects[indicator]};
}

/** The rank of a column's values; ties share the mean of their ranks. */
const meanRank = (column: string) =>
  `rank() OVER (ORDER BY ${column}) + (count(*) OVER (PARTITION BY ${column}) - 1) / 2 AS ${column}`;

const wholeSelects: Record<WholeIndicator, Select> = {
  technologies: {table: "", select: "SELECT count(*)::DOUBLE AS value FROM technologies"},
  "line.relatedness": {table: "lines", select: "SELECT relatedness AS value FROM lines"},
  "line.complexity": {table: "lines", select: "SELECT complexity AS value FROM lines"},
  "network.links": {
    table: "patents_relatedness",
    select: `SELECT a.slug AS source, b.slug AS target, 100 * relatedness AS value
FROM patents_relatedness
JOIN technologies a ON a.technology = target
JOIN technologies b ON domain = 't' || b.technology
WHERE a.technology < b.technology
ORDER BY value DESC`
  },
  "spearman density-rca": {
    table: "patents_densities patents_values",
    select: `SELECT corr(density, rca) AS value
FROM (
  SELECT ${meanRank("density")}, ${meanRank("rca")}
  FROM patents_densities JOIN patents_values USING (slug)
  WHERE density IS NOT NULL
)`
  }
};

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
  const expressions = Array.from(ordered, ([name, sql]) => `${name} AS (\n${sql.trim().replace(/^/gm, "  ")}\n)`);
  return `WITH ${recursive ? "RECURSIVE " : ""}${expressions.join(", ")}\n${select}`;
}
