import {InputError} from "../console/input-error.ts";
import {readOwnText} from "../console/own-file.ts";
import {findColumns} from "../../src/your-data/columns.ts";
import {readDelimited} from "../../src/your-data/delimited.ts";
import {DataProblem} from "../../src/your-data/problems.ts";
import {nameOf, textOf} from "../../src/your-data/table.ts";

/** A code and its short title. */
export interface VocabularyEntry {
  symbol: string;
  /** The title that readers see. */
  label: string;
  /** The title that the classification compares, where it is not the label. */
  wording?: string;
}

/** Accepted names of the columns of a vocabulary, as `findColumns` takes them, in order of preference. */
export interface VocabularyColumns {
  code: readonly string[];
  title: readonly string[];
  /** Whether the codes are titles themselves; a column of titles is then not needed. */
  codesAreTitles?: boolean;
}

/**
 * Reads a table with a column for codes and one for titles, as any table of one's own; other columns are ignored.
 * @param symbolOf the symbol of a code as the file writes it; undefined for a code that is left out; throws an
 * InputError for what is no code
 * @throws InputError with file, line and column for an unusable file, a row without a code or a title, and a code with
 * two titles
 */
export function readVocabularyCsv(
  path: string,
  {code, title, codesAreTitles = false}: VocabularyColumns,
  symbolOf: (code: string, line: number) => string | undefined = (text) => text
): VocabularyEntry[] {
  return readOwnText(path, (pieces) => {
    const {header, columns, rows} = readDelimited(pieces, (names, line) =>
      findColumns(names, {code, title}, {optional: codesAreTitles ? ["title"] : [], line})
    );
    const entries = new Map<string, VocabularyEntry & {line: number}>();
    let count = 0;
    for (const {line, fields} of rows) {
      count += 1;
      const read = (column: number, as: typeof textOf) => as(fields[column]!, () => ({line, column: header[column]!}));
      const given = read(columns.code, nameOf);
      const symbol = symbolOf(given, line);
      if (symbol === undefined) continue;
      // Official titles are longer than names.
      const label = columns.title < 0 ? given : read(columns.title, textOf);
      const known = entries.get(symbol);
      if (known && known.label !== label)
        throw new InputError(`${symbol} is "${label}", but "${known.label}" in line ${known.line}`, {
          file: path,
          line,
          advice: "keep one of the rows"
        });
      if (!known) entries.set(symbol, {symbol, label, line});
    }
    if (count === 0) throw new DataProblem({kind: "no-rows"});
    return Array.from(entries.values(), ({symbol, label}) => ({symbol, label}));
  });
}

/**
 * The project's own entries with the labels of an official list, and the other entries of that list. Our own titles
 * stay the wording that the classification compares, so an official list changes no link of a code that has one.
 * Symbols and labels that differ only in capitals are the same, and are written as ours.
 */
export function mergeVocabularies(
  own: readonly VocabularyEntry[],
  official: readonly VocabularyEntry[]
): VocabularyEntry[] {
  const labels = new Map(official.map(({symbol, label}) => [fold(symbol), label]));
  const known = own.map(({symbol, label}) => {
    const given = labels.get(fold(symbol));
    const same = given === undefined || fold(given) === fold(label);
    return same ? {symbol, label} : {symbol, label: given, wording: label};
  });
  const symbols = new Set(own.map(({symbol}) => fold(symbol)));
  return [...known, ...official.filter(({symbol}) => !symbols.has(fold(symbol)))];
}

const fold = (text: string) => text.toLowerCase();
