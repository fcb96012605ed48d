import {scaleLinear, scaleSqrt} from "npm:d3";
import {type Quadrant, quadrantLines} from "../indicators/quadrants.js";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {type Box, placeLabels, type PlacedLabel} from "./labels.js";
import {drawLabels} from "./label-marks.js";
import {noteOf} from "./notes.js";
import {isNumber} from "../text/numbers.js";
import {clearlyAbove, clearlyBelow, legendHeight, legendWidth, rcaKey, stepOf} from "./scale.js";
import {type Draw, drawWith, figureSvg} from "./svg.js";
import {
  byCount,
  coverageText,
  lensCells,
  lensColumns,
  markLabel,
  quadrantCell,
  shownName,
  unknownCounts
} from "./technologies.js";
import {textWidth} from "./text-width.js";
import {tickTexts} from "./ticks.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

export interface GraphOptions {
  id: string;
  /** In the report; null for a figure that the report lacks. */
  number: number | null;
  /** Gives area (count) and colour (RCA). */
  dataset: Dataset;
  /** Relatedness density in patents, or composite relatedness. */
  relatedness: "patents" | "composite";
}

/** What distinguishes the graphs. */
interface Kind {
  dataset: Dataset;
  /** Whether relatedness is the composite of the three lenses. */
  composite: boolean;
}

/**
 * Smart investment graph: relatedness to the right, complexity upwards; area by count, colour by RCA. The lines are
 * those of the snapshot's quadrants; with composite relatedness the vertical one is its median.
 */
export function graphFigure({id, number, dataset, relatedness}: GraphOptions): Figure {
  const kind: Kind = {dataset, composite: relatedness === "composite"};
  const composed: readonly Dataset[] = kind.composite ? ["patents", "publications", "deals"] : ["patents", dataset];
  return {
    id,
    number,
    datasets: [...new Set(composed)],
    whole: kind.composite,
    title: (snapshot, words) => titleOf(snapshot, kind, words),
    howToRead: (snapshot, words) => howToReadOf(snapshot, kind, words),
    describe: (snapshot, words) => describe(snapshot, kind, words),
    draw: (snapshot, options) => drawGraph(id, snapshot, kind, options),
    table: (snapshot, words) => tableOf(snapshot, kind, words)
  };
}

function across(technology: TechnologyValues, {composite}: Kind): number | null {
  return composite ? technology.composite : technology.lenses.patents.density;
}

function linesOf({lines, technologies}: Snapshot, kind: Kind): Snapshot["lines"] {
  if (!kind.composite) return lines;
  const {relatedness} = quadrantLines(
    technologies.map((technology) => ({
      relatedness: across(technology, kind) ?? Number.NaN,
      complexity: technology.complexity ?? Number.NaN
    }))
  );
  return {...lines, relatedness};
}

/** The technologies that have both coordinates, largest count first. */
function placedIn({technologies}: Snapshot, kind: Kind): TechnologyValues[] {
  return byCount(technologies, kind.dataset).filter(
    (technology) => isNumber(across(technology, kind)) && isNumber(technology.complexity)
  );
}

/** The technologies in which the region specialises beyond chance. */
function aheadIn({technologies}: Snapshot, {dataset}: Kind): TechnologyValues[] {
  return technologies.filter(({lenses}) => clearlyAbove(lenses[dataset]));
}

function titleOf(snapshot: Snapshot, kind: Kind, words: FigureWords): string {
  const coverage = coverageText(snapshot, kind.dataset, words);
  if (coverage !== null) return coverage;
  const {relatedness: line} = linesOf(snapshot, kind);
  const ahead = aheadIn(snapshot, kind);
  return words.graph.title({
    region: words.regionName(snapshot.region),
    dataset: kind.dataset,
    above: ahead.length,
    few: snapshot.totals[kind.dataset].few,
    near: snapshot.totals.patents.few
      ? null
      : ahead.filter((technology) => (across(technology, kind) ?? -1) > line).length,
    all: snapshot.technologies.length,
    composite: kind.composite,
    unknown: unknownCounts(snapshot, kind.dataset)
  });
}

