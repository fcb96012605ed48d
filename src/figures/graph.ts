import {scaleLinear, scaleSqrt} from "npm:d3";
import {type Quadrant, quadrantLines} from "../indicators/quadrants.js";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {type Box, placeLabels} from "./labels.js";
import {drawLabels} from "./label-marks.js";
import {noteOf} from "./notes.js";
import {isNumber} from "../text/numbers.js";
import {clearlyAbove, clearlyBelow, legendHeight, legendWidth, rcaKey, stepOf} from "./scale.js";
import {type Draw, drawWith, figureSvg} from "./svg.js";
import {byCount, lensCells, lensColumns, markLabel} from "./technologies.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

export interface GraphOptions {
  id: string;
  /** In the report; null for none. */
  number: number | null;
  /** Whose count is the area and whose RCA is the colour. */
  dataset: Dataset;
  /** Relatedness of the patents, or of all three lenses together. */
  relatedness: "patents" | "composite";
}

/**
 * Smart investment graph: relatedness to the right, complexity upwards, the lens as area and colour. With relatedness
 * of the patents the lines are those of the snapshot's quadrants; with the composite one the vertical line is its
 * median.
 */
export function graphFigure({id, number, dataset, relatedness}: GraphOptions): Figure {
  const composite = relatedness === "composite";
  const across = (technology: TechnologyValues) =>
    composite ? technology.composite : technology.lenses.patents.density;
  const lines = (snapshot: Snapshot) =>
    composite
      ? {
          ...snapshot.lines,
          relatedness: quadrantLines(
            snapshot.technologies.map((technology) => ({
              relatedness: across(technology) ?? Number.NaN,
              complexity: technology.complexity ?? Number.NaN
            }))
          ).relatedness
        }
      : snapshot.lines;
  const placed = (snapshot: Snapshot) =>
    byCount(snapshot.technologies, dataset).filter(
      (technology) => isNumber(across(technology)) && isNumber(technology.complexity)
    );
  const above = (snapshot: Snapshot) => snapshot.technologies.filter(({lenses}) => clearlyAbove(lenses[dataset]));
  const describe = (snapshot: Snapshot, words: FigureWords) => {
    const strongest = snapshot.technologies
      .filter(({lenses}) => lenses[dataset].rca > 0)
      .sort((a, b) => b.lenses[dataset].rca - a.lenses[dataset].rca)[0];
    return words.graph.describe({
      region: words.regionName(snapshot.region),
      dataset,
      composite,
      drawn: placed(snapshot).length,
      above: above(snapshot).length,
      below: snapshot.technologies.filter(({lenses}) => clearlyBelow(lenses[dataset])).length,
      strongest: strongest ? words.technology(strongest) : null,
      rca: strongest?.lenses[dataset].rca ?? 0
    });
  };
  return {
    id,
    number,
    datasets: [...new Set<Dataset>(composite ? ["patents", "publications", "deals"] : ["patents", dataset])],
    title(snapshot, words) {
      const {relatedness: line} = lines(snapshot);
      const ahead = above(snapshot);
      return words.graph.title({
        region: words.regionName(snapshot.region),
        dataset,
        above: ahead.length,
        near: ahead.filter((technology) => (across(technology) ?? -1) > line).length,
        all: snapshot.technologies.length,
        composite
      });
    },
    howToRead(snapshot, words) {
      const example = placed(snapshot).sort((a, b) => b.lenses[dataset].rca - a.lenses[dataset].rca)[0];
      return words.graph.howToRead({
        region: words.regionName(snapshot.region),
        dataset,
        technology: example ? words.technology(example) : null,
        relatedness: example ? across(example)! : 0,
        complexity: example?.complexity ?? 0,
        rca: example?.lenses[dataset].rca ?? 0,
        quadrant: example?.quadrant ?? null,
        composite
      });
    },
    describe,
    draw: (snapshot, options) =>
      drawGraph(
        {
          id,
          dataset,
          composite,
          across,
          lines: lines(snapshot),
          placed: placed(snapshot),
          description: describe(snapshot, options.words)
        },
        snapshot,
        options
      ),
    table(snapshot, words): FigureTable {
      const {columns} = words;
      return {
        columns: [
          {key: "technology", label: columns.technology},
          {key: "group", label: columns.group},
          ...(composite ? [] : [{key: "quadrant", label: columns.quadrant}]),
          {key: "relatedness", label: composite ? columns.composite : columns.density, digits: 1},
          {key: "complexity", label: columns.complexity, digits: 1},
          ...lensColumns(dataset, words)
        ],
        rows: byCount(snapshot.technologies, dataset).map((technology) => ({
          technology: words.technology(technology),
          group: words.group(technology.group),
          ...(composite
            ? {}
            : {quadrant: technology.quadrant === null ? null : words.quadrants[technology.quadrant].name}),
          relatedness: across(technology),
          complexity: technology.complexity,
          ...lensCells(technology.lenses[dataset])
        }))
      };
    }
  };
}

