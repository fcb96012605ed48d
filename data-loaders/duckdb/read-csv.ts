import {isGzip} from "../console/own-file.ts";
import {quote} from "../../src/text/sql.ts";
import {quotePath} from "./read-files.ts";

/** The format of a delimited text file, as its reader declares it. */
export interface CsvFormat {
  /** Types by name, in the order of the fields. */
  columns: Readonly<Record<string, string>>;
  delimiter: string;
  /** The mark around fields that may contain delimiters; empty if quotation marks are ordinary characters. */
  mark: '"' | "";
  /** Whether a quoted empty field is NULL, as an empty field without quotes is. */
  quotedNulls?: boolean;
  /** Further options of `read_csv`. */
  more?: readonly string[];
}

/**
 * A table expression that reads a text file with a header as declared. DuckDB guesses nothing: neither delimiter,
 * quotes and comments, nor types, nor columns from the names of folders.
 */
export function readCsvSql(path: string, {columns, delimiter, mark, quotedNulls = true, more = []}: CsvFormat): string {
  const types = Object.entries(columns).map(([name, type]) => `${quote(name)}: ${quote(type)}`);
  const options = [
    "auto_detect = false",
    "header = true",
    `delim = ${quote(delimiter)}`,
    `quote = ${quote(mark)}`,
    `escape = ${quote(mark)}`,
    "comment = ''",
    "nullstr = ''",
    `allow_quoted_nulls = ${quotedNulls}`,
    "decimal_separator = '.'",
    // DuckDB knows the ending in small letters only.
    `compression = ${quote(isGzip(path) ? "gzip" : "none")}`,
    "hive_partitioning = false",
    "union_by_name = false",
    `columns = {${types.join(", ")}}`,
    ...more
  ];
  return `read_csv(${quotePath(path)}, ${options.join(", ")})`;
}
