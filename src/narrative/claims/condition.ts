import {parseReference, quadrantNames} from "../references.js";
import type {TechnologyName} from "../../indicators/snapshot.ts";
import type {View} from "./view.ts";

const operators = {
  ">=": (one: number, other: number) => one >= other,
  "<=": (one: number, other: number) => one <= other,
  "!=": (one: number | string, other: number | string) => one !== other,
  ">": (one: number, other: number) => one > other,
  "<": (one: number, other: number) => one < other,
  "=": (one: number | string, other: number | string) => one === other
} as const;
type Operator = keyof typeof operators;

/** A side of a comparison: a reference to a live value, or a value. */
type Side = {reference: string} | {value: number | string};

interface Comparison {
  left: Side;
  operator: Operator;
  right: Side;
}

/** A condition over live values: `patents.rca photonics > 1 and deals.share38 photonics < 5%`. */
export interface Condition {
  /** True if all comparisons of one list are. */
  anyOf: readonly (readonly Comparison[])[];
  /** In the order of the text, each once. */
  references: readonly string[];
}

/**
 * Parses comparisons of references, numbers, shares such as `5%` and quadrants, joined by `and` and `or`; `and` binds
 * more closely.
 * @param names the valid technologies; without them any slug is valid
 * @throws RangeError for anything else, with the part that cannot be read
 */
export function parseCondition(text: string, names?: readonly TechnologyName[]): Condition {
  const anyOf = text
    .split(/\s+or\s+/)
    .map((all) => all.split(/\s+and\s+/).map((comparison) => parseComparison(comparison, names)));
  const sides = anyOf.flat().flatMap(({left, right}) => [left, right]);
  const references = new Set(sides.flatMap((side) => ("reference" in side ? [side.reference] : [])));
  if (references.size === 0) throw new RangeError(`no live value in the condition "${text}"; compare a reference`);
  return {anyOf, references: [...references]};
}

function parseComparison(text: string, names: readonly TechnologyName[] | undefined): Comparison {
  const found = /^\s*([^<>=!]+?)\s*(>=|<=|!=|>|<|=)\s*([^<>=!]+?)\s*$/.exec(text);
  if (!found) throw new RangeError(`no comparison: "${text.trim()}"; write it as in "patents.rca photonics > 1"`);
  const [, left, operator, right] = found as unknown as [string, string, Operator, string];
  return {left: parseSide(left, right, names), operator, right: parseSide(right, left, names)};
}

/** @param other the other side of the comparison */
function parseSide(text: string, other: string, names: readonly TechnologyName[] | undefined): Side {
  const number = /^(-?\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
  if (number) return {value: Number(number[1]) / (number[2] ? 100 : 1)};
  if ((quadrantNames as readonly string[]).includes(text)) return {value: text};
  if (/^quadrant /.test(other) && /^[\w-]+$/.test(text))
    throw new RangeError(`unknown quadrant: ${text}; there are ${quadrantNames.join(", ")}`);
  parseReference(text, names);
  return {reference: text};
}

/** Whether a condition is true; null where a value is missing that decides it. */
export function isTrue({anyOf}: Condition, view: View): boolean | null {
  const answers = anyOf.map((all) => {
    const parts = all.map((one) => compare(one, view));
    return parts.includes(false) ? false : parts.includes(null) ? null : true;
  });
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

function compare({left, operator, right}: Comparison, view: View): boolean | null {
  const [one, other] = [left, right].map((side) => ("reference" in side ? view.value(side.reference) : side.value));
  if (one === null || other === null || one === undefined || other === undefined) return null;
  if (typeof one !== typeof other) throw new RangeError(`${one} and ${other} cannot be compared`);
  return operators[operator](one as never, other as never);
}
