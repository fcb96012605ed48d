import {max} from "d3";

/** The disclosed amounts of one company in a cell, in millions of US dollars. */
export type CompanyAmounts = readonly number[];

/** The first digits of a step: each step is at most twice the one before. */
const digits = [1, 1.5, 2, 3, 5, 7, 10] as const;

/** The least ratio of a step to the largest company; above 1.1, so that no step is within 10% of an amount. */
const margin = 1.12;

/** How many amounts are taken away, one after another, to see which sums a reader could compare. */
const compared = 3;

/** A relative error that sums of decimals can have. */
const rounding = 1e-9;

/** A sum that does not depend on the order of its parts. */
function sum(values: readonly number[]): number {
  if (values.length < 2) return values[0] ?? 0;
  return [...values].sort((a, b) => a - b).reduce((all, one) => all + one, 0);
}

/** The p% rule for at least three companies; see `disclosureRule`. */
export function isSafe(companies: readonly CompanyAmounts[], {units, p}: {units: number; p: number}): boolean {
  const [first = 0, second = 0, ...others] = companies.map(sum).sort((a, b) => b - a);
  return companies.length >= units && first > 0 && sum([second, ...others]) - second >= p * first;
}

/** The least step of the series 1, 1.5, 2, 3, 5, 7, 10, … that is not below a positive number. */
function stepFrom(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + rounding);
  const digit = digits.find((one) => one * power >= least * (1 - rounding))!;
  return Number((digit * power).toPrecision(2));
}

/** The step to which the sum of a cell is rounded. */
function stepOf(companies: readonly CompanyAmounts[]): number {
  return stepFrom(margin * max(companies, sum)!);
}

/** What is left of a cell, and the amount that is taken from it. */
interface Neighbour {
  companies: CompanyAmounts[];
  taken: number;
}

/** The cell without one round of its largest company, and without that company. */
function neighbours(companies: readonly CompanyAmounts[]): Neighbour[] {
  const totals = companies.map(sum);
  const at = totals.indexOf(max(totals)!);
  const without = (amounts: CompanyAmounts | undefined) => [
    ...companies.slice(0, at),
    ...(amounts?.length ? [amounts] : []),
    ...companies.slice(at + 1)
  ];
  const largest = companies[at]!;
  const rounds = largest.map((taken, i) => ({companies: without(largest.filter((_, j) => j !== i)), taken}));
  return largest.length > 1 ? [...rounds, {companies: without(undefined), taken: totals[at]!}] : rounds;
}

/**
 * Rounds the sum of a cell so that no difference of two releases gives an amount to within 10%.
 *
 * The step is larger than any company's amount, and a secret part of it decides where a sum is rounded up. If one
 * company changes, the published sum therefore stays, which tells nothing, or moves by a step, which is more than the
 * amount. The step itself changes with the largest company: a sum that would give away its last round, or all of its
 * rounds, is moved by a step. A sum is at least one step, and its expected value is the true sum where no sum is moved.
 *
 * @param companies of a safe cell
 * @param offset of a step, 0–1, always the same for a cell and a step
 */
export function roundSum(
  companies: readonly CompanyAmounts[],
  offset: (step: number) => number,
  rule: {units: number; p: number},
  depth: number = compared
): number {
  const step = stepOf(companies);
  const total = sum(companies.map(sum));
  const nearest = Math.max(1, Math.floor(total / step + offset(step) + rounding));
  const telling =
    depth === 0
      ? []
      : neighbours(companies)
          .filter((one) => isSafe(one.companies, rule) && stepOf(one.companies) !== step)
          .map(({companies: rest, taken}) => ({rest: roundSum(rest, offset, rule, depth - 1), taken}));
  const isSilent = (value: number) =>
    telling.every(({rest, taken}) => Math.abs(value - rest - taken) > (rule.p + rounding) * taken);
  const others = [1, 2, 3, 4].flatMap((by) => [nearest + by, nearest - by]).filter((steps) => steps >= 1);
  others.sort((a, b) => Math.abs(a * step - total) - Math.abs(b * step - total));
  const steps = [nearest, ...others].find((one) => isSilent(one * step)) ?? nearest;
  return Number((steps * step).toPrecision(12));
}
