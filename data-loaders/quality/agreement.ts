import {acceptsLink, type LinkScores} from "../../src/indicators/link-rule.ts";
import type {WorkDatabase} from "../engine/database.ts";
import {phrasesOf} from "../classification/candidates.ts";
import type {Tools} from "../classification/classify.ts";
import {type Agreement, bestThreshold, type Judgement, measure} from "./gold.ts";
import {SimilarityModel} from "../classification/similarity.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** Methods of classification, from the simplest to the complete one, all measured on the same judgements. */
export const ways = ["keywords only", "embedding only", "meaning", "+ evidence", "+ review"] as const;
export type Way = (typeof ways)[number];

/** Agreement with the gold set: overall, by vocabulary and by technology (by id). */
export interface QualityReport {
  half: Judgement["half"];
  all: Record<Way, Agreement>;
  vocabularies: Record<Vocabulary, Record<Way, Agreement>>;
  technologies: {technology: number; measures: Record<Way, Agreement>}[];
  /** Judgements that the complete method gets wrong. */
  errors: (Judgement & {label: string})[];
}

/**
 * Measures each method on one half of the gold set. Methods with their own threshold (embedding only, meaning) use the
 * best one on the tuning half, so that none is at a disadvantage.
 *
 * @param db database with the published tables `links` and `codes`
 */
export async function measureQuality(
  db: WorkDatabase,
  gold: readonly Judgement[],
  tools: Tools,
  half: Judgement["half"]
): Promise<QualityReport> {
  const labels = new Map(
    (await db.rows("SELECT vocabulary, symbol, label FROM codes")).map(({vocabulary, symbol, label}) => [
      `${String(vocabulary)}|${String(symbol)}`,
      String(label)
    ])
  );
  const links = new Map(
    (await db.rows("SELECT vocabulary, symbol, technology, similarity, cooccurrence, decision FROM links")).map(
      (row) => [
        `${String(row.vocabulary)}|${String(row.symbol)}|${Number(row.technology)}`,
        row as unknown as LinkScores
      ]
    )
  );
  const link = ({vocabulary, symbol, technology}: Judgement) => links.get(`${vocabulary}|${symbol}|${technology}`);
  const label = ({vocabulary, symbol}: Judgement) => labels.get(`${vocabulary}|${symbol}`) ?? "";
  const similarity = (judgement: Judgement) => link(judgement)?.similarity ?? -1;
  const embedding = await embeddingOnly(gold, label, tools);
  const threshold = (score: (judgement: Judgement) => number) =>
    new Map(
      vocabularies.map((vocabulary) => [
        vocabulary,
        bestThreshold(
          gold.filter((judgement) => judgement.half === "tuning" && judgement.vocabulary === vocabulary),
          score
        )
      ])
    );
  const [leastEmbedding, leastSimilarity] = [threshold(embedding), threshold(similarity)];
  const rule = tools.thresholds.vocabularies;
  const predict: Record<Way, (judgement: Judgement) => boolean> = {
    "keywords only": keywordsOnly(label, tools),
    "embedding only": (judgement) => embedding(judgement) >= leastEmbedding.get(judgement.vocabulary)!,
    meaning: (judgement) => similarity(judgement) >= leastSimilarity.get(judgement.vocabulary)!,
    "+ evidence": (judgement) => {
      const found = link(judgement);
      return found !== undefined && acceptsLink({...found, decision: null}, rule);
    },
    "+ review": (judgement) => {
      const found = link(judgement);
      return found !== undefined && acceptsLink(found, rule);
    }
  };
  const judged = gold.filter((judgement) => judgement.half === half);
  const measureAll = (some: readonly Judgement[]) =>
    Object.fromEntries(ways.map((way) => [way, measure(some, predict[way])])) as Record<Way, Agreement>;
  return {
    half,
    all: measureAll(judged),
    vocabularies: Object.fromEntries(
      vocabularies.map((name) => [name, measureAll(judged.filter(({vocabulary}) => vocabulary === name))])
    ) as QualityReport["vocabularies"],
    technologies: tools.taxonomy.technologies.map(({id}) => ({
      technology: id,
      measures: measureAll(judged.filter(({technology}) => technology === id))
    })),
    errors: judged
      .filter((judgement) => predict["+ review"](judgement) !== judgement.belongs)
      .map((judgement) => ({...judgement, label: label(judgement)}))
  };
}

/** Predicts that a title belongs if it contains the technology's name or a keyword, word for word. */
function keywordsOnly(
  label: (judgement: Judgement) => string,
  {taxonomy, normalise}: Tools
): (judgement: Judgement) => boolean {
  const phrases = new Map(
    vocabularies.map((vocabulary) => [
      vocabulary,
      new Map(phrasesOf(taxonomy, vocabulary, normalise).map(({technology, phrases}) => [technology, phrases]))
    ])
  );
  return (judgement) => {
    const title = ` ${normalise(label(judgement))} `;
    return phrases
      .get(judgement.vocabulary)!
      .get(judgement.technology)!
      .some((phrase) => title.includes(` ${phrase} `));
  };
}

/** Similarity from sentence vectors alone. */
async function embeddingOnly(
  gold: readonly Judgement[],
  label: (judgement: Judgement) => string,
  {taxonomy, normalise, store, corpus}: Tools
): Promise<(judgement: Judgement) => number> {
  const model = await SimilarityModel.create(store, corpus, {ngrams: false});
  const scores = new Map<string, number>();
  const key = ({vocabulary, symbol, technology}: Judgement) => `${vocabulary}|${symbol}|${technology}`;
  for (const vocabulary of vocabularies) {
    const judged = gold.filter((judgement) => judgement.vocabulary === vocabulary);
    const titles = [...new Set(judged.map((judgement) => normalise(label(judgement))))].filter((title) => title !== "");
    const phrases = phrasesOf(taxonomy, vocabulary, normalise);
    const values = await model.similarities(titles, phrases);
    for (const judgement of judged) {
      const row = titles.indexOf(normalise(label(judgement)));
      if (row >= 0) scores.set(key(judgement), values[row * phrases.length + judgement.technology - 1]!);
    }
  }
  return (judgement) => scores.get(key(judgement)) ?? -1;
}
