import {createReadStream, createWriteStream} from "node:fs";
import {copyFile, open, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {createGzip} from "node:zlib";
import type {WorkDatabase} from "../../../data-loaders/duckdb/database.ts";
import {readParquetSql} from "../../../data-loaders/duckdb/read-files.ts";
import {quote, quoteName} from "../../text/sql.ts";
import {hashFile} from "../../../data-loaders/sources/files.ts";
import {formulaPatterns} from "../../text/csv-field.ts";
import type {ApiTable} from "./tables.ts";

/** A file of the API. */
export interface ApiFile {
  /** Name within the API's folder. */
  path: string;
  /** Media type of the content before compression. */
  type: string;
  /** Whether the file is compressed with gzip. */
  gzip: boolean;
  bytes: number;
  sha256: string;
}

/** Media types by the extension before `.gz`. */
const types = {parquet: "application/vnd.apache.parquet", csv: "text/csv", json: "application/json"} as const;

/** Maximum size of an uncompressed text, in bytes: some hosts refuse larger files. */
const largestText = 25 * 1024 * 1024;

/**
 * Writes a table as Parquet, CSV and JSON, with the same rows in the same order.
 *
 * CSV is UTF-8 with a header and LF. Null is empty, and text that a spreadsheet would take for a formula is prefixed
 * with an apostrophe. JSON holds columns, since rows would repeat every name: `{table, rows, columns: {name:
 * [values]}}`. Numbers that are not finite are null in both. CSV and JSON larger than `limit` bytes are compressed, as
 * `.gz`.
 *
 * @param source the Parquet file with the rows
 */
export async function writeFormats(
  db: WorkDatabase,
  table: ApiTable,
  source: string,
  folder: string,
  limit = largestText
): Promise<ApiFile[]> {
  const path = (extension: string) => join(folder, `${table.name}.${extension}`);
  await copyFile(source, path("parquet"));
  await writeCsv(db, table, source, path("csv"));
  await writeJson(db, table, source, path("json"));
  const files = [await describeFile(folder, `${table.name}.parquet`)];
  for (const extension of ["csv", "json"])
    files.push(await describeFile(folder, await compressLarge(folder, `${table.name}.${extension}`, limit)));
  return files;
}

/** Size and hash of a file of the API. */
export async function describeFile(folder: string, path: string): Promise<ApiFile> {
  const gzip = path.endsWith(".gz");
  const extension = path.replace(/\.gz$/, "").replace(/^.*\./, "") as keyof typeof types;
  const file = join(folder, path);
  return {path, type: types[extension], gzip, bytes: (await stat(file)).size, sha256: await hashFile(file)};
}

async function writeCsv(db: WorkDatabase, {columns}: ApiTable, source: string, path: string): Promise<void> {
  const select = columns.map(({name, type}) => {
    const column = quoteName(name);
    if (type === "VARCHAR") return `${withoutFormulas(column)} AS ${column}`;
    return isFloating(type) ? `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}` : column;
  });
  await db.run(
    `COPY (SELECT ${select.join(", ")} FROM ${readParquetSql(source)}) TO ${quote(path)} (FORMAT csv, HEADER true)`
  );
}

/** SQL that prefixes a text with an apostrophe if a spreadsheet would take it for a formula. */
function withoutFormulas(column: string): string {
  const {start, break: afterBreak} = formulaPatterns;
  return `CASE WHEN regexp_matches(${column}, ${quote(start)}) THEN '''' ELSE '' END
    || regexp_replace(${column}, ${quote(afterBreak)}, '\\1''\\2', 'g')`;
}

/** Writes one column at a time, so that a large table is never in memory as a whole. */
async function writeJson(
  db: WorkDatabase,
  {name: table, columns}: ApiTable,
  source: string,
  path: string
): Promise<void> {
  const file = await open(path, "w");
  try {
    const rows = await db.number(`SELECT count(*) FROM ${readParquetSql(source)}`);
    await file.write(`{"table":${JSON.stringify(table)},"rows":${rows},"columns":{`);
    for (const [i, {name, type}] of columns.entries()) {
      // Keeps the digits of a single-precision number; the nearest double has more.
      const value = type === "FLOAT" ? `${quoteName(name)}::VARCHAR::DOUBLE` : quoteName(name);
      const {value: values} = await db.columns(`SELECT ${value} AS value FROM ${readParquetSql(source)}`);
      await file.write(`${i > 0 ? "," : ""}\n${JSON.stringify(name)}:${JSON.stringify(values)}`);
    }
    await file.write("\n}}\n");
  } finally {
    await file.close();
  }
}

async function compressLarge(folder: string, name: string, limit: number): Promise<string> {
  const path = join(folder, name);
  if ((await stat(path)).size <= limit) return name;
  await pipeline(createReadStream(path), createGzip({level: 9}), createWriteStream(`${path}.gz`));
  await rm(path);
  return `${name}.gz`;
}

function isFloating(type: string): boolean {
  return type === "DOUBLE" || type === "FLOAT";
}
