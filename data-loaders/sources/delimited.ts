import {open} from "node:fs/promises";
import {createGunzip} from "node:zlib";
import {InputError} from "../console/input-error.ts";
import {nameSome} from "../console/name-some.ts";
import {isGzip} from "../console/own-file.ts";
import type {ColumnType} from "../duckdb/database.ts";
import {readCsvSql} from "../duckdb/read-csv.ts";
import {readToEnd} from "./files.ts";
import {quote, quoteName} from "../../src/text/sql.ts";
import type {ForeignFormat} from "../../src/your-data/problems.ts";
import {foreignFormat} from "../../src/your-data/text.ts";

/** A column that a reader needs; `names` are the accepted header names, in lower case. */
export interface WantedColumn {
  type: ColumnType;
  names: readonly string[];
  optional?: boolean;
}

/** The format of a delimited text file, as its beginning shows. */
export interface DelimitedFile {
  path: string;
  /** The number of lines before the header: blank ones, and the line `sep=,` of a spreadsheet. */
  skip: number;
  delimiter: string;
  /** The fields of the header in order: in lower case, without quotes and blanks around them. */
  header: string[];
  /** The same fields as the file writes them, for messages. */
  written: string[];
  /** Whether most rows have quoted fields; the parser then honours quotes. */
  quoted: boolean;
  /** Whether its lines end in several ways, or a carriage return stands in a row. */
  mixed: boolean;
  /** Whether some of its bytes are not UTF-8. */
  foreign: boolean;
  /** Whether the file has no row after its header. */
  empty: boolean;
}

const headSize = 256 * 1024;

/** The first line of a file. */
interface Header {
  delimiter: string;
  /** Its fields: in lower case, without quotes and blanks around them. */
  header: string[];
  /** The same fields as the file writes them. */
  written: string[];
}

/**
 * Reads the header of a text file, plain or gzip.
 * @param options.delimiters the delimiters that the format allows, most likely first
 * @param options.names names of columns, in lower case, which tell the delimiter
 * @throws InputError for an empty file, UTF-16 or lines that end with CR alone
 */
export async function readHeader(
  path: string,
  {delimiters, names}: {delimiters: readonly string[]; names: Iterable<string>}
): Promise<Header> {
  const {lines} = await readLines(path);
  return splitHeader(lines[0]!, delimiters, new Set(names));
}

function splitHeader(first: string, delimiters: readonly string[], names: ReadonlySet<string>): Header {
  const plain = (name: string) => name.normalize("NFC").replace(/\s+/g, " ").trim();
  const write = (delimiter: string) => splitQuoted(first, delimiter).map(plain);
  const split = (delimiter: string) => write(delimiter).map((name) => name.toLowerCase());
  const known = (delimiter: string) => split(delimiter).filter((name) => names.has(name)).length;
  const delimiter = delimiters.reduce((best, candidate) => (known(candidate) > known(best) ? candidate : best));
  return {delimiter, header: split(delimiter), written: write(delimiter)};
}

/** The index of a column in a header, under one of its names; -1 without it. */
export function columnIndex(header: readonly string[], {names}: WantedColumn): number {
  return header.findIndex((name) => names.includes(name));
}

/** The name of a column in a file, as it writes it; undefined without it. */
export function writtenName(
  {header, written}: Pick<DelimitedFile, "header" | "written">,
  column: WantedColumn
): string | undefined {
  return written[columnIndex(header, column)];
}

/** Whether a header has a column, under one of its names. */
export function hasColumn(header: readonly string[], column: WantedColumn): boolean {
  return columnIndex(header, column) >= 0;
}

/** The first kind of file all of whose columns, but the optional ones, are in a header; undefined if there is none. */
export function kindOf<Kind extends string>(
  header: readonly string[],
  kinds: Readonly<Record<Kind, Readonly<Record<string, WantedColumn>>>>
): Kind | undefined {
  return (Object.keys(kinds) as Kind[]).find((kind) =>
    Object.values(kinds[kind]).every((column) => column.optional || hasColumn(header, column))
  );
}

/**
 * Reads a text file to its end, and finds its delimiter, header, quoting and line ends.
 * @param path a text file, plain or gzip
 * @param options.delimiters the delimiters that the format allows, most likely first
 * @param options.columns the columns to read; all but the optional ones must be in the header
 * @throws InputError for an empty file, UTF-16, a wrong delimiter, a missing column, a damaged gzip file or, where rows
 * have quoted fields, text that is not UTF-8
 */
