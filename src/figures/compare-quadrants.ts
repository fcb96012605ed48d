import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import {type CompareOptions, regionMark} from "./compare.js";
import {type FigureTable, wideFrom} from "./figure.js";
import {noteOf} from "./notes.js";
import {type Draw, drawWith, figureSvg} from "./svg.js";
import {groupClasses, quadrantCell, shownName} from "./technologies.js";
import {textWidth} from "./text-width.js";
import type {CompareWords} from "../words/compare.ts";
import type {FigureWords} from "../words/figures.ts";

/** In the order of the lanes, from left to right. */
const lanes = ["cautious", "incremental", "moonshot", "optimal"] as const satisfies readonly Quadrant[];

/** A technology with its quadrants in the two regions. */
interface QuadrantPair {
  technology: TechnologyValues;
  one: Quadrant | null;
  other: Quadrant | null;
}

function quadrantPairs(first: Snapshot, second: Snapshot): {differ: QuadrantPair[]; same: QuadrantPair[]} {
  const pairs = first.technologies.map((technology, at) => ({
    technology,
    one: technology.quadrant,
    other: second.technologies[at]!.quadrant
  }));
  return {
    differ: pairs.filter(({one, other}) => one !== other),
    same: pairs.filter(({one, other}) => one === other)
  };
}

/** The finding: how many technologies are in different quadrants. */
export function quadrantTitle(
  first: Snapshot,
  second: Snapshot,
  words: FigureWords,
  {quadrants}: CompareWords
): string {
  return quadrants.title(findings(first, second, words));
}

function findings(first: Snapshot, second: Snapshot, words: FigureWords) {
  const {differ, same} = quadrantPairs(first, second);
  return {
    first: words.regionName(first.region),
    second: words.regionName(second.region),
    differ: differ.length,
    same: same.length,
    few: [first, second].filter(({totals}) => totals.patents.few).map(({region}) => words.regionName(region))
  };
}

/** Writes a quadrant in a region, or why there is none. */
const nameBy =
  (words: FigureWords, {quadrants}: CompareWords) =>
  (snapshot: Snapshot, quadrant: Quadrant | null) => {
    const cell = quadrantCell({quadrant}, snapshot, words) ?? quadrants.none;
    return typeof cell === "string" ? cell : cell.empty;
  };

/** The quadrants of all technologies in both regions as a table. */
export function quadrantTable(
  first: Snapshot,
  second: Snapshot,
  words: FigureWords,
  compareWords: CompareWords
): FigureTable {
  const {differ, same} = quadrantPairs(first, second);
  const nameIn = nameBy(words, compareWords);
  return {
    columns: [
      {key: "technology", label: words.columns.technology},
      ...[first, second].map(({region}, at) => ({
        key: at === 0 ? "first" : "second",
        label: compareWords.columns.of(words.columns.quadrant, words.regionName(region))
      }))
    ],
    rows: [...differ, ...same].map(({technology, one, other}) => ({
      technology: words.technology(technology),
      first: nameIn(first, one),
      second: nameIn(second, other)
    }))
  };
}

/** Sizes of the drawing in pixels. */
interface Frame {
  wide: boolean;
  /** Font size of names. */
  size: number;
  /** Height of a row. */
  row: number;
  /** Where the lanes begin and end. */
  left: number;
  right: number;
  /** Top and bottom of the rows. */
  top: number;
  bottom: number;
  x(quadrant: Quadrant): number;
}

function frameOf(rows: readonly QuadrantPair[], {width, words}: CompareOptions): Frame {
  const wide = width >= wideFrom;
  const [size, row, top] = [wide ? 13 : 11, 24, 50];
  const widths = rows.map(({technology}) => textWidth(shownName(technology, words, wide), size));
  const left = Math.ceil(Math.max(60, ...widths)) + 14;
  // Lanes further apart would be harder to follow.
  const right = Math.min(width, left + 560);
  const x = (quadrant: Quadrant) => left + ((right - left) * (lanes.indexOf(quadrant) + 0.5)) / lanes.length;
  return {wide, size, row, left, right, top, bottom: rows.length === 0 ? top - 24 : top + rows.length * row, x};
}

/**
 * One row per technology whose quadrant differs: a circle in the lane of the first region's quadrant and a diamond in
 * that of the second's. Lines below name the technologies whose quadrants agree, or that lack one in either region.
 */
