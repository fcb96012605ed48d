import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type DrawOptions, type Figure, type FigureTable, wideFrom} from "./figure.js";
import {noteOf} from "./notes.js";
import {isNumber} from "../text/numbers.js";
import {drawWith, figureSvg} from "./svg.js";
import {markLabel} from "./technologies.js";
import {textWidth, wrapText} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";

/** In reading order. */
const quadrants: readonly Quadrant[] = ["moonshot", "optimal", "cautious", "incremental"];

/**
 * The strategic framework: four quadrants, what each advises, and the technologies as faint dots. The lines stand in
 * the middle whatever their values, so that each quadrant has room for its words, which stand where they hide fewer
 * dots; distances within a quadrant are to scale.
 */
export const strategicFrameworkFigure: Figure = {
  id: "framework",
  number: 2,
  datasets: ["patents"],
  title: (snapshot, words) =>
    words.framework.title({
      region: words.regionName(snapshot.region),
      counts: countsOf(snapshot),
      all: snapshot.technologies.length
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
            quadrant: quadrant === null ? null : words.quadrants[quadrant].name,
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
    all: snapshot.technologies.length
  });
}

function countsOf({technologies}: Snapshot): Record<Quadrant, number> {
  const counts: Record<Quadrant, number> = {optimal: 0, moonshot: 0, incremental: 0, cautious: 0};
  for (const {quadrant} of technologies) if (quadrant !== null) counts[quadrant] += 1;
  return counts;
}

const isPlaced = ({complexity, lenses}: TechnologyValues) => isNumber(complexity) && isNumber(lenses.patents.density);

function drawFramework(snapshot: Snapshot, {width, document, words}: DrawOptions): SVGSVGElement {
  const draw = drawWith(document);
  const wide = width >= wideFrom;
  const frame = {x: 0, y: 22, width, height: wide ? 460 : 440};
  const [right, bottom, pad] = [frame.x + frame.width, frame.y + frame.height, wide ? 22 : 10];
  const [middleX, middleY] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const placed = snapshot.technologies.filter(isPlaced);
  const across = middleScale(
    placed.map(({lenses}) => lenses.patents.density!),
    snapshot.lines.relatedness,
    [frame.x + pad, middleX, right - pad]
  );
  const up = middleScale(
    placed.map(({complexity}) => complexity!),
    snapshot.lines.complexity,
    [bottom - pad, middleY, frame.y + pad]
  );
  const counts = countsOf(snapshot);
  const [title, text] = wide ? [20, 15] : [15, 12];
  const radius = wide ? 6 : 4;
  const dots = quadrants
    .flatMap((quadrant) => placed.filter((technology) => technology.quadrant === quadrant))
    .map((technology) => ({technology, x: across(technology.lenses.patents.density!), y: up(technology.complexity!)}));
  const texts = quadrants.map((quadrant, at) => {
    const [x, top] = [at % 2 === 0 ? frame.x + pad : middleX + pad, at < 2 ? frame.y : middleY];
    const {name, advice} = words.quadrants[quadrant];
    const count = words.framework.count(counts[quadrant]);
    const lines = wrapText(advice, frame.width / 2 - 2 * pad, text) ?? [advice];
    const height = title * 0.8 + text * 1.5 + (lines.length + 0.2) * text * 1.3 + text * 0.3;
    const widest = Math.max(textWidth(name, title, true), ...[...lines, count].map((line) => textWidth(line, text)));
    const hidden = (y: number) =>
      dots.filter(
        (dot) => dot.x > x - radius && dot.x < x + widest + radius && dot.y > y - radius && dot.y < y + height + radius
      ).length;
    const [above, below] = [top + pad, top + frame.height / 2 - pad - height];
    const y = hidden(below) < hidden(above) ? below : above;
    return draw(
      "g",
      {class: "labels"},
      draw("text", {class: "strong", "font-size": title, x, y: y + title * 0.8}, name),
      ...lines.map((line, row) =>
        draw("text", {"font-size": text, x, y: y + title * 0.8 + text * 1.5 + row * text * 1.3}, line)
      ),
      draw(
        "text",
        {class: "soft", "font-size": text, x, y: y + title * 0.8 + text * 1.5 + (lines.length + 0.2) * text * 1.3},
        count
      )
    );
  });
  const note = noteOf(draw, {
    start: words.noPlace,
    technologies: snapshot.technologies.filter((technology) => !isPlaced(technology)),
    name: words.shortTechnology,
    label: (technology) => markLabel(technology, "patents", words),
    y: bottom + 30,
    width
  });
  return figureSvg(
    draw,
    {id: "framework", width, height: bottom + 28 + note.height, description: describe(snapshot, words)},
    draw("rect", {class: "quadrant-optimal", x: middleX, y: frame.y, width: frame.width / 2, height: frame.height / 2}),
    draw(
      "g",
      {class: "axis"},
      draw("text", {x: 0, y: 13}, `↑ ${words.axes.complex}`),
      draw("text", {x: 0, y: bottom + 18}, `← ${words.axes.harder}`),
      draw("text", {x: right, y: bottom + 18, "text-anchor": "end"}, `${words.axes.easier} →`)
    ),
    draw("rect", {class: "grid", ...frame}),
    draw("line", {class: "line", x1: middleX, x2: middleX, y1: frame.y, y2: bottom}),
    draw("line", {class: "line", x1: frame.x, x2: right, y1: middleY, y2: middleY}),
    draw(
      "g",
      {class: "faint"},
      ...dots.map(({technology, x, y}) =>
        draw("circle", {
          cx: x,
          cy: y,
          r: radius,
          "data-technology": technology.slug,
          "data-label": markLabel(technology, "patents", words)
        })
      )
    ),
    ...texts,
    note.group
  );
}

/** A scale in two straight parts that meet in the middle of the drawing where the line between the quadrants is. */
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
