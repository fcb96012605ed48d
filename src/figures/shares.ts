import type {Quadrant} from "../indicators/quadrants.ts";
import type {RobustnessSummary} from "../scenario/robustness.ts";
import {type FigureBody, swatches} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import {type NamedRow, namedRows, type RobustnessContext, type RowFrame, rowStart} from "./robustness-rows.js";
import {sharePercent} from "../words/en/robustness.js";
import {type Draw, drawWith, figureSvg} from "./svg.js";

/** In the order of the bars. */
const quadrants: readonly Quadrant[] = ["optimal", "moonshot", "incremental", "cautious"];
const parts = [...quadrants, "none"] as const;
type Part = (typeof parts)[number];
/** Share of the specifications from which a technology counts as stable. */
const stableFrom = 0.9;
/** Pixels for the name of a quadrant above its rows. */
const heading = 26;

interface Row extends NamedRow {
  /** Share of the specifications that agree with the published quadrant, or with having none; 0–1. */
  share: number;
}

interface Shares {
  /** Number of specifications. */
  count: number;
  rows: readonly Row[];
  /** Rows by published quadrant, the most stable first. */
  groups: readonly {quadrant: Quadrant | null; members: readonly Row[]}[];
}

/** The quadrants in which the specifications place each technology: one stacked bar each, by published quadrant. */
export function sharesFigure({technologies, count}: RobustnessSummary, context: RobustnessContext): FigureBody {
  const {says} = context;
  const rows = namedRows(technologies, context).map((row): Row => ({
    ...row,
    share: row.quadrants[row.published ?? "none"] / count
  }));
  const shares = {count, rows, groups: groupsOf(rows)};
  const placed = rows.filter(({published}) => published !== null);
  const weakest = placed.slice().sort((a, b) => a.share - b.share)[0];
  const example = placed.slice().sort((a, b) => Math.abs(a.share - 0.7) - Math.abs(b.share - 0.7))[0];
  return {
    title: says.shares.title({
      stable: stableAmong(rows),
      all: rows.length,
      technology: weakest && weakest.share < 1 ? weakest.name : null,
      share: weakest?.share ?? 1,
      quadrant: weakest?.published ?? null
    }),
    howToRead: says.shares.howToRead({
      technology: example?.name ?? null,
      share: example?.share ?? 0,
      quadrant: example?.published ?? null,
      count,
      names: Object.fromEntries(quadrants.map((quadrant) => [quadrant, nameOf(quadrant, context)])) as Record<
        Quadrant,
        string
      >
    }),
    draw: (width) => drawShares(shares, context, width),
    table: tableOf(shares, context)
  };
}

function groupsOf(rows: readonly Row[]): Shares["groups"] {
  return [...quadrants, null]
    .map((quadrant) => ({
      quadrant,
      members: rows
        .filter(({published}) => published === quadrant)
        .sort((a, b) => b.share - a.share || a.name.localeCompare(b.name, "en"))
    }))
    .filter(({members}) => members.length > 0);
}

const stableAmong = (rows: readonly Row[]) =>
  rows.filter(({published, share}) => published !== null && share >= stableFrom).length;

const nameOf = (part: Part, {words, says}: RobustnessContext) =>
  part === "none" ? says.noQuadrant : words.quadrants[part].name;

function drawShares(shares: Shares, context: RobustnessContext, width: number): SVGSVGElement {
  const {document, says} = context;
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const frame = {width, left: wide ? 250 : 134, height: wide ? 20 : 19};
  const {key, height: top} = keyOf(draw, shares, context, width);
  let y = top + 6;
  const children: SVGElement[] = [];
  for (const {quadrant, members} of shares.groups) {
    children.push(draw("text", {class: "strong", x: 0, y: y + 18}, nameOf(quadrant ?? "none", context)));
    y += heading;
    for (const row of members) {
      children.push(
        draw(
          "g",
          {"data-technology": row.slug, "data-label": labelOf(row, shares.count, context)},
          ...rowStart(draw, row, frame, y),
          ...drawBar(draw, row, shares.count, frame, y),
          drawShare(draw, row, frame, y)
        )
      );
      y += frame.height;
    }
  }
  return figureSvg(
    draw,
    {
      id: "robust-quadrants",
      width,
      height: y + 6,
      description: says.shares.describe({
        all: shares.rows.length,
        count: shares.count,
        stable: stableAmong(shares.rows)
      })
    },
    key,
    ...children
  );
}

function keyOf(draw: Draw, {rows}: Shares, context: RobustnessContext, width: number) {
  const drawn = parts.filter((part) => rows.some((row) => row.quadrants[part] > 0));
  return swatches(
    draw,
    [
      ...drawn.map((part) => ({
        name: nameOf(part, context),
        mark: (x: number, y: number) => draw("rect", {class: `in-${part}`, x, y: y - 6, width: 12, height: 12})
      })),
      {
        name: context.says.shares.key,
        mark: (x: number, y: number) =>
          draw("rect", {class: "outlined", x: x + 0.75, y: y - 5.25, width: 10.5, height: 10.5})
      }
    ],
    width
  );
}

/** What the reader hears or sees for a row. */
function labelOf(row: Row, count: number, context: RobustnessContext): string {
  return context.says.shares.mark({
    technology: row.name,
    published: nameOf(row.published ?? "none", context),
    parts: parts
      .filter((part) => row.quadrants[part] > 0)
      .map((part) => ({quadrant: nameOf(part, context), share: row.quadrants[part] / count}))
  });
}

/** The stacked bar of a row, with the published quadrant outlined. */
function drawBar(draw: Draw, row: Row, count: number, {width, left, height}: RowFrame, y: number): SVGElement[] {
  const length = width - 52 - left;
  let end = left;
  const bars = parts
    .map((part) => {
      const from = end;
      end += (row.quadrants[part] / count) * length;
      return {part, from, to: end};
    })
    .filter(({from, to}) => to > from);
  const box = {y: y + 2, height: height - 4};
  const own = bars.find(({part}) => part === (row.published ?? "none"));
  return [
    ...bars.map(({part, from, to}) =>
      draw("rect", {class: `in-${part}`, x: from, y: box.y, width: Math.max(0.5, to - from - 0.5), height: box.height})
    ),
    ...(own
      ? [
          draw("rect", {
            class: "outlined",
            x: own.from + 0.75,
            y: box.y,
            width: Math.max(1, own.to - own.from - 1.5),
            height: box.height
          })
        ]
      : [])
  ];
}

function drawShare(draw: Draw, {share}: Row, {width, height}: RowFrame, y: number): SVGElement {
  return draw(
    "text",
    {x: width, y: y + height / 2 + 4, "text-anchor": "end", class: width >= wideFrom ? null : "small"},
    share > 0.99 && share < 1 ? "> 99%" : sharePercent(share)
  );
}

function tableOf({rows, groups, count}: Shares, context: RobustnessContext): FigureTable {
  const {columns} = context.says;
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {key: "published", label: columns.published},
      ...parts
        .filter((part) => part !== "none" || rows.some((row) => row.quadrants.none > 0))
        .map((part) => ({key: part, label: nameOf(part, context), unit: "%", digits: 1}))
    ],
    rows: groups.flatMap(({members}) =>
      members.map((row) => ({
        technology: row.name,
        published: nameOf(row.published ?? "none", context),
        ...Object.fromEntries(parts.map((part) => [part, (100 * row.quadrants[part]) / count]))
      }))
    )
  };
}