interface Graph {
  id: string;
  dataset: Dataset;
  composite: boolean;
  across: (technology: TechnologyValues) => number | null;
  lines: {relatedness: number; complexity: number};
  placed: TechnologyValues[];
  description: string;
}

function drawGraph(
  {id, dataset, composite, across, lines, placed, description}: Graph,
  snapshot: Snapshot,
  {width, document, words}: DrawOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const frame: Box = {
    x: wide ? 34 : 24,
    y: legendHeight + (wide ? 34 : 40),
    width: width - (wide ? 34 : 24),
    height: wide ? 680 : 430
  };
  const complexities = placed.map(({complexity}) => complexity!);
  const [low, high] = placed.length === 0 ? [0, 100] : [Math.min(...complexities), Math.max(...complexities)];
  const most = Math.max(0, ...placed.map(({lenses}) => lenses[dataset].count || 0));
  const radius = scaleSqrt([0, most || 1], [0, wide ? 32 : 15]).clamp(true);
  const edge = wide ? 26 : 14;
  const x = scaleLinear([0, 100], [frame.x + edge, frame.x + frame.width - edge]);
  const y = scaleLinear(
    [Math.max(0, low - 1), Math.min(100, high + 1)],
    [frame.y + frame.height - edge - 12, frame.y + edge + 16]
  );
  const points = placed.map((technology) => {
    const {count} = technology.lenses[dataset];
    return {
      technology,
      x: x(across(technology)!),
      y: y(technology.complexity!),
      r: count > 0 ? Math.max(wide ? 3.5 : 2.5, radius(count)) : 3,
      empty: !(count > 0)
    };
  });
  const corners = drawCorners(
    draw,
    frame,
    lines,
    {
      x: isNumber(lines.relatedness) ? x(lines.relatedness) : null,
      y: isNumber(lines.complexity) ? y(lines.complexity) : null
    },
    words
  );
  const size = wide ? 12 : 11;
  const name = wide ? words.technology : words.shortTechnology;
  const labels = placeLabels(
    points.map(({technology, x: px, y: py, r, empty}) => {
      const {low: from, high: to, rca} = technology.lenses[dataset];
      return {
        id: technology.slug,
        x: px,
        y: py,
        r,
        height: size + 2,
        further: 12,
        width: Math.max(textWidth(name(technology), size), textWidth(words.interval(from, to), 11)) + 2,
        // Notable: far from 1, and large.
        priority: empty
          ? -1
          : Math.abs(Math.log2(Math.min(8, Math.max(1 / 8, rca || 1 / 8)))) *
              (clearlyAbove(technology.lenses[dataset]) || clearlyBelow(technology.lenses[dataset]) ? 1 : 0.25) +
            r / 12
      };
    }),
    {frame, obstacles: corners.boxes, ...(wide ? {} : {gaps: [2, 6, 11, 17, 24, 32, 42], limit: 62})}
  );
  const note = noteOf(draw, {
    start: words.noPlace,
    technologies: snapshot.technologies.filter((technology) => !placed.includes(technology)),
    name: words.shortTechnology,
    label: (technology) => markLabel(technology, dataset, words),
    y: frame.y + frame.height + 38,
    width
  });
  const bySlug = new Map(points.map((point) => [point.technology.slug, point.technology]));
  return figureSvg(
    draw,
    {id, width, height: frame.y + frame.height + 38 + note.height, description},
    rcaKey(draw, words, 0, 0),
    areaKey(draw, dataset, most, radius, words, wide ? legendWidth + 40 : null),
    axes(draw, frame, x, y, composite ? words.axes.composite : words.axes.density, words),
    corners.group,
    draw(
      "g",
      {class: "dots"},
      ...points.map(({technology, x: cx, y: cy, r, empty}) =>
        draw("circle", {
          class: empty ? "hollow" : `rca-${stepOf(technology.lenses[dataset])}`,
          cx,
          cy,
          r,
          "data-technology": technology.slug,
          "data-label": markLabel(technology, dataset, words)
        })
      )
    ),
    drawLabels(draw, labels, {
      size,
      text: (slug) => name(bySlug.get(slug)!),
      further: (slug) => words.interval(bySlug.get(slug)!.lenses[dataset].low, bySlug.get(slug)!.lenses[dataset].high)
    }),
    note.group
  );
}

