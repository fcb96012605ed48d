import {InputError} from "../console/input-error.ts";
import type {Row, WorkDatabase} from "../duckdb/database.ts";
import {quote, quoteName} from "../../src/text/sql.ts";
import {type DelimitedFile, readDelimited, splitQuoted, type WantedColumn, writtenName} from "./delimited.ts";
import {adviceOnNumber, type Tally} from "./tally.ts";

/** A delimited file and where its rows go. */
export interface DelimitedSource {
  file: DelimitedFile;
  columns: Record<string, WantedColumn>;
  /** The tally's name for rows of this kind of file, such as `inventors`. */
  kind: string;
  /** The existing table to append to. */
  into: string;
  /** Selects a row of `into` for each row of the file. */
  query: (rows: string) => string;
}

/**
 * Appends the rows of a delimited text file to a table in one streaming pass.
 *
 * Rows that the parser rejects are read again with quotes honoured. Those that stay unreadable are counted as dropped.
 * @throws InputError for a file without rows, and when too many rows are unreadable
 */
export async function ingestDelimited(db: WorkDatabase, source: DelimitedSource, tally: Tally): Promise<void> {
  const {file, columns, kind, into, query} = source;
  if (file.empty)
    throw new InputError("the file has no row after its header", {
      file: file.path,
      advice: "download it again, or remove it from the folder"
    });
  const rejects = "unreadable";
  await db.run(`DROP TABLE IF EXISTS ${rejects}; DROP TABLE IF EXISTS ${rejects}_scan`);
  const inserted = await db.run(`INSERT INTO ${into} ${query(readDelimited(file, columns, rejects))}`);
  const refused = await readRejects(db, rejects);
  const requoted = await readQuoted(db, source, refused);
  const lost = refused.length - requoted.length;
  const total = inserted + refused.length;
  tally.read(kind, total);
  if (lost > 0) {
    const [first] = refused.filter((row) => !requoted.includes(row));
    await tally.drop("unreadable-row", lost, total, () => ({
      file: file.path,
      line: first?.line,
      column: first?.column ? nameInFile(source, first.column) : undefined,
      what: first?.message,
      only: first?.value === undefined ? undefined : adviceOnNumber(first.value)
    }));
  }
  if (requoted.length > 0) {
    const cast = Object.entries(columns).map(
      ([name, {type}]) => `TRY_CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`
    );
    await db.run(`INSERT INTO ${into} ${query(`(SELECT ${cast.join(", ")} FROM requoted)`)}; DROP TABLE requoted`);
  }
}

/** The name that the file itself gives a column of the loader. */
function nameInFile({file, columns}: DelimitedSource, name: string): string {
  const column = columns[name];
  return (column && writtenName(file, column)) ?? name;
}

interface Reject {
  line: number;
  column: string | null;
  message: string;
  /** The text in place of a number. */
  value?: string;
  text: string;
}

async function readRejects(db: WorkDatabase, rejects: string): Promise<Reject[]> {
  const [exists] = await db.rows(`SELECT 1 FROM duckdb_tables() WHERE table_name = ${quote(rejects)}`);
  if (!exists) return [];
  const rows: Row[] = await db.rows(
    `SELECT line, any_value(column_name) AS column_name, any_value(error_message) AS message,
      any_value(csv_line) AS text
    FROM ${rejects} GROUP BY line ORDER BY line`
  );
  return rows.map((row) => ({
    line: Number(row.line),
    column: row.column_name === null ? null : String(row.column_name),
    ...describeReject(String(row.message)),
    text: String(row.text).replace(/^[\r\n]+|[\r\n]+$/g, "")
  }));
}

function describeReject(message: string): Pick<Reject, "message" | "value"> {
  const value = /Could not convert string "(.*?)" to '(\w+)'/.exec(message);
  if (value) return {message: `${JSON.stringify(shorten(value[1]!))} is not a number`, value: value[1]};
  const fields = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (fields) return {message: `${fields[2]} fields instead of ${fields[1]}`};
  return {message: shorten(message.split("\n")[0]!.replace(/\.$/, "").toLowerCase())};
}

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

async function readQuoted(db: WorkDatabase, {file, columns}: DelimitedSource, refused: Reject[]): Promise<Reject[]> {
  if (file.quoted) return [];
  const numeric = Object.entries(columns).filter(([, {type}]) => type !== "VARCHAR");
  const position = (names: readonly string[]) => file.header.findIndex((name) => names.includes(name));
  const values: (string | null)[][] = [];
  const requoted = refused.filter(({text}) => {
    if (!text.includes('"')) return false;
    const fields = splitQuoted(text, file.delimiter);
    if (fields.length !== file.header.length) return false;
    const bad = numeric.some(
      ([, {names}]) => position(names) >= 0 && !Number.isFinite(Number(fields[position(names)] || NaN))
    );
    if (bad) return false;
    values.push(Object.values(columns).map(({names}) => fields[position(names)] ?? null));
    return true;
  });
  if (requoted.length > 0) {
    await db.insert(
      "requoted",
      Object.fromEntries(Object.keys(columns).map((name) => [name, "VARCHAR" as const])),
      values
    );
  }
  return requoted;
}
