export const quadrantCuts = ["median", "mean", "midrange", "fixed"] as const;
export type QuadrantCut = (typeof quadrantCuts)[number];
export type Quadrant = "optimal" | "moonshot" | "incremental" | "cautious";

export interface QuadrantOptions {
  /**
   * Position of the lines: median of the values (the report's figures), mean, middle of their range, or fixed values.
   */
  cut?: QuadrantCut;
  /** The lines, with `cut: "fixed"`. */
  relatedness?: number;
  complexity?: number;
}

/** The two values that place a technology; NaN for a missing one. */
export interface QuadrantPoint {
  relatedness: number;
  complexity: number;
}

/** The lines that divide the quadrants, from the points that have both values. */
export function quadrantLines(
  points: readonly QuadrantPoint[],
  {cut = "median", relatedness = 50, complexity = 50}: QuadrantOptions = {}
): QuadrantPoint {
  if (cut === "fixed") return {relatedness, complexity};
  const whole = points.filter((point) => !Number.isNaN(point.relatedness) && !Number.isNaN(point.complexity));
  const line = (value: (point: QuadrantPoint) => number) => {
    const sorted = whole.map(value).sort((a, b) => a - b);
    const count = sorted.length;
    if (count === 0) return Number.NaN;
    if (cut === "mean") return sorted.reduce((sum, one) => sum + one, 0) / count;
    if (cut === "midrange") return (sorted[0]! + sorted[count - 1]!) / 2;
    return (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
  };
  return {relatedness: line((point) => point.relatedness), complexity: line((point) => point.complexity)};
}

/**
 * The quadrant of each point: right or left of the line by relatedness, above or below it by complexity. A point on a
 * line counts as low.
 * @returns null for a point that lacks a value
 */
export function quadrants(points: readonly QuadrantPoint[], options: QuadrantOptions = {}): (Quadrant | null)[] {
  const lines = quadrantLines(points, options);
  return points.map(({relatedness, complexity}) => {
    if (Number.isNaN(relatedness) || Number.isNaN(complexity)) return null;
    if (complexity > lines.complexity) return relatedness > lines.relatedness ? "optimal" : "moonshot";
    return relatedness > lines.relatedness ? "incremental" : "cautious";
  });
}
