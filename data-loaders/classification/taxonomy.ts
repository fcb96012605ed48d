import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {mostTechnologies} from "../../src/indicators/engine/classifier.ts";
import {InputError} from "../console/input-error.ts";

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
  /** Abbreviations and their meanings. */
  abbreviations: Readonly<Record<string, string>>;
}

export interface Taxonomy {
  /** Semantic version. Every change raises it, since every change affects the classification. */
  version: string;
  technologies: readonly Technology[];
}

/** The project's own technologies, those of the report on Flanders. @param data folder of committed inputs (`data/`) */
export function taxonomyFile(data: string): string {
  return join(data, "taxonomy/taxonomy.json");
}

/** Minimum number of keywords of a technology, including those in CPC wording. */
const leastKeywords = 15;

/**
 * Reads the technologies and checks them.
 *
 * @param path a file like `data/taxonomy/taxonomy.json`
 * @throws InputError for a missing, repeated or empty field, with the technology
 */
export async function loadTaxonomy(path: string): Promise<Taxonomy> {
  const wrong = (message: string, cause?: unknown) =>
    new InputError(message, {file: path, advice: "correct the entry", cause});
  let content: Partial<Taxonomy>;
  try {
    content = JSON.parse(await readFile(path, "utf8")) as Partial<Taxonomy>;
  } catch (cause) {
    throw wrong(`not JSON: ${(cause as Error).message.toLowerCase()}`, cause);
  }
  if (!/^\d+\.\d+\.\d+$/.test(content.version ?? "")) throw wrong(`invalid version: ${content.version}`);
  const technologies = content.technologies ?? [];
  if (technologies.length === 0 || technologies.length > mostTechnologies)
    throw wrong(`${technologies.length} technologies, instead of 1 to ${mostTechnologies}`);
  const seen = new Set<string>();
  for (const [i, technology] of technologies.entries()) {
    const {
      id,
      name,
      slug,
      group,
      definition,
      keywords = [],
      cpc_wording: wording = [],
      abbreviations = {}
    } = technology;
    if (id !== i + 1) throw wrong(`technology ${i + 1} has the id ${id}: number them from 1`);
    if (![name, slug, group, definition].every((text) => typeof text === "string" && text.trim() !== ""))
      throw wrong(`technology ${id} lacks a name, slug, group or definition`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw wrong(`${name}: invalid slug: ${slug}`);
    for (const text of [name, slug]) {
      if (seen.has(text)) throw wrong(`repeated: ${text}`);
      seen.add(text);
    }
    const phrases = [...keywords, ...wording].map((phrase) => phrase.trim().toLowerCase());
    if (phrases.some((phrase) => phrase === "")) throw wrong(`${name}: empty keyword`);
    if (new Set(phrases).size < phrases.length) throw wrong(`${name}: repeated keyword`);
    if (phrases.length < leastKeywords || wording.length < 5) {
      throw wrong(
        `${name}: ${phrases.length} keywords, ${wording.length} of them in CPC wording, ` +
          `instead of at least ${leastKeywords} and 5`
      );
    }
    if (Object.entries(abbreviations).some(([short, long]) => short === "" || long === ""))
      throw wrong(`${name}: empty abbreviation`);
  }
  return {version: content.version!, technologies};
}