export async function inspectDelimited(
  path: string,
  {delimiters, columns}: {delimiters: readonly string[]; columns: Record<string, WantedColumn>}
): Promise<DelimitedFile> {
  const {lines, skip} = await readLines(path);
  const first = lines[0]!;
  const names = new Set(Object.values(columns).flatMap((column) => column.names));
  const {delimiter, header, written} = splitHeader(first, delimiters, names);
  for (const column of Object.values(columns)) {
    if (column.optional || hasColumn(header, column)) continue;
    const other = header.length === 1 ? [",", ";", "\t", "|"].find((mark) => first.includes(mark)) : undefined;
    if (other !== undefined && !delimiters.includes(other)) {
      throw new InputError(
        `the fields are separated by ${nameDelimiter(other)}, not by ${delimiters.map(nameDelimiter).join(" or ")}`,
        {
          file: path,
          line: skip + 1,
          advice: "export the file again in its original format"
        }
      );
    }
    throw new InputError(`no column ${column.names.join(" or ")} in the header: ${describeHeader(written)}`, {
      file: path,
      line: skip + 1,
      advice: "check that this is the right file and edition"
    });
  }
  const rows = lines.slice(1, -1).filter((line) => line !== "");
  const quotedRows = rows.slice(0, 100).filter((line) => line.startsWith('"')).length;
  const quoted = delimiter === "," || quotedRows > Math.min(rows.length, 100) / 2;
  return {
    path,
    skip,
    delimiter,
    header,
    written,
    quoted,
    ...(await scanBytes(path, quoted ? delimiter : undefined)),
    empty: rows.length === 0 && (lines[1] ?? "") === ""
  };
}

/**
 * A query for the chosen columns, with their names and types; a missing optional column is NULL. Unreadable
 * rows go to the table `rejects`, with their line.
 *
 * Unless most rows have quoted fields, quotes are ordinary characters, so that a stray quote in a name cannot swallow
 * the rows below it. `ingestDelimited` then reads the few rows in which quotes enclose a delimiter again.
 */
export function readDelimited(file: DelimitedFile, columns: Record<string, WantedColumn>, rejects: string): string {
  const wanted = new Map(
    Object.entries(columns).flatMap(([name, column]) => {
      const spelling = column.names.find((candidate) => file.header.includes(candidate));
      return spelling === undefined ? [] : [[file.header.indexOf(spelling), {name, type: column.type}] as const];
    })
  );
  const fields = file.header.map((_, i) => {
    const column = wanted.get(i);
    return [column?.name ?? `_${i}`, column?.type ?? "VARCHAR"];
  });
  const selected = Object.entries(columns).map(([name, {type}]) =>
    [...wanted.values()].some((column) => column.name === name)
      ? quoteName(name)
      : `NULL::${type} AS ${quoteName(name)}`
  );
  const rows = readCsvSql(file.path, {
    columns: Object.fromEntries(fields),
    delimiter: file.delimiter,
    mark: file.quoted ? '"' : "",
    more: [
      `skip = ${file.skip}`,
      // The strict parser takes the rest of a file for one row where lines end in another way.
      `strict_mode = ${!file.mixed}`,
      "ignore_errors = true",
      "store_rejects = true",
      `rejects_table = ${quote(rejects)}`,
      `rejects_scan = ${quote(`${rejects}_scan`)}`,
      "rejects_limit = 0"
    ]
  });
  // DuckDB fails inside where it refuses a row of which it reads some columns only.
  const all = file.foreign ? ` WHERE hash(${fields.map(([name]) => quoteName(name!)).join(", ")}) IS NOT NULL` : "";
  return `(SELECT ${selected.join(", ")} FROM ${rows}${all})`;
}

/**
 * Reads a file to its end: whether its lines end in several ways, and whether it holds bytes that are not UTF-8.
 * @param delimiter where rows have quoted fields: line breaks inside of these are text, and the file must be UTF-8,
 * since the parser of such rows fails on other bytes
 * @throws InputError for a damaged gzip file or, with a delimiter, for text that is not UTF-8
 */
async function scanBytes(path: string, delimiter?: string): Promise<Pick<DelimitedFile, "mixed" | "foreign">> {
  const scanner = new LineEnds(delimiter);
  const decoder = new TextDecoder("utf-8", {fatal: true});
  let foreign = false;
  let line = 1;
  await readToEnd(path, (bytes) => {
    scanner.add(bytes);
    if (foreign) return;
    try {
      const text = decoder.decode(bytes, {stream: true});
      if (delimiter !== undefined) line += text.split("\n").length - 1;
    } catch (cause) {
      foreign = true;
      if (delimiter === undefined) return;
      const [valid] = new TextDecoder().decode(bytes).split("\ufffd", 1);
      throw new InputError("the text is not UTF-8 here; it is probably Latin-1 (Windows-1252)", {
        file: path,
        line: line + valid!.split("\n").length - 1,
        advice: "save it as CSV UTF-8",
        cause
      });
    }
  });
  return {mixed: scanner.mixed, foreign};
}

const [lf, cr, mark] = [10, 13, 34];

/** Collects the ways in which lines end: LF, CRLF or CR. */
class LineEnds {
  readonly #delimiter: number | undefined;
  readonly #kinds = new Set<"LF" | "CRLF" | "CR">();
  #previous = 0;
  /** Whether a field may begin here, and whether a quoted one is open. */
  #starts = true;
  #inside = false;

  /** @param delimiter where fields may be quoted */
  constructor(delimiter?: string) {
    this.#delimiter = delimiter?.charCodeAt(0);
  }

