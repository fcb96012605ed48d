import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";
import type {Technology} from "./taxonomy.ts";

/** A judgement made from the meaning of a code alone, before any threshold was chosen. */
export interface Judgement {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
  belongs: boolean;
  /** Thresholds are chosen on one half; the other is for the final figure. */
  half: "tuning" | "final";
}

/**
 * Reads the gold set.
 *
 * @param path `data/review/gold.csv`
 * @throws InputError naming the line of a row that is no judgement, or that is repeated
 */
export async function loadGold(path: string, technologies: readonly Technology[]): Promise<Judgement[]> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const seen = new Set<string>();
  return csvParse(await readFile(path, "utf8")).map((row, i) => {
    const vocabulary = vocabularies.find((name) => name === row.vocabulary);
    const technology = ids.get(row.technology ?? "");
    const key = [row.vocabulary, row.code, row.technology].join("|");
    const problem =
      vocabulary === undefined ? `unknown vocabulary "${row.vocabulary}"`
      : technology === undefined ? `unknown technology "${row.technology}"`
      : !row.code ? "no code"
      : row.belongs !== "yes" && row.belongs !== "no" ? `neither yes nor no: "${row.belongs}"`
      : row.half !== "tuning" && row.half !== "final" ? `unknown half "${row.half}"`
      : seen.has(key) ? `${row.code} – ${row.technology} stands twice`
      : undefined;
    if (problem !== undefined) throw new InputError(problem, {file: path, line: i + 2, advice: "mend the row"});
    seen.add(key);
    return {vocabulary: vocabulary!, symbol: row.code!, technology: technology!, belongs: row.belongs === "yes", half: row.half as Judgement["half"]};
  });
}

/** How well predictions agree with judgements. */
export interface Agreement {
  judgements: number;
  precision: number;
  recall: number;
  /** Harmonic mean of the two; 0 where nothing is right. */
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

/** The threshold of a score that gives the best F1 on some judgements; the lowest of equals. */
export function bestThreshold(judgements: readonly Judgement[], score: (judgement: Judgement) => number): number {
  const scores = [...new Set(judgements.map(score))].filter(Number.isFinite).sort((a, b) => a - b);
  let best = {threshold: Infinity, f1: -1};
  for (const threshold of scores) {
    const {f1} = measure(judgements, (judgement) => score(judgement) >= threshold);
    if (f1 > best.f1) best = {threshold, f1};
  }
  return best.threshold;
}
