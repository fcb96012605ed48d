import {basename} from "node:path";
import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {readCsvSql} from "../../duckdb/read-csv.ts";
import {readJsonSql, readParquetSql} from "../../duckdb/read-files.ts";
import {quote, quoteName} from "../../../src/text/sql.ts";
import {isGzip} from "../../console/own-file.ts";
import {findInFiles} from "../files.ts";
import type {Example, Tally} from "../tally.ts";
import type {Entity, Part} from "./parts.ts";

/** The fields to read of an entity, by name, with types in which every value fits: numbers are read as text. */
type Fields = Record<string, string>;

/** Where the objects of an entity go. */
export interface EntityTable {
  entity: Entity;
  fields: Fields;
  /** Selects rows from a relation with `fields` and `filename`; they keep `filename`, and `id` is null without one. */
  query: (rows: string) => string;
  /** Appends the rows of `batch`, a table made by `query`. */
  append: (batch: string) => string;
  /** The relation of a flat table with `fields` and `filename`, if the entity has one. */
  flat?: (path: string, columns: ReadonlyMap<string, string>) => string;
}

/** Files of JSON Lines that are read together: enough to occupy all threads. */
const filesPerBatch = 8;

/** The longest line that is read, in bytes. */
const longestLine = 1 << 26;

/**
 * Reads the objects of all parts of an entity, a batch of files at a time, without those that have no id.
 * @returns the number of objects in each file
 * @throws InputError when a file cannot be read, or too many objects have no id
 */
export async function ingestEntities(
  db: WorkDatabase,
  table: EntityTable,
  parts: readonly Part[],
  tally: Tally
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let lost = 0;
  let damaged: string | undefined;
  for (const batch of batchesOf(parts)) {
    const paths = batch.map(({path}) => path);
    try {
      await db.run(`CREATE OR REPLACE TABLE batch AS ${table.query(await relationOf(db, table, batch))}`);
      for (const row of await db.rows(countBatch)) {
        counts.set(String(row.filename), Number(row.n));
        lost += Number(row.lost);
        if (Number(row.lost) > 0) damaged ??= String(row.filename);
      }
      await db.run(`DELETE FROM batch WHERE id IS NULL; ${table.append("batch")}; DROP TABLE batch`);
    } catch (error) {
      throw error instanceof InputError ? error : describeFailure(error, paths);
    }
  }
  const read = [...counts.values()].reduce((sum, n) => sum + n, 0);
  tally.read(table.entity, read);
  await tally.drop("unreadable-row", lost, read, () => findMalformed(db, table, parts, damaged!));
  return counts;
}

const countBatch = `
  SELECT filename, count(*)::DOUBLE AS n, (count(*) FILTER (id IS NULL))::DOUBLE AS lost
  FROM batch GROUP BY filename ORDER BY filename`;

function batchesOf(parts: readonly Part[]): Part[][] {
  const lines = parts.filter(({format}) => format === "lines");
  // One query reads files of one compression.
  const batches = [true, false].flatMap((zipped) => {
    const alike = lines.filter(({path}) => isGzip(path) === zipped);
    return Array.from({length: Math.ceil(alike.length / filesPerBatch)}, (_, i) =>
      alike.slice(i * filesPerBatch, (i + 1) * filesPerBatch)
    );
  });
  return [...batches, ...parts.filter(({format}) => format !== "lines").map((part) => [part])];
}

/** A relation with the fields of the objects in files of one format; a field that the files lack is null. */
async function relationOf(db: WorkDatabase, {fields, flat}: EntityTable, batch: readonly Part[]): Promise<string> {
  const [{path, format}] = batch as [Part];
  const paths = batch.map((part) => part.path);
  switch (format) {
    case "lines":
      return readJson(paths, "newline_delimited", fields, true);
    case "marked lines":
      return readMarkedLines(path, fields);
    case "array":
      return readJson(paths, "array", fields);
    case "objects":
      return readJson(paths, "unstructured", fields);
    case "page": {
      const struct = Object.entries(fields).map(([name, type]) => `${quoteName(name)} ${type}`);
      const page = readJson(paths, "unstructured", {results: `STRUCT(${struct.join(", ")})[]`});
      return `(SELECT unnest(results, max_depth := 2), filename FROM ${page})`;
    }
    case "flat":
      return flat!(path, (await describeParquet(db, path)).columns);
    case "parquet": {
      const {columns} = await describeParquet(db, path);
      const selected = Object.entries(fields).map(
        ([name, type]) => `${parquetField(name, type, columns)} AS ${quoteName(name)}`
      );
      return `(SELECT ${selected.join(", ")}, ${quote(path)} AS filename FROM ${readParquetSql(path)})`;
    }
  }
}