  get mixed(): boolean {
    return this.#kinds.size > 1;
  }

  add(bytes: Uint8Array): void {
    if (this.mixed || bytes.length === 0) return;
    if (this.#delimiter === undefined) this.#addPlain(bytes);
    else for (const byte of bytes) this.#addByte(byte);
    this.#previous = bytes.at(-1)!;
  }

  /** Files without quotes have up to some gigabytes, which expressions search several times faster than a loop. */
  #addPlain(bytes: Uint8Array): void {
    const text = String.fromCharCode(this.#previous) + Buffer.from(bytes).toString("latin1");
    if (text.includes("\r\n")) this.#kinds.add("CRLF");
    if (/[^\r]\n/.test(text)) this.#kinds.add("LF");
    if (/\r[^\n]/.test(text)) this.#kinds.add("CR");
  }

  #addByte(byte: number): void {
    if (this.#isOutside(byte)) {
      if (byte === lf) this.#kinds.add(this.#previous === cr ? "CRLF" : "LF");
      else if (this.#previous === cr) this.#kinds.add("CR");
    }
    this.#previous = byte;
  }

  /** A quotation mark opens a field at its start, and two of them inside one are text. */
  #isOutside(byte: number): boolean {
    if (byte === mark) this.#inside = !this.#inside && (this.#starts || this.#previous === mark);
    this.#starts = byte === this.#delimiter || byte === lf || byte === cr;
    return !this.#inside;
  }
}

/** Splits one line at its delimiters, honouring double quotes; `""` inside quotes is one quote. */
export function splitQuoted(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let inside = false;
  for (let i = 0; i < line.length; ++i) {
    const character = line.charAt(i);
    if (inside) {
      if (character !== '"') field += character;
      else if (line.charAt(i + 1) === '"') field += line.charAt(i++);
      else inside = false;
    } else if (character === '"' && field === "") {
      inside = true;
    } else if (character === delimiter) {
      fields.push(field);
      field = "";
    } else {
      field += character;
    }
  }
  fields.push(field);
  return fields;
}

/** The names in a header; a file that is no table can have a first line of any length. */
function describeHeader(header: readonly string[]): string {
  return nameSome(
    header.map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name)),
    20
  );
}

/** The lines of the beginning of a file from its header on; the last one may be cut. */
async function readLines(path: string): Promise<{lines: string[]; skip: number}> {
  const text = decodeHead(await readHead(path), path);
  const advice = "download it again; it should begin with a header";
  if (text.trim() === "") throw new InputError("the file is empty", {file: path, line: 1, advice});
  if (!text.includes("\n") && /\r[^]/.test(text)) {
    throw new InputError("its lines end with CR alone", {file: path, line: 1, advice: "save it with LF or CRLF"});
  }
  const lines = text.split(/\r?\n/);
  const skip = lines.findIndex((line) => line.trim() !== "" && !/^sep=.$/i.test(line));
  if (skip < 0) throw new InputError("the file has no header", {file: path, line: 1, advice});
  return {lines: lines.slice(skip), skip};
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(headSize);
    const {bytesRead} = await file.read(buffer, 0, headSize, 0);
    const head = buffer.subarray(0, bytesRead);
    return isGzip(path) ? await gunzipHead(head, path) : head;
  } finally {
    await file.close();
  }
}

function gunzipHead(head: Buffer, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const gunzip = createGunzip();
    const chunks: Buffer[] = [];
    gunzip.on("data", (chunk: Buffer) => chunks.push(chunk));
    gunzip.on("end", () => resolve(Buffer.concat(chunks)));
    gunzip.on("error", (error: NodeJS.ErrnoException) => {
      // The head of a larger file ends in the middle of the stream; the output so far suffices.
      if (error.code === "Z_BUF_ERROR") resolve(Buffer.concat(chunks));
      else reject(new InputError("not a gzip file", {file: path, advice: "download it again", cause: error}));
    });
    gunzip.end(head);
  });
}

/** What is wrong with a file of a format that is no text, and what to do. */
const foreign: Partial<Record<ForeignFormat, {message: string; advice: string; line?: number}>> = {
  workbook: {
    message: "the file is a workbook or a ZIP archive",
    advice: "save the sheet as CSV UTF-8, or unpack the archive"
  },
  gzip: {message: "the file is compressed with gzip", advice: "give it a name that ends in .gz"},
  "utf-16": {
    message: "the file is UTF-16",
    line: 1,
    advice: "convert it to UTF-8, such as with iconv -f UTF-16 -t UTF-8"
  }
};

function decodeHead(head: Buffer, path: string): string {
  const format = foreignFormat(head);
  const problem = format && foreign[format];
  if (problem) {
    const {message, ...place} = problem;
    throw new InputError(message, {file: path, ...place});
  }
  return new TextDecoder("utf-8").decode(head);
}

function nameDelimiter(delimiter: string): string {
  return delimiter === "\t" ? "TAB" : delimiter;
}
