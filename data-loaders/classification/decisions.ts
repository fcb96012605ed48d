import {type LinkKey, readLinkRows} from "./link-rows.ts";
import type {Technology} from "./taxonomy.ts";
import type {Thresholds} from "./thresholds.ts";

/** A reviewer's decision on one link, with the scores at the time. */
export interface Decision extends LinkKey {
  verdict: "accept" | "reject";
  reviewer: string;
  /** YYYY-MM-DD */
  date: string;
  note: string;
  similarity: number;
  cooccurrence: number | null;
  /** Id of the model that gave the similarity. */
  model: string;
}

/** The columns of the decisions file, in order. */
export const decisionColumns = [
  "vocabulary",
  "code",
  "technology",
  "decision",
  "reviewer",
  "date",
  "note",
  "similarity",
  "cooccurrence",
  "model"
] as const;

/**
 * Reads the decisions.
 *
 * @param path `data/classification/decisions.csv`
 * @throws InputError with the line, for an unknown vocabulary, technology or verdict, a repeated link, or a decision
 * without reviewer, date, reason or scores
 */
export async function loadDecisions(path: string, technologies: readonly Technology[]): Promise<Decision[]> {
  return await readLinkRows(path, technologies, decisionColumns, (row) => {
    const similarity = Number(row.similarity || Number.NaN);
    const cooccurrence = row.cooccurrence === "" ? null : Number(row.cooccurrence);
    const [reviewer, note] = [row.reviewer!.trim(), row.note!.trim()];
    if (row.decision !== "accept" && row.decision !== "reject") return `unknown decision "${row.decision}"`;
    if (reviewer === "") return "no reviewer";
    if (!/^\d{4}-\d\d-\d\d$/.test(row.date!)) return `invalid date "${row.date}"`;
    if (note === "") return "no reason in the column note";
    if (!Number.isFinite(similarity) || (cooccurrence !== null && !Number.isFinite(cooccurrence)))
      return `invalid scores "${row.similarity}", "${row.cooccurrence}"`;
    if (row.model === "") return "no model";
    return {
      verdict: row.decision as Decision["verdict"],
      reviewer,
      date: row.date!,
      note,
      similarity,
      cooccurrence,
      model: row.model!
    };
  });
}

/**
 * Why a decision no longer fits, or undefined if it does.
 *
 * Similarities of different models are not compared. A co-occurrence that moved towards the decision confirms it.
 * @param now the scores of the link; undefined if it is no longer a candidate
 */
export function whyStale(
  decision: Decision,
  now: {similarity: number; cooccurrence: number | null} | undefined,
  model: string,
  drift: Thresholds["drift"]
): string | undefined {
  if (now === undefined) return "no longer a candidate";
  const moved = Math.abs(now.similarity - decision.similarity);
  if (model === decision.model && moved > drift.similarity)
    return `similarity moved from ${decision.similarity.toFixed(2)} to ${now.similarity.toFixed(2)}`;
  if (now.cooccurrence !== null && decision.cooccurrence !== null) {
    const against = (now.cooccurrence - decision.cooccurrence) * (decision.verdict === "accept" ? -1 : 1);
    if (against > drift.cooccurrence)
      return `co-occurrence moved from ${decision.cooccurrence.toFixed(2)} to ${now.cooccurrence.toFixed(2)}`;
  }
  return undefined;
}
