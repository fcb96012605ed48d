import {InputError} from "../console/input-error.ts";
import {readOwnText} from "../console/own-file.ts";
import {findColumns} from "../../src/your-data/columns.ts";
import {readDelimited} from "../../src/your-data/delimited.ts";
import {DataProblem} from "../../src/your-data/problems.ts";
import {nameOf, textOf} from "../../src/your-data/table.ts";

/** A code with its title. */
export interface ListedTitle {
  /** The code as the file writes it. */
  given: string;
  /** The code as our vocabularies write it. */
  symbol: string;
  label: string;
}

/** A row of a list: its line in the file, from 1, and the two wanted fields. */
interface ListRow {
  line: number;
  fields: [string, string];
}

/**
 * Reads the titles of codes: a table with the columns `code` and `label`.
 * @param symbolOf a code as our vocabularies write it
 * @throws InputError with file and line, for a file that is not such a list, an empty field or a repeated code
 */
export function readTitles(path: string, symbolOf: (code: string) => string): ListedTitle[] {
  const seen = new Map<string, number>();
  return readList(path, ["code", "label"]).map(({line, fields: [given, label]}) => {
    const symbol = symbolOf(given);
    const before = seen.get(symbol);
    if (before !== undefined)
      throw new InputError(`the code ${symbol} repeats line ${before}`, {
        file: path,
        line,
        advice: "remove one of them"
      });
    seen.set(symbol, line);
    return {given, symbol, label};
  });
}

/**
 * Reads which documents have which codes: a table with the columns `document` and `code`, one line for each pair.
 * @returns the distinct codes of each document
 * @throws InputError with file and line, for a file that is not such a list or an empty field
 */
export function readDocuments(path: string, symbolOf: (code: string) => string): Map<string, Set<string>> {
  const documents = new Map<string, Set<string>>();
  for (const {fields} of readList(path, ["document", "code"])) {
    const [document, code] = fields;
    const codes = documents.get(document);
    if (codes) codes.add(symbolOf(code));
    else documents.set(document, new Set([symbolOf(code)]));
  }
  return documents;
}

/** The rows of a table of one's own, in the order of `names`; further columns are passed over. */
function readList(path: string, names: readonly [string, string]): ListRow[] {
  return readOwnText(path, (pieces) => {
    const {header, columns, rows} = readDelimited(pieces, (found, line) =>
      findColumns(found, {first: [names[0]], second: [names[1]]}, {line})
    );
    const list = Array.from(rows, ({line, fields}): ListRow => {
      const read = (column: number, as: typeof textOf) => as(fields[column]!, () => ({line, column: header[column]!}));
      return {line, fields: [read(columns.first, nameOf), read(columns.second, textOf)]};
    });
    if (list.length === 0) throw new DataProblem({kind: "no-rows"});
    return list;
  });
}
