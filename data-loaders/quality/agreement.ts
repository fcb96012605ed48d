import {acceptsLink, type LinkScores} from "../../src/indicators/link-rule.ts";
import type {WorkDatabase} from "../duckdb/database.ts";
import {subjectsOf} from "../classification/candidates.ts";
import type {Tools} from "../classification/classify.ts";
import {keyOfLink, type LinkKey} from "../classification/link-rows.ts";
import {type Agreement, bestThreshold, type Judgement, measure, partOf} from "./gold.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** Methods of classification, from the simplest to the complete one, all measured on the same judgements. */
export const ways = ["keywords only", "meaning", "+ evidence", "+ review"] as const;
export type Way = (typeof ways)[number];

/** Agreement with a part of the gold set: overall, by vocabulary and by technology (by id). */
export interface QualityReport {
  half: Judgement["half"];
  all: Record<Way, Agreement>;
  vocabularies: Record<Vocabulary, Record<Way, Agreement>>;
  technologies: {technology: number; measures: Record<Way, Agreement>}[];
  /** Judgements that the complete method gets wrong. */
  errors: (Judgement & {label: string})[];
}

/**
 * Measures each method on one part of the gold set, among the codes that have a title. Methods with a threshold of
 * their own (meaning) use the one that works best on the tuning half, so that none is at a disadvantage.
 * @param db database with the published tables `links` and `codes`
 */
export async function measureQuality(
  db: WorkDatabase,
  gold: readonly Judgement[],
  tools: Tools,
  half: Judgement["half"]
): Promise<QualityReport> {
  const label = await readLabels(db);
  const predict = await makePredictions(gold, tools, label, await readScores(db));
  const judged = partOf(gold, half).filter((judgement) => label(judgement) !== "");
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

type Label = (judgement: Judgement) => string;

/** The title that the classification compares for a judgement's code, or an empty string. */
async function readLabels(db: WorkDatabase): Promise<Label> {
  const rows = await db.rows("SELECT vocabulary, symbol, coalesce(wording, label) AS label FROM codes");
  const labels = new Map(
    rows.map(({vocabulary, symbol, label}) => [`${String(vocabulary)}|${String(symbol)}`, String(label)])
  );
  return ({vocabulary, symbol}) => labels.get(`${vocabulary}|${symbol}`) ?? "";
}

/** The scores of a judgement's link, if it is a candidate. */
async function readScores(db: WorkDatabase): Promise<(judgement: Judgement) => LinkScores | undefined> {
  const rows = await db.rows("SELECT vocabulary, symbol, technology, similarity, cooccurrence, decision FROM links");
  const links = new Map((rows as unknown as (LinkKey & LinkScores)[]).map((row) => [keyOfLink(row), row]));
  return (judgement) => links.get(keyOfLink(judgement));
}

/** Each method's prediction for a judgement: whether the code belongs to the technology. */
async function makePredictions(
  gold: readonly Judgement[],
  tools: Tools,
  label: Label,
  link: (judgement: Judgement) => LinkScores | undefined
): Promise<Record<Way, (judgement: Judgement) => boolean>> {
  const tuning = gold.filter(({half}) => half === "tuning");
  const aboveBest = (score: (judgement: Judgement) => number) => {
    const best = new Map(
      vocabularies.map((name) => [
        name,
        bestThreshold(
          tuning.filter(({vocabulary}) => vocabulary === name),
          score
        )
      ])
    );
    return (judgement: Judgement) => score(judgement) >= best.get(judgement.vocabulary)!;
  };
  const rule = tools.thresholds.vocabularies;
  return {
    "keywords only": keywordsOnly(label, tools),
    meaning: aboveBest((judgement) => link(judgement)?.similarity ?? -1),
    "+ evidence"(judgement) {
      const found = link(judgement);
      return found !== undefined && acceptsLink({...found, decision: null}, rule);
    },
    "+ review"(judgement) {
      const found = link(judgement);
      return found !== undefined && acceptsLink(found, rule);
    }
  };
}

/** Predicts that a title belongs if it contains the technology's name or a keyword, word for word. */
function keywordsOnly(label: Label, {taxonomy, normalise}: Tools): (judgement: Judgement) => boolean {
  const phrases = new Map(
    vocabularies.map((vocabulary) => [
      vocabulary,
      new Map(
        subjectsOf(taxonomy, vocabulary, normalise).technologies.map(({technology, phrases}) => [technology, phrases])
      )
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
