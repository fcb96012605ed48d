import {scaleLinear, scaleLog, scaleSqrt} from "npm:d3";
import {type DrawOptions, type FigureTable, wideFrom} from "../figures/figure.js";
import {placeLabels} from "../figures/labels.js";
import {drawLabels} from "../figures/label-marks.js";
import {isNumber} from "../text/numbers.js";
import {legendHeight, rcaKey, rcaStep} from "../figures/scale.js";
import {type Draw, drawWith, figureSvg} from "../figures/svg.js";
import {textWidth} from "../figures/text-width.js";
import type {OwnLocation, OwnRowValues} from "./indicators.ts";
import type {FigureWords} from "../words/figures.ts";
import type {YourDataWords} from "../words/your-data.ts";

export interface OwnDrawOptions extends DrawOptions {
  say: YourDataWords;
}

/** Maximum numbers of technologies for which the charts have room. */
const mostBars = 40;
const mostLabels = 60;

/** The ends of the RCA axis. Values beyond them are drawn at the end. */
const range = [0.1, 10] as const;

/** The technologies that the bar chart shows: those with the largest expected values, ordered by RCA. */
export function shownRows({rows}: OwnLocation): OwnRowValues[] {
  return rows
    .slice()
    .sort((a, b) => b.expected - a.expected)
    .slice(0, mostBars)
    .sort((a, b) => b.rca - a.rca || (a.technology < b.technology ? -1 : 1));
}

/** The label of a mark in either chart, for screen readers and the tip. */
function markText(row: OwnRowValues, say: YourDataWords): string {
  return say.mark({
    technology: row.technology,
    value: row.value,
    rca: row.rca,
    low: row.low,
    high: row.high,
    density: row.density,
    complexity: row.complexity
  });
}

/**
 * Draws a bar for each technology, on a logarithmic scale, from RCA 1, the benchmark's share, to the location's RCA,
 * with a line for its interval. An RCA of 0 has no place on such a scale and is drawn at the left end.
 */
export function drawBars(location: OwnLocation, {width, document, words, say}: OwnDrawOptions): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const rows = shownRows(location);
  const size = wide ? 13 : 11,
    step = wide ? 24 : 22,
    top = legendHeight + 24;
  const left = Math.min(wide ? 300 : 140, 12 + Math.max(...rows.map(({technology}) => textWidth(technology, size))));
  const x = scaleLog(range, [left + 8, width - 44]).clamp(true);
  return figureSvg(
    draw,
    {id: "own-rca", width, height: top + rows.length * step + 8, description: say.bars.title(location)},
    rcaKey(draw, {...words, legend: say.legend}, 0, 0),
    draw(
      "g",
      {class: "axis"},
      ...[0.1, 0.2, 0.5, 1, 2, 5, 10].flatMap((tick) => [
        draw("line", {
          class: tick === 1 ? "line" : "grid",
          x1: x(tick),
          x2: x(tick),
          y1: top - 4,
          y2: top + rows.length * step
        }),
        draw("text", {x: x(tick), y: top - 8, "text-anchor": "middle"}, words.number(tick, 1))
      ])
    ),
    draw(
      "g",
      {class: "dots"},
      ...rows.map((row, i) => {
        const y = top + i * step + step / 2;
        const [from, to] = [Math.min(x(1), x(row.rca || range[0])), Math.max(x(1), x(row.rca || range[0]))];
        return draw(
          "g",
          {"data-label": markText(row, say)},
          draw("rect", {
            class: `rca-${rcaStep(row.rca, row.low, row.high)}`,
            x: from,
            y: y - step * 0.32,
            width: Math.max(1, to - from),
            height: step * 0.64
          }),
          row.low === null || row.high === null
            ? null
            : draw("line", {class: "line", x1: x(row.low || range[0]), x2: x(row.high), y1: y, y2: y}),
          draw(
            "text",
            {"font-size": size, x: left, y: y + 4, "text-anchor": "end"},
            fitText(row.technology, left - 4, size)
          ),
          draw("text", {"font-size": 11, x: width - 2, y: y + 4, "text-anchor": "end"}, words.fixed(row.rca, 2))
        );
      })
    )
  );
}

/**
 * Draws technologies on a plane: relatedness density to the right, complexity upwards, the value as area, RCA as
 * colour.
 */
export function drawPlane(location: OwnLocation, {width, document, words, say}: OwnDrawOptions): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const plane = planeOf(location, width);
  const {frame, points} = plane;
  const size = wide ? 12 : 11;
  const name = ({technology}: OwnRowValues) => fitText(technology, wide ? 220 : 120, size);
  const labels = placePlaneLabels(plane, {wide, size, name});
  const circles = points
    .slice()
    .sort((a, b) => b.r - a.r)
    .map(({row, x: cx, y: cy, r}) =>
      draw("circle", {
        class: row.value > 0 ? `rca-${rcaStep(row.rca, row.low, row.high)}` : "hollow",
        cx,
        cy,
        r,
        "data-label": markText(row, say)
      })
    );
  return figureSvg(
    draw,
    {id: "own-plane", width, height: frame.y + frame.height + 40, description: say.plane.title(location)},
    rcaKey(draw, {...words, legend: say.legend}, 0, 0),
    drawAxes(draw, plane, words),
    ...drawDivides(draw, plane, location.lines),
    draw("g", {class: "dots"}, ...circles),
    drawLabels(draw, labels, {size, text: (id) => name(points[Number(id)]!.row)})
  );
}

