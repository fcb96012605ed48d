import {type LinkKey, readLinkRows} from "../classification/link-rows.ts";
import type {Technology} from "../classification/taxonomy.ts";

/**
 * Reads of which codes the synthetic documents about a technology are made. The classification does not read this
 * table: it finds its links from titles and from the documents.
 *
 * @param path `data/sample/subjects.csv`
 * @throws InputError naming the line of a row that is wrong or repeated
 */
export async function loadSubjects(path: string, technologies: readonly Technology[]): Promise<LinkKey[]> {
  return await readLinkRows(path, technologies, [], () => ({}));
}
