import type {WorkDatabase} from "../engine/database.ts";
import {runScript} from "../engine/script.ts";

/**
 * The rule by which deals of a licensed source are published; docs/disclosure.md explains it.
 *
 * A cell is the deals of one place with the same codes. It is safe when at least `units` companies are in it; its amounts are safe
 * when what all but the two largest companies got is at least `p` of what the largest got (the p% rule, 0–1).
 */
export const disclosureRule = {units: 3, p: 0.1} as const;

/** What the rule did to the deals of a build. */
export interface DisclosureAccount {
  units: number;
  p: number;
  /** Deals that could be placed and have a code. */
  deals: number;
  /** Deals that lost codes, so that they stand in a larger cell. */
  generalised: number;
  /** Deals left out: of places where fewer companies than that share any code. */
  suppressed: number;
  /** Millions of US dollars: all disclosed amounts, and those that are published. */
  amount: number;
  published: number;
}

/**
 * Makes the deals of the current schema safe to publish: rewrites `documents` and `document_codes`, with the help of `document_units`,
 * `document_locations`, `code_symbols` and the accepted links.
 *
 * A deal in an unsafe cell loses a code, again and again, until its cell is safe or no code is left; then the deal is left out. First to go
 * are codes without a link to a technology, and among equals the one that the fewest companies of the place bear. In a safe cell every disclosed amount becomes the mean of the cell's: sums of cells stay, no
 * company's own amount does. Where one company dominates even the last cell, its amounts become undisclosed.
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
  const [row] =
    await db.rows(`SELECT count(*)::DOUBLE AS deals, count(*) FILTER (len(codes) BETWEEN 1 AND all_codes - 1)::DOUBLE AS generalised,
    count(*) FILTER (len(codes) = 0)::DOUBLE AS suppressed, coalesce(sum(amount::DECIMAL(38, 6)), 0)::DOUBLE AS amount,
    coalesce((SELECT sum(amount::DECIMAL(38, 6)) FROM documents), 0)::DOUBLE AS published FROM protected_deals`);
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
