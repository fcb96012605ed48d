import type {Snapshot} from "../indicators/snapshot.ts";
import type {ClaimShare} from "../scenario/robustness.ts";
import {type ClaimContext, factsText, publishedText} from "./claim-text.js";
import type {Claim, Fact} from "./claims/claim.ts";
import type {Verdict} from "../terms/verdicts.ts";
import {agrees, earlierIndicator, isFromEarlierRun, numberIn} from "./claims/numbers.js";
import {digital} from "./claims/placements.js";
import {createView, type ShiftedRca} from "./claims/view.js";
import {formatValue} from "./values.js";
import {narrativeWords} from "../words/en/narrative.js";
import {formatNumber, formatShare} from "../text/numbers.js";
import type {NarrativeWords} from "../words/narrative.ts";
import type {Dataset} from "../terms/lenses.ts";

/** Why a claim has its verdict, as plain data from which any language makes sentences. */
interface Because {
  kind: "number" | "number-differs" | "earlier-run" | "placement" | "placement-of-group" | "facts" | "no-value";
  facts: Record<string, Fact>;
  /** An RCA at a limit of whose interval a true claim turns false. */
  limit: {lens: Dataset; technology: string; low: number; high: number | null} | null;
  /** Single choices under which a true claim is false. */
  against: string[];
  /** In how many specifications the claim is true, of those that can tell; null where it was not tried. */
  specifications: {holds: number; told: number} | null;
}

/** A verdict and what it rests on, as plain data without a sentence. */
export interface JudgementInFigures {
  verdict: Verdict;
  because: Because;
  /** Alternatives under which the claim is true, of those that could tell. */
  alternativesHolding: number;
  alternativesTried: number;
}

export interface Judgement extends JudgementInFigures {
  /** One or more sentences. */
  reason: string;
}

export interface JudgeContext extends ClaimContext {
  /** Snapshots of the same region under other choices. */
  alternatives: readonly {id: string; snapshot: Snapshot}[];
  /** How each claim fared under many specifications, by id; without it a single alternative makes a claim fragile. */
  robustness?: Readonly<Record<string, ClaimShare>>;
}

/** A true claim is fragile when it is false in more than this part of the specifications. */
const fragileBeyond = 0.1;

/**
 * The verdict of a claim.
 *
 * It fails when it is false, and is open when the data cannot tell. A true statement, placement or contradiction is fragile
 * when it turns false with one of the RCAs that it reads at a limit of its 95 % interval, one at a time, or in more than a tenth
 * of the specifications; where those were not computed, under one of the alternatives. A single choice that turns a claim which
 * nearly all specifications bear out is named, and the claim holds. Printed numbers are only right or wrong, and what is about
 * the report's own choices is not tried under others.
 */
export function judge(claim: Claim, context: JudgeContext): Judgement {
  const judgement = judgeInFigures(claim, context);
  return {...judgement, reason: reasonText(claim, judgement.because, context)};
}

/** The same verdict without its sentences: what is kept beside a build must not change with words. */
export function judgeInFigures(claim: Claim, context: JudgeContext): JudgementInFigures {
  const {snapshot, published, alternatives, robustness} = context;
  const read = new Map<string, {lens: Dataset; technology: string}>();
  const view = createView(snapshot, published, {
    onRca: (lens, technology) => read.set(`${lens} ${technology}`, {lens, technology})
  });
  const truth = claim.predicate(view);
  const tried = (claim.byReportChoices ? [] : alternatives)
    .map(({id, snapshot: other}) => ({id, truth: claim.predicate(createView(other, published))}))
    .filter((one) => one.truth !== null);
  const holding = tried.filter((one) => one.truth === true).length;
  const share = robustness?.[claim.id];
  const because: Because = {
    ...reasonOf(claim, truth, context),
    limit: null,
    against: [],
    specifications: share && share.told > 0 ? {holds: share.holds, told: share.told} : null
  };
  if (truth === true && claim.kind !== "number") {
    because.against = [
      ...new Set([...tried.filter((one) => one.truth === false).map(({id}) => id), ...(share?.turnedBy ?? [])])
    ];
    because.limit = turningLimit(claim, [...read.values()], context);
  }
  const turns = because.specifications === null ? because.against.length > 0 : isTurned(because.specifications);
  const verdict: Verdict =
    truth === null ? "open" : !truth ? "fails" : because.limit !== null || turns ? "fragile" : "holds";
  return {
    verdict,
    because,
    alternativesHolding: holding,
    alternativesTried: tried.length
  };
}

function isTurned({holds, told}: NonNullable<Because["specifications"]>): boolean {
  return told - holds > fragileBeyond * told;
}

/** The first RCA, in the order of reading, that turns a claim at one of its limits. */
function turningLimit(
  claim: Claim,
  read: readonly {lens: Dataset; technology: string}[],
  {snapshot, published}: JudgeContext
): Because["limit"] {
  const turns = (shifted: ShiftedRca) => claim.predicate(createView(snapshot, published, {shifted})) === false;
  for (const {lens, technology} of read) {
    const {low, high} = snapshot.technologies.find(({slug}) => slug === technology)!.lenses[lens];
    // Without a count in a lens of amounts there is no upper limit to try.
    if (turns({lens, technology, value: low}) || (high !== null && turns({lens, technology, value: high})))
      return {lens, technology, low, high};
  }
  return null;
}

function reasonOf(
  claim: Claim,
  truth: boolean | null,
  {snapshot, published}: JudgeContext
): Pick<Because, "kind" | "facts"> {
  const view = createView(snapshot, published);
  if (claim.kind === "number") {
    if (truth === null) return {kind: "no-value", facts: {}};
    const [indicator, technology] = claim.references[0]!.split(" ") as [string, string];
    const earlier = isFromEarlierRun(view, {
      indicator,
      technology,
      value: Number(claim.published),
      tolerance: claim.tolerance ?? 0
    });
    return {
      kind: earlier
        ? "earlier-run"
        : agrees(
              {value: Number(claim.published), tolerance: claim.tolerance ?? 0},
              numberIn(view, indicator, technology)
            )
          ? "number"
          : "number-differs",
      facts: {}
    };
  }
  if (claim.kind === "placement")
    return {
      kind: truth === null ? "no-value" : claim.technologies.length === 0 ? "placement-of-group" : "placement",
      facts: {}
    };
  return {kind: "facts", facts: claim.facts?.(view) ?? {}};
}

/**
 * The sentences of a reason.
 * @throws RangeError for a claim without words
 */
export function reasonText(
  claim: Claim,
  {kind, facts, limit, against, specifications}: Because,
  context: ClaimContext
): string {
  const {snapshot, words = narrativeWords} = context;
  const name = (slug: string) => snapshot.technologies.find((technology) => technology.slug === slug)!.name;
  const sentences = [mainSentence(claim, kind, facts, context, words)];
  if (limit !== null) {
    const number = (value: number | null) => (value === null ? words.noValue : formatNumber(value, 2, words));
    sentences.push(
      words.reasons.limit({
        technology: name(limit.technology),
        what: words.datasets[limit.lens],
        low: number(limit.low),
        high: number(limit.high)
      })
    );
  }
  if (against.length > 0)
    sentences.push(
      words.reasons.against({alternatives: words.list(against.map((id) => words.alternatives[id] ?? id))})
    );
  if (specifications !== null)
    sentences.push(
      words.reasons.specifications({
        holds: specifications.holds,
        told: specifications.told,
        share: formatTold(specifications, words)
      })
    );
  return sentences.join(" ");
}

/** A share in whole per cent, of which only all and none are 100 and 0. */
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
  }
}
