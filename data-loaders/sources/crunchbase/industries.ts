import {readVocabularyCsv, type VocabularyEntry} from "../vocabulary.ts";

/**
 * Reads Crunchbase industries from `category_groups.csv` of the bulk export (`name,category_groups_list`) or a CSV with
 * `code,label`. An industry's name is its code; groups are ignored.
 * @throws InputError when the columns are missing
 */
export async function readIndustries(path: string): Promise<VocabularyEntry[]> {
  return await readVocabularyCsv(path, [
    ["code", "label"],
    ["name", "name"],
    ["industry", "industry"],
    ["category", "category"]
  ]);
}