/** Lines between the quadrants, and their names in the corners of the frame, where labels may not stand. */
function drawCorners(
  draw: Draw,
  frame: Box,
  lines: {relatedness: number; complexity: number},
  at: {x: number | null; y: number | null},
  {quadrants}: FigureWords
): {group: SVGGElement; boxes: Box[]} {
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  const places: [Quadrant, number, number, "start" | "end"][] = [
    ["moonshot", frame.x + 4, frame.y + 14, "start"],
    ["optimal", right - 4, frame.y + 14, "end"],
    ["cautious", frame.x + 4, bottom - 6, "start"],
    ["incremental", right - 4, bottom - 6, "end"]
  ];
  const boxes = places.map(([quadrant, x, y, anchor]) => {
    const width = textWidth(quadrants[quadrant].name, 12, true) + 6;
    return {x: anchor === "start" ? x - 2 : x - width + 2, y: y - 13, width, height: 18};
  });
  return {
    boxes,
    group: draw(
      "g",
      {},
      at.x === null ? null : draw("line", {class: "divide", x1: at.x, x2: at.x, y1: frame.y, y2: bottom}),
      at.y === null ? null : draw("line", {class: "divide", x1: frame.x, x2: right, y1: at.y, y2: at.y}),
      ...(isNumber(lines.relatedness) && isNumber(lines.complexity)
        ? places.map(([quadrant, x, y, anchor]) =>
            draw("text", {class: "soft strong", x, y, "text-anchor": anchor}, quadrants[quadrant].name)
          )
        : [])
    )
  };
}

function axes(
  draw: Draw,
  frame: Box,
  x: ReturnType<typeof scaleLinear<number>>,
  y: ReturnType<typeof scaleLinear<number>>,
  across: string,
  words: FigureWords
): SVGGElement {
  const bottom = frame.y + frame.height;
  return draw(
    "g",
    {class: "axis"},
    draw("rect", {class: "grid", x: frame.x, y: frame.y, width: frame.width, height: frame.height}),
    ...x
      .ticks(5)
      .map((tick) => draw("text", {x: x(tick), y: bottom + 15, "text-anchor": "middle"}, words.number(tick))),
    ...y
      .ticks(5)
      .map((tick) => draw("text", {x: frame.x - 6, y: y(tick) + 4, "text-anchor": "end"}, words.number(tick))),
    draw("text", {x: 0, y: frame.y - 8}, `↑ ${words.axes.complexity}`),
    draw("text", {x: frame.x + frame.width, y: bottom + 32, "text-anchor": "end"}, `${across} →`)
  );
}

/** The key to the areas, beside the key to the colours where there is room. */
function areaKey(
  draw: Draw,
  dataset: Dataset,
  most: number,
  radius: (count: number) => number,
  words: FigureWords,
  x: number | null
): SVGGElement | null {
  if (x === null || !(most > 0)) return null;
  const unit = 10 ** Math.floor(Math.log10(most));
  const [small, large] = [unit / 10, unit];
  const title = words.legend.area(dataset);
  const start = textWidth(title, 11) + 14;
  const second = start + 2 * radius(small) + 8 + textWidth(words.number(small, 1), 11) + 18;
  return draw(
    "g",
    {class: "key", transform: `translate(${x},${Math.max(22, Math.ceil(radius(large)) + 1)})`},
    draw("text", {x: 0, y: 4}, title),
    draw("circle", {class: "line", cx: start + radius(small), cy: 0, r: radius(small)}),
    draw("text", {x: start + 2 * radius(small) + 5, y: 4}, words.number(small, 1)),
    draw("circle", {class: "line", cx: second + radius(large), cy: 0, r: radius(large)}),
    draw("text", {x: second + 2 * radius(large) + 5, y: 4}, words.number(large, 1))
  );
}