export function drawQuadrants(first: Snapshot, second: Snapshot, options: CompareOptions): SVGSVGElement {
  const {width, document, words, compareWords} = options;
  const draw = drawWith(document);
  const {differ, same} = quadrantPairs(first, second);
  const found = findings(first, second, words);
  const nameIn = nameBy(words, compareWords);
  const label = ({technology, one, other}: QuadrantPair) =>
    compareWords.quadrants.mark({
      technology: words.technology(technology),
      first: found.first,
      second: found.second,
      one: nameIn(first, one),
      other: nameIn(second, other)
    });
  const rows = differ
    .filter(({one, other}) => one !== null && other !== null)
    .sort((a, b) => lanes.indexOf(b.one!) - lanes.indexOf(a.one!) || a.technology.technology - b.technology.technology);
  const classOf = groupClasses(first.technologies);
  const frame = frameOf(rows, options);
  const notes = drawNotes(draw, differ, same, frame.bottom + 12, label, options);
  return figureSvg(
    draw,
    {
      id: "quadrants",
      width,
      height: notes.bottom + 4,
      description: compareWords.quadrants.describe(found)
    },
    keyOf(draw, [found.first, found.second]),
    ...(rows.length > 0 ? drawLanes(draw, frame, options) : []),
    ...rows.map((pair, at) =>
      drawRow(draw, pair, frame, {at, label: label(pair), group: classOf(pair.technology.group)}, words)
    ),
    ...notes.groups
  );
}

/** The names of the regions with their marks. */
function keyOf(draw: Draw, names: readonly [string, string]): SVGGElement {
  const y = 10;
  let x = 8;
  const parts = names.flatMap((name, region) => {
    const made = [
      regionMark(draw, region, x, y, "compare-mark hollow-key"),
      draw("text", {class: "strong", x: x + 14, y: y + 4}, name)
    ];
    x += textWidth(name, 12, true) + 40;
    return made;
  });
  return draw("g", {}, ...parts);
}

function drawLanes(draw: Draw, {wide, top, bottom, x}: Frame, {words, compareWords}: CompareOptions): SVGElement[] {
  return lanes.flatMap((quadrant) => [
    draw("line", {class: "grid", x1: x(quadrant), x2: x(quadrant), y1: top - 8, y2: bottom}),
    draw(
      "text",
      {class: "soft", x: x(quadrant), y: top - 14, "text-anchor": "middle", "font-size": wide ? 12 : 10.5},
      wide ? words.quadrants[quadrant].name : compareWords.quadrants.short[quadrant]
    )
  ]);
}

function drawRow(
  draw: Draw,
  {technology, one, other}: QuadrantPair,
  {wide, size, row, left, right, top, x}: Frame,
  {at, label, group}: {at: number; label: string; group: string},
  words: FigureWords
): SVGGElement {
  const y = top + at * row + row / 2;
  const mark = (region: number, quadrant: Quadrant) =>
    regionMark(draw, region, x(quadrant), y, `compare-mark ${group}`);
  return draw(
    "g",
    {class: "compare-row", "data-technology": technology.slug, "data-label": label},
    draw("rect", {class: "compare-hit", x: 0, y: y - row / 2, width: right, height: row}),
    draw(
      "text",
      {x: left - 8, y: y + size * 0.35, "text-anchor": "end", "font-size": size},
      shownName(technology, words, wide)
    ),
    draw("line", {class: "compare-line told", x1: x(one!), x2: x(other!), y1: y, y2: y}),
    mark(0, one!),
    mark(1, other!)
  );
}

/** Lines that name the technologies without a row: those that agree, by quadrant, then those without a quadrant. */
function drawNotes(
  draw: Draw,
  differ: readonly QuadrantPair[],
  same: readonly QuadrantPair[],
  top: number,
  label: (pair: QuadrantPair) => string,
  {width, words, compareWords}: CompareOptions
): {groups: (SVGGElement | null)[]; bottom: number} {
  const pairs = [...differ, ...same];
  const labels = new Map(pairs.map((pair) => [pair.technology, label(pair)]));
  const notes = [
    ...lanes.toReversed().map((quadrant) => ({
      start: compareWords.quadrants.same(words.quadrants[quadrant].name),
      members: same.filter(({one}) => one === quadrant)
    })),
    {start: words.noPlace, members: pairs.filter(({one, other}) => one === null || other === null)}
  ];
  let y = top;
  const groups = notes.map(({start, members}) => {
    const {group, height} = noteOf(draw, {
      start,
      technologies: members.map(({technology}) => technology),
      name: words.technology,
      label: (technology) => labels.get(technology)!,
      y,
      width
    });
    y += height === 0 ? 0 : height + 6;
    return group;
  });
  return {groups, bottom: y};
}
