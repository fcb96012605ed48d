import {scaleLinear, scaleLog} from "npm:d3";
import type {Gap, Missing} from "../indicators/missing.ts";
import {type DrawOptions, wideFrom} from "./figure.js";
import {placeLabels} from "./labels.js";
import {isNumber} from "../text/numbers.js";
import {type Standing, standings} from "./standing.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {textWidth} from "./text-width.js";
import {tickTexts} from "./ticks.js";

export interface TrendPoint {
  year: number;
  /** Values of the region and of the benchmark, in the same unit; null for none. */
  value: number | null;
  benchmark: number | null;
  /** Why the region's value is missing. */
  missing?: Gap | "absent" | "pooled" | null;
}

export interface TrendOptions extends DrawOptions {
  /** Distinguishes the charts of one page. */
  id: string;
  /** Names at the ends of the lines. */
  region: string;
  benchmark: string;
  /** What is shown, with its unit. */
  label: string;
  /** Decimals of the numbers at the ends. */
  digits: number;
}

/** One of the two lines. */
interface TrendLine {
  name: string;
  /** Whether it is the region's. */
  own: boolean;
  points: readonly {year: number; value: number}[];
}

/** A region's values by year with the benchmark's: two lines above zero, named at their ends. */
export function trendChart(points: readonly TrendPoint[], options: TrendOptions): SVGSVGElement {
  const {width, document, words, id, region, benchmark, digits} = options;
  const draw = drawWith(document);
  const sorted = points.slice().sort((a, b) => a.year - b.year);
  const line = (key: "value" | "benchmark") =>
    sorted.flatMap((point) => (isNumber(point[key]) ? [{year: point.year, value: point[key]}] : []));
  const lines: TrendLine[] = [
    {name: region, own: true, points: line("value")},
    {name: benchmark, own: false, points: line("benchmark")}
  ];
  const missing = sorted.find((point) => point.missing)?.missing ?? null;
  if (lines[0]!.points.length === 0) {
    const empty = missing === null ? words.trend.empty : words.missing(missing).text;
    return figureSvg(
      draw,
      {id, width, height: 40, description: empty},
      draw("text", {class: "soft", x: 0, y: 24}, empty)
    );
  }
  const drawn = lines
    .filter((one) => one.points.length > 0)
    .map((one) => ({...one, text: `${one.name} ${words.fixed(one.points.at(-1)!.value, digits)}`}));
  const height = width >= wideFrom ? 260 : 220;
  const right = width - Math.max(...drawn.map(({text, own}) => textWidth(text, 12, own))) - 14;
  const most = Math.max(...drawn.flatMap((one) => one.points.map(({value}) => value)));
  const y = scaleLinear([0, most || 1], [height - 24, 30]).nice(4);
  const ticks = tickTexts(y.ticks(4), words.fixed);
  const left = Math.max(34, ...ticks.map(({text}) => textWidth(text, 12) + 10));
  const [from, to] = [sorted[0]!.year, sorted.at(-1)!.year];
  const x = scaleLinear([from, Math.max(to, from + 1)], [left, right]);
  const ends = drawn.map((one) => ({...one, x: x(one.points.at(-1)!.year), y: y(one.points.at(-1)!.value)}));
  return figureSvg(
    draw,
    {id, width, height, description: describe(lines, options)},
    draw(
      "g",
      {class: "axis"},
      draw("text", {x: 0, y: 13}, missing === null ? options.label : `${options.label}; ${words.trend.gap(missing)}`),
      ...ticks.flatMap(({tick, text}) => [
        draw("line", {class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick)}),
        draw("text", {x: left - 6, y: y(tick) + 4, "text-anchor": "end"}, text)
      ]),
      ...sorted.map(({year}) => draw("text", {x: x(year), y: height - 6, "text-anchor": "middle"}, String(year)))
    ),
    ...drawn.map((one) =>
      draw("path", {
        class: one.own ? "trend-own" : "trend-benchmark",
        d: runsOf(one.points, sorted)
          .map((run) => `M${run.map(({year, value}) => `${rounded(x(year))},${rounded(y(value))}`).join("L")}`)
          .join("")
      })
    ),
    ...drawEnds(draw, ends)
  );
}

/** The parts of a line between years with an unknown value. */
function runsOf(points: TrendLine["points"], all: readonly TrendPoint[]): TrendLine["points"][] {
  const gaps = all.filter(({missing}) => missing).map(({year}) => year);
  const edges = [-Infinity, ...gaps, Infinity];
  return edges
    .slice(1)
    .map((end, i) => points.filter(({year}) => year > edges[i]! && year < end))
    .filter((run) => run.length > 0);
}

