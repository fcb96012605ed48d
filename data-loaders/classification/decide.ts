import {acceptsLink, type LinkScores, type RuleThresholds} from "../../src/indicators/link-rule.ts";
import type {Candidate, TitledCode} from "./candidates.ts";
import type {Evidence} from "./evidence.ts";
import {type Decision, describeMove} from "./decisions.ts";
import {keyOfLink} from "./link-rows.ts";
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
  /** Whether the scores have moved away from those at the time of the decision, which holds nonetheless. */
  moved: boolean;
  reason: string;
}

/** A decision whose link has other scores than at the time of the decision. */
export interface MovedDecision {
  vocabulary: string;
  code: string;
  technology: number;
  verdict: "accept" | "reject";
  /** Whether the rule alone would decide otherwise now. */
  against: boolean;
  /** What moved, and from where. */
  what: string;
}

/**
 * Applies the rule, and the decisions, which override it. A decision is about a code and a technology: it holds under
 * any title, model or edition. Those whose scores have moved are reported, so that a reviewer can look at them again.
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
): {links: Link[]; moved: MovedDecision[]} {
  const byLink = new Map(decisions.map((decision) => [keyOfLink(decision), decision]));
  const moved: MovedDecision[] = [];
  const links = candidates.map((candidate): Link => {
    const {vocabulary, symbol, label} = codes.get(candidate.code)!;
    const found = byLink.get(keyOfLink({vocabulary, symbol, technology: candidate.technology}));
    const undecided: LinkScores = {...candidate, vocabulary, decision: null};
    const byRule = acceptsLink(undecided, thresholds.vocabularies);
    const scored = {...candidate, vocabulary, symbol, label};
    if (!found) {
      const borderline = acceptsLink(undecided, shift(thresholds, -1)) !== acceptsLink(undecided, shift(thresholds, 1));
      const reason = explain(undecided, byRule, thresholds.vocabularies);
      return {...scored, decision: null, accepted: byRule, borderline, moved: false, reason};
    }
    const {technology, verdict, reviewer, note} = found;
    const accepted = verdict === "accept";
    const what = describeMove(found, candidate, model, thresholds.drift);
    if (what !== undefined)
      moved.push({vocabulary, code: symbol, technology, verdict, against: byRule !== accepted, what});
    const reason = `${reviewer}: ${note}${what === undefined ? "" : ` (since then ${what})`}`;
    return {...scored, decision: verdict, accepted, borderline: false, moved: what !== undefined, reason};
  });
  return {links, moved};
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