/** The frame of a plane, its scales, and the technologies in it. */
function planeOf(location: OwnLocation, width: number) {
  const wide = width >= wideFrom;
  const rows = location.rows.filter(hasPlace);
  const left = wide ? 34 : 26;
  const frame = {x: left, y: legendHeight + 40, width: width - left, height: wide ? 560 : 380};
  const edge = wide ? 24 : 14;
  const extent = (values: number[]): [number, number] =>
    values.length === 0 ? [0, 100] : [Math.max(0, Math.min(...values) - 1), Math.min(100, Math.max(...values) + 1)];
  const x = scaleLinear(extent(rows.map(({density}) => density)), [frame.x + edge, frame.x + frame.width - edge]);
  const y = scaleLinear(extent(rows.map(({complexity}) => complexity)), [
    frame.y + frame.height - edge,
    frame.y + edge
  ]);
  const radius = scaleSqrt([0, Math.max(...rows.map(({value}) => value), 0) || 1], [0, wide ? 26 : 13]);
  const points = rows.map((row, i) => ({
    row,
    id: String(i),
    x: x(row.density),
    y: y(row.complexity),
    r: row.value > 0 ? Math.max(3, radius(row.value)) : 3
  }));
  return {frame, x, y, points};
}
type Plane = ReturnType<typeof planeOf>;

/**
 * Places labels for the largest technologies. If there is no room for all, those with an unusual RCA or a large value
 * come first.
 */
function placePlaneLabels(
  {frame, points}: Plane,
  {wide, size, name}: {wide: boolean; size: number; name: (row: OwnRowValues) => string}
) {
  const named = points
    .slice()
    .sort((a, b) => b.row.value - a.row.value)
    .slice(0, mostLabels);
  return placeLabels(
    named.map(({id, row, ...circle}) => ({
      ...circle,
      id,
      width: textWidth(name(row), size) + 2,
      height: size + 2,
      priority: Math.abs(Math.log2(Math.min(8, Math.max(1 / 8, row.rca)))) + circle.r / 12
    })),
    {
      frame,
      circles: points.filter((point) => !named.includes(point)),
      gaps: wide ? [3, 8, 14, 21, 29, 38, 48] : [2, 6, 11, 17, 24],
      limit: wide ? 90 : 60
    }
  );
}

function drawAxes(draw: Draw, {frame, x, y}: Plane, words: FigureWords): SVGElement {
  const bottom = frame.y + frame.height;
  const right = frame.x + frame.width;
  const text = (value: number) => words.number(value, 1);
  return draw(
    "g",
    {class: "axis"},
    draw("rect", {class: "grid", ...frame}),
    ...x.ticks(5).map((tick) => draw("text", {x: x(tick), y: bottom + 15, "text-anchor": "middle"}, text(tick))),
    ...y.ticks(5).map((tick) => draw("text", {x: frame.x - 5, y: y(tick) + 4, "text-anchor": "end"}, text(tick))),
    draw("text", {x: 0, y: frame.y - 8}, `↑ ${words.axes.complexity}`),
    draw("text", {x: right, y: bottom + 33, "text-anchor": "end"}, `${words.axes.density} →`)
  );
}

/** Draws the lines between the quadrants. */
function drawDivides(draw: Draw, {frame, x, y}: Plane, {relatedness, complexity}: OwnLocation["lines"]) {
  const line = (x1: number, y1: number, x2: number, y2: number) => draw("line", {class: "divide", x1, x2, y1, y2});
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  return [
    relatedness === null ? null : line(x(relatedness), frame.y, x(relatedness), bottom),
    complexity === null ? null : line(frame.x, y(complexity), right, y(complexity))
  ];
}

/** The table of all indicators of a location. */
export function locationTable({rows}: OwnLocation, say: YourDataWords): FigureTable {
  const {columns} = say;
  const intervals = rows.some(({low}) => low !== null),
    documents = rows.some((row) => row.documents !== null);
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {
        key: "value",
        label: columns.value,
        digits: Number.isInteger(rows[0]?.value ?? 0) && rows.every(({value}) => Number.isInteger(value)) ? 0 : 2
      },
      ...(documents ? [{key: "documents", label: columns.documents, digits: 0}] : []),
      {key: "rca", label: columns.rca, digits: 2},
      ...(intervals
        ? [
            {key: "low", label: columns.low, digits: 2},
            {key: "high", label: columns.high, digits: 2}
          ]
        : []),
      {key: "rank", label: columns.rank, digits: 0},
      {key: "density", label: columns.density, digits: 1},
      {key: "complexity", label: columns.complexity, digits: 1},
      {key: "quadrant", label: columns.quadrant}
    ],
    rows: rows
      .slice()
      .sort((a, b) => b.rca - a.rca)
      .map((row) => ({
        technology: row.technology,
        value: row.value,
        documents: row.documents,
        rca: row.rca,
        low: row.low,
        high: row.high,
        rank: row.rank,
        density: row.density,
        complexity: row.complexity,
        quadrant: row.quadrant === null ? say.noValue : say.quadrants[row.quadrant]
      }))
  };
}

type Placed = OwnRowValues & {density: number; complexity: number};

function hasPlace(row: OwnRowValues): row is Placed {
  return isNumber(row.density) && isNumber(row.complexity);
}

/** Shortens a text to a width in pixels, and marks the cut with an ellipsis. */
function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
