import {type LinkKey, readLinkRows} from "../classification/link-rows.ts";
import type {Technology} from "../classification/taxonomy.ts";

/**
 * Reads the codes of the synthetic documents about each technology. The classification does not read this table: it
 * finds its links from titles and documents.
 *
 * @param path `data/sample/subjects.csv`
 * @throws InputError with the line of an invalid or repeated row
 */
export async function loadSubjects(path: string, technologies: readonly Technology[]): Promise<LinkKey[]> {
  return await readLinkRows(path, {technologies}, [], () => ({}));
}
