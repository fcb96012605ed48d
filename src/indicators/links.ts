import {acceptsLink, type LinkScores, type LinkThresholds, type RuleThresholds} from "./link-rule.js";
import {vocabularies, type Vocabulary} from "../terms/lenses.js";

/** A candidate link of a technology, as published. */
export interface CandidateLink {
  code: number;
  /** From 1, as in the tables. */
  technology: number;
  vocabulary: Vocabulary;
  symbol: string;
  label: string;
  similarity: number;
  /** null where too few documents bear the code. */
  cooccurrence: number | null;
  documents: number;
  together: number;
  core: boolean;
  decision: LinkScores["decision"];
  /** Under the published thresholds. */
  accepted: boolean;
  reason: string;
}

/** How far a threshold may move before a link counts as clear: half the width of the band around it. */
export interface Bands {
  similarity: number;
  cooccurrence: number;
}

/** A candidate under the thresholds that are tried and the reader's own decisions. */
export interface JudgedLink extends CandidateLink {
  /** The reader's own decision. */
  own: "accept" | "reject" | null;
  tried: boolean;
  /**
   * Whether a small move of the thresholds that are tried would turn it and nobody decided, or its decision was set
   * aside.
   */
  waiting: boolean;
}

/** Subclasses of CPC are left out: no document bears them. */
const borne = "(vocabulary <> 'cpc' OR length(symbol) > 4)";

/** SQL for all candidates that a document can bear. */
export const candidatesSql = `SELECT code, technology::INTEGER AS technology, vocabulary, symbol, label, similarity,
  coalesce(cooccurrence, 'nan'::DOUBLE) AS cooccurrence, documents, together, core, decision, accepted, reason
FROM links
WHERE ${borne}
ORDER BY documents DESC, symbol, technology`;

/** The rows of `candidatesSql`; codes with most documents first, those without evidence last. */
export function readCandidates(columns: Record<string, ArrayLike<unknown>>): CandidateLink[] {
  const {
    code,
    technology,
    vocabulary,
    symbol,
    label,
    similarity,
    cooccurrence,
    documents,
    together,
    core,
    decision,
    accepted,
    reason
  } = columns;
  const orNull = (value: unknown) =>
    value === null || value === undefined || Number.isNaN(value) ? null : Number(value);
  return Array.from(code!, (id, i) => ({
    code: Number(id),
    technology: Number(technology![i]),
    vocabulary: String(vocabulary![i]) as Vocabulary,
    symbol: String(symbol![i]),
    label: String(label![i] ?? ""),
    similarity: Number(similarity![i]),
    cooccurrence: orNull(cooccurrence![i]),
    documents: Number(documents![i]),
    together: Number(together![i]),
    core: Boolean(core![i]),
    decision: (decision![i] ?? null) as LinkScores["decision"],
    accepted: Boolean(accepted![i]),
    reason: String(reason![i] ?? "")
  }));
}

/** All thresholds at one end of their bands. */
function shiftThresholds(thresholds: RuleThresholds, bands: Bands, by: -1 | 1): RuleThresholds {
  const move = ({similarity, cooccurrence, alone}: LinkThresholds): LinkThresholds => ({
    similarity: similarity + by * bands.similarity,
    cooccurrence: cooccurrence + by * bands.cooccurrence,
    alone: alone + by * bands.similarity
  });
  return Object.fromEntries(
    vocabularies.map((vocabulary) => [vocabulary, move(thresholds[vocabulary])])
  ) as unknown as RuleThresholds;
}

/**
 * Judges candidates as a reader sees them.
 * @param own the reader's decision on a link, which stands before those of the reviewers
 */
export function judgeLinks(
  links: readonly CandidateLink[],
  thresholds: RuleThresholds,
  bands: Bands,
  own: (link: CandidateLink) => "accept" | "reject" | undefined = () => undefined
): JudgedLink[] {
  const [low, high] = [shiftThresholds(thresholds, bands, -1), shiftThresholds(thresholds, bands, 1)];
  return links.map((link) => {
    const mine = own(link) ?? null;
    return {
      ...link,
      own: mine,
      tried: mine ? mine === "accept" : acceptsLink(link, thresholds),
      waiting: link.decision === "stale" || acceptsLink(link, low) !== acceptsLink(link, high)
    };
  });
}

/** How a link came about. Of those that apply the first counts: each link has one. */
export type LinkBasis = "reviewers" | "core" | "evidence" | "title";

/** By whom or what an accepted link was accepted. */
export function basisOf({
  decision,
  core,
  cooccurrence
}: Pick<CandidateLink, "decision" | "core" | "cooccurrence">): LinkBasis {
  if (decision === "accept") return "reviewers";
  if (core) return "core";
  return cooccurrence === null ? "title" : "evidence";
}
