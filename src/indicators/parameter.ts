/** The valid values of a parameter; `step` is the increment of its control. */
export type ParameterSpec =
  | {kind: "number"; low: number; high: number; step: number}
  | {
      kind: "whole";
      low: number;
      high: number;
      step: number;
      /** Whether null ("all") is valid. */
      all?: true;
    }
  | {kind: "choice"; values: readonly string[]}
  | {kind: "flag"};

/** Whether a value, of any type, is valid for a parameter. */
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
