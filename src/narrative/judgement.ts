import type {Missing} from "../indicators/missing.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import type {ClaimShare} from "../scenario/robustness.ts";
import type {Dataset} from "../terms/lenses.ts";
import type {Verdict} from "../terms/verdicts.ts";
import type {ClaimContext} from "./claim-text.ts";
import type {Claim, Fact} from "./claims/claim.ts";
import {agrees, isFromEarlierRun, numberIn} from "./claims/numbers.js";
import {type Answer, ask, createView, type ShiftedRca} from "./claims/view.js";

/** Why a claim has its verdict, as plain data from which the words of any language build sentences. */
export interface Because {
  kind:
    "number" | "number-differs" | "earlier-run" | "placement" | "placement-of-group" | "facts" | "no-value" | Missing;
  facts: Record<string, Fact>;
  /** An RCA that makes a true claim false at a limit of its interval. */
  limit: {lens: Dataset; technology: string; low: number; high: number | null} | null;
  /** Single choices that make a true claim false. */
  against: string[];
  /** Number of specifications in which the claim is true, and of those with an answer; null if it was not tested. */
  specifications: {holds: number; told: number} | null;
}

/** A verdict and its evidence, as plain data without sentences. */
export interface WordlessJudgement {
  verdict: Verdict;
  because: Because;
  /** Number of alternatives under which the claim is true, and of those with an answer. */
  alternativesHolding: number;
  alternativesTried: number;
}

export interface JudgeContext extends ClaimContext {
  /** Snapshots of the same region under other choices. */
  alternatives: readonly {id: string; snapshot: Snapshot}[];
  /**
   * Results of each claim under many specifications, by id; without them a single alternative makes a claim fragile.
   */
  robustness?: Readonly<Record<string, ClaimShare>>;
}

/** A true claim is fragile if it is false in more than this share of the specifications. */
const fragileBeyond = 0.1;

/**
 * The verdict of a claim, without sentences. Stored judgements must not change with words, so this module imports none.
 *
 * A false claim fails; a claim that the data cannot test is open. A true statement, placement or contradiction is
 * fragile in two cases: it turns false when one of its RCAs moves to a limit of its 95 % interval, or it is false in
 * more than a tenth of the specifications (without specifications: under any alternative). If a single choice makes a
 * claim false but nearly all specifications support it, the claim holds and the reason names the choice. Printed
 * numbers only hold or fail, and claims about the report's own choices are not tested under alternatives.
 */
export function judgeWithoutWords(claim: Claim, context: JudgeContext): WordlessJudgement {
  const {snapshot, published, alternatives, robustness} = context;
  const read = new Map<string, {lens: Dataset; technology: string}>();
  const view = createView(snapshot, published, {
    onRca: (lens, technology) => read.set(`${lens} ${technology}`, {lens, technology})
  });
  const answer = ask(claim, view);
  const {truth} = answer;
  const tried = (claim.byReportChoices ? [] : alternatives)
    .map(({id, snapshot: other}) => ({id, truth: ask(claim, createView(other, published)).truth}))
    .filter((one) => one.truth !== null);
  const holding = tried.filter((one) => one.truth === true).length;
  const share = robustness?.[claim.id];
  const because: Because = {
    ...reasonOf(claim, answer, context),
    limit: null,
    against: [],
    specifications: truth !== null && share && share.told > 0 ? {holds: share.holds, told: share.told} : null
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

/** The first RCA, in the order in which the claim reads them, that flips the claim at one of its limits. */
function turningLimit(
  claim: Claim,
  read: readonly {lens: Dataset; technology: string}[],
  {snapshot, published}: JudgeContext
): Because["limit"] {
  const turns = (shifted: ShiftedRca) => ask(claim, createView(snapshot, published, {shifted})).truth === false;
  for (const {lens, technology} of read) {
    const {low, high} = snapshot.technologies.find(({slug}) => slug === technology)!.lenses[lens];
    // In a lens of amounts, a count of 0 has no upper limit.
    if (low === null) continue;
    if (turns({lens, technology, value: low}) || (high !== null && turns({lens, technology, value: high})))
      return {lens, technology, low, high};
  }
  return null;
}

function reasonOf(
  claim: Claim,
  {truth, missing}: Answer,
  {snapshot, published}: JudgeContext
): Pick<Because, "kind" | "facts"> {
  if (missing !== null) return {kind: missing, facts: {}};
  const view = createView(snapshot, published);
  if (claim.kind === "number") {
    if (truth === null) return {kind: "no-value", facts: {}};
    const [indicator, technology] = claim.references[0]!.split(" ") as [string, string];
    const number = {indicator, technology, value: Number(claim.published), tolerance: claim.tolerance ?? 0};
    // The earlier edition may lack the value.
    const earlier = ask({predicate: (own) => isFromEarlierRun(own, number)}, view).truth;
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
