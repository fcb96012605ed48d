import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import type {Technology} from "../classification/taxonomy.ts";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";

/** A code that synthetic documents about a technology bear. */
export interface Subject {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
}

/**
 * Reads what the synthetic documents are made of. The classification does not read this table: it finds its links
 * from titles and from the documents.
 *
 * @param path `data/sample/subjects.csv`
 * @throws InputError for an unknown vocabulary or technology, or a repeated row
 */
export async function loadSubjects(path: string, technologies: readonly Technology[]): Promise<Subject[]> {
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
      : seen.has(key) ? `repeated row ${row.code} – ${row.technology}`
      : undefined;
    if (problem !== undefined) throw new InputError(problem, {file: path, line: i + 2, advice: "mend the row"});
    seen.add(key);
    return {vocabulary: vocabulary!, symbol: row.code!, technology: technology!};
  });
}
