import {type ClaimContext, factsText, publishedText} from "./claim-text.js";
import type {Claim} from "./claims/claim.ts";
import {earlierIndicator, numberIn} from "./claims/numbers.js";
import {digital} from "./claims/placements.js";
import {createView} from "./claims/view.js";
import {type Because, type JudgeContext, judgeWithoutWords, type WordlessJudgement} from "./judgement.js";
import {formatValue} from "./values.js";
import {narrativeWords} from "../words/en/narrative.js";
import {formatNumber, formatShare} from "../text/numbers.js";
import type {NarrativeWords} from "../words/narrative.ts";

export interface Judgement extends WordlessJudgement {
  /** One or more sentences. */
  reason: string;
}

/** The verdict of a claim from `judgeWithoutWords`, and its reason in sentences. */
export function judge(claim: Claim, context: JudgeContext): Judgement {
  const judgement = judgeWithoutWords(claim, context);
  return {...judgement, reason: reasonText(claim, judgement.because, context)};
}

/** The sentences of a reason, by what they are about; null for what there is nothing to say about. */
export interface ReasonSentences {
  values: string;
  limit: string | null;
  against: string | null;
  specifications: string | null;
}

/**
 * The sentences of a reason.
 * @throws RangeError for a claim without an entry in the words files
 */
export function reasonText(claim: Claim, because: Because, context: ClaimContext): string {
  const {values, limit, against, specifications} = reasonSentences(claim, because, context);
  return [values, limit, against, specifications].filter((sentence) => sentence !== null).join(" ");
}

/** The same, each on its own. */
export function reasonSentences(
  claim: Claim,
  {kind, facts, limit, against, specifications}: Because,
  context: ClaimContext
): ReasonSentences {
  const {snapshot, words = narrativeWords} = context;
  const name = (slug: string) => snapshot.technologies.find((technology) => technology.slug === slug)!.name;
  const number = (value: number | null) => (value === null ? words.noValue : formatNumber(value, 2, words));
  return {
    values: mainSentence(claim, kind, facts, context, words),
    limit:
      limit &&
      words.reasons.limit({
        technology: name(limit.technology),
        what: words.datasets[limit.lens],
        low: number(limit.low),
        high: number(limit.high)
      }),
    against:
      against.length === 0
        ? null
        : words.reasons.against({alternatives: words.list(against.map((id) => words.alternatives[id] ?? id))}),
    specifications:
      specifications &&
      words.reasons.specifications({
        holds: specifications.holds,
        told: specifications.told,
        share: formatTold(specifications, words)
      })
  };
}

/** A share in whole per cent; only exactly all is 100 and exactly none is 0. */
function formatTold({holds, told}: {holds: number; told: number}, words: Pick<NarrativeWords, "locale">): string {
  const percent =
    holds === 0 || holds === told
      ? Math.round(holds / told)
      : Math.min(0.99, Math.max(0.01, Math.round((100 * holds) / told) / 100));
  return formatShare(percent, 0, words);
}

function mainSentence(
  claim: Claim,
  kind: Because["kind"],
  facts: Because["facts"],
  context: ClaimContext,
  words: NarrativeWords
): string {
  const {snapshot, published} = context;
  const technology = snapshot.technologies.find(({slug}) => slug === claim.technologies[0]);
  const view = createView(snapshot, published);
  switch (kind) {
    case "number":
    case "number-differs":
    case "earlier-run": {
      const [indicator, slug] = claim.references[0]!.split(" ") as [string, string];
      const text = (name: string) => formatValue(`${name} ${slug}`, numberIn(view, name, slug), context);
      const args = {value: text(indicator), published: publishedText(claim, context)};
      if (kind === "earlier-run")
        return words.reasons.earlierRun({...args, earlier: text(earlierIndicator(indicator)!)});
      return kind === "number" ? words.reasons.number(args) : words.reasons.numberDiffers(args);
    }
    case "placement":
      return words.reasons.placement({
        technology: technology!.name,
        density: formatNumber(technology!.lenses.patents.density!, 1, words),
        complexity: formatNumber(technology!.complexity!, 1, words),
        relatednessLine: formatNumber(snapshot.lines.relatedness, 1, words),
        complexityLine: formatNumber(snapshot.lines.complexity, 1, words),
        quadrant: words.quadrants[technology!.quadrant!]
      });
    case "placement-of-group": {
      const all = view.group(digital);
      const others = all.filter((one) => view.quadrant(one) !== claim.published);
      return words.reasons.placementOfGroup({
        inside: formatNumber(all.length - others.length, 0, words),
        all: formatNumber(all.length, 0, words),
        group: words.groups[digital]!,
        quadrant: words.quadrants[claim.published as keyof NarrativeWords["quadrants"]],
        others:
          others.length === 0
            ? ""
            : words.list(others.map((slug) => snapshot.technologies.find((one) => one.slug === slug)!.name))
      });
    }
    case "facts":
      return factsText(claim, facts, context);
    case "no-value":
      return words.reasons.noValue;
    case "withheld":
    case "partly":
    case "totals":
    case "undisclosed":
    case "few":
    case "absent":
    case "uncalibrated":
    case "pooled":
      return words.reasons.missing[kind];
  }
}
