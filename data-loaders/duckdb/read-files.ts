import {sep} from "node:path";
import {InputError} from "../console/input-error.ts";
import {quote} from "../../src/text/sql.ts";

/**
 * A path as DuckDB's readers of files take it literally: they read `*`, `?` and `[` in it as patterns, so that a folder
 * named `[a]` above a file would stand for its neighbour `a`.
 * @throws InputError for a path that DuckDB cannot be given
 */
export function quotePath(path: string): string {
  const pattern = /[*?[]/g;
  // DuckDB takes a backslash for a separator of folders only where it looks for patterns.
  if (sep === "/" && path.includes("\\") && pattern.test(path))
    throw new InputError("the path has a backslash and one of the signs * ? [", {
      file: path,
      advice: "rename the folder or the file"
    });
  return quote(path.replace(pattern, "[$&]"));
}

/** A table expression that reads a Parquet file; names of folders such as `year=2024` never become columns. */
export function readParquetSql(path: string): string {
  return `read_parquet(${quotePath(path)}, hive_partitioning = false)`;
}

/**
 * A table expression that reads JSON files as declared, with the path of each as `filename`. DuckDB guesses nothing.
 *
 * @param columns types by name; a field that is not among them is passed over
 * @param options.format how the objects follow each other
 * @param options.zipped whether all files are compressed with gzip
 * @param options.more further options of `read_json`
 */
export function readJsonSql(
  paths: readonly string[],
  columns: Readonly<Record<string, string>>,
  {format, zipped, more = []}: {format: string; zipped: boolean; more?: readonly string[]}
): string {
  const types = Object.entries(columns).map(([name, type]) => `"${name}": ${quote(type)}`);
  const options = [
    `format = ${quote(format)}`,
    `columns = {${types.join(", ")}}`,
    `compression = ${quote(zipped ? "gzip" : "uncompressed")}`,
    "filename = true",
    "hive_partitioning = false",
    "union_by_name = false",
    ...more
  ];
  return `read_json([${paths.map(quotePath).join(", ")}], ${options.join(", ")})`;
}
