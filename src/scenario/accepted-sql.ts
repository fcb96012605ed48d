import {acceptsLinkSql} from "../indicators/link-rule.js";
import {quote} from "../text/sql.js";
import {type Scenario, thresholdsOf} from "./scenario.js";

/**
 * Whether a row of `links` counts in a scenario, as a SQL expression over its columns; the reader's own decisions stand
 * first.
 * @param slugs of the technologies in the order of their ids; a decision on another one is left out
 */
export function acceptedSql(scenario: Scenario, slugs: readonly string[]): string {
  const rule = acceptsLinkSql(thresholdsOf(scenario));
  const own = scenario.decisions
    .filter(({technology}) => slugs.includes(technology))
    .map(
      ({vocabulary, symbol, technology, decision}) =>
        `WHEN vocabulary = ${quote(vocabulary)} AND symbol = ${quote(symbol)} AND technology = ${slugs.indexOf(technology) + 1} THEN ${decision === "accept"}`
    );
  return own.length === 0 ? rule : `CASE ${own.join(" ")} ELSE ${rule} END`;
}
