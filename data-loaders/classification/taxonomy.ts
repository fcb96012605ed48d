import {join, relative} from "node:path";
import {z} from "zod";
import {mostTechnologies} from "../../src/indicators/engine/classifier.ts";
import {readCheckedJson} from "../console/checked-json.ts";
import {projectRoot} from "../console/project-root.ts";

/** One of the key strategic technologies, in words that can be compared with the titles of codes. */
export interface Technology {
  /** Number in the list, from 1. */
  id: number;
  /** The report's name for it. */
  name: string;
  /** Short name for URLs: lower-case words and digits, joined by hyphens. */
  slug: string;
  group: string;
  /** One sentence. */
  definition: string;
  /** Common names of the technology and its parts; with `cpc_wording`, at least fifteen. */
  keywords: readonly string[];
  /** Keywords in the style of CPC titles; at least five. */
  cpc_wording: readonly string[];
  /** Subjects that resemble the technology but do not belong to it. */
  not: readonly string[];
  /** Abbreviations and their meanings. */
  abbreviations: Readonly<Record<string, string>>;
}

export interface Taxonomy {
  /** Semantic version. Every change raises it, since every change affects the classification. */
  version: string;
  technologies: readonly Technology[];
  /** Subjects that belong to no technology. */
  other_subjects: readonly string[];
}

/** The project's own technologies, those of the report on Flanders. @param data folder of committed inputs (`data/`) */
export function taxonomyFile(data: string): string {
  return join(data, "taxonomy/taxonomy.json");
}

/** Least phrases of a technology, and those among them in CPC wording. */
const leastKeywords = 15,
  leastWording = 5;

const text = z.string().refine((one) => one.trim() !== "", {error: "empty text"});

const technology = z.strictObject({
  id: z.int(),
  name: text,
  slug: text.refine((one) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(one), {
    error: ({input}) => `${JSON.stringify(input)} is not made of small letters, digits and hyphens`
  }),
  group: text,
  definition: text,
  keywords: z.array(text),
  cpc_wording: z.array(text),
  not: z.array(text).default([]),
  abbreviations: z.record(text, text)
}) satisfies z.ZodType<Technology>;

/** What is wrong with an entry, by field. */
type Wrong = (field: keyof Technology, message: string) => void;

const schema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, {
    error: ({input}) => `${JSON.stringify(input)} is not a version such as 1.0.0`
  }),
  technologies: z.array(technology).superRefine((all, {addIssue}) => {
    if (all.length === 0 || all.length > mostTechnologies)
      addIssue({code: "custom", message: `${all.length} technologies, instead of 1 to ${mostTechnologies}`});
    for (const [i, one] of all.entries())
      checkEntry(one, all.slice(0, i), (field, message) => addIssue({code: "custom", path: [i, field], message}));
  }),
  other_subjects: z.array(text).default([])
}) satisfies z.ZodType<Taxonomy>;

function checkEntry(one: Technology, before: readonly Technology[], wrong: Wrong): void {
  const number = before.length + 1;
  if (one.id !== number) wrong("id", `${one.id}, instead of ${number}: number the technologies from 1`);
  for (const field of ["name", "slug"] as const) {
    const other = before.find((earlier) => earlier[field] === one[field]);
    if (other) wrong(field, `${one[field]} is also that of technology ${other.id}`);
  }
  const phrases = [...one.keywords, ...one.cpc_wording].map((phrase) => phrase.trim().toLowerCase());
  const repeated = phrases.find((phrase, i) => phrases.indexOf(phrase) < i);
  if (repeated !== undefined) wrong("keywords", `${one.name}: the phrase ${repeated} stands twice`);
  if (phrases.length < leastKeywords || one.cpc_wording.length < leastWording)
    wrong(
      "keywords",
      `${one.name}: ${phrases.length} phrases, ${one.cpc_wording.length} of them in cpc_wording, ` +
        `instead of at least ${leastKeywords} and ${leastWording}`
    );
}

/**
 * Reads the technologies and checks them.
 *
 * @param path a file like `data/taxonomy/taxonomy.json`
 * @param file as errors name it
 * @throws InputError for a missing, unknown, repeated or empty field, with its line
 */
export async function loadTaxonomy(path: string, file = relative(projectRoot, path)): Promise<Taxonomy> {
  return await readCheckedJson<Taxonomy>(schema, {
    path,
    file: file.startsWith("..") ? path : file,
    advice: "docs/own-report.md says what a taxonomy holds"
  });
}
