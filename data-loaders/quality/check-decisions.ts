import {join} from "node:path";
import {acceptsLinkSql} from "../../src/indicators/link-rule.ts";
import {type Lens, lenses} from "../../src/terms/lenses.ts";
import type {MovedDecision} from "../classification/decide.ts";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {InputError} from "../console/input-error.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {readParquetSql} from "../duckdb/read-files.ts";
import {loadReportConfig} from "../report-config.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {defaultOut, ensureWarehouse} from "../warehouse/freshness.ts";
import {readManifest} from "../warehouse/manifest.ts";
import {tables} from "../warehouse/schema.ts";
import {type ProfileRow, regionProfileSql} from "./region-profile.ts";

/** A technology of the report's region with the decisions whose scores have moved, and without them. */
export interface DecisionEffect {
  lens: Lens;
  technology: string;
  count: {with: number; without: number};
  /** null if the benchmark has no documents. */
  rca: {with: number | null; without: number | null};
}

/** The decisions whose scores have moved, and what they change. */
export interface DecisionReport {
  /** The technology by name. */
  moved: (Omit<MovedDecision, "technology"> & {technology: string})[];
  effects: DecisionEffect[];
}

/**
 * What the decisions whose scores have moved change in the counts and RCA of the report's region: each is compared with
 * the rule alone. Technologies that stay the same are left out.
 * @param out folder of a build
 * @throws InputError when there is no build
 */
export async function measureDecisions(
  out: string,
  {region, years}: Pick<ReportConfig, "region" | "years">
): Promise<DecisionReport> {
  const manifest = await readManifest(out);
  if (!manifest) throw new InputError("no build", {file: out, advice: "run npm run data first"});
  const {moved, thresholds} = manifest.classification;
  const db = await WorkDatabase.open();
  try {
    for (const {name} of tables) {
      const path = join(out, manifest.build, `${name}.parquet`);
      await db.run(`CREATE VIEW ${name} AS FROM ${readParquetSql(path)}`);
    }
    const named = await db.rows("SELECT technology, name FROM technologies");
    const names = new Map(named.map(({technology, name}) => [Number(technology), String(name)]));
    const before = await readProfiles(db, region.code, years);
    await db.run(`
      CREATE TEMP TABLE undecided AS
      SELECT * REPLACE (CASE WHEN NOT moved THEN decision END AS decision) FROM links;
      DROP VIEW links;
      CREATE TABLE links AS
      SELECT * REPLACE (${acceptsLinkSql(thresholds.vocabularies)} AS accepted) FROM undecided`);
    const after = await readProfiles(db, region.code, years);
    return {
      moved: moved.map((one) => ({...one, technology: names.get(one.technology)!})),
      effects: before.flatMap((row, i) => compare(row, after[i]!))
    };
  } finally {
    db.close();
  }
}

type LensRow = {lens: Lens} & Pick<ProfileRow, "name" | "count" | "rca">;

async function readProfiles(db: WorkDatabase, region: string, years: ReportConfig["years"]): Promise<LensRow[]> {
  const rows: LensRow[] = [];
  for (const lens of lenses) {
    for (const {name, count, rca} of await db.rows(regionProfileSql({lens, region, years: years[lens]})))
      rows.push({lens, name: String(name), count: Number(count), rca: rca === null ? null : Number(rca)});
  }
  return rows;
}

function compare(before: LensRow, after: LensRow): DecisionEffect[] {
  if (before.count === after.count && before.rca === after.rca) return [];
  return [
    {
      lens: before.lens,
      technology: before.name,
      count: {with: before.count, without: after.count},
      rca: {with: before.rca, without: after.rca}
    }
  ];
}

/** The report in lines for the terminal. */
export function describeDecisions({moved, effects}: DecisionReport, region: string): string {
  const names = moved.map(
    ({vocabulary, code, technology, verdict, against, what}) =>
      `  ${verdict} ${vocabulary} ${code} – ${technology}: ${what}` +
      (against ? "; the rule would decide otherwise" : "")
  );
  const rca = (value: number | null) => (value === null ? "none" : value.toFixed(2));
  return [
    `${moved.length} decisions rest on scores that have moved; all hold`,
    ...names,
    `${effects.length} technologies of ${region} would change without them`,
    ...effects.map(
      ({lens, technology, count, rca: value}) =>
        `  ${lens}, ${technology}: ${count.with} documents, RCA ${rca(value.with)}; ` +
        `without them ${count.without}, RCA ${rca(value.without)}`
    )
  ].join("\n");
}

export const command = defineCommand({
  name: "npm run check -- decisions",
  about: "Lists the decisions whose scores have moved, with their effect on the report's region.",
  async run() {
    await ensureWarehouse();
    const config = await loadReportConfig();
    process.stdout.write(`${describeDecisions(await measureDecisions(defaultOut, config), config.region.name)}\n`);
  }
});

await runIfStarted(import.meta.url, command);
