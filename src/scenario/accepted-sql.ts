import {acceptsLinkSql} from "../indicators/link-rule.js";
import {quote} from "../text/sql.js";
import {type Scenario, thresholdsOf} from "./scenario.js";

/**
 * Whether a row of `links` is accepted in a scenario, as a SQL expression over its columns. The reader's decisions
 * override the rule.
 * @param slugs technologies in the order of their ids; decisions on others are ignored
 */
export function acceptedSql(scenario: Scenario, slugs: readonly string[]): string {
  const rule = acceptsLinkSql(thresholdsOf(scenario));
  const own = scenario.decisions
    .filter(({technology}) => slugs.includes(technology))
    .map(({vocabulary, symbol, technology, decision}) => {
      const code = `vocabulary = ${quote(vocabulary)} AND symbol = ${quote(symbol)}`;
      return `WHEN ${code} AND technology = ${slugs.indexOf(technology) + 1} THEN ${decision === "accept"}`;
    });
  return own.length === 0 ? rule : `CASE ${own.join(" ")} ELSE ${rule} END`;
}
