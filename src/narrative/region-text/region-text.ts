import type {Snapshot} from "../../indicators/snapshot.ts";
import {lenses} from "../../terms/lenses.js";
import {statement as makeClaim} from "../claims/claim.js";
import {type JudgeContext, judgeWithoutWords, type WordlessJudgement} from "../judgement.js";
import type {Published} from "../published.ts";
import {factsOf, isTested, leaders, perLens, type RegionFacts} from "./facts.js";
import {dealGraphText, hasQuadrants, patentGraphText, publicationGraphText} from "./graphs.js";
import {introductionText, leadText, linesText, summaryText} from "./overview.js";
import {documentsIn, fundingText, patentsText, publicationsText, regionsText} from "./position.js";
import type {Sentence, SentenceLabel, TextPart} from "./sentence.ts";
import {say, type Statement} from "./statement.js";

/** A sentence with the verdict on it, if it makes a statement that other choices can turn. */
export interface JudgedSentence {
  sentence: Sentence;
  label: SentenceLabel | null;
  /** Address of the statement's reason in the page: the same for sentences that make the same statement. */
  id: string | null;
  judgement: WordlessJudgement | null;
}

/** The text about a region: for each part its sentences, in their order. */
export type RegionText = Record<TextPart, JudgedSentence[]>;

export interface RegionTextOptions {
  published: Published;
  /** Snapshots of the same region, each under one other choice. */
  alternatives: readonly {id: string; snapshot: Snapshot}[];
}

/** Parts whose sentences follow from the snapshot alone. */
const parts = {
  lead: leadText,
  summary: summaryText,
  introduction: introductionText,
  patents: patentsText,
  publications: publicationsText,
  funding: fundingText,
  regions: regionsText,
  "graph-patents": patentGraphText,
  "graph-publications": publicationGraphText,
  "graph-deals": dealGraphText
} as const satisfies Partial<Record<TextPart, (facts: RegionFacts) => Statement[]>>;

/**
 * Writes what the data say of a region, as sentences without words. Which sentences it has depends on the region: what
 * is true of it, and what its documents suffice to tell. Each statement is judged as the report's claims are.
 */
export function writeRegionText(snapshot: Snapshot, options: RegionTextOptions): RegionText {
  const facts = factsOf(snapshot);
  const found = new Map<string, WordlessJudgement>();
  const judge = (part: TextPart, statements: readonly Statement[]) =>
    statements.map((one) => judged(part, one, found, {...options, snapshot}));
  const written = Object.fromEntries(
    Object.entries(parts).map(([part, write]) => [part, judge(part as TextPart, write(facts))])
  ) as Record<keyof typeof parts, JudgedSentence[]>;
  const judgements = [...found.values()];
  return {
    ...written,
    turn: judge("turn", turnText(facts, snapshot, judgements, options)),
    sure: judge("sure", sureText(facts, judgements))
  };
}

/** A sentence with its verdict; a statement that another part makes has the verdict found there. */
function judged(
  part: TextPart,
  {sentence, test, from = part, label}: Statement,
  found: Map<string, WordlessJudgement>,
  context: JudgeContext
): JudgedSentence {
  if (!test) return {sentence, label: label ?? null, id: null, judgement: null};
  const id = `${from}-${sentence.kind}`;
  let judgement = found.get(id);
  if (!judgement) {
    judgement = judgeWithoutWords(makeClaim(id, "1", {references: [], predicate: test}), context);
    found.set(id, judgement);
  }
  return {sentence, label: label ?? null, id, judgement};
}

/** What would change the picture: technologies next to the line, and the choices that move most. */
function turnText(
  facts: RegionFacts,
  snapshot: Snapshot,
  judgements: readonly WordlessJudgement[],
  {alternatives}: RegionTextOptions
): Statement[] {
  const moves = alternatives.length > 0 ? movesText(snapshot, alternatives) : [];
  return [
    ...(hasQuadrants(facts)
      ? [...linesText(facts), ...moves]
      : [say({kind: "few-records", documents: documentsIn(facts.technologies, "patents")})]),
    ...turningText(judgements, alternatives)
  ];
}

function movesText({technologies}: Snapshot, alternatives: RegionTextOptions["alternatives"]): Statement[] {
  const moves = alternatives.map(({id, snapshot: other}) => ({
    id,
    moved: technologies.map(({quadrant}, i) => other.technologies[i]!.quadrant !== quadrant)
  }));
  const number = ({moved}: {moved: boolean[]}) => moved.filter(Boolean).length;
  const [widest] = leaders(moves, number, {most: 1, decimals: 0});
  const moved = widest ? number(widest) : 0;
  return [
    say({
      kind: "moves",
      staying: technologies.filter((_, i) => moves.every((one) => !one.moved[i])).length,
      of: technologies.length,
      choices: alternatives.length,
      alternative: moved > 0 ? widest!.id : null,
      moved
    })
  ];
}

/** The choice that makes most statements false. */
function turningText(
  judgements: readonly WordlessJudgement[],
  alternatives: RegionTextOptions["alternatives"]
): Statement[] {
  const turnedBy = ({id}: {id: string}) => judgements.filter(({because}) => because.against.includes(id)).length;
  const [widest] = leaders(alternatives, turnedBy, {most: 1, decimals: 0});
  if (!widest || turnedBy(widest) < 2 || judgements.length < 3) return [];
  return [say({kind: "turning-choice", judged: judgements.length, alternative: widest.id, turned: turnedBy(widest)})];
}

/** How sure this is: verdicts, and what the data cannot say. */
function sureText({evidence, tested, clear}: RegionFacts, judgements: readonly WordlessJudgement[]): Statement[] {
  const numbers = perLens((lens) => (isTested(evidence[lens]) ? clear[lens] : null));
  const most = Math.max(...lenses.filter((lens) => isTested(evidence[lens])).map((lens) => tested[lens]), 0);
  const number = (verdict: WordlessJudgement["verdict"]) => judgements.filter((one) => one.verdict === verdict).length;
  const [holds, fragile, open] = [number("holds"), number("fragile"), number("open")];
  return [
    ...(most > 0 ? [say({kind: "by-chance", tested: most, clear: numbers})] : []),
    ...(holds + fragile > 0 ? [say({kind: "verdicts", holds, fragile, open})] : []),
    say({kind: "limits"})
  ];
}
