import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";
import type {Technology} from "./taxonomy.ts";

/** A code that belongs to a technology. */
export interface Link {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
}

/**
 * Reads the curated links from codes to technologies.
 * @throws InputError for an unknown vocabulary or technology, or a repeated link
 */
export async function loadLinks(path: string, technologies: readonly Technology[]): Promise<Link[]> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const seen = new Set<string>();
  return csvParse(await readFile(path, "utf8")).map((row, i) => {
    const vocabulary = vocabularies.find((name) => name === row.vocabulary);
    const technology = ids.get(row.technology ?? "");
    const key = [row.vocabulary, row.code, row.technology].join("|");
    const problem =
      vocabulary === undefined ? `unknown vocabulary "${row.vocabulary}"`
      : technology === undefined ? `unknown technology "${row.technology}"`
      : !row.code ? "no code"
      : seen.has(key) ? `repeated link ${row.code} – ${row.technology}`
      : undefined;
    if (problem !== undefined) throw new InputError(problem, {file: path, line: i + 2, advice: "mend the row"});
    seen.add(key);
    return {vocabulary: vocabulary!, symbol: row.code!, technology: technology!};
  });
}
