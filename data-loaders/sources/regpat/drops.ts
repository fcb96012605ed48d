import type {Row, WorkDatabase} from "../../duckdb/database.ts";
import {columnIndex, readDelimited, splitQuoted} from "../delimited.ts";
import {findInFiles, findLine} from "../files.ts";
import type {DelimitedSource} from "../ingest.ts";
import type {Example, Tally} from "../tally.ts";

type InspectedFile = Pick<DelimitedSource, "file" | "columns">;

/** A sum of shares further than this from one counts as wrong: shares are printed with few digits. */
const shareTolerance = 0.02;

/** Counts the rows of the IPC files with a year that cannot be read. */
export async function countYears(db: WorkDatabase, ipc: readonly InspectedFile[], tally: Tally): Promise<void> {
  const {total, bad} = await row(
    db,
    "SELECT count(*)::DOUBLE AS total, (count(*) FILTER (bad_year))::DOUBLE AS bad FROM regpat_ipc"
  );
  await tally.drop("bad-year", Number(bad), Number(total), () =>
    findValue(ipc, {prio_year: isBadYear, app_year: isBadYear})
  );
}

/** As in numbers.sql. */
function isBadYear(text: string): boolean {
  return !/^((0+|9999|1[89]\d\d|20\d\d|2100)(\.0*)?)?$/.test(text);
}

const isNegativeOrNone = (text: string) => !(Number(text) >= 0 && Number(text) < Infinity);

/** Counts the rows without a usable share, and the applications whose shares do not sum to one. */
export async function countShares(db: WorkDatabase, parties: readonly InspectedFile[], tally: Tally): Promise<void> {
  const {total, bad} = await row(
    db,
    "SELECT count(*)::DOUBLE AS total, (count(*) FILTER (share IS NULL))::DOUBLE AS bad FROM regpat_parties"
  );
  await tally.drop("bad-share", Number(bad), Number(total), () =>
    // Without a share of the region, the whole address lies in it.
    findValue(parties, {reg_share: isNegativeOrNone, party_share: (text) => text === "" || isNegativeOrNone(text)})
  );
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

/** Counts the rows of the IPC files with a malformed code, which stand in where there are no CPC codes. */
export async function countIpcCodes(db: WorkDatabase, ipc: readonly InspectedFile[], tally: Tally): Promise<void> {
  const {total, malformed} = await row(
    db,
    "SELECT count(*)::DOUBLE AS total, (count(*) FILTER (malformed))::DOUBLE AS malformed FROM regpat_ipc"
  );
  await tally.drop("malformed-code", Number(malformed), Number(total), () => findMalformedCode(db, ipc));
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

/** Counts the old main groups of documents that also have the successor. */
export async function countSuperseded(db: WorkDatabase, tally: Tally): Promise<void> {
  const {total, superseded} = await row(
    db,
    `SELECT (SELECT count(*) FROM regpat_codes)::DOUBLE AS total,
      (SELECT count(*) FROM regpat_superseded)::DOUBLE AS superseded`
  );
  await tally.drop("superseded-code", Number(superseded), Number(total));
}

async function findMalformedCode(db: WorkDatabase, files: readonly InspectedFile[]): Promise<Example> {
  const malformed = files.map(
    ({file, columns}) =>
      `SELECT symbol FROM ${readDelimited(file, columns, "code_rejects")} WHERE main_group_key(symbol) IS NULL`
  );
  const [first] = await db.rows(
    `SELECT symbol FROM (${malformed.join(" UNION ALL ")}) WHERE symbol IS NOT NULL LIMIT 1`
  );
  if (!first) return {what: "an empty code"};
  return {what: `"${first.symbol}" is no symbol`, ...(await findInFiles(pathsOf(files), [String(first.symbol)]))};
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

/** The first value that is wrong for its column, with its place. */
async function findValue(
  files: readonly InspectedFile[],
  isWrong: Readonly<Record<string, (text: string) => boolean>>
): Promise<Example> {
  for (const {file, columns} of files) {
    const checks = Object.entries(isWrong).map(([name, test]) => ({
      test,
      at: columns[name] ? columnIndex(file.header, columns[name]) : -1
    }));
    let wrong: string | undefined;
    const place = await findLine([file.path], (line) => {
      const fields = splitQuoted(line, file.delimiter).map((field) => field.trim());
      const found = checks.find(({test, at}) => at >= 0 && test(fields[at] ?? ""));
      if (!found || fields[found.at]?.toLowerCase() === file.header[found.at]) return false;
      wrong = `${file.written[found.at]} "${fields[found.at] ?? ""}"`;
      return true;
    });
    if (place) return {what: wrong, ...place};
  }
  return {};
}

/** The only row of a query that aggregates. */
async function row(db: WorkDatabase, sql: string): Promise<Row> {
  return (await db.rows(sql))[0]!;
}

const pathsOf = (files: readonly InspectedFile[]) => files.map(({file}) => file.path);
