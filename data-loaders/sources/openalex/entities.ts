import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {quote, quoteName} from "../../../src/text/sql.ts";
import type {Example, Tally} from "../tally.ts";

/** Objects of one kind, works or institutions, in files of one format. */
interface EntityRows {
  /** A relation with the chosen columns and `filename`; a column that the files lack is NULL. */
  sql: string;
  /** Finds the first row without an id. */
  findMalformed: () => Promise<Example>;
}

type Columns = Record<string, string>;

/** The objects of JSON files, one a line. */
export function jsonRows(db: WorkDatabase, paths: readonly string[], columns: Columns): EntityRows {
  const types = Object.entries(columns).map(([name, type]) => `${name}: ${quote(type)}`);
  const read = (strict: boolean) =>
    `read_json([${paths.map(quote).join(", ")}], format = 'newline_delimited', columns = {${types.join(", ")}}, ` +
    `filename = true, ignore_errors = ${!strict}, maximum_object_size = 67108864)`;
  return {
    sql: read(false),
    async findMalformed() {
      try {
        await db.run(`SELECT count(id) FROM ${read(true)}`);
        return withoutId;
      } catch (error) {
        return describeJsonError(String(error));
      }
    }
  };
}

/** The objects of a Parquet file that has the columns `present`. */
export function parquetRows(path: string, present: readonly string[], columns: Columns): EntityRows {
  const selected = Object.entries(columns).map(([name, type]) =>
    present.includes(name) ? quoteName(name) : `NULL::${type} AS ${quoteName(name)}`
  );
  return {
    sql: `(SELECT ${selected.join(", ")}, ${quote(path)} AS filename FROM read_parquet(${quote(path)}))`,
    findMalformed: async () => withoutId
  };
}

/**
 * The names of a Parquet file's columns.
 * @throws InputError when the file is truncated or damaged
 */
export async function describeParquet(db: WorkDatabase, path: string): Promise<string[]> {
  try {
    return (await db.rows(`DESCRIBE FROM read_parquet(${quote(path)})`)).map((row) => String(row.column_name));
  } catch (error) {
    throw new InputError("not a whole Parquet file", {file: path, advice: "download it again", cause: error});
  }
}

/** Where a kind of object goes. */
export interface EntityTable {
  /** The tally's name for the kind. */
  kind: string;
  /** The existing table to append to, and its column for the id. */
  into: string;
  id: string;
  /** Selects a row of `into` for each object. */
  query: (rows: string) => string;
}

/**
 * Appends objects to a table, without those that have no id.
 * @throws InputError when too many have none
 */
export async function ingestEntities(
  db: WorkDatabase,
  {kind, into, id, query}: EntityTable,
  {sql, findMalformed}: EntityRows,
  tally: Tally
): Promise<void> {
  const read = await db.run(`INSERT INTO ${into} ${query(sql)}`);
  tally.read(kind, read);
  const lost = await db.number(`SELECT count(*) FROM ${into} WHERE ${id} IS NULL`);
  if (lost === 0) return;
  await tally.drop("unreadable-row", lost, read, findMalformed);
  await db.run(`DELETE FROM ${into} WHERE ${id} IS NULL`);
}

const withoutId: Example = {what: "a row without an id"};

function describeJsonError(error: string): Example {
  const place = /file "([^"]+)", at byte (\d+) in line (\d+): (.*)/.exec(error);
  if (!place) return {what: error.split("\n")[0]};
  const [, file, column, line, message] = place;
  return {what: message!.replace(/\.\s*$/, ""), file, line: Number(line), column};
}
