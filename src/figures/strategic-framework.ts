import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {noteOf} from "./notes.js";
import {isNumber} from "../text/numbers.js";
import type {Box} from "./labels.ts";
import {type Draw, drawWith, figureSvg} from "./svg.js";
import {markLabel, quadrantCell} from "./technologies.js";
import {wrapText} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";

/** In reading order. */
const quadrants: readonly Quadrant[] = ["moonshot", "optimal", "cautious", "incremental"];

/**
 * The strategic framework: four quadrants with their advice, and the technologies as faint dots. All quadrants have the
 * same size, so that each has room for its words; within a quadrant, distances are to scale.
 */
export const strategicFrameworkFigure: Figure = {
  id: "framework",
  number: 2,
  datasets: ["patents"],
  title: (snapshot, words) =>
    words.framework.title({
      region: words.regionName(snapshot.region),
      counts: countsOf(snapshot),
      all: snapshot.technologies.length,
      few: snapshot.totals.patents.few
    }),
  howToRead(snapshot, words) {
    const example = snapshot.technologies
      .filter(isPlaced)
      .sort((a, b) => b.lenses.patents.density! - a.lenses.patents.density!)[0];
    return words.framework.howToRead({
      technology: example ? words.technology(example) : null,
      quadrant: example?.quadrant ?? null,
      region: words.regionName(snapshot.region)
    });
  },
  describe,
  draw: drawFramework,
  table(snapshot, words): FigureTable {
    const {columns} = words;
    return {
      columns: [
        {key: "technology", label: columns.technology},
        {key: "quadrant", label: columns.quadrant},
        {key: "density", label: columns.density, digits: 1},
        {key: "complexity", label: columns.complexity, digits: 1}
      ],
      rows: [...quadrants, null].flatMap((quadrant) =>
        snapshot.technologies
          .filter((technology) => technology.quadrant === quadrant)
          .map((technology) => ({
            technology: words.technology(technology),
            quadrant: quadrantCell(technology, snapshot, words),
            density: technology.lenses.patents.density,
            complexity: technology.complexity
          }))
      )
    };
  }
};

function describe(snapshot: Snapshot, words: FigureWords): string {
  return words.framework.describe({
    region: words.regionName(snapshot.region),
    counts: countsOf(snapshot),
    all: snapshot.technologies.length,
    few: snapshot.totals.patents.few
  });
}

function countsOf({technologies}: Snapshot): Record<Quadrant, number> {
  const counts: Record<Quadrant, number> = {optimal: 0, moonshot: 0, incremental: 0, cautious: 0};
  for (const {quadrant} of technologies) if (quadrant !== null) counts[quadrant] += 1;
  return counts;
}

const isPlaced = ({quadrant, complexity, lenses}: TechnologyValues) =>
  quadrant !== null && isNumber(complexity) && isNumber(lenses.patents.density);

/** Sizes and scales of the drawing, in pixels. */
interface Plot {
  wide: boolean;
  frame: Box;
  /** Distance of dots and texts from the borders of a quadrant. */
  pad: number;
  /** The text of each quadrant: the same height for all, so that the scales are the same on both sides. */
  advice: Advice;
  /** Where the quadrants meet. */
  middle: {x: number; y: number};
  /** Radius of a dot. */
  radius: number;
  x(density: number): number;
  y(complexity: number): number;
}

/** The lines of a quadrant's text, and its sizes in pixels. */
interface Advice {
  title: number;
  text: number;
  lines: ReadonlyMap<Quadrant, readonly string[]>;
  height: number;
}

function adviceOf(words: FigureWords, wide: boolean, width: number): Advice {
  const [title, text] = wide ? [20, 15] : [15, 12];
  const lines = new Map(
    quadrants.map((quadrant) => {
      const {advice} = words.quadrants[quadrant];
      return [quadrant, wrapText(advice, width, text) ?? [advice]] as const;
    })
  );
  const most = Math.max(...Array.from(lines.values(), ({length}) => length));
  return {title, text, lines, height: title * 0.8 + text * 1.5 + (most + 0.2) * text * 1.3 + text * 0.3};
}

function plotOf({lines}: Snapshot, placed: readonly TechnologyValues[], width: number, words: FigureWords): Plot {
  const wide = width >= wideFrom;
  const frame = {x: 0, y: 22, width, height: 560};
  const pad = wide ? 22 : 10;
  const advice = adviceOf(words, wide, frame.width / 2 - 2 * pad);
  const radius = wide ? 6 : 4;
  const middle = {x: frame.x + frame.width / 2, y: frame.y + frame.height / 2};
  // The texts are at the top and at the bottom, and the dots between them.
  const beside = pad + advice.height + radius;
  const densities = placed.map(({lenses}) => lenses.patents.density!);
  const complexities = placed.map(({complexity}) => complexity!);
  return {
    wide,
    frame,
    pad,
    advice,
    middle,
    radius,
    x: middleScale(densities, lines.relatedness, [frame.x + pad, middle.x, frame.x + frame.width - pad]),
    y: middleScale(complexities, lines.complexity, [frame.y + frame.height - beside, middle.y, frame.y + beside])
  };
}

