import {readFile} from "node:fs/promises";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";
import type {LinkThresholds} from "../../src/indicators/link-rule.ts";

/** Parameters of the classification; what each does stands in docs/methodology.md. */
export interface Thresholds {
  /** What is kept as a candidate, and the weight of the subclass title beside that of a CPC group. */
  candidates: {rank: number; similarity: number; class_title: number};
  /**
   * Which candidates are core codes: least part of the code's best similarity, fewest and most for each technology,
   * and least relatedness to the other core codes.
   */
  core: {share: number; fewest: number; most: number; relatedness: number};
  /** Least documents for evidence, and the weight of chance in documents. */
  evidence: {documents: number; prior: number};
  /** For each vocabulary: least similarity of a core code, and the rule. */
  vocabularies: Record<Vocabulary, LinkThresholds & {core: number}>;
  /** Distance from a threshold within which a person should look. */
  bands: {similarity: number; relatedness: number};
  /** How far scores may move before a decision is set aside. */
  drift: {similarity: number; relatedness: number};
}

const shape: {[group in keyof Omit<Thresholds, "vocabularies">]: readonly (keyof Thresholds[group])[]} = {
  candidates: ["rank", "similarity", "class_title"],
  core: ["share", "fewest", "most", "relatedness"],
  evidence: ["documents", "prior"],
  bands: ["similarity", "relatedness"],
  drift: ["similarity", "relatedness"]
};

const counts = new Set(["rank", "fewest", "most", "documents", "prior"]);

/**
 * Reads the parameters.
 *
 * @param path `data/review/thresholds.json`
 * @throws InputError for a missing or unknown parameter, or a value out of range
 */
export async function loadThresholds(path: string): Promise<Thresholds> {
  const wrong = (message: string, cause?: unknown) =>
    new InputError(message, {file: path, advice: "mend the parameter", cause});
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
    check(
      content.vocabularies?.[name],
      ["core", "similarity", "relatedness", "similarity_alone"],
      `vocabularies.${name}`
    );
  return content as unknown as Thresholds;
}
