import {InputError} from "../console/input-error.ts";
import {readOwnText} from "../console/own-file.ts";
import {findColumns} from "../../src/your-data/columns.ts";
import {readDelimited} from "../../src/your-data/delimited.ts";
import {readNumber} from "../../src/your-data/numbers.ts";
import type {Technology} from "./taxonomy.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** A code and a technology. */
export interface LinkKey {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
}

/** The key of a link in a map. */
export function keyOfLink({vocabulary, symbol, technology}: LinkKey): string {
  return `${vocabulary}|${symbol}|${technology}`;
}

/**
 * Reads a CSV file about links, which the columns `vocabulary`, `code` and `technology` (by name) identify. Where
 * semicolons or tabs separate fields, as a spreadsheet saves them, numbers may have a decimal comma.
 *
 * @param technologies those of the rows that are wanted
 * @param known those of rows that are passed over
 * @param columns the other required columns
 * @param numbers those of them with numbers
 * @param parse returns the contents of the row, or an error message
 * @throws InputError for a missing column; with the line, for an unknown vocabulary or technology, a repeated link, or
 * a message from `parse`
 */
export async function readLinkRows<T, Column extends string>(
  path: string,
  {
    technologies,
    known = [],
    numbers = []
  }: {technologies: readonly Technology[]; known?: readonly Technology[]; numbers?: readonly NoInfer<Column>[]},
  columns: readonly Column[],
  parse: (row: Readonly<Record<Column, string>>) => T | string
): Promise<(LinkKey & T)[]> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const others = new Set(known.map(({name}) => name));
  const seen = new Map<string, number>();
  return await Promise.resolve(
    readOwnText(path, (pieces) => {
      const {
        columns: at,
        delimiter,
        rows
      } = readDelimited(pieces, (header, line) => findLinkColumns(header, columns, line));
      return Array.from(rows).flatMap(({line, fields}) => {
        const wrong = (problem: string) => new InputError(problem, {file: path, line, advice: "correct the row"});
        const row = Object.fromEntries(
          Object.entries<number>(at).map(([column, index]) => [column, fields[index]!.normalize("NFC").trim()])
        ) as Record<Column | (typeof keyColumns)[number], string>;
        if (delimiter !== ",") for (const column of numbers) row[column] = withPoint(row[column]);
        const vocabulary = vocabularies.find((name) => name === row.vocabulary);
        const technology = ids.get(row.technology);
        const symbol = row.code;
        if (vocabulary === undefined) throw wrong(`unknown vocabulary "${row.vocabulary}"`);
        if (technology === undefined && others.has(row.technology)) return [];
        if (technology === undefined) throw wrong(`unknown technology "${row.technology}"`);
        if (symbol === "") throw wrong("no code");
        const link = {vocabulary, symbol, technology};
        const key = keyOfLink(link);
        if (seen.has(key)) throw wrong(`${symbol} – ${row.technology} repeats line ${seen.get(key)}`);
        seen.set(key, line);
        const parsed = parse(row);
        if (typeof parsed === "string") throw wrong(parsed);
        return [{...link, ...parsed}];
      });
    })
  );
}

const keyColumns = ["vocabulary", "code", "technology"] as const;

function findLinkColumns<Column extends string>(header: string[], columns: readonly Column[], line: number) {
  const wanted = [...keyColumns, ...columns].map((column) => [column, [column]]);
  return findColumns(
    header,
    Object.fromEntries(wanted) as Record<Column | (typeof keyColumns)[number], readonly string[]>,
    {line}
  );
}

/** A number with a decimal comma as one with a point; any other text stays. */
function withPoint(text: string): string {
  const value = readNumber(text, {decimal: ","});
  return Number.isNaN(value) ? text : String(value);
}
