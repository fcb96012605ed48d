import {readVocabularyCsv, type VocabularyEntry} from "../vocabulary.ts";

/**
 * Reads Crunchbase industries from `category_groups.csv` of the bulk export (`name,category_groups_list`), another
 * table with their names, or a CSV with `code,label`. An industry's name is its code; groups are ignored.
 * @throws InputError when the columns are missing, and for an unusable row
 */
export function readIndustries(path: string): VocabularyEntry[] {
  return readVocabularyCsv(path, {
    code: ["code", "name", "industry", "industry name", "category", "category name"],
    title: ["label", "title"],
    codesAreTitles: true
  });
}