function howToReadOf(snapshot: Snapshot, kind: Kind, words: FigureWords): string {
  const {dataset, composite} = kind;
  const example = byRca(placedIn(snapshot, kind), dataset)[0];
  return words.graph.howToRead({
    region: words.regionName(snapshot.region),
    dataset,
    technology: example ? words.technology(example) : null,
    relatedness: example ? across(example, kind) : null,
    complexity: example?.complexity ?? null,
    rca: example?.lenses[dataset].rca ?? null,
    quadrant: example?.quadrant ?? null,
    composite,
    unknown: unknownCounts(snapshot, dataset)
  });
}

function describe(snapshot: Snapshot, kind: Kind, words: FigureWords): string {
  const {dataset, composite} = kind;
  const coverage = coverageText(snapshot, dataset, words);
  if (coverage !== null) return words.graph.part(placedIn(snapshot, kind).length, coverage);
  const strongest = byRca(snapshot.technologies, dataset)[0];
  return words.graph.describe({
    region: words.regionName(snapshot.region),
    dataset,
    composite,
    drawn: placedIn(snapshot, kind).length,
    above: aheadIn(snapshot, kind).length,
    below: snapshot.technologies.filter(({lenses}) => clearlyBelow(lenses[dataset])).length,
    strongest: strongest ? words.technology(strongest) : null,
    rca: strongest?.lenses[dataset].rca ?? null,
    all: snapshot.technologies.length,
    unknown: unknownCounts(snapshot, dataset)
  });
}

/** The technologies with a count, the highest RCA first; ties keep their order. */
function byRca(technologies: readonly TechnologyValues[], dataset: Dataset): TechnologyValues[] {
  return technologies
    .filter(({lenses}) => (lenses[dataset].rca ?? 0) > 0)
    .sort((a, b) => b.lenses[dataset].rca! - a.lenses[dataset].rca!);
}

function tableOf({technologies, totals}: Snapshot, kind: Kind, words: FigureWords): FigureTable {
  const {columns} = words;
  const {dataset, composite} = kind;
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {key: "group", label: columns.group},
      ...(composite ? [] : [{key: "quadrant", label: columns.quadrant}]),
      {key: "relatedness", label: composite ? columns.composite : columns.density, digits: 1},
      {key: "complexity", label: columns.complexity, digits: 1},
      ...lensColumns(dataset, words, technologies)
    ],
    rows: byCount(technologies, dataset).map((technology) => ({
      technology: words.technology(technology),
      group: words.group(technology.group),
      ...(!composite && {quadrant: quadrantCell(technology, {totals}, words)}),
      relatedness: across(technology, kind),
      complexity: technology.complexity,
      ...lensCells(technology, dataset, words, technologies)
    }))
  };
}

/** Height of the key to the areas on a phone, where circles have a radius of up to 15 pixels. */
const areaKeyHeight = 32;

type LinearScale = ReturnType<typeof scaleLinear<number>>;

/** The frame and its scales, in pixels. */
interface Plot {
  wide: boolean;
  frame: Box;
  x: LinearScale;
  y: LinearScale;
  radius(count: number): number;
  /** Largest count. */
  most: number;
}

function plotOf(placed: readonly TechnologyValues[], {dataset}: Kind, {width, words}: DrawOptions): Plot {
  const wide = width >= wideFrom;
  const complexities = placed.map(({complexity}) => complexity!);
  const [low, high] = placed.length === 0 ? [0, 100] : [Math.min(...complexities), Math.max(...complexities)];
  const y = scaleLinear([Math.max(0, low - 1), Math.min(100, high + 1)], [0, 1]);
  const texts = tickTexts(y.ticks(5), words.fixed).map(({text}) => textWidth(text, 12) + 8);
  const left = Math.max(wide ? 34 : 24, ...texts);
  const frame = {
    x: left,
    y: legendHeight + (wide ? 34 : 34 + areaKeyHeight),
    width: width - left,
    height: wide ? 680 : 520
  };
  const most = Math.max(0, ...placed.map(({lenses}) => lenses[dataset].count || 0));
  const edge = wide ? 26 : 14;
  return {
    wide,
    frame,
    x: scaleLinear([0, 100], [frame.x + edge, frame.x + frame.width - edge]),
    y: y.range([frame.y + frame.height - edge - 12, frame.y + edge + 16]),
    radius: scaleSqrt([0, most || 1], [0, wide ? 32 : 15]).clamp(true),
    most
  };
}

