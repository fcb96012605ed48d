import type {LensValues} from "../indicators/snapshot.ts";
import type {Draw} from "./svg.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";

/** Colours of RCA: 1–3 below Europe's share, 5–7 above, 4 if the difference is not significant. */
export type RcaStep = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Limits of RCA between the colours, at equal ratios on both sides of 1. */
const rcaLimits = {below: [0.5, 0.75], above: [1 / 0.75, 2]} as const;

/**
 * The colour of a value. If the 95 % interval contains 1, the colour is the neutral one, so that only significant
 * differences stand out.
 *
 * @param low lower limit; if null or NaN, the value alone decides
 * @param high upper limit; null for none
 */
export function rcaStep(rca: number | null, low: number | null, high: number | null): RcaStep {
  if (rca === null || !Number.isFinite(rca)) return 4;
  if (low !== null && Number.isFinite(low) && low <= 1 && (high === null || high >= 1)) return 4;
  if (rca === 1) return 4;
  if (rca < 1) return rca < rcaLimits.below[0] ? 1 : rca < rcaLimits.below[1] ? 2 : 3;
  return rca > rcaLimits.above[1] ? 7 : rca > rcaLimits.above[0] ? 6 : 5;
}

/** The colour of a technology in one lens. */
export function stepOf({rca, low, high}: LensValues): RcaStep {
  return rcaStep(rca, low, high);
}

/** Whether the whole interval lies above Europe's share. */
export function clearlyAbove({rca, low}: LensValues): boolean {
  return rca !== null && rca > 1 && low !== null && low > 1;
}

/** Whether the whole interval lies below Europe's share. */
export function clearlyBelow({rca, high}: LensValues): boolean {
  return rca !== null && rca < 1 && high !== null && high < 1;
}

export const legendWidth = 316;
export const legendHeight = 46;
const swatch = {width: legendWidth / 7, height: 10};

/** The key to the colours, `legendWidth` × `legendHeight` pixels. */
export function rcaKey(draw: Draw, words: FigureWords, x: number, y: number): SVGGElement {
  const limits = [rcaLimits.below[0], rcaLimits.below[1], null, null, rcaLimits.above[0], rcaLimits.above[1]];
  const {below, quiet, above} = words.legend;
  // The middle words move to the right if those on their left are too long.
  const middle = Math.max(legendWidth / 2, textWidth(below, 11) + 10 + textWidth(quiet, 11) / 2);
  return draw(
    "g",
    {class: "key", transform: `translate(${x},${y})`},
    ...limits.map((limit, place) =>
      limit === null
        ? null
        : draw("text", {x: (place + 1) * swatch.width, y: 10, "text-anchor": "middle"}, words.number(limit, 2))
    ),
    draw("text", {x: 0, y: 10}, words.legend.title),
    ...Array.from({length: 7}, (_, place) =>
      draw("rect", {
        class: `rca-${place + 1}`,
        x: place * swatch.width,
        y: 15,
        width: swatch.width - 1,
        height: swatch.height
      })
    ),
    draw("text", {x: 0, y: 38}, below),
    draw("text", {x: middle, y: 38, "text-anchor": "middle"}, quiet),
    draw("text", {x: legendWidth, y: 38, "text-anchor": "end"}, above)
  );
}
