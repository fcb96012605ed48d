import type {Quadrant} from "../../indicators/quadrants.ts";
import type {Lens} from "../../terms/lenses.ts";
import {isNumber} from "../../text/numbers.js";
import type {View} from "../claims/view.ts";
import type {Sentence, SentenceLabel, Slugs, TextPart} from "./sentence.ts";

/** A sentence and, where it can be wrong under another choice of method, the test of its truth. */
export interface Statement {
  sentence: Sentence;
  test?: (view: View) => boolean | null;
  /** The part of the text that makes the statement, if it is not the one in which the sentence stands. */
  from?: TextPart;
  label?: SentenceLabel;
}

/** A sentence without a test. */
export function say(sentence: Sentence): Statement {
  return {sentence};
}

/** A sentence whose truth the alternatives and the limits of intervals can change. */
export function state(sentence: Sentence, test: (view: View) => boolean | null): Statement {
  return {sentence, test};
}

/** The statements of another part again, with the same verdicts. */
export function again(part: TextPart, statements: readonly Statement[]): Statement[] {
  return statements.map((one) => ({...one, from: part}));
}

/** Statements that begin a paragraph, or an item of the summary, of their own. */
export function labelled(label: SentenceLabel, statements: readonly Statement[]): Statement[] {
  return statements.map((one, i) => (i === 0 ? {...one, label} : one));
}

/** Whether a region does more of a technology than Europe, or less. */
export const isAbove = (rca: number) => rca > 1;
export const isBelow = (rca: number) => rca < 1;

/** Whether all RCAs of some technologies pass a test; null where one of them is unknown. */
export function allRca(lens: Lens, slugs: Slugs, test: (rca: number) => boolean): (view: View) => boolean | null {
  return (view) =>
    allTrue(
      slugs.map((slug) => view.rca(lens, slug)),
      test
    );
}

/** Whether the RCAs of some technologies are the highest or lowest of those that they are compared with. */
export function extremes(
  lens: Lens,
  slugs: Slugs,
  end: "highest" | "lowest",
  among: Slugs
): (view: View) => boolean | null {
  const others = among.filter((slug) => !slugs.includes(slug));
  const sign = end === "highest" ? 1 : -1;
  return (view) => {
    const rca = (slug: string) => sign * view.rca(lens, slug);
    const least = Math.min(...slugs.map(rca));
    return isNumber(least) ? others.every((slug) => !(rca(slug) > least)) : null;
  };
}

/** Whether RCA is above 1 in one lens and higher than in another, for each of some technologies. */
export function isAhead(lens: Lens, behind: Lens, slugs: Slugs): (view: View) => boolean | null {
  return (view) =>
    all(
      slugs.map((slug) => {
        const [one, other] = [view.rca(lens, slug), view.rca(behind, slug)];
        return isNumber(one) && isNumber(other) ? one > 1 && one > other : null;
      })
    );
}

/** Whether some technologies lie in a quadrant; null where one of them has none. */
export function inQuadrant(slugs: Slugs, quadrant: Quadrant): (view: View) => boolean | null {
  return (view) => {
    const found = slugs.map((slug) => view.quadrant(slug));
    return found.includes(null) ? null : found.every((one) => one === quadrant);
  };
}

/** Whether all tests are true; null where one of them cannot tell and none is false. */
export function both(...tests: ((view: View) => boolean | null)[]): (view: View) => boolean | null {
  return (view) => all(tests.map((test) => test(view)));
}

function all(truths: readonly (boolean | null)[]): boolean | null {
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

function allTrue(values: readonly number[], test: (value: number) => boolean): boolean | null {
  return values.every(isNumber) ? values.every(test) : null;
}
