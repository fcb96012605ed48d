import {DataProblem} from "./problems.js";
import {countLineBreaks} from "./text.js";

/** A row of a text file. */
export interface TextRow {
  /** The line in which it begins, from 1. */
  line: number;
  fields: string[];
}

/** A file whose header has been read. */
export interface DelimitedTable<T> {
  delimiter: Delimiter;
  /** Names of the columns, without blanks around them. */
  header: string[];
  columns: T;
  /** The rows below the header, each with as many fields as the header; they can be read once. */
  rows: Iterable<TextRow>;
}

const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** A field with more characters has an open quotation mark. */
const longestField = 1_000_000;

/** A row, or the blank lines before the header, with more characters are no table. */
const longestRow = 1 << 24;

/** The line with which Excel declares the delimiter. */
const declaration = /^sep=([,;\t])\r?\n/i;

/**
 * Reads delimited text. The delimiter is the one with which the header has the columns; it is not guessed from the
 * rows. Fields may be quoted, `""` in them is one quotation mark, and they may contain delimiters and line breaks.
 * Lines end with LF, CRLF or CR. Blank lines are passed over, and no sign begins a comment.
 *
 * @param pieces the text of the file, cut anywhere
 * @param columnsOf finds columns in a header; throws a DataProblem if any is missing
 * @throws DataProblem for an empty file, a missing column, an unclosed quotation mark or a row of another length
 */
export function readDelimited<T>(
  pieces: Iterable<string>,
  columnsOf: (header: string[], line: number) => T
): DelimitedTable<T> {
  const source = pieces[Symbol.iterator]();
  let head = "";
  let ended = false;
  while (!ended && (head.trim() === "" || head.length < 65_536)) {
    const {done, value} = source.next();
    if (done) ended = true;
    else head += value;
    if (head.length > longestRow && head.trim() === "") throw tooLong(1);
  }
  head = head.replace(/^\ufeff/, "");
  const declared = declaration.exec(head);
  const start = declared ? {skip: declared[0].length, line: 2} : {skip: 0, line: 1};
  const candidates = declared ? [declared[1] as Delimiter] : delimiters;
  let best: {fields: number; problem: unknown} | undefined;
  for (const delimiter of candidates) {
    const scanner = new Scanner(delimiter, start.line, head.slice(start.skip));
    let header: TextRow | undefined;
    try {
      header = scanner.next(ended);
      if (!header && head.trim() === "") continue;
      // A first line that goes on and on is no header.
      const {fields, line} = header ?? {fields: [head.slice(0, 100)], line: start.line};
      const names = fields.map((name) => name.trim());
      const columns = columnsOf(names, line);
      return {delimiter, header: names, columns, rows: rowsBelow(scanner, source, ended, names.length)};
    } catch (problem) {
      if (!(problem instanceof DataProblem)) throw problem;
      const fields = header?.fields.length ?? 0;
      if (!best || fields > best.fields) best = {fields, problem};
    }
  }
  throw best?.problem ?? new DataProblem({kind: "empty"});
}

const tooLong = (line: number) => new DataProblem({kind: "long-row", at: {line}, most: longestRow});

function* rowsBelow(scanner: Scanner, source: Iterator<string>, ended: boolean, expected: number): Generator<TextRow> {
  for (;;) {
    const row = scanner.next(ended);
    if (row) {
      const {line, fields} = row;
      if (fields.length !== expected)
        throw new DataProblem({kind: "ragged", at: {line}, fields: fields.length, expected});
      yield row;
    } else if (ended) {
      return;
    } else {
      scanner.checkLength();
      const {done, value} = source.next();
      if (done) ended = true;
      else scanner.add(value);
    }
  }
}

const [quote, feed, carriage, blank] = [34, 10, 13, 32];

/** Cuts text into rows. */
class Scanner {
  readonly #delimiter: number;
  #text: string;
  #at = 0;
  #line: number;

  constructor(delimiter: Delimiter, line: number, text: string) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#line = line;
    this.#text = text;
  }

  add(text: string): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
  }

  /** @throws DataProblem if the rest of the text, which holds no whole row, is too long */
  checkLength(): void {
    if (this.#text.length - this.#at > longestRow) throw tooLong(this.#line);
  }

  /**
   * The next row that is not blank.
   * @param last whether the text so far is the end of the file
   * @returns undefined if the text has no further row, or not all of it
   */
  next(last: boolean): TextRow | undefined {
    for (;;) {
      const row = this.#row(last);
      if (!row || row.fields.some((field) => field !== "" && field.trim() !== "")) return row;
    }
  }

  #row(last: boolean): TextRow | undefined {
    const [text, delimiter, line] = [this.#text, this.#delimiter, this.#line];
    if (this.#at >= text.length) return undefined;
    const fields: string[] = [];
    let breaks = 0;
    for (let at = this.#at; ;) {
      const from = this.#quoteAt(at);
      let end = from < 0 ? at : this.#closing(from + 1, line + breaks, last);
      if (end < 0) return undefined;
      if (from < 0) {
        for (let code; end < text.length; ++end)
          if ((code = text.charCodeAt(end)) === delimiter || code === feed || code === carriage) break;
        fields.push(text.slice(at, end));
      } else {
        const field = text.slice(from + 1, end);
        fields.push(field.includes('"') ? field.replaceAll('""', '"') : field);
        breaks += countLineBreaks(field);
        end = this.#afterQuote(end + 1, line + breaks);
      }
      // What follows the end of the text may be the rest of a field, or the LF of a CRLF.
      if (!last && end >= text.length - 1) return undefined;
      const code = text.charCodeAt(end);
      at = end + 1;
      if (code === delimiter && end < text.length) continue;
      if (code === carriage && text.charCodeAt(at) === feed) ++at;
      this.#at = at;
      this.#line = line + breaks + 1;
      return {line, fields};
    }
  }

  /** The index of the quotation mark that begins a field; -1 if none does. Blanks before it do not count. */
  #quoteAt(at: number): number {
    const text = this.#text;
    let code = text.charCodeAt(at);
    while (code === blank) code = text.charCodeAt(++at);
    return code === quote ? at : -1;
  }

  /** The index of the quotation mark that ends a field; -1 if the text so far does not have it. */
  #closing(from: number, line: number, last: boolean): number {
    const text = this.#text;
    let end = text.indexOf('"', from);
    while (end >= 0 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
    const length = (end < 0 ? text.length : end) - from;
    if (length > longestField || (end < 0 && last)) throw new DataProblem({kind: "open-quote", at: {line}});
    return end;
  }

  /** The end of a quoted field, behind any blanks. */
  #afterQuote(at: number, line: number): number {
    const text = this.#text;
    while (text.charCodeAt(at) === blank) ++at;
    const code = text.charCodeAt(at);
    if (at < text.length && code !== this.#delimiter && code !== feed && code !== carriage)
      throw new DataProblem({kind: "after-quote", at: {line}, text: text.slice(at, at + 20).split(/[\r\n]/, 1)[0]!});
    return at;
  }
}
