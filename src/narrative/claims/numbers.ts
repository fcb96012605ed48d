import type {PrintedNumber, Published} from "../published.ts";
import type {Claim} from "./claim.ts";
import type {View} from "./view.ts";
import type {Dataset} from "../../terms/lenses.ts";

/** Tolerance for the rounding errors of sums of doubles. */
const rounding = 1e-9;

/** A claim for each number printed in the text. */
export function numberClaims({numbers}: Published): Claim[] {
  const seen = new Map<string, number>();
  return numbers.map((number): Claim => {
    const {technology, indicator, value, section, tolerance} = number;
    const name = `number-${section}-${indicator.replace(".", "-")}-${technology}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return {
      id: times === 1 ? name : `${name}-${times}`,
      section,
      kind: "number",
      technologies: [technology],
      published: value,
      tolerance,
      references: [`${indicator} ${technology}`],
      scope: "flanders",
      predicate: (view) => agrees(number, numberIn(view, indicator, technology))
    };
  });
}

/** Whether a value rounds to a printed number. */
export function agrees(
  {value: printed, tolerance}: Pick<PrintedNumber, "value" | "tolerance">,
  value: number | null
): boolean | null {
  return value === null || Number.isNaN(value) ? null : Math.abs(value - printed) <= tolerance + rounding;
}

/** The live value of a printed number's indicator. */
export function numberIn(view: View, indicator: string, technology: string): number | null {
  if (indicator === "complexity") return view.complexity(technology);
  const [lens, name] = indicator.split(".") as [Dataset, "rca" | "count" | "share38" | "density"];
  return view.values(lens, technology)[name];
}

/** The same indicator in the earlier edition of the publications; null for other lenses. */
export function earlierIndicator(indicator: string): string | null {
  return indicator.startsWith("publications.") ? indicator.replace("publications.", "publications_earlier.") : null;
}

/** Whether a printed number comes from the earlier edition: it agrees with that one but not with the final one. */
export function isFromEarlierRun(
  view: View,
  number: Pick<PrintedNumber, "indicator" | "technology" | "value" | "tolerance">
): boolean {
  const earlier = earlierIndicator(number.indicator);
  return (
    earlier !== null &&
    // Where no document could be expected, the earlier edition is absent, and its zeros are no values.
    view.values("publications_earlier", number.technology).expected > 0 &&
    agrees(number, numberIn(view, number.indicator, number.technology)) === false &&
    agrees(number, numberIn(view, earlier, number.technology)) === true
  );
}
