import {canHold, type ParameterSpec} from "./parameter.js";
import {type QuadrantCut, quadrantCuts} from "./quadrants.js";
import {type RelatednessMeasure, relatednessMeasures} from "./relatedness.js";

/** Every choice of method that the report leaves open; docs/methodology.md says what each does. */
export interface Method {
  /** The share against which a technology's share is measured. */
  benchmark: "pooled" | "mean";
  /** Threshold of RCA for an advantage, and whether RCA must exceed it. */
  rca_threshold: number;
  strict: boolean;
  relatedness: RelatednessMeasure;
  /** Whether a technology counts as related to itself in relatedness density. */
  diagonal: boolean;
  /** Runs of complexity: locations in the first, locations added by each, and the maximum (null: all). */
  complexity_start: number;
  complexity_step: number;
  complexity_end: number | null;
  /** Lines between the quadrants; the two values apply with `fixed`. */
  quadrant_cut: QuadrantCut;
  quadrant_relatedness: number;
  quadrant_complexity: number;
}

/** The report's choices, or those of its figures where the text does not say. */
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

/** The options of each choice. */
export const methodParameters: {readonly [name in keyof Method]: ParameterSpec} = {
  benchmark: {kind: "choice", values: ["pooled", "mean"]},
  rca_threshold: {kind: "number", low: 0.1, high: 5, step: 0.05},
  strict: {kind: "flag"},
  relatedness: {kind: "choice", values: relatednessMeasures},
  diagonal: {kind: "flag"},
  complexity_start: {kind: "whole", low: 1, high: 300, step: 1},
  complexity_step: {kind: "whole", low: 1, high: 100, step: 1},
  complexity_end: {kind: "whole", low: 1, high: 300, step: 1, all: true},
  quadrant_cut: {kind: "choice", values: quadrantCuts},
  quadrant_relatedness: {kind: "number", low: 0, high: 100, step: 0.5},
  quadrant_complexity: {kind: "number", low: 0, high: 100, step: 0.5}
};

/**
 * A method from a user's parameters; a missing one defaults to the report's choice.
 * @throws RangeError for an unknown parameter or an invalid value, which it names
 */
export function parseMethod(content: unknown): Method {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new RangeError(`a scenario is an object of parameters, not ${JSON.stringify(content)}`);
  for (const [name, value] of Object.entries(content)) {
    if (!Object.hasOwn(methodParameters, name))
      throw new RangeError(`unknown parameter ${name}; use one of ${Object.keys(methodParameters).join(", ")}`);
    if (!canHold(methodParameters[name as keyof Method], value))
      throw new RangeError(`invalid ${name}: ${JSON.stringify(value)}`);
  }
  return {...reportMethod, ...(content as Partial<Method>)};
}
