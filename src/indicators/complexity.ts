import {type Matrix, rowSums} from "./matrix.js";

export interface ComplexityOptions {
  /** Locations in the first run. */
  start?: number;
  /** Locations that each further run adds. */
  step?: number;
  /** Largest number of locations of a run; by default all. */
  end?: number;
  /**
   * Order of two locations with the same total: negative if the first one precedes; by default the order of the rows.
   */
  compare?: (a: number, b: number) => number;
  /**
   * Compute only this many technologies, from the first; locations are still ranked by all technologies. By default
   * all.
   */
  targets?: number;
}

/**
 * Locations by their total, largest first; equal totals in the order of `compare`.
 * @returns indices of the rows
 */
function locationOrder(counts: Matrix, compare: (a: number, b: number) => number = (a, b) => a - b): Int32Array {
  const totals = rowSums(counts);
  return Int32Array.from({length: counts.rows}, (_, row) => row).sort(
    (a, b) => totals[b]! - totals[a]! || compare(a, b)
  );
}

/** The sizes of the runs: `start`, `start + step`, … up to `end`. */
export function complexityRuns(
  locations: number,
  {start = 10, step = 5, end = locations}: ComplexityOptions = {}
): number[] {
  for (const [name, value] of Object.entries({start, step, end})) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`invalid ${name} of the complexity runs: ${value}`);
  }
  const last = Math.min(end, locations);
  // With fewer locations than the first run requires, one run takes them all.
  if (last < start) return last > 0 ? [last] : [];
  return Array.from({length: Math.floor((last - start) / step) + 1}, (_, i) => start + i * step);
}

/**
 * Concentration complexity (Balland et al. 2020, the report): how concentrated a technology is in the largest
 * locations. Each run takes the locations with the largest totals and computes their share of the technology; the
 * complexity is the mean over the runs, times 100.
 *
 * @param counts locations × technologies, worldwide
 * @returns one value for each technology (or target), 0–100; NaN for one without any count
 * @throws RangeError for invalid runs
 */
export function concentrationComplexity(counts: Matrix, options: ComplexityOptions = {}): Float64Array {
  const {rows, columns, values} = counts;
  const {targets = columns} = options;
  const order = locationOrder(counts, options.compare);
  const runs = complexityRuns(rows, options);
  const totals = new Float64Array(targets);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0, at = row * columns; column < targets; ++column, ++at)
      totals[column] = totals[column]! + values[at]!;
  }
  const inside = new Float64Array(targets);
  const shares = new Float64Array(targets);
  let taken = 0;
  for (const size of runs) {
    for (; taken < size; ++taken) {
      const at = order[taken]! * columns;
      for (let column = 0; column < targets; ++column) inside[column] = inside[column]! + values[at + column]!;
    }
    for (let column = 0; column < targets; ++column)
      shares[column] = shares[column]! + inside[column]! / totals[column]!;
  }
  return shares.map((share, column) =>
    totals[column] === 0 || runs.length === 0 ? Number.NaN : (100 * share) / runs.length
  );
}
