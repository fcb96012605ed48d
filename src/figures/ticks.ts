/** A place on an axis, and its text. */
export interface Tick {
  tick: number;
  text: string;
}

/** More decimals than any axis needs. */
const mostDecimals = 6;

/**
 * The texts of an axis, all with as many decimals as the one that needs most, so that no text stands twice.
 * @param ticks different values, such as those of a d3 scale
 * @param write writes a number with so many decimals
 */
export function tickTexts(ticks: readonly number[], write: (value: number, decimals: number) => string): Tick[] {
  // A tick such as 0.30000000000000004 is 0.3, give or take what rounding leaves.
  const isWritten = (tick: number, decimals: number) => Math.abs(tick - Number(tick.toFixed(decimals))) < 1e-9;
  let decimals = 0;
  while (decimals < mostDecimals && !ticks.every((tick) => isWritten(tick, decimals))) ++decimals;
  return ticks.map((tick) => ({tick, text: write(tick, decimals)}));
}
