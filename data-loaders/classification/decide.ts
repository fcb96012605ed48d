import {acceptsLink, type LinkScores, type RuleThresholds} from "../../src/indicators/link-rule.ts";
import type {Candidate, TitledCode} from "./candidates.ts";
import type {Evidence} from "./evidence.ts";
import {type Decision, whyStale} from "./decisions.ts";
import type {Thresholds} from "./thresholds.ts";

/** A candidate with its scores, decision and result. */
export interface Link extends Candidate, Evidence {
  vocabulary: TitledCode["vocabulary"];
  symbol: string;
  label: string;
  decision: LinkScores["decision"];
  accepted: boolean;
  /** Whether no decision applies, and moving the thresholds within their bands would change the result. */
  borderline: boolean;
  reason: string;
}

/** A decision that was set aside, and the reason. */
export interface StaleDecision {
  vocabulary: string;
  code: string;
  technology: number;
  verdict: string;
  why: string;
}

/**
 * Applies the rule, and the decisions, which override it. Decisions that no longer fit the scores are set aside and
 * reported.
 *
 * @param codes titles of all codes, by id
 * @param model id of the model that computed the similarities
 */
export function decideLinks(
  candidates: readonly (Candidate & Evidence)[],
  codes: ReadonlyMap<number, TitledCode>,
  decisions: readonly Decision[],
  model: string,
  thresholds: Thresholds
): {links: Link[]; stale: StaleDecision[]} {
  const open = new Map(decisions.map((decision) => [keyOf(decision), decision]));
  const stale: StaleDecision[] = [];
  const setAside = ({vocabulary, symbol, technology, verdict}: Decision, why: string) =>
    stale.push({vocabulary, code: symbol, technology, verdict, why});
  const links = candidates.map((candidate): Link => {
    const {vocabulary, symbol, label} = codes.get(candidate.code)!;
    const key = keyOf({vocabulary, symbol, technology: candidate.technology});
    const found = open.get(key);
    open.delete(key);
    const why = found && whyStale(found, candidate, model, thresholds.drift);
    if (found && why !== undefined) setAside(found, why);
    const decision = found === undefined ? null : why === undefined ? found.verdict : "stale";
    const scores: LinkScores = {...candidate, vocabulary, decision};
    const accepted = acceptsLink(scores, thresholds.vocabularies);
    const decided = decision === "accept" || decision === "reject";
    return {
      ...candidate,
      vocabulary,
      symbol,
      label,
      decision,
      accepted,
      borderline: !decided && acceptsLink(scores, shift(thresholds, -1)) !== acceptsLink(scores, shift(thresholds, 1)),
      reason: decided
        ? `${found!.reviewer}: ${found!.note}`
        : explain(scores, accepted, thresholds.vocabularies) +
          (why === undefined ? "" : ` (a decision was set aside: ${why})`)
    };
  });
  for (const decision of open.values()) setAside(decision, whyStale(decision, undefined, model, thresholds.drift)!);
  return {links, stale};
}

/** All thresholds of the rule, moved to the lower (-1) or upper (1) end of their bands. */
function shift({vocabularies, bands}: Thresholds, by: -1 | 1): RuleThresholds {
  const move = ({similarity, cooccurrence, alone}: RuleThresholds["cpc"]) => ({
    similarity: similarity + by * bands.similarity,
    cooccurrence: cooccurrence + by * bands.cooccurrence,
    alone: alone + by * bands.similarity
  });
  return {cpc: move(vocabularies.cpc), topic: move(vocabularies.topic), industry: move(vocabularies.industry)};
}

function explain(
  {vocabulary, similarity, cooccurrence}: LinkScores,
  accepted: boolean,
  thresholds: RuleThresholds
): string {
  if (cooccurrence === null)
    return accepted ? "similar; too few documents for evidence" : "not similar enough without evidence";
  if (accepted) return "similar, and often in documents with core codes";
  const least = thresholds[vocabulary];
  if (similarity < least.similarity)
    return cooccurrence < least.cooccurrence
      ? "neither similar nor confirmed"
      : "often in documents with core codes, but not similar enough";
  return "similar, but rarely in documents with core codes";
}

function keyOf({vocabulary, symbol, technology}: Pick<Decision, "vocabulary" | "symbol" | "technology">): string {
  return `${vocabulary}|${symbol}|${technology}`;
}
