import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {type DelimitedFile, hasColumn, inspectDelimited, readDelimited, type WantedColumn} from "../delimited.ts";
import {ingestDelimited} from "../ingest.ts";
import type {Tally} from "../tally.ts";
import {delimiters, linkColumns} from "./columns.ts";
import type {RegpatFiles} from "./files.ts";

/** The numbers of applications, in the files of parties. */
const numberColumns = {
  epo: {appln_id: {type: "BIGINT", names: ["appln_id"]}, number: {type: "VARCHAR", names: ["app_nbr"]}},
  pct: {appln_id: {type: "BIGINT", names: ["appln_id"]}, number: {type: "VARCHAR", names: ["pct_nbr"]}}
} satisfies Record<string, Record<string, WantedColumn>>;

/**
 * Fills `regpat_links` with the EPO application that continues each PCT application: by id where the file has ids,
 * otherwise by number. Without a file of parties that lists the numbers of an office, it stays empty.
 * @throws InputError when the file identifies the applications of an office neither by id nor by number
 */
export async function readLinks(
  db: WorkDatabase,
  file: DelimitedFile,
  files: RegpatFiles,
  tally: Tally
): Promise<void> {
  const into = "regpat_numbered_links";
  await db.run(`CREATE TABLE ${into} (epo BIGINT, pct BIGINT, epo_number VARCHAR, pct_number VARCHAR)`);
  const query = (rows: string) => `SELECT epo, pct, epo_number, pct_number FROM ${rows}`;
  await ingestDelimited(db, {file, columns: linkColumns, kind: "EPO-PCT links", into, query}, tally);
  for (const side of ["epo", "pct"] as const) {
    if (hasColumn(file.header, linkColumns[side])) continue;
    if (!hasColumn(file.header, linkColumns[`${side}_number`])) throw missingSide(file, side);
    const numbers = await selectNumbers(files, side);
    if (numbers.length === 0) return;
    await db.run(`
      UPDATE ${into} SET ${side} = numbers.appln_id
      FROM (
        SELECT number, min(appln_id) AS appln_id FROM (${numbers.join(" UNION ALL ")}) GROUP BY number
      ) AS numbers
      WHERE ${side}_number = numbers.number`);
  }
  await db.run(`INSERT INTO regpat_links SELECT epo, pct FROM ${into}; DROP TABLE ${into}`);
}

/** Queries for the applications of an office and their numbers, one for each file of its parties. */
async function selectNumbers(files: RegpatFiles, side: "epo" | "pct"): Promise<string[]> {
  const columns = numberColumns[side];
  const queries: string[] = [];
  for (const {office, path} of files.parties) {
    if (office?.toLowerCase() !== side) continue;
    const file = await inspectDelimited(path, {delimiters, columns});
    queries.push(`SELECT appln_id, number FROM ${readDelimited(file, columns, "number_rejects")}`);
  }
  return queries;
}

function missingSide(file: DelimitedFile, side: "epo" | "pct"): InputError {
  const names = [...linkColumns[side].names, ...linkColumns[`${side}_number`].names].join(", ");
  return new InputError(
    `no column for the ${side.toUpperCase()} application in the header: ${file.written.join(", ")}`,
    {
      file: file.path,
      line: 1,
      advice: `one of ${names} is expected`
    }
  );
}
