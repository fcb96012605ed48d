import type {Row, WorkDatabase} from "../../duckdb/database.ts";
import {readDelimited} from "../delimited.ts";
import {findInFiles} from "../files.ts";
import type {DelimitedSource} from "../ingest.ts";
import type {Example, Tally} from "../tally.ts";

type InspectedFile = Pick<DelimitedSource, "file" | "columns">;

/** A sum of shares further than this from one counts as wrong: shares are printed with few digits. */
const shareTolerance = 0.02;

/** Counts the applications whose shares do not sum to one. */
export async function countShares(db: WorkDatabase, parties: readonly InspectedFile[], tally: Tally): Promise<void> {
  const wrong = `abs(share - 1) > ${shareTolerance}`;
  const sums = await row(
    db,
    `SELECT (count(*) FILTER (${wrong}))::DOUBLE AS wrong, count(*)::DOUBLE AS total,
      min(document) FILTER (${wrong}) AS example, arg_min(share, document) FILTER (${wrong}) AS sum
    FROM (SELECT document, sum(share) AS share FROM regpat_parties WHERE NOT follows GROUP BY document)`
  );
  await tally.drop("share-sum", Number(sums.wrong), Number(sums.total), async () => ({
    what: `the shares of application ${sums.example} sum to ${Number(Number(sums.sum).toPrecision(4))}`,
    ...(await findInFiles(pathsOf(parties), [String(sums.example)]))
  }));
}

/** Counts the rows of the CPC files with a malformed code, and those with a former US class. */
export async function countCodes(db: WorkDatabase, cpc: readonly InspectedFile[], tally: Tally): Promise<void> {
  const {total, malformed, former} = await row(
    db,
    `SELECT count(*)::DOUBLE AS total, (count(*) FILTER (key IS NULL))::DOUBLE AS malformed,
      (count(*) FILTER (is_former_us_class(key)))::DOUBLE AS former
    FROM regpat_codes`
  );
  await tally.drop("malformed-code", Number(malformed), Number(total), () => findMalformedCode(db, cpc));
  await tally.drop("excluded-code", Number(former), Number(total));
}

async function findMalformedCode(db: WorkDatabase, cpc: readonly InspectedFile[]): Promise<Example> {
  const malformed = cpc.map(
    ({file, columns}) =>
      `SELECT symbol FROM ${readDelimited(file, columns, "code_rejects")} WHERE main_group_key(symbol) IS NULL`
  );
  const [first] = await db.rows(
    `SELECT symbol FROM (${malformed.join(" UNION ALL ")}) WHERE symbol IS NOT NULL LIMIT 1`
  );
  if (!first) return {what: "an empty code"};
  return {what: `"${first.symbol}" is no symbol`, ...(await findInFiles(pathsOf(cpc), [String(first.symbol)]))};
}

/** Counts the documents without a year, and those outside the chosen years. */
export async function countDocuments(db: WorkDatabase, tally: Tally): Promise<void> {
  const counts = await row(
    db,
    `SELECT count(*)::DOUBLE AS total, (count(*) FILTER (year IS NULL))::DOUBLE AS undated,
      (SELECT count(*) FROM documents)::DOUBLE AS kept
    FROM regpat_years`
  );
  const [total, undated, kept] = [Number(counts.total), Number(counts.undated), Number(counts.kept)];
  await tally.drop("no-year", undated, total);
  await tally.drop("outside-years", total - undated - kept, total);
}

/** The only row of a query that aggregates. */
async function row(db: WorkDatabase, sql: string): Promise<Row> {
  return (await db.rows(sql))[0]!;
}

const pathsOf = (files: readonly InspectedFile[]) => files.map(({file}) => file.path);
