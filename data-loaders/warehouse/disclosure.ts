import type {WorkDatabase} from "../duckdb/database.ts";
import {runScript} from "../duckdb/script.ts";

/**
 * The rule for publishing deals from a licensed source; docs/disclosure.md explains it.
 *
 * A cell is the deals of one place with the same codes. It is safe when it has at least `units` companies. Its amounts
 * are safe when the companies below the two largest together received at least `p` (0–1) of what the largest received
 * (the p% rule).
 */
export const disclosureRule = {units: 3, p: 0.1} as const;

/** The effect of the rule on the start-up funding of a build; nothing is told of other deals. */
export interface DisclosureAccount {
  units: number;
  p: number;
  /** Deals with a location and a code. */
  deals: number;
  /** Deals that lost codes, and so joined a larger cell. */
  generalised: number;
  /** Deals left out because too few companies of the place share any of their codes. */
  suppressed: number;
  /** Sum of all disclosed amounts, in millions of US dollars. */
  amount: number;
  /** Sum of the published ones, in millions of US dollars. */
  published: number;
}

/**
 * Makes the deals of the current schema safe to publish. It rewrites `documents` and `document_codes`, fills
 * `withheld`, and reads `other_documents`, `document_units`, `document_locations`, `code_symbols` and the links.
 *
 * A deal in an unsafe cell loses one code after another until its cell is safe; one that loses all codes is left out.
 * Codes without a link to a technology go first, then those with the fewest companies in the place. In a safe cell the
 * mean replaces every disclosed amount, which keeps the sum of the cell and hides the amount of each company. If one
 * company dominates even the last cell, the amounts of that cell become undisclosed.
 *
 * `withheld` says at which locations deals lost a code that is a candidate of a technology, or its amounts, so that
 * readers can tell such a zero from a true one.
 */
export async function protectDeals(db: WorkDatabase): Promise<DisclosureAccount> {
  await runScript(db, new URL("./disclosure-prepare.sql", import.meta.url));
  const longest = await db.number("SELECT coalesce(max(len(codes)), 0) FROM protected_deals");
  for (let length = longest; length > 0; --length)
    await runScript(db, new URL("./disclosure-step.sql", import.meta.url), {
      length,
      least_units: disclosureRule.units,
      p: disclosureRule.p
    });
  await runScript(db, new URL("./disclosure-finish.sql", import.meta.url), {p: disclosureRule.p});
  const [row] = await db.rows(
    `SELECT count(*)::DOUBLE AS deals,
      count(*) FILTER (len(codes) BETWEEN 1 AND all_codes - 1)::DOUBLE AS generalised,
      count(*) FILTER (len(codes) = 0)::DOUBLE AS suppressed,
      coalesce(sum(amount::DECIMAL(38, 6)), 0)::DOUBLE AS amount,
      coalesce((
        SELECT sum(amount::DECIMAL(38, 6)) FROM documents WHERE document NOT IN (FROM other_documents)
      ), 0)::DOUBLE AS published
    FROM protected_deals WHERE NOT other`
  );
  const of = (name: string) => Number(row![name]);
  return {
    ...disclosureRule,
    deals: of("deals"),
    generalised: of("generalised"),
    suppressed: of("suppressed"),
    amount: of("amount"),
    published: of("published")
  };
}
