/** The times of a piece of work over several repetitions, in milliseconds. */
export interface Timing {
  name: string;
  scale: string;
  unit: "ms";
  n: number;
  median: number;
  p95: number;
}

/** Percentile by nearest rank: the smallest value that at least a share `part` of the values do not exceed. */
function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]!;
}

/** Median and 95th percentile of each list of milliseconds. */
export function summarise(scale: string, timings: Readonly<Record<string, readonly number[]>>): Timing[] {
  return Object.entries(timings).map(([name, values]) => ({
    name,
    scale,
    unit: "ms" as const,
    n: values.length,
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95)
  }));
}
