import {type QuadrantCut, quadrantCuts} from "./quadrants.js";
import {type RelatednessMeasure, relatednessMeasures} from "./relatedness.js";

/** Every choice of method that the report leaves open; docs/methodology.md says what each does. */
export interface Method {
  /** What a technology's share is compared with. */
  benchmark: "pooled" | "mean";
  /** RCA from which there is an advantage, and whether it must be exceeded. */
  rca_threshold: number;
  strict: boolean;
  relatedness: RelatednessMeasure;
  /** Whether a technology counts as related to itself in relatedness density. */
  diagonal: boolean;
  /** Runs of complexity: locations of the first, added by each, and at most (null: all). */
  complexity_start: number;
  complexity_step: number;
  complexity_end: number | null;
  /** Lines between the quadrants; the two values are used with `fixed`. */
  quadrant_cut: QuadrantCut;
  quadrant_relatedness: number;
  quadrant_complexity: number;
}

/** The report's choices, or those of its drawn figures where it is silent. */
export const reportMethod: Readonly<Method> = {
  benchmark: "pooled",
  rca_threshold: 1,
  strict: true,
  relatedness: "cosine",
  diagonal: false,
  complexity_start: 10,
  complexity_step: 5,
  complexity_end: 100,
  quadrant_cut: "median",
  quadrant_relatedness: 50,
  quadrant_complexity: 50
};

const number = (low: number, high: number) => (value: unknown) =>
  typeof value === "number" && value >= low && value <= high;
const whole = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 1;
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value);

const valid: {[name in keyof Method]: (value: unknown) => boolean} = {
  benchmark: oneOf("pooled", "mean"),
  rca_threshold: (value) => typeof value === "number" && value > 0 && Number.isFinite(value),
  strict: oneOf(true, false),
  relatedness: oneOf(...relatednessMeasures),
  diagonal: oneOf(true, false),
  complexity_start: whole,
  complexity_step: whole,
  complexity_end: (value) => value === null || whole(value),
  quadrant_cut: oneOf(...quadrantCuts),
  quadrant_relatedness: number(0, 100),
  quadrant_complexity: number(0, 100)
};

/**
 * A method from what a user wrote: what is left out is the report's choice.
 * @throws RangeError naming an unknown parameter or a value that it cannot have
 */
export function parseMethod(content: unknown): Method {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new RangeError(`a scenario is an object of parameters, not ${JSON.stringify(content)}`);
  for (const [name, value] of Object.entries(content)) {
    if (!Object.hasOwn(valid, name))
      throw new RangeError(`unknown parameter ${name}; there are ${Object.keys(valid).join(", ")}`);
    if (!valid[name as keyof Method](value)) throw new RangeError(`invalid ${name}: ${JSON.stringify(value)}`);
  }
  return {...reportMethod, ...(content as Partial<Method>)};
}
