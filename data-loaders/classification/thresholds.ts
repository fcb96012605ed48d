import {readFile} from "node:fs/promises";
import {InputError} from "../console/input-error.ts";
import type {LinkThresholds} from "../../src/indicators/link-rule.ts";
import type {Doubts} from "./similarity.ts";
import {vocabularies, type Vocabulary} from "../../src/terms/lenses.ts";

/** Parameters of the classification; docs/methodology.md explains each. */
export interface Thresholds {
  /**
   * The limits of rank and similarity for candidates, the weight of the subclass title relative to that of a CPC group,
   * and the weights of what speaks against a technology.
   */
  candidates: {rank: number; similarity: number; class_title: number} & Doubts;
  /**
   * The limits of core codes: minimum share of the code's best similarity, minimum and maximum number for each
   * technology, and minimum co-occurrence with the other core codes.
   */
  core: {share: number; fewest: number; most: number; cooccurrence: number};
  /** Minimum number of documents for evidence, and the weight of the expected share, in documents. */
  evidence: {documents: number; prior: number};
  /** For each vocabulary, the minimum similarity of a core code, and the thresholds of the rule. */
  vocabularies: Record<Vocabulary, LinkThresholds & {core: number}>;
  /** Distance from a threshold within which a link needs a reviewer. */
  bands: {similarity: number; cooccurrence: number};
  /** How far scores may move before a decision is reported for another look. */
  drift: {similarity: number; cooccurrence: number};
}

const shape: {[group in keyof Omit<Thresholds, "vocabularies">]: readonly (keyof Thresholds[group])[]} = {
  candidates: ["rank", "similarity", "class_title", "against", "lead"],
  core: ["share", "fewest", "most", "cooccurrence"],
  evidence: ["documents", "prior"],
  bands: ["similarity", "cooccurrence"],
  drift: ["similarity", "cooccurrence"]
};

const counts = new Set(["rank", "fewest", "most", "documents", "prior"]);

/**
 * Reads the parameters.
 *
 * @param path `data/classification/thresholds.json`
 * @throws InputError for a missing or unknown parameter, or a value out of range
 */
export async function loadThresholds(path: string): Promise<Thresholds> {
  const wrong = (message: string, cause?: unknown) =>
    new InputError(message, {file: path, advice: "correct the parameter", cause});
  let content: Record<string, Record<string, unknown>>;
  try {
    content = JSON.parse(await readFile(path, "utf8")) as typeof content;
  } catch (cause) {
    throw wrong(`not JSON: ${(cause as Error).message.toLowerCase()}`, cause);
  }
  const check = (group: unknown, keys: readonly string[], place: string) => {
    const values = (group ?? {}) as Record<string, unknown>;
    for (const key of Object.keys(values)) if (!keys.includes(key)) throw wrong(`unknown parameter ${place}.${key}`);
    for (const key of keys) {
      const value = values[key];
      const valid =
        typeof value === "number" &&
        (counts.has(key) ? Number.isInteger(value) && value >= 1 : value >= 0 && value <= 1);
      if (!valid) throw wrong(`invalid ${place}.${key}: ${JSON.stringify(value)}`);
    }
  };
  for (const key of Object.keys(content))
    if (!(key in shape) && key !== "vocabularies") throw wrong(`unknown parameter ${key}`);
  for (const [group, keys] of Object.entries(shape)) check(content[group], keys as readonly string[], group);
  for (const name of vocabularies)
    check(content.vocabularies?.[name], ["core", "similarity", "cooccurrence", "alone"], `vocabularies.${name}`);
  return content as unknown as Thresholds;
}