function describe(
  [own, benchmark]: readonly TrendLine[],
  {label, region, digits, words}: Pick<TrendOptions, "label" | "region" | "digits" | "words">
): string {
  const [first, last] = [own!.points[0]!, own!.points.at(-1)!];
  return words.trend.describe({
    label,
    region,
    from: first.year,
    to: last.year,
    first: first.value,
    last: last.value,
    benchmarkFirst: benchmark!.points[0]?.value ?? Number.NaN,
    benchmarkLast: benchmark!.points.at(-1)?.value ?? Number.NaN,
    digits
  });
}

/** A dot, which also shows a line of a single year, and the name at the end of each line. Names keep a distance. */
function drawEnds(draw: Draw, ends: readonly {own: boolean; text: string; x: number; y: number}[]): SVGElement[] {
  const gap = 15;
  const [one, other] = ends;
  const apart = one && other ? Math.max(0, gap - Math.abs(one.y - other.y)) / 2 : 0;
  const upper = one && other && other.y < one.y ? other : one;
  return [
    ...ends.map(({own, x, y}) => draw("circle", {class: own ? "trend-dot" : "trend-dot soft", cx: x, cy: y, r: 3})),
    ...ends.map((end) => {
      const shift = end === upper ? -apart : apart;
      return draw("text", {class: end.own ? "strong" : "soft", x: end.x + 8, y: end.y + 4 + shift}, end.text);
    })
  ];
}

export interface StripRegion {
  code: string;
  rca: number | null;
  /** Why RCA is unknown or cannot be told. */
  missing?: Missing | null;
}

export interface StripOptions extends DrawOptions {
  id: string;
  /** Code of the region to name, which takes the place of its parts. */
  region: string;
  own: Standing;
}

/** Ends of the axis; RCA beyond them is drawn there. */
const stripRange = [0.1, 8] as const;

/**
 * RCA of all regions where it can be told on one logarithmic axis: a thin line for each, the chosen one named. One that
 * cannot be told has a text in place of its line.
 */
export function rankStrip(
  values: readonly StripRegion[],
  {width, document, words, id, region, own: standing}: StripOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const {others, ...found} = standings(values, region, standing);
  const {rca} = found;
  const x = scaleLog(stripRange, [8, width - 8]).clamp(true);
  const place = (value: number) => x(Math.max(value, stripRange[0]));
  const [top, bottom] = [34, 58];
  const rank = standing.rank === null ? "" : `, ${words.trend.rank(standing.rank, standing.ranked)}`;
  return figureSvg(
    draw,
    {id, width, height: 80, description: words.trend.strip(found)},
    draw(
      "g",
      {class: "axis"},
      ...[0.1, 0.5, 1, 2, 5].map((tick) =>
        draw(
          "text",
          {x: x(tick), y: bottom + 16, "text-anchor": "middle"},
          tick === 0.1 ? `≤ ${words.number(tick, 1)}` : words.number(tick, 2)
        )
      ),
      draw("line", {class: "divide", x1: x(1), x2: x(1), y1: top - 4, y2: bottom + 4}),
      draw("line", {class: "grid", x1: 8, x2: width - 8, y1: bottom, y2: bottom})
    ),
    draw("path", {class: "strip", d: others.map((one) => `M${rounded(place(one.rca))},${top}V${bottom}`).join("")}),
    rca === null ? null : draw("path", {class: "strip-own", d: `M${rounded(place(rca))},${top - 4}V${bottom + 2}`}),
    rca === null ? null : drawName(draw, `${standing.name} ${words.fixed(rca, 2)}${rank}`, place(rca), width),
    standing.missing
      ? draw("text", {class: "strong", x: 8, y: 16}, `${standing.name}: ${words.missing(standing.missing).text}`)
      : null
  );
}

/** The name of the chosen region above its line; null if it is too wide. */
function drawName(draw: Draw, name: string, x: number, width: number): SVGElement | null {
  const [label] = placeLabels(
    [{id: name, x, y: 22, r: 0, width: textWidth(name, 12, true) + 4, height: 16, priority: 1}],
    {frame: {x: 0, y: 0, width, height: 30}, gaps: [1, 2, 4]}
  );
  if (!label) return null;
  const {anchor, box} = label;
  return draw(
    "text",
    {
      class: "strong",
      x: anchor === "start" ? box.x : anchor === "end" ? box.x + box.width : box.x + box.width / 2,
      y: box.y + 13,
      "text-anchor": anchor
    },
    name
  );
}
