import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";

export interface Technology {
  /** 1–38. */
  id: number;
  name: string;
  slug: string;
  group: string;
}

/** A code that belongs to a technology. */
export interface Link {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
}

/**
 * Reads the technologies and their groups.
 * @throws InputError for a repeated or missing id or name
 */
export async function loadTechnologies(path: string): Promise<Technology[]> {
  const rows = csvParse(await readFile(path, "utf8"));
  const technologies = rows.map((row) => ({
    id: Number(row.technology_id),
    name: row.technology ?? "",
    slug: row.slug ?? "",
    group: row.group ?? ""
  }));
  technologies.forEach(({id, name, slug, group}, i) => {
    if (id !== i + 1 || !name || !slug || !group) {
      throw new InputError(`not a technology: id "${rows[i]!.technology_id}", name "${name}"`, {
        file: path,
        line: i + 2,
        advice: "number the technologies from 1 and give each a name, a slug and a group"
      });
    }
  });
  return technologies;
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
