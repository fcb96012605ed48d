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
  /** null if too few documents have the code. */
  cooccurrence: number | null;
  documents: number;
  together: number;
  core: boolean;
  decision: LinkScores["decision"];
  /** Under the published thresholds. */
  accepted: boolean;
  /** Whether the scores have moved since the decision, which holds nonetheless. */
  moved: boolean;
  reason: string;
}

/** Half the width of the band around a threshold; a link outside the band is clear. */
export interface Bands {
  similarity: number;
  cooccurrence: number;
}

/** A candidate under the scenario's thresholds and the reader's own decisions. */
export interface JudgedLink extends CandidateLink {
  /** The reader's own decision. */
  own: "accept" | "reject" | null;
  tried: boolean;
  /**
   * Whether the candidate has no decision and a small move of the thresholds would change it, or its scores have moved
   * since the decision.
   */
  waiting: boolean;
}

/** CPC subclasses are excluded: documents have main groups only. */
const borne = "(vocabulary <> 'cpc' OR length(symbol) > 4)";

/** SQL for all candidates whose code a document can have. */
export const candidatesSql = `SELECT code, technology::INTEGER AS technology, vocabulary, symbol, label, similarity,
  coalesce(cooccurrence, 'nan'::DOUBLE) AS cooccurrence, documents, together, core, decision, accepted, moved, reason
FROM links
WHERE ${borne}
ORDER BY documents DESC, symbol, technology`;

/** The rows of `candidatesSql`: codes with the most documents first, those without evidence last. */
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
    moved,
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
    moved: Boolean(moved![i]),
    reason: String(reason![i] ?? "")
  }));
}

/** All thresholds moved to the same end of their bands. */
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
 * Applies thresholds and decisions to candidates.
 * @param own the reader's decision on a link, which overrides the reviewers'
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
      waiting: link.moved || acceptsLink(link, low) !== acceptsLink(link, high)
    };
  });
}

/** Why a link exists: the first reason that applies. */
export type LinkBasis = "reviewers" | "core" | "evidence" | "title";

/** The reason why an accepted link was accepted. */
export function basisOf({
  decision,
  core,
  cooccurrence
}: Pick<CandidateLink, "decision" | "core" | "cooccurrence">): LinkBasis {
  if (decision === "accept") return "reviewers";
  if (core) return "core";
  return cooccurrence === null ? "title" : "evidence";
}
