import {type LinkKey, readLinkRows} from "../classification/link-rows.ts";
import type {Technology} from "../classification/taxonomy.ts";

const parts = ["tuning", "final", "outside"] as const;

/** A judgement made from the meaning of a code alone, without a look at its scores. */
export interface Judgement extends LinkKey {
  belongs: boolean;
  /** Thresholds are chosen on the tuning half; the other half, and judgements from outside, measure the agreement. */
  half: (typeof parts)[number];
  /** The official definition that gives the code to the technology, or how else it was judged; empty for our own. */
  source: string;
}

/**
 * The judgements of a part. Those from outside are all with a source: some of the official pairs are in our own halves
 * too.
 */
export function partOf(gold: readonly Judgement[], part: Judgement["half"]): Judgement[] {
  return gold.filter(({half, source}) => (part === "outside" ? source !== "" : half === part));
}

/**
 * Reads the gold set.
 *
 * @param path `data/classification/gold.csv`
 * @throws InputError with the line of an invalid or repeated row
 */
export async function loadGold(path: string, technologies: readonly Technology[]): Promise<Judgement[]> {
  return await readLinkRows(path, {technologies}, ["belongs", "half", "source"], ({belongs, half, source}) => {
    if (belongs !== "yes" && belongs !== "no") return `belongs is neither yes nor no: "${belongs}"`;
    const part = parts.find((name) => name === half);
    if (part === undefined) return `unknown half "${half}"`;
    if (part === "outside" && source === "") return "no source";
    return {belongs: belongs === "yes", half: part, source};
  });
}

/** Agreement of predictions with judgements. */
export interface Agreement {
  judgements: number;
  precision: number;
  recall: number;
  /** Harmonic mean of precision and recall; 0 if no prediction is right. */
  f1: number;
}

/** Precision, recall and F1 of a classifier on some judgements. */
export function measure(judgements: readonly Judgement[], predict: (judgement: Judgement) => boolean): Agreement {
  let [right, wrong, missed] = [0, 0, 0];
  for (const judgement of judgements) {
    const predicted = predict(judgement);
    if (predicted && judgement.belongs) ++right;
    else if (predicted) ++wrong;
    else if (judgement.belongs) ++missed;
  }
  return {
    judgements: judgements.length,
    precision: right + wrong === 0 ? 0 : right / (right + wrong),
    recall: right + missed === 0 ? 0 : right / (right + missed),
    f1: right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed)
  };
}

/** The threshold of a score with the best F1 on some judgements; if several are equally good, the lowest. */
export function bestThreshold(judgements: readonly Judgement[], score: (judgement: Judgement) => number): number {
  const scores = [...new Set(judgements.map(score))].filter(Number.isFinite).sort((a, b) => a - b);
  let best = {threshold: Infinity, f1: -1};
  for (const threshold of scores) {
    const {f1} = measure(judgements, (judgement) => score(judgement) >= threshold);
    if (f1 > best.f1) best = {threshold, f1};
  }
  return best.threshold;
}
