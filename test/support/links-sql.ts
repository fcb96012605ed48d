import {acceptsLinkSql, type RuleThresholds} from "../../src/indicators/link-rule.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** Subclasses of CPC are left out: no document bears them. */
const borne = "(vocabulary <> 'cpc' OR length(symbol) > 4)";

/**
 * SQL for the candidates of one technology in one vocabulary, most similar first.
 *
 * Subclasses of CPC are left out: no document bears them.
 * @param thresholds the rule that is tried; reviewers' decisions stand whatever it says
 */
export function technologyLinksSql(technology: number, vocabulary: Vocabulary, thresholds: RuleThresholds): string {
  return `SELECT symbol, label, similarity, cooccurrence, documents, together, core, decision, accepted,
  ${acceptsLinkSql(thresholds)} AS tried, reason
FROM links
WHERE technology = ${technology} AND vocabulary = '${vocabulary}' AND ${borne}
ORDER BY similarity DESC, symbol`;
}

/**
 * SQL for the number of links of all technologies that the tried thresholds add and take away; without subclasses of
 * CPC.
 */
export function linkChangesSql(thresholds: RuleThresholds): string {
  return `SELECT count(*) FILTER (accepted)::INTEGER AS accepted, count(*) FILTER (tried AND NOT accepted)::INTEGER AS gained,
  count(*) FILTER (accepted AND NOT tried)::INTEGER AS lost
FROM (SELECT accepted, ${acceptsLinkSql(thresholds)} AS tried FROM links WHERE ${borne})`;
}
