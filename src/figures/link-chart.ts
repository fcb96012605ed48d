import {scaleLinear} from "npm:d3";
import type {LinkThresholds} from "../indicators/link-rule.ts";
import type {JudgedLink} from "../indicators/links.ts";
import {type DrawOptions, type FigureTable, wideFrom} from "./figure.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {textWidth} from "./text-width.js";
import {tickTexts} from "./ticks.js";
import type {LinkChartWords} from "../words/link-chart.ts";

export interface LinkChartOptions extends Omit<DrawOptions, "words"> {
  /** Distinguishes the charts of one page. */
  id: string;
  /** What the candidates belong to. */
  subject: string;
  thresholds: LinkThresholds;
  words: LinkChartWords;
}

/** Range of similarity that the scale covers at least. */
const [least, most] = [0.1, 0.72] as const;

/** Sizes and scales in pixels. */
interface Plot {
  wide: boolean;
  height: number;
  left: number;
  right: number;
  bottom: number;
  /** Top and bottom of the strip for codes without evidence. */
  strip: {from: number; to: number};
  x: ReturnType<typeof scaleLinear<number>>;
  y: ReturnType<typeof scaleLinear<number>>;
}

function plotOf(links: readonly JudgedLink[], width: number): Plot {
  const wide = width >= wideFrom;
  const height = wide ? 460 : 380;
  const [left, right, top, bottom] = [40, width - 10, 30, height - 42];
  const strip = {from: bottom - 34, to: bottom};
  return {
    wide,
    height,
    left,
    right,
    bottom,
    strip,
    x: scaleLinear([least, Math.max(most, ...links.map(({similarity}) => similarity + 0.02))], [left, right]),
    y: scaleLinear([0, 1], [strip.from - 12, top])
  };
}

interface Point {
  link: JudgedLink;
  x: number;
  y: number;
}

/**
 * Candidates by similarity and co-occurrence. The rule accepts those above and to the right of its thresholds. Codes
 * without evidence have a strip of their own below the scale. Crosses are decisions of reviewers or the reader.
 */
export function linkChart(links: readonly JudgedLink[], options: LinkChartOptions): SVGSVGElement {
  const {id, width, document, subject, thresholds, words} = options;
  const draw = drawWith(document);
  const plot = plotOf(links, width);
  const {x, y, strip} = plot;
  const points = links.map((link) => ({
    link,
    x: rounded(x(link.similarity)),
    y: rounded(link.cooccurrence === null ? (strip.from + strip.to) / 2 : y(link.cooccurrence))
  }));
  const [others, accepted] = [false, true].map((tried) => points.filter(({link}) => link.tried === tried));
  return figureSvg(
    draw,
    {id, width, height: plot.height, description: words.describe(subject, links)},
    drawAxes(draw, plot, words),
    ...drawThresholds(draw, plot, thresholds),
    // Accepted candidates cover the others.
    draw("g", {class: "link-marks"}, ...[...others!, ...accepted!].map((point) => drawMark(draw, point, words))),
    draw("g", {class: "labels"}, ...drawNames(draw, accepted!, plot))
  );
}

function drawAxes(draw: Draw, {height, left, right, bottom, strip, x, y}: Plot, words: LinkChartWords): SVGElement {
  const number = (value: number) => words.number(value, value === 0 || value === 1 ? 0 : 2);
  return draw(
    "g",
    {class: "axis"},
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
      draw("line", {class: value === 0.5 ? "divide" : "grid", x1: left, x2: right, y1: y(value), y2: y(value)}),
      draw("text", {x: left - 8, y: y(value) + 4, "text-anchor": "end"}, number(value))
    ]),
    draw("text", {x: 0, y: 14}, words.cooccurrence),
    draw("text", {x: right, y: y(0.5) - 5, "text-anchor": "end"}, words.chance),
    draw("rect", {class: "link-strip", x: left, y: strip.from, width: right - left, height: strip.to - strip.from}),
    draw("text", {x: right - 4, y: strip.from + 12, "text-anchor": "end"}, words.noEvidence),
    ...tickTexts(x.ticks(6), words.number).map(({tick, text}) =>
      draw("text", {x: x(tick), y: bottom + 16, "text-anchor": "middle"}, text)
    ),
    draw("text", {x: right, y: height - 6, "text-anchor": "end"}, words.similarity)
  );
}

/** The borders of what the rule accepts: an angle for codes with evidence, a line in the strip for those without. */
function drawThresholds(
  draw: Draw,
  {left, right, strip, x, y}: Plot,
  {similarity, cooccurrence, alone}: LinkThresholds
): SVGElement[] {
  const line = (x1: number, y1: number, x2: number, y2: number) => draw("line", {class: "line", x1, y1, x2, y2});
  const inside = (value: number) => Math.min(right, Math.max(left, x(value)));
  return [
    line(inside(similarity), y(cooccurrence), inside(similarity), y(1)),
    line(inside(similarity), y(cooccurrence), right, y(cooccurrence)),
    line(inside(alone), strip.from, inside(alone), strip.to)
  ];
}

function drawMark(draw: Draw, {link, x, y}: Point, words: LinkChartWords): SVGElement {
  const attributes = {class: link.tried ? "link-yes" : "link-no", "data-label": words.mark(link)};
  return link.own || link.decision === "accept" || link.decision === "reject"
    ? draw("path", {...attributes, d: `M${x - 3.5},${y - 3.5}l7,7m0,-7l-7,7`})
    : draw("circle", {...attributes, cx: x, cy: y, r: link.tried ? 4 : 3});
}

/** The names of the most similar links with evidence, where they do not overlap. */
function drawNames(draw: Draw, points: readonly Point[], {wide, left, right}: Plot): SVGTextElement[] {
  const placed: {x: number; y: number; width: number; text: string}[] = [];
  const candidates = points
    .filter(({link}) => link.cooccurrence !== null)
    .sort((a, b) => b.link.similarity - a.link.similarity);
  for (const {link, x, y} of candidates) {
    if (placed.length >= (wide ? 4 : 2)) break;
    const text = link.label.length > 34 ? `${link.label.slice(0, 32).trimEnd()}…` : link.label;
    const width = textWidth(text, 12);
    const name = {x: Math.min(x + 8, right - width), y: y + 18, width, text};
    const isNear = (other: typeof name) =>
      Math.abs(other.y - name.y) < 17 && other.x < name.x + width + 10 && name.x < other.x + other.width + 10;
    if (name.x >= left && !placed.some(isNear)) placed.push(name);
  }
  return placed.map(({x, y, text}) => draw("text", {x, y}, text));
}

/** The chart as a table, most similar candidates first. */
export function linkTable(links: readonly JudgedLink[], words: LinkChartWords): FigureTable {
  const {columns} = words;
  return {
    columns: [
      {key: "symbol", label: columns.symbol},
      {key: "label", label: columns.label},
      {key: "similarity", label: columns.similarity, digits: 3},
      {key: "cooccurrence", label: columns.cooccurrence, digits: 3},
      {key: "documents", label: columns.documents},
      {key: "together", label: columns.together},
      {key: "link", label: columns.link},
      {key: "why", label: columns.why}
    ],
    rows: links
      .slice()
      .sort((a, b) => b.similarity - a.similarity || (a.symbol < b.symbol ? -1 : 1))
      .map((link) => ({
        symbol: link.symbol,
        label: link.label,
        similarity: link.similarity,
        cooccurrence: link.cooccurrence,
        documents: link.documents,
        together: link.together,
        link: words.state(link),
        why: words.why(link)
      }))
  };
}
