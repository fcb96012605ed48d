import {decisionColumns, invalidField} from "../../src/decisions/decision-row.ts";
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
  /** Id of the model that computed the similarity. */
  model: string;
}

/**
 * Reads the decisions.
 *
 * @param path `data/classification/decisions.csv`
 * @param options.known technologies whose decisions are left out where `technologies` lacks them: a report with other
 * technologies keeps the decisions on those that it shares
 * @throws InputError with the line, for an unknown vocabulary, technology or verdict, a repeated link, or a decision
 * without reviewer, date, reason or scores
 */
export async function loadDecisions(
  path: string,
  technologies: readonly Technology[],
  {known = []}: {known?: readonly Technology[]} = {}
): Promise<Decision[]> {
  const numbers = ["similarity", "cooccurrence"] as const;
  return await readLinkRows(path, {technologies, known, numbers}, decisionColumns, (row) => {
    const field = invalidField(row);
    if (field) return `invalid ${field}: ${JSON.stringify(row[field])}`;
    return {
      verdict: row.decision as Decision["verdict"],
      reviewer: row.reviewer.trim(),
      date: row.date,
      note: row.note.trim(),
      similarity: Number(row.similarity),
      cooccurrence: row.cooccurrence === "" ? null : Number(row.cooccurrence),
      model: row.model
    };
  });
}

/**
 * How the scores of a link have moved away from those at the time of its decision; undefined if they have not.
 *
 * Similarities of different models are not compared. A co-occurrence that moved in the direction of the decision
 * confirms it.
 */
export function describeMove(
  decision: Decision,
  now: {similarity: number; cooccurrence: number | null},
  model: string,
  drift: Thresholds["drift"]
): string | undefined {
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
