import type {Claim} from "../../narrative/claims/claim.ts";
import {conditionClaim, type OwnCondition, readBy} from "../../narrative/claims/own-condition.js";
import {ask, createView} from "../../narrative/claims/view.js";
import {type JudgeContext, judgeWithoutWords} from "../../narrative/judgement.js";
import {referenceName} from "../../narrative/reference-name.js";
import {resolveValue} from "../../narrative/values.js";
import {reasonSentences} from "../../narrative/verdicts.js";
import type {ClaimShare} from "../../scenario/robustness.ts";
import {html, type Html} from "../../text/html.js";
import {forkWords} from "../../words/en/forks.js";
import {claimCardWords} from "../../words/en/live.js";
import {list} from "../../words/en/locale.js";
import {narrativeWords} from "../../words/en/narrative.js";
import {intervalText, rcaOf} from "../rca-interval.js";
import {followPage, type PageView} from "./page-scenario.js";
import type {Specifications} from "./specifications.ts";

/** Most numbers that a claim names; further ones are only counted. */
const mostNamed = 4;

/**
 * A claim of a page's own: its sentence with a verdict, and why. It follows the page's scenario.
 *
 * A true claim is fragile if it turns false at a limit of the 95% interval of an RCA that it reads, or in more than a
 * tenth of the report's specifications of the region, which are tried one after another.
 * @param condition takes the values that it reads, such as `({rca}) => rca("publications", "semiconductors") > 2`
 * @throws RangeError for a condition that reads an unknown lens, technology or value, with the nearest name, or that
 * says neither true nor false
 */
export async function claim(sentence: string, condition: OwnCondition): Promise<HTMLElement> {
  const element = document.createElement("div");
  element.className = "own-claim";
  const truths = new WeakMap<object, boolean | null>();
  return await followPage(element, {
    specifications: true,
    write(view) {
      const now = {snapshot: view.snapshot, published: view.report.published};
      const own = conditionClaim(sentence, condition, readBy(condition, createView(view.snapshot, now.published)));
      const share = shareOf(own, view, truths);
      element.innerHTML = String(claimHtml(own, view, share));
    }
  });
}

/** In how many of the specifications tried so far a claim is true. */
function shareOf(
  claim: Claim,
  {specifications: {tried}, report: {published}}: PageView,
  truths: WeakMap<object, boolean | null>
): ClaimShare {
  const told = tried.flatMap((snapshot) => {
    if (!truths.has(snapshot)) truths.set(snapshot, ask(claim, createView(snapshot, published)).truth);
    const truth = truths.get(snapshot)!;
    return truth === null ? [] : [truth];
  });
  return {holds: told.filter(Boolean).length, told: told.length, turnedBy: []};
}

function claimHtml(claim: Claim, {snapshot, report: {published}, specifications}: PageView, share: ClaimShare): Html {
  const done = specifications.tried.length === specifications.of;
  const context: JudgeContext = {snapshot, published, alternatives: [], ...(done && {robustness: {own: share}})};
  const {verdict, because} = judgeWithoutWords(claim, context);
  const {limit, specifications: tried} = reasonSentences(claim, because, context);
  const reasons = [
    verdict === "open" && because.kind !== "facts" ? reasonSentences(claim, because, context).values : null,
    numbersText(claim, context),
    limit ?? (verdict === "fails" || verdict === "open" || !readsRca(claim, context) ? null : claimCardWords.noLimit),
    tried ?? progressText(share, specifications)
  ].filter((sentence) => sentence !== null);
  return html`<p class="own-claim-sentence">${claim.sentence!.says}
 <span class="verdict ${verdict}">${narrativeWords.verdicts[verdict]}</span></p>
<p class="computed">${reasons.join(" ")}</p>`;
}

function progressText({holds, told}: ClaimShare, {of, failed}: Specifications): string | null {
  const words = forkWords.ownClaim;
  if (failed !== undefined) return words.untried(failed);
  return of === null || told === 0 ? null : words.trying(holds, told, of);
}

/** The numbers that a claim reads, with their intervals. */
function numbersText({references}: Claim, context: JudgeContext): string | null {
  if (references.length === 0) return null;
  const words = forkWords.ownClaim;
  const named = references.slice(0, mostNamed).map((reference) => {
    const {text} = resolveValue(reference, context);
    return words.one(referenceName(reference, context), `${text}${intervalText(reference, context.snapshot)}`);
  });
  const others = references.length - named.length;
  return words.numbers(list(others > 0 ? [...named, words.more(others)] : named));
}

const readsRca = ({references}: Claim, context: JudgeContext) =>
  references.some((reference) => rcaOf(reference, context.snapshot) !== null);