/** The circle of a technology. */
interface Point {
  technology: TechnologyValues;
  x: number;
  y: number;
  r: number;
  /** Whether it has no count: a hollow circle, or an unknown one: a hollow square. */
  empty: boolean;
}

function drawGraph(id: string, snapshot: Snapshot, kind: Kind, options: DrawOptions): SVGSVGElement {
  const {width, document, words} = options;
  const {dataset, composite} = kind;
  const draw = drawWith(document);
  const placed = placedIn(snapshot, kind);
  const plot = plotOf(placed, kind, options);
  const {wide, frame, x, y, radius} = plot;
  const points = placed.map((technology): Point => {
    const {count} = technology.lenses[dataset];
    const empty = !(count !== null && count > 0);
    const r = empty ? 3 : Math.max(wide ? 3.5 : 2.5, radius(count));
    return {technology, x: x(across(technology, kind)!), y: y(technology.complexity!), r, empty};
  });
  const corners = drawCorners(
    draw,
    plot,
    snapshot.totals.patents.few ? {relatedness: Number.NaN, complexity: Number.NaN} : linesOf(snapshot, kind),
    words
  );
  const note = noteOf(draw, {
    start: words.noPlace,
    technologies: snapshot.technologies.filter((technology) => !placed.includes(technology)),
    name: words.shortTechnology,
    label: (technology) => markLabel(technology, dataset, words),
    y: frame.y + frame.height + 38,
    width
  });
  return figureSvg(
    draw,
    {
      id,
      width,
      height: frame.y + frame.height + 38 + note.height,
      description: describe(snapshot, kind, words)
    },
    rcaKey(draw, words, 0, 0),
    areaKey(draw, dataset, plot, words),
    drawAxes(draw, plot, composite ? words.axes.composite : words.axes.density, words),
    corners.group,
    draw("g", {class: "dots"}, ...points.map((point) => drawDot(draw, point, dataset, words))),
    drawNames(draw, points, labelsOf(points, kind, plot, corners.boxes, words), kind, plot, words),
    note.group
  );
}

function drawDot(draw: Draw, {technology, x, y, r, empty}: Point, dataset: Dataset, words: FigureWords): SVGElement {
  const mark = {"data-technology": technology.slug, "data-label": markLabel(technology, dataset, words)};
  if (technology.lenses[dataset].count === null)
    return draw("rect", {class: "unknown", x: x - r, y: y - r, width: 2 * r, height: 2 * r, ...mark});
  return draw("circle", {
    class: empty ? "hollow" : `rca-${stepOf(technology.lenses[dataset])}`,
    cx: x,
    cy: y,
    r,
    ...mark
  });
}

/** The places of the names, with room for the intervals below them. */
function labelsOf(
  points: readonly Point[],
  {dataset}: Kind,
  {wide, frame}: Plot,
  obstacles: readonly Box[],
  words: FigureWords
): PlacedLabel[] {
  const size = fontSize(wide);
  return placeLabels(
    points.map((point) => {
      const {technology, x, y, r} = point;
      const {low, high} = technology.lenses[dataset];
      return {
        id: technology.slug,
        x,
        y,
        r,
        height: size + 2,
        further: 12,
        width:
          Math.max(textWidth(shownName(technology, words, wide), size), textWidth(words.interval(low, high), 11)) + 2,
        priority: priorityOf(point, dataset)
      };
    }),
    {frame, obstacles, ...(wide ? {} : {gaps: [2, 6, 11, 17, 24, 32, 42], limit: 62})}
  );
}

/** The names of large technologies with an RCA far from 1 matter most. */
function priorityOf({technology, r, empty}: Point, dataset: Dataset): number {
  if (empty) return -1;
  const values = technology.lenses[dataset];
  const distance = Math.abs(Math.log2(Math.min(8, Math.max(1 / 8, values.rca || 1 / 8))));
  return distance * (clearlyAbove(values) || clearlyBelow(values) ? 1 : 0.25) + r / 12;
}

const fontSize = (wide: boolean) => (wide ? 12 : 11);

