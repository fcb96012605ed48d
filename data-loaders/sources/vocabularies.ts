import {join} from "node:path";
import {readCpcTitles} from "./cpc/titles.ts";
import {readIndustries} from "./crunchbase/industries.ts";
import {readTopics} from "./openalex/topics.ts";
import {mergeVocabularies, readVocabularyCsv, type VocabularyEntry} from "./vocabulary.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

const names: Record<Vocabulary, string> = {cpc: "cpc", topic: "topics", industry: "industries"};
const readers: Record<Vocabulary, (path: string) => Promise<VocabularyEntry[]>> = {
  cpc: readCpcTitles,
  topic: readTopics,
  industry: readIndustries
};

/**
 * The codes of a vocabulary and their titles: the project's own, extended and replaced by an official list.
 *
 * @param data folder of committed inputs (`data/`)
 * @param official path of the list, where there is one
 */
export async function loadVocabulary(
  vocabulary: Vocabulary,
  data: string,
  official?: string
): Promise<VocabularyEntry[]> {
  const own = await readVocabularyCsv(join(data, `vocabulary/${names[vocabulary]}.csv`), [["code", "label"]]);
  return official === undefined ? own : mergeVocabularies(own, await readers[vocabulary](official));
}