/** A column as a type of `Fields`; text is taken for JSON where the type is nested. */
function parquetField(name: string, type: string, columns: ReadonlyMap<string, string>): string {
  const own = columns.get(name);
  if (own === undefined) return `NULL::${type}`;
  if (own === "VARCHAR" && type !== "VARCHAR") return `TRY_CAST(TRY_CAST(${quoteName(name)} AS JSON) AS ${type})`;
  return `TRY_CAST(${quoteName(name)} AS ${type})`;
}

/** JSON Lines after a byte order mark, which only DuckDB's reader of CSV passes over. */
function readMarkedLines(path: string, fields: Fields): string {
  const lines = readCsvSql(path, {
    columns: {line: "VARCHAR"},
    delimiter: "\u0001",
    mark: "",
    more: ["header = false", "strict_mode = false", `max_line_size = ${longestLine}`]
  });
  const selected = Object.entries(fields).map(([name, type]) => {
    const field = quote(`$.${name}`);
    const value = type === "VARCHAR" ? `object ->> ${field}` : `TRY_CAST(object -> ${field} AS ${type})`;
    return `${value} AS ${quoteName(name)}`;
  });
  return (
    `(SELECT ${selected.join(", ")}, ${quote(path)} AS filename ` +
    `FROM (SELECT TRY_CAST(line AS JSON) AS object FROM ${lines} WHERE trim(line) <> ''))`
  );
}

function readJson(paths: readonly string[], format: string, fields: Fields, lenient = false): string {
  return readJsonSql(paths, fields, {
    format,
    zipped: isGzip(paths[0]!),
    more: [`ignore_errors = ${lenient}`, `maximum_object_size = ${longestLine}`]
  });
}

/**
 * The columns of a Parquet file with their types, and its first id.
 * @throws InputError when the file is truncated or damaged
 */
export async function describeParquet(
  db: WorkDatabase,
  path: string
): Promise<{columns: Map<string, string>; firstId?: string}> {
  try {
    const rows = await db.rows(`DESCRIBE FROM ${readParquetSql(path)}`);
    const columns = new Map(rows.map((row) => [String(row.column_name), String(row.column_type)]));
    if (!columns.has("id")) return {columns};
    const [first] = await db.rows(`SELECT id::VARCHAR AS id FROM ${readParquetSql(path)} WHERE id IS NOT NULL LIMIT 1`);
    return {columns, ...(first !== undefined && {firstId: String(first.id)})};
  } catch (error) {
    throw new InputError("not a whole Parquet file", {file: path, advice: "download it again", cause: error});
  }
}

/** Finds the first object without an id in a file, with the reason that the parser gives. */
async function findMalformed(
  db: WorkDatabase,
  {fields}: EntityTable,
  parts: readonly Part[],
  path: string
): Promise<Example> {
  const withoutId: Example = {what: "a row without an id", file: path};
  if (parts.find((part) => part.path === path)?.format !== "lines") return withoutId;
  try {
    await db.run(`SELECT count(id) FROM ${readJson([path], "newline_delimited", fields)}`);
    return withoutId;
  } catch (error) {
    const {message, ...place} = placeOf(String(error));
    return {file: path, ...place, what: message};
  }
}

/** The place of an object in text files, by its number. */
export async function findObject(parts: readonly Part[], letter: string, id: number | string): Promise<Example> {
  const texts = parts.filter(({format}) => format !== "parquet" && format !== "flat").map(({path}) => path);
  return (await findInFiles(texts, [`${letter}${id}"`])) ?? {};
}

/** An error of the database as one of the files that it was reading. */
function describeFailure(error: unknown, paths: readonly string[]): unknown {
  const text = String(error);
  if (!/JSON|json|Parquet|parquet|object_size|Conversion|Binder|cast/.test(text)) return error;
  const {message, file, ...place} = placeOf(text);
  const long = text.includes("maximum_object_size");
  return new InputError(
    long ? `an object is longer than ${longestLine / (1 << 20)} MB` : `cannot read it: ${message}`,
    {
      file: file ?? paths.find((path) => text.includes(path)) ?? paths[0],
      ...place,
      advice: long
        ? "remove the object"
        : `download ${basename(file ?? paths[0]!)} again, or remove it from the folder`,
      cause: error
    }
  );
}

/** What the database says, and the place if it names one. */
function placeOf(error: string): Example & {message: string} {
  const place = /file "([^"]+)",(?: at byte (\d+))? in (?:line|record\/value) (\d+): ([^\n]*)/.exec(error);
  const tidy = (text: string) =>
    text
      .replace(/\s*Try auto-detecting.*$/, "")
      .replace(/\.\s*$/, "")
      .toLowerCase();
  if (!place) return {message: shorten(tidy(error.split("\n")[0]!.replace(/^(?:\w+: )?(?:[A-Z]\w+ )+Error: /, "")))};
  const [, file, column, line, message] = place;
  return {message: shorten(tidy(message!)), file, line: Number(line), ...(column !== undefined && {column})};
}

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