function drawNames(
  draw: Draw,
  points: readonly Point[],
  labels: readonly PlacedLabel[],
  {dataset}: Kind,
  {wide}: Plot,
  words: FigureWords
): SVGGElement {
  const bySlug = new Map(points.map(({technology}) => [technology.slug, technology]));
  return drawLabels(draw, labels, {
    size: fontSize(wide),
    text: (slug) => shownName(bySlug.get(slug)!, words, wide),
    further: (slug) => {
      const {low, high} = bySlug.get(slug)!.lenses[dataset];
      return words.interval(low, high);
    }
  });
}

/** The lines between the quadrants, and the names of these in the corners of the frame, where no label may be. */
function drawCorners(
  draw: Draw,
  {frame, x, y}: Plot,
  {relatedness, complexity}: Snapshot["lines"],
  {quadrants}: FigureWords
): {group: SVGGElement; boxes: Box[]} {
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  const places: [Quadrant, number, number, "start" | "end"][] = [
    ["moonshot", frame.x + 4, frame.y + 14, "start"],
    ["optimal", right - 4, frame.y + 14, "end"],
    ["cautious", frame.x + 4, bottom - 6, "start"],
    ["incremental", right - 4, bottom - 6, "end"]
  ];
  const boxes = places.map(([quadrant, left, base, anchor]) => {
    const width = textWidth(quadrants[quadrant].name, 12, true) + 6;
    return {x: anchor === "start" ? left - 2 : left - width + 2, y: base - 13, width, height: 18};
  });
  const vertical = isNumber(relatedness) ? x(relatedness) : null;
  const horizontal = isNumber(complexity) ? y(complexity) : null;
  return {
    boxes,
    group: draw(
      "g",
      {},
      vertical === null ? null : draw("line", {class: "divide", x1: vertical, x2: vertical, y1: frame.y, y2: bottom}),
      horizontal === null
        ? null
        : draw("line", {class: "divide", x1: frame.x, x2: right, y1: horizontal, y2: horizontal}),
      ...(vertical !== null && horizontal !== null
        ? places.map(([quadrant, left, base, anchor]) =>
            draw("text", {class: "soft strong", x: left, y: base, "text-anchor": anchor}, quadrants[quadrant].name)
          )
        : [])
    )
  };
}

/** @param relatedness label of the horizontal axis */
function drawAxes(draw: Draw, {frame, x, y}: Plot, relatedness: string, words: FigureWords): SVGGElement {
  const bottom = frame.y + frame.height;
  return draw(
    "g",
    {class: "axis"},
    draw("rect", {class: "grid", x: frame.x, y: frame.y, width: frame.width, height: frame.height}),
    ...tickTexts(x.ticks(5), words.fixed).map(({tick, text}) =>
      draw("text", {x: x(tick), y: bottom + 15, "text-anchor": "middle"}, text)
    ),
    ...tickTexts(y.ticks(5), words.fixed).map(({tick, text}) =>
      draw("text", {x: frame.x - 6, y: y(tick) + 4, "text-anchor": "end"}, text)
    ),
    draw("text", {x: 0, y: frame.y - 8}, `↑ ${words.axes.complexity}`),
    draw("text", {x: frame.x + frame.width, y: bottom + 32, "text-anchor": "end"}, `${relatedness} →`)
  );
}

/** The key to the areas: beside the key to the colours on a desk, below it on a phone. */
function areaKey(draw: Draw, dataset: Dataset, {wide, most, radius}: Plot, words: FigureWords): SVGGElement | null {
  if (!(most > 0)) return null;
  const unit = 10 ** Math.floor(Math.log10(most));
  // There is no tenth of a document.
  const sizes = [unit / 10, unit].filter((size) => dataset === "deals" || size >= 1);
  const title = words.legend.area(dataset);
  let x = textWidth(title, 11) + 14;
  const marks = sizes.flatMap((size) => {
    const [r, text] = [radius(size), words.number(size, 2)];
    const start = x;
    x += 2 * r + 5 + textWidth(text, 11) + 18;
    return [draw("circle", {class: "line", cx: start + r, cy: 0, r}), draw("text", {x: start + 2 * r + 5, y: 4}, text)];
  });
  const middle = Math.max(22, Math.ceil(radius(unit)) + 1);
  return draw(
    "g",
    {
      class: "key",
      transform: wide ? `translate(${legendWidth + 40},${middle})` : `translate(0,${legendHeight + areaKeyHeight / 2})`
    },
    draw("text", {x: 0, y: 4}, title),
    ...marks
  );
}