interface Dot {
  technology: TechnologyValues;
  x: number;
  y: number;
}

function drawFramework(snapshot: Snapshot, {width, document, words}: DrawOptions): SVGSVGElement {
  const draw = drawWith(document);
  const placed = snapshot.technologies.filter(isPlaced);
  const plot = plotOf(snapshot, placed, width, words);
  const bottom = plot.frame.y + plot.frame.height;
  const dots = quadrants
    .flatMap((quadrant) => placed.filter((technology) => technology.quadrant === quadrant))
    .map((technology) => ({
      technology,
      x: plot.x(technology.lenses.patents.density!),
      y: plot.y(technology.complexity!)
    }));
  const counts = countsOf(snapshot);
  const note = noteOf(draw, {
    start: snapshot.totals.patents.few ? words.fewPatents : words.noPlace,
    technologies: snapshot.technologies.filter((technology) => !isPlaced(technology)),
    name: words.shortTechnology,
    label: (technology) => markLabel(technology, "patents", words),
    y: bottom + 30,
    width
  });
  return figureSvg(
    draw,
    {id: "framework", width, height: bottom + 28 + note.height, description: describe(snapshot, words)},
    ...drawFrame(draw, plot, words),
    draw("g", {class: "faint"}, ...dots.map((dot) => drawDot(draw, dot, plot, words))),
    ...quadrants.map((quadrant) =>
      drawAdvice(draw, quadrant, snapshot.totals.patents.few ? null : counts[quadrant], plot, words)
    ),
    note.group
  );
}

/** The best quadrant in colour, the labels of the axes, and the lines. */
function drawFrame(draw: Draw, {frame, middle}: Plot, {axes}: FigureWords): SVGElement[] {
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  return [
    draw("rect", {
      class: "quadrant-optimal",
      x: middle.x,
      y: frame.y,
      width: frame.width / 2,
      height: frame.height / 2
    }),
    draw(
      "g",
      {class: "axis"},
      draw("text", {x: 0, y: 13}, `↑ ${axes.complex}`),
      draw("text", {x: 0, y: bottom + 18}, `← ${axes.harder}`),
      draw("text", {x: right, y: bottom + 18, "text-anchor": "end"}, `${axes.easier} →`)
    ),
    draw("rect", {class: "grid", ...frame}),
    draw("line", {class: "line", x1: middle.x, x2: middle.x, y1: frame.y, y2: bottom}),
    draw("line", {class: "line", x1: frame.x, x2: right, y1: middle.y, y2: middle.y})
  ];
}

function drawDot(draw: Draw, {technology, x, y}: Dot, {radius}: Plot, words: FigureWords): SVGElement {
  return draw("circle", {
    cx: x,
    cy: y,
    r: radius,
    "data-technology": technology.slug,
    "data-label": markLabel(technology, "patents", words)
  });
}

/** Name, advice and number of technologies (null: unknown) of a quadrant, at the edge of the drawing. */
function drawAdvice(
  draw: Draw,
  quadrant: Quadrant,
  technologies: number | null,
  {frame, pad, middle, advice}: Plot,
  words: FigureWords
): SVGGElement {
  const {title, text, height} = advice;
  const {name} = words.quadrants[quadrant];
  const lines = advice.lines.get(quadrant)!;
  const count = technologies === null ? "" : words.framework.count(technologies);
  const isLeft = quadrant === "moonshot" || quadrant === "cautious";
  const isUpper = quadrant === "moonshot" || quadrant === "optimal";
  const x = isLeft ? frame.x + pad : middle.x + pad;
  const y = isUpper ? frame.y + pad : frame.y + frame.height - pad - height;
  const baseline = (row: number) => y + title * 0.8 + text * 1.5 + row * text * 1.3;
  return draw(
    "g",
    {class: "labels"},
    draw("text", {class: "strong", "font-size": title, x, y: y + title * 0.8}, name),
    ...lines.map((line, row) => draw("text", {"font-size": text, x, y: baseline(row)}, line)),
    draw("text", {class: "soft", "font-size": text, x, y: baseline(lines.length + 0.2)}, count)
  );
}

/** A scale of two linear parts that maps the line between the quadrants to the middle of the drawing. */
function middleScale(
  values: readonly number[],
  line: number,
  [start, middle, end]: readonly [number, number, number]
): (value: number) => number {
  const [low, high] = [Math.min(line, ...values), Math.max(line, ...values)];
  return (value) =>
    value <= line
      ? middle + (line > low ? ((line - value) / (line - low)) * (start - middle) : 0)
      : middle + (high > line ? ((value - line) / (high - line)) * (end - middle) : 0);
}
