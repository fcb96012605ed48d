import {acceptsLinkSql, type LinkThresholds, type RuleThresholds} from "../../src/indicators/link-rule.ts";
import {regionProfileSql} from "./region-profile.ts";
import type {WorkDatabase} from "../duckdb/database.ts";
import {lenses} from "../../src/terms/lenses.ts";

/** The changes when one threshold moves in all three vocabularies. */
export interface Sensitivity {
  threshold: keyof LinkThresholds;
  move: number;
  /** Number of links that the move adds, and that it removes. */
  gained: number;
  lost: number;
  /** Number of RCAs that cross 1, over all NUTS2 regions of the benchmark, technologies and lenses. */
  signs: number;
  /** Number of RCAs that cross 1 for Flanders as one region. */
  flanders: number;
}

/** The changes by move, and the total numbers of links and RCAs. */
export interface SensitivityReport {
  links: number;
  signs: number;
  flanders: number;
  moves: Sensitivity[];
}

const moves = [-0.05, -0.02, 0.02, 0.05] as const;
const moved = ["similarity", "cooccurrence", "alone"] as const;

/**
 * Moves each threshold of the rule and counts the changes in links and in signs of RCA (above 1 or not) over all years.
 * Links of codes that no document has are left out: no value depends on them.
 * Reads the published tables, and temporarily replaces the table `links`.
 */
export async function measureSensitivity(db: WorkDatabase, thresholds: RuleThresholds): Promise<SensitivityReport> {
  await db.run(
    `CREATE OR REPLACE TEMP TABLE published_links AS
    SELECT *, false AS changed FROM links
    WHERE code IN (${lenses.map((lens) => `SELECT code FROM ${lens}_code_sets`).join(" UNION ALL ")});
    DROP VIEW links;
    CREATE TABLE links AS FROM published_links`
  );
  const accept = async (rule: RuleThresholds) => {
    await db.run(`UPDATE links SET accepted = ${acceptsLinkSql(rule)}`);
  };
  await accept(thresholds);
  const before = await signs(db);
  const links = await db.number("SELECT count(*) FROM links WHERE accepted");
  const report: SensitivityReport = {links, signs: before.regions.size, flanders: before.flanders.size, moves: []};
  for (const threshold of moved) {
    for (const move of moves) {
      const shift = (least: LinkThresholds) => ({...least, [threshold]: least[threshold] + move});
      await accept({cpc: shift(thresholds.cpc), topic: shift(thresholds.topic), industry: shift(thresholds.industry)});
      const compare = async (condition: string) =>
        await db.number(
          `SELECT count(*) FROM links JOIN published_links before USING (code, technology) WHERE ${condition}`
        );
      const after = await signs(db);
      report.moves.push({
        threshold,
        move,
        gained: await compare("links.accepted AND NOT before.accepted"),
        lost: await compare("before.accepted AND NOT links.accepted"),
        signs: differences(before.regions, after.regions),
        flanders: differences(before.flanders, after.flanders)
      });
    }
  }
  await accept(thresholds);
  return report;
}

/** Whether RCA is above 1, by lens, region and technology. */
async function signs(db: WorkDatabase): Promise<{regions: Map<string, boolean>; flanders: Map<string, boolean>}> {
  const regions = new Map<string, boolean>();
  const flanders = new Map<string, boolean>();
  for (const lens of lenses) {
    const rows = await db.rows(`
      WITH weights AS (
        SELECT location, code_set, sum(documents) AS documents
        FROM ${lens} JOIN ${lens}_location_sets USING (location_set) JOIN locations USING (location)
        WHERE benchmark
        GROUP BY ALL
      ), totals AS (
        SELECT location, sum(documents) AS documents FROM weights GROUP BY location
      ), membership AS (
        SELECT DISTINCT code_set, technology FROM ${lens}_code_sets JOIN links USING (code) WHERE accepted
      ), counts AS (
        SELECT location, technology, sum(documents) AS documents
        FROM weights JOIN membership USING (code_set)
        GROUP BY ALL
      ), all_counts AS (
        SELECT technology, sum(documents) AS documents FROM counts GROUP BY technology
      )
      SELECT totals.location, all_counts.technology,
        coalesce(counts.documents, 0) * (SELECT sum(documents) FROM totals)
          > all_counts.documents * totals.documents AS above
      FROM totals CROSS JOIN all_counts LEFT JOIN counts USING (location, technology)`);
    for (const {location, technology, above} of rows)
      regions.set(`${lens} ${String(location)} ${String(technology)}`, Boolean(above));
    const [years] = await db.rows(`SELECT min(year)::INTEGER AS first, max(year)::INTEGER AS last FROM ${lens}`);
    if (years!.first === null) continue;
    for (const {technology, rca} of await db.rows(
      regionProfileSql({lens, region: "BE2", years: [Number(years!.first), Number(years!.last)]})
    )) {
      flanders.set(`${lens} ${String(technology)}`, Number(rca) > 1);
    }
  }
  return {regions, flanders};
}

function differences(before: ReadonlyMap<string, boolean>, after: ReadonlyMap<string, boolean>): number {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => (before.get(key) ?? false) !== (after.get(key) ?? false)).length;
}
