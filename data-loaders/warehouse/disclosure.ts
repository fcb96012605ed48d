import type {WorkDatabase} from "../duckdb/database.ts";
import {runScript} from "../duckdb/script.ts";
import {type CodedDataset, dropTables, numberSets} from "./dataset-tables.ts";
import {type DisclosureKey, tellCount} from "./disclosure-key.ts";
import {type CompanyAmounts, isSafe, roundSum} from "./rounded-sum.ts";

/**
 * The rule for publishing deals from a licensed source; docs/disclosure.md explains it.
 *
 * A cell is the deals of one place with the same codes. It is safe when it has at least `units` companies. Its amounts
 * are safe when the companies below the two largest together received at least `p` (0–1) of what the largest received
 * (the p% rule).
 */
export const disclosureRule = {units: 3, p: 0.1} as const;

/**
 * The effect of the rule on the start-up funding of a build; nothing is told of other deals. Counts are rounded at
 * random to multiples of three, and none is 1 or 2.
 */
export interface DisclosureAccount {
  units: number;
  p: number;
  /** Deals with a location and a code. */
  deals: number;
  /** Deals that lost codes, and so joined a larger cell. */
  generalised: number;
  /** Deals left out because too few companies of the place share any of their codes. */
  suppressed: number;
  /** Whether any deal lost a code or its amount. */
  partial: boolean;
  /**
   * Sum of all disclosed amounts, in millions of US dollars, rounded as the sums of cells are; null where the amounts
   * that are left out are not safe, so that they could be found by subtraction.
   */
  amount: number | null;
  /** Sum of the published ones, in millions of US dollars. */
  published: number;
}

/**
 * Makes the deals of the current schema safe to publish. It replaces the published tables of `numberSets`, fills
 * `withheld`, and reads `documents`, `document_codes`, `other_documents`, `document_units`, `document_locations`,
 * `code_symbols`, the links and the vocabulary. It removes the links of codes that no vocabulary has.
 *
 * A deal in an unsafe cell loses one code after another until its cell is safe; one that loses all codes is left out.
 * Codes without a link to a technology go first, then those with the fewest companies in the place. A safe cell becomes
 * one row: its numbers of deals are rounded at random to multiples of three, its sum as `roundSum` says. If one company
 * dominates even the last cell, the amounts of that cell become undisclosed.
 *
 * `withheld` says at which locations deals lost a code that is a candidate of a technology, or its amounts, so that
 * readers can tell such a zero from a true one.
 */
export async function protectDeals(
  db: WorkDatabase,
  source: CodedDataset,
  key: DisclosureKey
): Promise<DisclosureAccount> {
  await runScript(db, new URL("./disclosure-prepare.sql", import.meta.url));
  const longest = await db.number("SELECT coalesce(max(len(codes)), 0) FROM protected_deals");
  for (let length = longest; length > 0; --length)
    await runScript(db, new URL("./disclosure-step.sql", import.meta.url), {
      length,
      least_units: disclosureRule.units,
      p: disclosureRule.p
    });
  await runScript(db, new URL("./disclosure-finish.sql", import.meta.url), {p: disclosureRule.p});
  await roundCells(db, key);
  const account = await describe(db, key);
  await replaceTables(db);
  await numberSets(db, source);
  return account;
}

/** Fills `told_cells` with what is published of each safe cell: documents, disclosed ones, and their amount. */
async function roundCells(db: WorkDatabase, key: DisclosureKey): Promise<void> {
  const cells = await db.rows(`
    SELECT cell, documents, disclosed, amounts, place::VARCHAR || CASE WHEN other THEN ' other ' ELSE ' ' END || (
      SELECT string_agg(symbol, '|' ORDER BY symbol) FROM code_symbols WHERE list_contains(codes, key)
    ) AS name
    FROM safe_cells ORDER BY cell`);
  const told = cells.map(({cell, documents, disclosed, amounts, name}) => {
    const number = key.round(`deals ${String(name)}`, Number(documents));
    if (amounts === null) return [cell, number, 0, 0];
    const amount = roundSum(
      amounts as CompanyAmounts[],
      (step) => key.draw(`amount ${String(name)}|${step}`),
      disclosureRule
    );
    return [cell, number, Math.min(number, key.round(`disclosed ${String(name)}`, Number(disclosed))), amount];
  });
  await db.insert("told_cells", {cell: "INTEGER", documents: "INTEGER", disclosed: "INTEGER", amount: "DOUBLE"}, told);
}

async function describe(db: WorkDatabase, key: DisclosureKey): Promise<DisclosureAccount> {
  const [row] = await db.rows(
    `SELECT count(*)::DOUBLE AS deals,
      count(*) FILTER (len(codes) BETWEEN 1 AND all_codes - 1)::DOUBLE AS generalised,
      count(*) FILTER (len(codes) = 0)::DOUBLE AS suppressed,
      EXISTS (FROM protected_deals WHERE NOT other AND len(codes) < all_codes)
        OR EXISTS (FROM withheld WHERE NOT other) AS partial,
      (
        SELECT coalesce(sum(told_cells.amount::DECIMAL(38, 6)), 0)::DOUBLE
        FROM told_cells JOIN safe_cells USING (cell) WHERE NOT other
      ) AS published
    FROM protected_deals WHERE NOT other`
  );
  const told = (name: string) => tellCount(key, `account of deals: ${name}`, Number(row![name]));
  const published = Number(row!.published);
  return {
    ...disclosureRule,
    deals: told("deals"),
    generalised: told("generalised"),
    suppressed: told("suppressed"),
    partial: Boolean(row!.partial),
    amount: await tellTotal(db, published, key),
    published
  };
}

/** The sum of all amounts, if those that are left out are safe. */
async function tellTotal(db: WorkDatabase, published: number, key: DisclosureKey): Promise<number | null> {
  const amounts = async (condition: string) => {
    const [row] = await db.rows(`
      SELECT coalesce(list(amounts), []) AS amounts
      FROM (
        SELECT list(amount ORDER BY amount) AS amounts
        FROM protected_deals AS deals LEFT JOIN safe_cells ON deals.place = safe_cells.place
          AND deals.other = safe_cells.other AND list_sort(deals.codes) = safe_cells.codes
        WHERE NOT deals.other AND amount IS NOT NULL AND ${condition}
        GROUP BY unit
      )`);
    return row!.amounts as CompanyAmounts[];
  };
  const left = await amounts("safe_cells.amounts IS NULL");
  if (left.length === 0) return published;
  if (!isSafe(left, disclosureRule)) return null;
  const all = await amounts("true");
  return isSafe(all, disclosureRule) ? roundSum(all, (step) => key.draw(`total|${step}`), disclosureRule) : null;
}

/** Puts the told cells in the place of the folded deals. */
async function replaceTables(db: WorkDatabase): Promise<void> {
  await dropTables(db);
  await db.run(`
    CREATE TABLE lost (unplaced BIGINT);
    CREATE TABLE folded AS
    SELECT (SELECT max(year) FROM protected_deals) AS year, codes,
      list_transform(place, lambda one: {'location': one, 'share': round(1 / len(place), 6)}) AS places,
      other, told_cells.documents, told_cells.disclosed, told_cells.amount
    FROM told_cells JOIN safe_cells USING (cell);`);
}
