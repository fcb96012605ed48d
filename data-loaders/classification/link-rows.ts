import {readFile} from "node:fs/promises";
import {csvParse, type DSVRowString} from "d3";
import {InputError} from "../console/input-error.ts";
import type {Technology} from "./taxonomy.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** A code and a technology. */
export interface LinkKey {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
}

/**
 * Reads a CSV file about links, which the columns `vocabulary`, `code` and `technology` (by name) identify.
 *
 * @param technologies those of the rows that are wanted
 * @param known those of rows that are passed over
 * @param columns the other required columns
 * @param parse returns the contents of the row, or an error message
 * @throws InputError for a missing column; with the line, for an unknown vocabulary or technology, a repeated link, or
 * a message from `parse`
 */
export async function readLinkRows<T>(
  path: string,
  {technologies, known = []}: {technologies: readonly Technology[]; known?: readonly Technology[]},
  columns: readonly string[],
  parse: (row: DSVRowString) => T | string
): Promise<(LinkKey & T)[]> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const rows = csvParse(await readFile(path, "utf8"));
  for (const column of ["vocabulary", "code", "technology", ...columns]) {
    if (!rows.columns.includes(column))
      throw new InputError(`no column ${column} in the header: ${rows.columns.join(", ")}`, {
        file: path,
        line: 1,
        advice: "add the column"
      });
  }
  const seen = new Map<string, number>();
  const others = new Set(known.map(({name}) => name));
  return rows.flatMap((row, i) => {
    const wrong = (problem: string) => new InputError(problem, {file: path, line: i + 2, advice: "correct the row"});
    const vocabulary = vocabularies.find((name) => name === row.vocabulary);
    const technology = ids.get(row.technology!);
    const symbol = row.code!;
    if (vocabulary === undefined) throw wrong(`unknown vocabulary "${row.vocabulary}"`);
    if (technology === undefined && others.has(row.technology!)) return [];
    if (technology === undefined) throw wrong(`unknown technology "${row.technology}"`);
    if (symbol === "") throw wrong("no code");
    const key = `${vocabulary}|${symbol}|${technology}`;
    if (seen.has(key)) throw wrong(`${symbol} – ${row.technology} repeats line ${seen.get(key)}`);
    seen.set(key, i + 2);
    const parsed = parse(row);
    if (typeof parsed === "string") throw wrong(parsed);
    return [{vocabulary, symbol, technology, ...parsed}];
  });
}
