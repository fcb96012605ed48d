import {acceptsLinkSql, type RuleThresholds} from "../../src/indicators/link-rule.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** Leaves out subclasses of CPC, which no document has. */
const borne = "(vocabulary <> 'cpc' OR length(symbol) > 4)";

/**
 * SQL for the candidates of a technology in a vocabulary, most similar first, without subclasses of CPC.
 * @param thresholds thresholds to try; reviewers' decisions override them
 */
export function technologyLinksSql(technology: number, vocabulary: Vocabulary, thresholds: RuleThresholds): string {
  return `SELECT symbol, label, similarity, cooccurrence, documents, together, core, decision, accepted,
  ${acceptsLinkSql(thresholds)} AS tried, reason
FROM links
WHERE technology = ${technology} AND vocabulary = '${vocabulary}' AND ${borne}
ORDER BY similarity DESC, symbol`;
}

/**
 * SQL for the number of links that some thresholds add and remove, over all technologies, without subclasses of CPC.
 */
export function linkChangesSql(thresholds: RuleThresholds): string {
  return `SELECT count(*) FILTER (accepted)::INTEGER AS accepted, count(*) FILTER (tried AND NOT accepted)::INTEGER AS gained,
  count(*) FILTER (accepted AND NOT tried)::INTEGER AS lost
FROM (SELECT accepted, ${acceptsLinkSql(thresholds)} AS tried FROM links WHERE ${borne})`;
}
