import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";
import {vocabularies, type Vocabulary} from "../sources/source.ts";
import type {Technology} from "./taxonomy.ts";
import type {Thresholds} from "./thresholds.ts";

/** What a person decided about one link, and the scores that were in sight. */
export interface Decision {
  vocabulary: Vocabulary;
  symbol: string;
  technology: number;
  verdict: "accept" | "reject";
  reviewer: string;
  /** YYYY-MM-DD */
  date: string;
  note: string;
  similarity: number;
  relatedness: number | null;
  /** Id of the model that gave the similarity. */
  model: string;
}

/** The columns of the file of decisions, in order. */
export const decisionColumns = ["vocabulary", "code", "technology", "decision", "reviewer", "date", "note", "similarity", "relatedness", "model"] as const;

/**
 * Reads the decisions.
 *
 * @param path `data/review/decisions.csv`
 * @throws InputError naming the line of an unknown vocabulary, technology or verdict, a repeated link, or a decision without reviewer, date, reason or scores
 */
export async function loadDecisions(path: string, technologies: readonly Technology[]): Promise<Decision[]> {
  const ids = new Map(technologies.map(({name, id}) => [name, id]));
  const rows = csvParse(await readFile(path, "utf8"));
  for (const column of decisionColumns) {
    if (!rows.columns.includes(column)) throw new InputError(`no column ${column} in the header: ${rows.columns.join(", ")}`, {file: path, line: 1, advice: "add the column"});
  }
  const seen = new Map<string, number>();
  return rows.map((row, i) => {
    const line = i + 2;
    const vocabulary = vocabularies.find((name) => name === row.vocabulary);
    const technology = ids.get(row.technology ?? "");
    const key = [row.vocabulary, row.code, row.technology].join("|");
    const similarity = Number(row.similarity || Number.NaN);
    const relatedness = row.relatedness === "" ? null : Number(row.relatedness);
    const problem =
      vocabulary === undefined ? `unknown vocabulary "${row.vocabulary}"`
      : technology === undefined ? `unknown technology "${row.technology}"`
      : !row.code ? "no code"
      : row.decision !== "accept" && row.decision !== "reject" ? `unknown decision "${row.decision}"`
      : !row.reviewer?.trim() ? "no reviewer"
      : !/^\d{4}-\d\d-\d\d$/.test(row.date ?? "") ? `invalid date "${row.date}"`
      : !row.note?.trim() ? "no reason in the column note"
      : !Number.isFinite(similarity) || (relatedness !== null && !Number.isFinite(relatedness)) ? `invalid scores "${row.similarity}", "${row.relatedness}"`
      : !row.model ? "no model"
      : seen.has(key) ? `${row.code} – ${row.technology} was decided in line ${seen.get(key)} already`
      : undefined;
    if (problem !== undefined) throw new InputError(problem, {file: path, line, advice: "mend the row"});
    seen.set(key, line);
    return {
      vocabulary: vocabulary!,
      symbol: row.code!,
      technology: technology!,
      verdict: row.decision as Decision["verdict"],
      reviewer: row.reviewer!.trim(),
      date: row.date!,
      note: row.note!.trim(),
      similarity,
      relatedness,
      model: row.model!
    };
  });
}

/**
 * Why a decision can no longer be used as it stands, or undefined when it can.
 *
 * Similarities of different models are not compared. A relatedness that moved towards the decision confirms it.
 * @param now the scores of the link; undefined when it is no candidate any more
 */
export function whyStale(decision: Decision, now: {similarity: number; relatedness: number | null} | undefined, model: string, drift: Thresholds["drift"]): string | undefined {
  if (now === undefined) return "no candidate any more";
  const moved = Math.abs(now.similarity - decision.similarity);
  if (model === decision.model && moved > drift.similarity) return `similarity moved from ${decision.similarity.toFixed(2)} to ${now.similarity.toFixed(2)}`;
  if (now.relatedness !== null && decision.relatedness !== null) {
    const against = (now.relatedness - decision.relatedness) * (decision.verdict === "accept" ? -1 : 1);
    if (against > drift.relatedness) return `relatedness moved from ${decision.relatedness.toFixed(2)} to ${now.relatedness.toFixed(2)}`;
  }
  return undefined;
}
