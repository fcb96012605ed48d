import {acceptsLinkSql, type RuleThresholds, type Vocabulary, vocabularies} from "./link-rule.js";

/** One candidate link of a technology, with what became of it under the published and under the tried thresholds. */
export interface LinkRow {
  symbol: string;
  label: string;
  similarity: number;
  /** null where too few documents bear the code. */
  relatedness: number | null;
  documents: number;
  together: number;
  core: boolean;
  decision: string | null;
  /** Under the published thresholds. */
  accepted: boolean;
  /** Under the thresholds that are tried. */
  tried: boolean;
  reason: string;
}

/**
 * SQL for the candidates of one technology in one vocabulary, most similar first.
 *
 * Subclasses of CPC are left out: no document bears them.
 * @param thresholds the rule that is tried; reviewers' decisions stand whatever it says
 * @throws RangeError for a technology, vocabulary or threshold that could not be one
 */
export function technologyLinksSql(technology: number, vocabulary: Vocabulary, thresholds: RuleThresholds): string {
  if (!Number.isInteger(technology) || technology < 1) throw new RangeError(`invalid technology: ${technology}`);
  if (!vocabularies.includes(vocabulary)) throw new RangeError(`invalid vocabulary: ${vocabulary}`);
  return `SELECT symbol, label, similarity, relatedness, documents, together, core, decision, accepted,
  ${acceptsLinkSql(thresholds)} AS tried, reason
FROM links
WHERE technology = ${technology} AND vocabulary = '${vocabulary}' AND (vocabulary <> 'cpc' OR length(symbol) > 4)
ORDER BY similarity DESC, symbol`;
}

/** SQL for the number of links of all technologies that the tried thresholds add and take away. */
export function linkChangesSql(thresholds: RuleThresholds): string {
  return `SELECT count(*) FILTER (accepted)::INTEGER AS accepted, count(*) FILTER (tried AND NOT accepted)::INTEGER AS gained,
  count(*) FILTER (accepted AND NOT tried)::INTEGER AS lost
FROM (SELECT accepted, ${acceptsLinkSql(thresholds)} AS tried FROM links)`;
}
