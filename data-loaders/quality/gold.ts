import {type LinkKey, readLinkRows} from "../classification/link-rows.ts";
import type {Technology} from "../classification/taxonomy.ts";

/** A judgement made from the meaning of a code alone, before any threshold was chosen. */
export interface Judgement extends LinkKey {
  belongs: boolean;
  /** Thresholds are chosen on the tuning half; the other half measures the final agreement. */
  half: "tuning" | "final";
}

/**
 * Reads the gold set.
 *
 * @param path `data/classification/gold.csv`
 * @throws InputError with the line of an invalid or repeated row
 */
export async function loadGold(path: string, technologies: readonly Technology[]): Promise<Judgement[]> {
  return await readLinkRows(path, {technologies}, ["belongs", "half"], ({belongs, half}) => {
    if (belongs !== "yes" && belongs !== "no") return `belongs is neither yes nor no: "${belongs}"`;
    if (half !== "tuning" && half !== "final") return `unknown half "${half}"`;
    return {belongs: belongs === "yes", half: half as Judgement["half"]};
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
