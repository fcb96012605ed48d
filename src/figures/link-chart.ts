import {scaleLinear} from "npm:d3";
import type {LinkThresholds} from "../indicators/link-rule.ts";
import type {JudgedLink} from "../indicators/links.ts";
import {type DrawOptions, type FigureTable, wideFrom} from "./figure.js";
import {drawWith, figureSvg, rounded} from "./svg.js";
import {textWidth} from "./text-width.js";
import type {LinkChartWords} from "../words/link-chart.ts";

export interface LinkChartOptions extends Omit<DrawOptions, "words"> {
  /** Distinguishes the charts of one page. */
  id: string;
  /** Of whose candidates they are. */
  subject: string;
  thresholds: LinkThresholds;
  words: LinkChartWords;
}

/** Range of similarity that is always shown; a candidate beyond it widens the scale. */
const [least, most] = [0.1, 0.72] as const;

/**
 * Candidates by similarity and co-occurrence; what the rule accepts lies above and to the right of its thresholds.
 * Codes without evidence stand on a strip of their own below the scale. Crosses are decided by people: by reviewers, or
 * the reader.
 */
export function linkChart(
  links: readonly JudgedLink[],
  {id, width, document, subject, thresholds, words}: LinkChartOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const height = wide ? 460 : 380;
  const [left, right, top, bottom] = [40, width - 10, 30, height - 42];
  const strip = {from: bottom - 34, to: bottom, middle: bottom - 17};
  const x = scaleLinear([least, Math.max(most, ...links.map(({similarity}) => similarity + 0.02))], [left, right]);
  const y = scaleLinear([0, 1], [strip.from - 12, top]);
  const points = links.map((link) => ({
    link,
    x: rounded(x(link.similarity)),
    y: rounded(link.cooccurrence === null ? strip.middle : y(link.cooccurrence))
  }));
  const line = (x1: number, y1: number, x2: number, y2: number) => draw("line", {class: "line", x1, y1, x2, y2});
  const at = (value: number) => Math.min(right, Math.max(left, x(value)));
  const mark = ({link, x: cx, y: cy}: (typeof points)[number]) => {
    const attributes = {class: link.tried ? "link-yes" : "link-no", "data-label": words.mark(link)};
    return link.own || link.decision === "accept" || link.decision === "reject"
      ? draw("path", {...attributes, d: `M${cx - 3.5},${cy - 3.5}l7,7m0,-7l-7,7`})
      : draw("circle", {...attributes, cx, cy, r: link.tried ? 4 : 3});
  };
  const tick = (value: number) =>
    draw(
      "text",
      {x: left - 8, y: y(value) + 4, "text-anchor": "end"},
      words.number(value, value === 0 || value === 1 ? 0 : 2)
    );
  const names = namesOf(
    points.filter(({link}) => link.tried),
    wide ? 4 : 2,
    right
  );
  return figureSvg(
    draw,
    {id, width, height, description: words.describe(subject, links)},
    draw(
      "g",
      {class: "axis"},
      ...[0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
        draw("line", {class: value === 0.5 ? "divide" : "grid", x1: left, x2: right, y1: y(value), y2: y(value)}),
        tick(value)
      ]),
      draw("text", {x: 0, y: 14}, words.cooccurrence),
      draw("text", {x: right, y: y(0.5) - 5, "text-anchor": "end"}, words.chance),
      draw("rect", {class: "link-strip", x: left, y: strip.from, width: right - left, height: strip.to - strip.from}),
      draw("text", {x: right - 4, y: strip.from + 12, "text-anchor": "end"}, words.noEvidence),
      ...x
        .ticks(6)
        .map((value) => draw("text", {x: x(value), y: bottom + 16, "text-anchor": "middle"}, words.number(value, 1))),
      draw("text", {x: right, y: height - 6, "text-anchor": "end"}, words.similarity)
    ),
    line(at(thresholds.similarity), y(thresholds.cooccurrence), at(thresholds.similarity), y(1)),
    line(at(thresholds.similarity), y(thresholds.cooccurrence), right, y(thresholds.cooccurrence)),
    line(at(thresholds.alone), strip.from, at(thresholds.alone), strip.to),
    // Links above the others.
    draw(
      "g",
      {class: "link-marks"},
      ...[false, true].flatMap((tried) => points.filter(({link}) => link.tried === tried).map(mark))
    ),
    draw("g", {class: "labels"}, ...names)
  );

  /** The most similar links with evidence, by name, where their names do not meet. */
  function namesOf(candidates: typeof points, number: number, end: number): SVGTextElement[] {
    const placed: {x: number; y: number; width: number}[] = [];
    const texts: SVGTextElement[] = [];
    for (const {link, x: cx, y: cy} of candidates
      .filter(({link}) => link.cooccurrence !== null)
      .sort((a, b) => b.link.similarity - a.link.similarity)) {
      if (placed.length >= number) break;
      const text = link.label.length > 34 ? `${link.label.slice(0, 32).trimEnd()}…` : link.label;
      const length = textWidth(text, 12);
      const box = {x: Math.min(cx + 8, end - length), y: cy + 18, width: length};
      if (
        box.x < left ||
        placed.some(
          (other) =>
            Math.abs(other.y - box.y) < 17 && other.x < box.x + box.width + 10 && box.x < other.x + other.width + 10
        )
      )
        continue;
      placed.push(box);
      texts.push(draw("text", {x: box.x, y: box.y}, text));
    }
    return texts;
  }
}

/** What the chart shows, as rows. */
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
