import {acceptsLinkSql, type RuleThresholds} from "../../../src/indicators/link-rule.ts";

/**
 * The engine's work in plain SQL: it reclassifies the documents under a rule, then counts them. It reads `rows(year,
 * location_set, code_set, documents)`, `location_sets(location_set, location)`, `code_sets(code_set, code)`, `links`,
 * `families(code, domain)`, and `location_places(location, place)`, which maps a location to itself and to each region
 * that contains it.
 *
 * @returns statements that create `membership(code_set, domain)`, `counts(location, technology, value)` by place and
 * domain, and `cooccurrences(technology_a, technology_b, cooccurrence)`
 */
export function reclassifySql(rule: RuleThresholds, [first, last]: readonly [number, number]): string[] {
  return [
    `CREATE OR REPLACE TABLE membership AS
WITH accepted AS (
  SELECT code, technology - 1 AS domain FROM links WHERE ${acceptsLinkSql(rule)}
)
SELECT DISTINCT code_set, domain
FROM code_sets JOIN (
  SELECT code, domain FROM accepted
  UNION ALL SELECT code, domain FROM families WHERE code NOT IN (SELECT code FROM accepted)
) USING (code)`,
    `CREATE OR REPLACE TABLE counts AS
WITH set_places AS (
  SELECT DISTINCT location_set, place FROM location_sets JOIN location_places USING (location)
), weights AS (
  SELECT place, code_set, sum(documents) AS documents
  FROM rows JOIN set_places USING (location_set)
  WHERE year BETWEEN ${first} AND ${last}
  GROUP BY ALL
)
SELECT place AS location, domain AS technology, sum(documents)::DOUBLE AS value
FROM weights JOIN membership USING (code_set)
GROUP BY ALL`,
    `CREATE OR REPLACE TABLE cooccurrences AS
WITH weights AS (
  SELECT code_set, sum(documents) AS documents FROM rows WHERE year BETWEEN ${first} AND ${last} GROUP BY code_set
)
SELECT a.domain AS technology_a, b.domain AS technology_b, sum(documents)::DOUBLE AS cooccurrence
FROM weights JOIN membership a USING (code_set) JOIN membership b USING (code_set)
WHERE a.domain <> b.domain
GROUP BY ALL`
  ];
}
