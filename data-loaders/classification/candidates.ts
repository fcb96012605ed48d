import type {SimilarityModel, Subjects} from "./similarity.ts";
import type {Taxonomy} from "./taxonomy.ts";
import type {Normaliser} from "./text.ts";
import type {Thresholds} from "./thresholds.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** A code with its titles. */
export interface TitledCode {
  code: number;
  vocabulary: Vocabulary;
  symbol: string;
  /** The title that readers see. */
  label: string;
  /** The title that classifies the code, if it is another one. */
  wording?: string;
}

/** A code that may belong to a technology. */
export interface Candidate {
  code: number;
  technology: number;
  /** Similarity of title and technology, about 0–1, rounded to five decimals. */
  similarity: number;
  /** Rank of the technology for this code, from 1. */
  rank: number;
}

interface CandidateOptions {
  decided?: (symbol: string, technology: number) => boolean;
  note?: (done: number, total: number) => void;
}

/**
 * The subclasses of CPC codes that a list lacks, from a vocabulary: groups take a part of their similarity from the
 * title of their subclass.
 */
export function lackingSubclasses<Entry extends {symbol: string}>(
  listed: readonly {symbol: string}[],
  vocabulary: readonly Entry[]
): Entry[] {
  const symbols = new Set(listed.map(({symbol}) => symbol));
  const above = new Set(listed.map(({symbol}) => symbol.slice(0, 4)));
  return vocabulary.filter(({symbol}) => above.has(symbol) && !symbols.has(symbol));
}

/** A name without its part in brackets: usually an abbreviation, which the model does not know. */
export function bareName(name: string): string {
  return name.replace(/\s*\([^)]*\)/g, "");
}

/**
 * What titles of a vocabulary are compared with. CPC wording improves matches with CPC titles and worsens those with
 * other titles.
 */
export function subjectsOf(
  {technologies, other_subjects: others}: Taxonomy,
  vocabulary: Vocabulary,
  normalise: Normaliser
): Subjects {
  return {
    technologies: technologies.map(({id, name, keywords, cpc_wording: wording, not}) => ({
      technology: id,
      phrases: [bareName(name), ...keywords, ...(vocabulary === "cpc" ? wording : [])].map(normalise),
      not: not.map(normalise)
    })),
    others: others.map(normalise)
  };
}

/**
 * The candidates among the codes of one vocabulary: for each code the most similar technologies, down to limits low
 * enough for readers to lower the thresholds.
 *
 * A CPC main group is compared by its own title and that of its subclass, since a title such as "Details" means nothing
 * alone.
 * @param codes of one vocabulary; subclasses of CPC have a symbol of four characters
 * @param options.decided whether a reviewer has decided on a code and a technology, which then are a candidate however
 * dissimilar
 * @returns ordered by code, then rank
 */
export async function findCandidates(
  model: SimilarityModel,
  vocabulary: Vocabulary,
  codes: readonly TitledCode[],
  taxonomy: Taxonomy,
  normalise: Normaliser,
  {rank: most, similarity: floor, class_title: classWeight, ...doubts}: Thresholds["candidates"],
  {decided = () => false, note}: CandidateOptions = {}
): Promise<Candidate[]> {
  const subjects = subjectsOf(taxonomy, vocabulary, normalise);
  const count = subjects.technologies.length;
  const texts = codes.map(({label, wording = label}) => normalise(wording));
  const titles = [...new Set(texts)].filter((text) => text !== "");
  const rows = new Map(titles.map((title, row) => [title, row]));
  const values = await model.similarities(titles, subjects, doubts, note);
  const classes = new Map(codes.map(({symbol}, i) => [symbol, rows.get(texts[i]!)] as const));
  return codes.flatMap(({code, symbol}, i) => {
    const row = rows.get(texts[i]!);
    if (row === undefined) return [];
    const above = vocabulary === "cpc" && symbol.length > 4 ? classes.get(symbol.slice(0, 4)) : undefined;
    const scored = subjects.technologies.map(({technology}, at) => {
      const own = values[row * count + at]!;
      const similarity =
        above === undefined ? own : (own + classWeight * values[above * count + at]!) / (1 + classWeight);
      return {code, technology, similarity: Math.round(similarity * 1e5) / 1e5};
    });
    scored.sort((a, b) => b.similarity - a.similarity || a.technology - b.technology);
    return scored
      .map((candidate, place) => ({...candidate, rank: place + 1}))
      .filter(({similarity, rank, technology}) => (rank <= most && similarity >= floor) || decided(symbol, technology));
  });
}
