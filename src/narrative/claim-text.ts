import type {Claim, Fact} from "./claims/claim.ts";
import {digital} from "./claims/placements.js";
import {topNumber, topOf} from "./top.js";
import {resolveValue, type ValueContext} from "./values.js";
import {nearestText} from "../text/nearest.js";
import {formatNumber, formatShare} from "../text/numbers.js";
import {claimWords as sentences} from "../words/en/claims.js";
import {narrativeWords} from "../words/en/narrative.js";
import type {ClaimSentence, ClaimWords} from "../words/claims.ts";
import type {NarrativeWords} from "../words/narrative.ts";

export interface ClaimContext extends ValueContext {
  claimWords?: ClaimWords;
}

const nameOf = (slug: string, {snapshot}: ClaimContext) =>
  snapshot.technologies.find((technology) => technology.slug === slug)?.name ?? slug;

/** Name of the region in a sentence. */
export function regionName({snapshot}: Pick<ClaimContext, "snapshot">): string {
  return snapshot.region.name;
}

/**
 * The sentence of a claim.
 * @throws RangeError for a claim without an entry in the words files
 */
export function claimText(claim: Claim, context: ClaimContext): string {
  const {words = narrativeWords, claimWords = sentences} = context;
  if (claim.kind === "number") {
    const [technology] = claim.technologies;
    const generate = claimWords.numbers[claim.references[0]!.split(" ")[0]!];
    if (generate === undefined) throw new RangeError(`no words for the number ${claim.id}`);
    return generate(nameOf(technology!, context), publishedText(claim, context), regionName(context));
  }
  if (claim.kind === "placement") {
    const quadrant = words.quadrants[claim.published as keyof NarrativeWords["quadrants"]];
    return claim.technologies.length === 0
      ? claimWords.placementOfGroup(words.groups[digital]!, quadrant)
      : claimWords.placement(nameOf(claim.technologies[0]!, context), quadrant);
  }
  return fill(sentenceOf(claim, claimWords).says, claim, {}, context);
}

/** The explanation of a written claim, with live values and facts. */
export function factsText(claim: Claim, facts: Record<string, Fact>, context: ClaimContext): string {
  return fill(sentenceOf(claim, context.claimWords ?? sentences).because, claim, facts, context);
}

function sentenceOf({id, sentence: own}: Claim, {written}: ClaimWords): ClaimSentence {
  const sentence = own ?? written[id];
  if (sentence === undefined)
    throw new RangeError(
      `no words for the claim ${id}: add them to src/words/en/claims${nearestText(id, Object.keys(written))}`
    );
  return sentence;
}

function fill(template: string, claim: Claim, facts: Record<string, Fact>, context: ClaimContext): string {
  const {words = narrativeWords} = context;
  const filled = template.replace(/\{([^{}]+)\}/g, (_, mark: string) => {
    if (mark === "region") return regionName(context);
    if (mark === "published") return publishedText(claim, context);
    const fact = facts[mark];
    if (fact === undefined) return markText(mark, context);
    // Judgements are stored as JSON, which turns NaN into null.
    if (fact === null || Number.isNaN(fact)) return words.noValue;
    if (typeof fact === "number") return formatNumber(fact, Number.isInteger(fact) ? 0 : 2, words);
    return fact.length === 0 ? words.none : words.list(fact.map((slug) => nameOf(slug, context)));
  });
  return filled;
}

/** What a mark in a sentence says: a live value, the name of a technology, or a list of them. */
function markText(mark: string, context: ClaimContext): string {
  const {words = narrativeWords} = context;
  const [first, ...rest] = mark.split(" ");
  const word = rest.join(" ");
  if (first === "name") return nameOf(word, context);
  if (first === "top-number") return topNumber(word, context);
  if (first !== "top") return resolveValue(mark, context).text;
  const items = topOf(word, context);
  return items.length === 0 ? words.none : words.list(items.map(({name, text}) => `${name} (${text})`));
}

/** The number as the report prints it, in the locale's notation, or the name of a quadrant; empty for other claims. */
export function publishedText(
  claim: Claim,
  {words = narrativeWords, claimWords = sentences}: Pick<ClaimContext, "words" | "claimWords">
): string {
  if (claim.published === null) return claimWords.written[claim.id]?.prints ?? "";
  if (claim.kind === "placement") return words.quadrants[claim.published as keyof NarrativeWords["quadrants"]];
  if (typeof claim.published === "string")
    throw new RangeError(`no number is printed for the claim ${claim.id}: ${claim.published}`);
  const isShare = /share/.test(claim.references[0] ?? "");
  const decimals = claim.tolerance
    ? Math.max(0, Math.round(-Math.log10(2 * claim.tolerance * (isShare ? 100 : 1))))
    : 0;
  return isShare ? formatShare(claim.published, decimals, words) : formatNumber(claim.published, decimals, words);
}

/** The live value of a number or placement; empty for other claims. */
export function computedText(claim: Claim, context: ClaimContext): string {
  if (claim.kind === "number" || (claim.kind === "placement" && claim.technologies.length === 1))
    return resolveValue(claim.references[0]!, context).text;
  return "";
}
