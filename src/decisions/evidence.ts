import {checkRegionCode, withinSql} from "../indicators/region-list.js";
import {acceptedSql} from "../scenario/accepted-sql.js";
import {type Scenario, yearsIn} from "../scenario/scenario.js";
import {countedTables, type Dataset, vocabularyOf} from "../terms/lenses.js";
import {unionOf} from "../text/sql.js";

/** Number of code sets to show one by one; the others are summed. */
export const mostSets = 12;

export interface EvidenceOptions {
  dataset: Dataset;
  /** Id from 1, as in the tables. */
  technology: number;
  scenario: Scenario;
  /** Slugs of the technologies in the order of their ids. */
  slugs: readonly string[];
}

/**
 * SQL for the documents behind a technology's count in the region of a scenario, counted whole.
 * @returns `years`, documents by year; `sets`, documents by set of codes, largest first; `codes`, each accepted code of
 * these documents, with the scores and the reason of its link; `setCodes`, the codes of some sets. Years and sets sum
 * to the count; codes do not, since a document can have several.
 * @throws RangeError for an invalid technology or region
 */
export function evidenceSql({dataset, technology, scenario, slugs}: EvidenceOptions): {
  years: string;
  sets: string;
  codes: string;
  setCodes(sets: readonly number[]): string;
} {
  if (!Number.isInteger(technology) || technology < 1 || technology > slugs.length)
    throw new RangeError(`invalid technology: ${technology}; use a number from 1 to ${slugs.length}`);
  const {region} = scenario;
  checkRegionCode(region);
  const [first, last] = yearsIn(scenario, dataset);
  const vocabulary = vocabularyOf(dataset);
  const accepted = `SELECT *
  FROM links
  WHERE technology = ${technology} AND vocabulary = '${vocabulary}' AND ${acceptedSql(scenario, slugs)}`;
  const records = `WITH accepted AS (
  ${accepted}
), records AS (
  SELECT year, code_set, documents, amount
  FROM ${unionOf(countedTables(dataset, scenario.deal_types))}
  WHERE year BETWEEN ${first} AND ${last}
    AND code_set IN (SELECT code_set FROM ${dataset}_code_sets JOIN accepted USING (code))
    AND location_set IN (
      SELECT location_set
      FROM ${dataset}_location_sets JOIN locations USING (location)
      WHERE ${withinSql(region)}
    )
)`;
  const sums = "sum(documents)::INTEGER AS documents, sum(amount)::DOUBLE AS amount";
  return {
    years: `${records}
SELECT year::INTEGER AS year, ${sums}
FROM records
GROUP BY year
ORDER BY year`,
    sets: `${records}
SELECT code_set::INTEGER AS code_set, ${sums}
FROM records
GROUP BY code_set
ORDER BY documents DESC, amount DESC, code_set`,
    codes: `${records}
SELECT symbol, label, borne AS documents, raised AS amount, similarity, cooccurrence, together,
  documents AS evidence, core, decision, reason
FROM accepted
JOIN (
  SELECT code, sum(documents)::INTEGER AS borne, sum(amount)::DOUBLE AS raised
  FROM records JOIN ${dataset}_code_sets USING (code_set)
  GROUP BY code
) USING (code)
ORDER BY borne DESC, symbol`,
    setCodes: (sets) => `WITH accepted AS (
  ${accepted}
)
SELECT code_set::INTEGER AS code_set, symbol, label, code IN (SELECT code FROM accepted) AS accepted
FROM ${dataset}_code_sets JOIN codes USING (code)
WHERE code_set IN (${sets.map(Number).filter(Number.isInteger).join(", ") || "NULL"})
ORDER BY code_set, accepted DESC, symbol`
  };
}

/**
 * SQL for the core codes of a technology that share the most documents with a code, over all years and locations, like
 * the scores of the links. Columns: `code`, `technology` (from 1), `symbol`, `label`, `documents`.
 * @param most maximum number of rows for a code and a technology; those with the most documents come first
 */
export function exampleCodesSql(
  dataset: Dataset,
  pairs: readonly {code: number; technology: number}[],
  most = 3
): string {
  const values = pairs
    .filter(({code, technology}) => Number.isInteger(code) && Number.isInteger(technology))
    .map(({code, technology}) => `(${code}, ${technology})`);
  return `WITH pairs (code, technology) AS (VALUES ${values.join(", ") || "(NULL, NULL)"}), weights AS (
  SELECT code_set, sum(documents) AS documents FROM ${dataset} GROUP BY code_set
)
SELECT pairs.code::INTEGER AS code, pairs.technology::INTEGER AS technology,
  core.symbol AS symbol, core.label AS label, sum(weights.documents)::INTEGER AS documents
FROM pairs
JOIN ${dataset}_code_sets own ON own.code = pairs.code
JOIN ${dataset}_code_sets other ON other.code_set = own.code_set AND other.code <> own.code
JOIN links core ON core.code = other.code AND core.technology = pairs.technology AND core.core
JOIN weights ON weights.code_set = own.code_set
GROUP BY pairs.code, pairs.technology, core.symbol, core.label
QUALIFY row_number() OVER (
  PARTITION BY pairs.code, pairs.technology ORDER BY sum(weights.documents) DESC, core.symbol
) <= ${most}
ORDER BY 1, 2, documents DESC, symbol`;
}
