import {join} from "node:path";
import {readCpcTitles} from "./cpc/titles.ts";
import {readIndustries} from "./crunchbase/industries.ts";
import {readTopics} from "./openalex/topics.ts";
import {mergeVocabularies, readVocabularyCsv, type VocabularyEntry} from "./vocabulary.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

interface VocabularyFiles {
  /** The project's own list, in `data/vocabulary`. */
  own: string;
  /** The option for the official list, and its placeholder in the help. */
  option: string;
  value: "FILE" | "PATH";
  /** Describes the official list, for the help. */
  official: string;
  read: (path: string) => VocabularyEntry[] | Promise<VocabularyEntry[]>;
}

const files = {
  cpc: {
    own: "cpc.csv",
    option: "cpc-titles",
    value: "PATH",
    official: "the CPC title list",
    read: readCpcTitles
  },
  topic: {own: "topics.csv", option: "topics", value: "FILE", official: "OpenAlex topics", read: readTopics},
  industry: {
    own: "industries.csv",
    option: "industries",
    value: "FILE",
    official: "Crunchbase industries",
    read: readIndustries
  }
} as const satisfies Record<Vocabulary, VocabularyFiles>;

type VocabularyOption = (typeof files)[Vocabulary]["option"];

/** The options of a command for official lists, one a vocabulary. */
export const vocabularyOptions = Object.fromEntries(
  Object.values(files).map(({option, value, official}) => [option, {value, help: official}])
) as Record<VocabularyOption, {value: string; help: string}>;

/** The paths of official lists by vocabulary, from the values of `vocabularyOptions`. */
export function givenVocabularies(
  values: Readonly<Record<VocabularyOption, string | undefined>>
): Partial<Record<Vocabulary, string>> {
  return Object.fromEntries(vocabularies.map((vocabulary) => [vocabulary, values[files[vocabulary].option]]));
}

/**
 * The codes of a vocabulary and their titles: the project's own, with the labels and the further codes of an official
 * list.
 * @param data folder of committed inputs (`data/`)
 * @param official path of the official list, if any
 */
export async function loadVocabulary(
  vocabulary: Vocabulary,
  data: string,
  official?: string
): Promise<VocabularyEntry[]> {
  return (await readVocabulary(vocabulary, data, official)).entries;
}

/**
 * The same, with an account of the official list in one line: how many titles it has, for how many of the project's own
 * codes, and which sections of the CPC it lacks. Without an official list there is none.
 */
export async function readVocabulary(
  vocabulary: Vocabulary,
  data: string,
  official?: string
): Promise<{entries: VocabularyEntry[]; account?: string}> {
  const own = readVocabularyCsv(join(data, "vocabulary", files[vocabulary].own), {code: ["code"], title: ["label"]});
  if (official === undefined) return {entries: own};
  const titles = await files[vocabulary].read(official);
  const entries = mergeVocabularies(own, titles);
  const further = entries.length - own.length;
  const count = (n: number) => n.toLocaleString("en-US");
  const lacking = vocabulary === "cpc" ? missingSections(own, titles) : [];
  const account =
    `${vocabulary}: ${count(titles.length)} official titles, for ${count(titles.length - further)} of the project's ` +
    `${count(own.length)} codes` +
    (lacking.length > 0 ? `; none of section ${lacking.join(", ")}, whose codes keep the project's titles` : "");
  return {entries, account};
}

/** Sections of the CPC, such as H, of which the project has codes and an official list none. */
function missingSections(own: readonly VocabularyEntry[], official: readonly VocabularyEntry[]): string[] {
  const given = new Set(official.map(({symbol}) => symbol.charAt(0)));
  return [...new Set(own.map(({symbol}) => symbol.charAt(0)))].filter((section) => !given.has(section)).sort();
}
