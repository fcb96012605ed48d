/** What a parameter can hold; `step` is what a control moves it by. */
export type ParameterSpec =
  | {kind: "number"; low: number; high: number; step: number}
  | {
      kind: "whole";
      low: number;
      high: number;
      step: number;
      /** Whether "all", null, is a value. */
      all?: true;
    }
  | {kind: "choice"; values: readonly string[]}
  | {kind: "flag"};

/** Whether a parameter can hold a value, from wherever it comes. */
export function canHold(spec: ParameterSpec, value: unknown): boolean {
  switch (spec.kind) {
    case "number":
    case "whole":
      if (spec.kind === "whole" && spec.all && value === null) return true;
      if (typeof value !== "number" || !(value >= spec.low && value <= spec.high)) return false;
      return spec.kind === "number" || Number.isInteger(value);
    case "choice":
      return typeof value === "string" && spec.values.includes(value);
    case "flag":
      return typeof value === "boolean";
  }
}
