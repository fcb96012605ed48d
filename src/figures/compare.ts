import {discoveries, lensDifference} from "../indicators/difference.js";
import {isNested} from "../indicators/peers.js";
import type {Quadrant} from "../indicators/quadrants.ts";
import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import type {CompareFindings, CompareWords} from "../words/compare.ts";
import {type DrawOptions, type FigureTable, wideFrom} from "./figure.js";
import {noteOf} from "./notes.js";
import {isNumber} from "../text/numbers.js";
import {clearlyAbove, legendHeight, rcaKey, stepOf} from "./scale.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {groupClass} from "./technologies.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** One region, or two, in one lens. */
export interface Comparison {
  first: Snapshot;
  /** Of the same scenario; null to compare with the benchmark alone. */
  second: Snapshot | null;
  dataset: Dataset;
  /** Order within the groups: by the first region's RCA, or by how far the two lie apart, the first ahead first. */
  order: "first" | "difference";
}

export interface CompareOptions extends DrawOptions {
  compareWords: CompareWords;
}

/** One technology in both regions. */
interface ComparedTechnology {
  technology: TechnologyValues;
  first: LensValues;
  second: LensValues | null;
  /**
   * Logarithm of the quotient of the RCAs, each plus 0.1 so that zeros have a place; of RCA itself where there is no
   * second region.
   */
  gap: number;
  /**
   * Whether the difference can be told from chance: between two regions by `lensDifference` under a false discovery
   * rate of 5 %, from Europe's share by the interval; null where that cannot be tested.
   */
  told: boolean | null;
}

const value = (rca: number) => (isNumber(rca) ? rca : 0);

/** The technologies of a comparison, in the order of their ids. */
export function compareTechnologies({first, second, dataset}: Omit<Comparison, "order">): ComparedTechnology[] {
  const amounts =
    dataset === "deals" &&
    [first, second].some((one) => one?.technologies.some(({lenses}) => lenses.deals.count !== lenses.deals.documents));
  const pairs = first.technologies.map((technology, at) => ({
    technology,
    first: technology.lenses[dataset],
    second: second?.technologies[at]!.lenses[dataset] ?? null
  }));
  // Documents of a part are documents of its whole as well.
  const apart = second !== null && !isNested(first.region.code, second.region.code);
  const probabilities = pairs.map((pair) =>
    apart && pair.second ? lensDifference(pair.first, pair.second, amounts) : null
  );
  const found = discoveries(probabilities);
  return pairs.map((pair, at) => ({
    ...pair,
    gap: Math.log(value(pair.first.rca) + 0.1) - Math.log((pair.second ? value(pair.second.rca) : 1) + 0.1),
    told: pair.second === null ? clearlyAbove(pair.first) : probabilities[at] === null ? null : found[at]!
  }));
}

function findings(
  comparison: Comparison,
  words: FigureWords
): CompareFindings & {technologies: ComparedTechnology[]; widest: ComparedTechnology | null} {
  const technologies = compareTechnologies(comparison);
  const {first, second, dataset} = comparison;
  const nested = second !== null && isNested(first.region.code, second.region.code);
  const size = ({gap}: ComparedTechnology) => (second ? Math.abs(gap) : gap);
  const widest =
    technologies
      .filter((one) => isNumber(one.first.rca) && (one.first.rca > 0 || value(one.second?.rca ?? 0) > 0))
      .sort((a, b) => size(b) - size(a))[0] ?? null;
  return {
    first: words.regionName(first.region),
    second: second && words.regionName(second.region),
    dataset,
    ahead: technologies.filter((one) => value(one.first.rca) > (one.second ? value(one.second.rca) : 1)).length,
    told: nested ? null : technologies.filter(({told}) => told === true).length,
    all: technologies.length,
    technologies,
    widest
  };
}

/**
 * The finding: in how many technologies the first region is ahead, and how many differences chance does not explain.
 */
export function compareTitle(comparison: Comparison, words: FigureWords, compareWords: CompareWords): string {
  return compareWords.title(findings(comparison, words));
}

/** How to read the figure, with the widest difference as the example. */
export function compareHowToRead(comparison: Comparison, words: FigureWords, compareWords: CompareWords): string {
  const found = findings(comparison, words);
  const [one, other] = [value(found.widest?.first.rca ?? 0), value(found.widest?.second?.rca ?? 0)];
  return compareWords.howToRead({
    ...found,
    technology: found.widest && words.technology(found.widest.technology),
    rca: one,
    other,
    times: Math.max(one, other) / Math.min(one, other)
  });
}

/** The table twin: counts, shares, RCA with intervals, density, complexity and quadrant of both regions. */
export function compareTable(comparison: Comparison, words: FigureWords, compareWords: CompareWords): FigureTable {
  const {first, second, dataset} = comparison;
  const {columns} = words;
  const sides = [{key: "first", snapshot: first}, ...(second ? [{key: "second", snapshot: second}] : [])];
  const orNull = (one: number | null | undefined) => (isNumber(one) ? one : null);
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {key: "group", label: columns.group},
      ...sides.flatMap(({key, snapshot}) => {
        const label = (text: string) => compareWords.columns.of(text, words.regionName(snapshot.region));
        return [
          {
            key: `${key}_count`,
            label: label(columns.count(dataset)),
            ...(dataset === "deals" && {unit: words.unit(dataset)}),
            digits: dataset === "deals" ? 1 : 0
          },
          {key: `${key}_share`, label: label(compareWords.columns.share), unit: "%", digits: 2},
          {key: `${key}_rca`, label: label(columns.rca), digits: 2},
          {key: `${key}_low`, label: label(columns.low), digits: 2},
          {key: `${key}_high`, label: label(columns.high), digits: 2},
          {key: `${key}_density`, label: label(columns.density), digits: 1},
          {key: `${key}_quadrant`, label: label(columns.quadrant)}
        ];
      }),
      {key: "benchmark_share", label: compareWords.columns.benchmarkShare, unit: "%", digits: 2},
      {key: "complexity", label: columns.complexity, digits: 1},
      ...(second ? [{key: "told", label: compareWords.columns.told}] : [])
    ],
    rows: ordered(compareTechnologies(comparison), comparison)
      .flatMap(({members}) => members)
      .map(({technology, first: one, second: other, told}) => {
        const at = technology.technology - 1;
        const cells = (key: string, values: LensValues, {quadrant}: TechnologyValues) => ({
          [`${key}_count`]: orNull(values.count),
          [`${key}_share`]: orNull(100 * values.share),
          [`${key}_rca`]: orNull(values.rca),
          [`${key}_low`]: orNull(values.low),
          [`${key}_high`]: orNull(values.high),
          [`${key}_density`]: orNull(values.density),
          [`${key}_quadrant`]: quadrant ? words.quadrants[quadrant].name : words.noValue
        });
        return {
          technology: words.technology(technology),
          group: words.group(technology.group),
          ...cells("first", one, technology),
          ...(second && other && cells("second", other, second.technologies[at]!)),
          benchmark_share: orNull(100 * one.benchmark_share),
          complexity: orNull(technology.complexity),
          ...(second && {told: told === null ? compareWords.noTest : told ? compareWords.yes : compareWords.no})
        };
      })
  };
}

function ordered(
  technologies: readonly ComparedTechnology[],
  {order}: Comparison
): {group: string; members: ComparedTechnology[]}[] {
  const key = ({gap, first}: ComparedTechnology) => (order === "difference" ? gap : value(first.rca));
  const groups = [...new Set(technologies.map(({technology: {group}}) => group))].sort();
  return groups.map((group) => ({
    group,
    members: technologies
      .filter(({technology}) => technology.group === group)
      .sort((a, b) => key(b) - key(a) || a.technology.technology - b.technology.technology)
  }));
}

/** The scale reaches as far to both sides of 1; a value beyond stands at its end, and its number beside it. */
const farthest = 8;
const ticks = [0.125, 0.25, 0.5, 1, 2, 4, 8];

/**
 * A row for each technology under the heading of its group: RCA of the first region as a circle, of the second as a
 * diamond, joined by a line that is broken where chance could explain it, each with its 95 % interval; on a logarithmic
 * scale, coloured as in the other figures. No document stands at the left edge, hollow.
 */
export function drawCompare(
  comparison: Comparison,
  {width, document, words, compareWords}: CompareOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const found = findings(comparison, words);
  const {second, dataset} = comparison;
  const wide = width >= wideFrom;
  const size = wide ? 13 : 11;
  const row = wide ? 24 : 25;
  const name = ({technology}: ComparedTechnology) =>
    wide ? words.technology(technology) : words.shortTechnology(technology);
  const labels = Math.ceil(Math.max(...found.technologies.map((one) => textWidth(name(one), size)))) + 14;
  const numberWidth = wide ? 46 : 30;
  const [left, right] = [labels + 6, width - (second ? 2 : 1) * numberWidth - 8];
  const x = (rca: number) =>
    left +
    ((right - left) * (Math.log(Math.min(farthest, Math.max(1 / farthest, rca))) + Math.log(farthest))) /
      (2 * Math.log(farthest));
  const key = keyOf(draw, found, words, compareWords, width, wide);
  const top = key.height + 26;
  const groups = ordered(found.technologies, comparison);
  const parts: SVGElement[] = [];
  let y = top;
  for (const {group, members} of groups) {
    y += row;
    parts.push(
      draw("rect", {class: groupClass(group), x: 0, y: y - row / 2 - 1, width: 4, height: 12}),
      draw("text", {class: "strong", x: 10, y: y - row / 2 + 9, "font-size": size}, words.group(group))
    );
    for (const one of members) {
      parts.push(
        rowOf(
          draw,
          one,
          {
            y: y + row / 2,
            x,
            left,
            right,
            labels,
            size,
            numberWidth,
            name: name(one),
            label: labelOf(one, comparison, words, compareWords)
          },
          dataset,
          words
        )
      );
      y += row;
    }
  }
  const height = y + 6;
  const description = compareWords.describe({
    ...found,
    widest: found.widest && words.technology(found.widest.technology)
  });
  const shown = wide ? ticks : ticks.filter((tick) => [0.125, 0.5, 1, 2, 8].includes(tick));
  const tickText = (tick: number) =>
    tick < 1 ? `1/${1 / tick}` : tick === 1 && wide ? compareWords.key.europe : String(tick);
  return figureSvg(
    draw,
    {id: "compare", width, height, description},
    key.group,
    draw(
      "g",
      {class: "axis"},
      ...shown.flatMap((tick) => [
        draw("line", {class: tick === 1 ? "line" : "grid", x1: x(tick), x2: x(tick), y1: top - 4, y2: height}),
        draw("text", {x: x(tick), y: top - 10, "text-anchor": "middle", "font-size": 11}, tickText(tick))
      ])
    ),
    ...parts
  );
}

/** Colours, shapes and lines, with the names of the regions. */
function keyOf(
  draw: Draw,
  found: CompareFindings,
  words: FigureWords,
  {key}: CompareWords,
  width: number,
  wide: boolean
): {group: SVGGElement; height: number} {
  const line = 20;
  let [x, y] = wide ? [350, 12] : [0, legendHeight + 12];
  const start = x;
  const parts: SVGElement[] = [];
  const add = (mark: (x: number, y: number) => SVGElement, text: string, strong = false) => {
    const length = 28 + textWidth(text, 12, strong) + 16;
    if (x > start && x + length - 16 > width) [x, y] = [start, y + line];
    parts.push(mark(x + 12, y), draw("text", {class: strong ? "strong" : "soft", x: x + 28, y: y + 4}, text));
    x += length;
  };
  add((cx, cy) => draw("circle", {class: "compare-mark hollow-key", cx, cy, r: 5.5}), found.first, true);
  if (found.second !== null) {
    add((cx, cy) => diamond(draw, cx, cy, 6.5, "compare-mark hollow-key"), found.second, true);
    [x, y] = [start, y + line];
    if (found.told !== null) {
      add((cx, cy) => draw("line", {class: "compare-line told", x1: cx - 11, x2: cx + 11, y1: cy, y2: cy}), key.told);
      add((cx, cy) => draw("line", {class: "compare-line", x1: cx - 11, x2: cx + 11, y1: cy, y2: cy}), key.untold);
    }
  }
  add((cx, cy) => draw("line", {class: "compare-interval", x1: cx - 11, x2: cx + 11, y1: cy, y2: cy}), key.interval);
  return {group: draw("g", {}, rcaKey(draw, words, 0, 0), ...parts), height: Math.max(legendHeight, y + 10)};
}

interface RowPlace {
  /** Middle of the row. */
  y: number;
  x: (rca: number) => number;
  left: number;
  right: number;
  labels: number;
  size: number;
  numberWidth: number;
  name: string;
  label: string;
}

function rowOf(
  draw: Draw,
  {technology, first, second, told}: ComparedTechnology,
  {y, x, left, right, labels, size, numberWidth, name, label}: RowPlace,
  dataset: Dataset,
  words: FigureWords
): SVGGElement {
  const sides = [{values: first, shift: second ? -4 : 0}, ...(second ? [{values: second, shift: 4}] : [])];
  const ends = sides.map(({values}) => x(value(values.rca)));
  const [from, to] = second ? ends : [x(1), ends[0]!];
  return draw(
    "g",
    {class: "compare-row", "data-technology": technology.slug, "data-label": label},
    // Something to point at, as wide as the row.
    draw("rect", {class: "compare-hit", x: 0, y: y - 12, width: right + sides.length * numberWidth + 8, height: 24}),
    draw("text", {x: labels, y: y + size * 0.35, "text-anchor": "end", "font-size": size}, name),
    draw("line", {class: told ? "compare-line told" : "compare-line", x1: from!, x2: to!, y1: y, y2: y}),
    ...sides.map(({values, shift}) => intervalOf(draw, values, x, y + shift, left, right)),
    ...sides.map(({values}, at) => {
      const mark = `compare-mark ${values.count > 0 ? `rca-${stepOf(values)}` : "hollow"}`;
      return at === 0
        ? draw("circle", {class: mark, cx: ends[at]!, cy: y, r: 5.5})
        : diamond(draw, ends[at]!, y, 6.5, mark);
    }),
    ...sides.map(({values}, at) =>
      draw(
        "text",
        {
          class: numberClass(
            sides.map(({values: {rca}}) => value(rca)),
            at
          ),
          x: right + 8 + (at + 1) * numberWidth,
          y: y + size * 0.35,
          "text-anchor": "end",
          "font-size": size
        },
        values.count > 0
          ? words.fixed(values.rca, 2)
          : dataset === "deals" || isNumber(values.rca)
            ? words.number(0)
            : words.fixed(null, 0)
      )
    )
  );
}

/** The larger of two numbers stands out. */
const numberClass = (values: readonly number[], at: number) =>
  values.length === 1 || values[at]! > values[1 - at]! ? "strong" : "soft";

function intervalOf(
  draw: Draw,
  {low, high, documents}: LensValues,
  x: (rca: number) => number,
  y: number,
  left: number,
  right: number
): SVGElement | null {
  if (!isNumber(low) || !isNumber(high) || documents === 0) return null;
  return draw("line", {
    class: "compare-interval",
    x1: Math.max(left, x(low)),
    x2: Math.min(right, x(high)),
    y1: y,
    y2: y
  });
}

function diamond(draw: Draw, x: number, y: number, r: number, mark: string): SVGElement {
  return draw("path", {
    class: mark,
    d: `M${rounded(x - r)},${rounded(y)}L${rounded(x)},${rounded(y - r)}L${rounded(x + r)},${rounded(y)}L${rounded(x)},${rounded(y + r)}Z`
  });
}

function labelOf(
  {technology, first, second, told}: ComparedTechnology,
  comparison: Comparison,
  words: FigureWords,
  compareWords: CompareWords
): string {
  const side = (snapshot: Snapshot, {rca, low, high, count}: LensValues) =>
    compareWords.side({
      region: words.regionName(snapshot.region),
      rca,
      low: isNumber(low) ? low : null,
      high: isNumber(high) ? high : null,
      dataset: comparison.dataset,
      count
    });
  return compareWords.mark({
    technology: words.technology(technology),
    sides: [side(comparison.first, first), ...(second ? [side(comparison.second!, second)] : [])],
    told: second ? told : null
  });
}

const lanes = ["cautious", "incremental", "moonshot", "optimal"] as const satisfies readonly Quadrant[];

interface QuadrantPair {
  technology: TechnologyValues;
  one: Quadrant | null;
  other: Quadrant | null;
}

function quadrantPairs(
  first: Snapshot,
  second: Snapshot
): {pairs: QuadrantPair[]; differ: QuadrantPair[]; same: QuadrantPair[]} {
  const pairs = first.technologies.map((technology, at) => ({
    technology,
    one: technology.quadrant,
    other: second.technologies[at]!.quadrant
  }));
  return {
    pairs,
    differ: pairs.filter(({one, other}) => one !== other),
    same: pairs.filter(({one, other}) => one === other)
  };
}

/** The finding: how many technologies lie in different quadrants. */
export function quadrantTitle(
  first: Snapshot,
  second: Snapshot,
  words: FigureWords,
  {quadrants}: CompareWords
): string {
  const {differ, same} = quadrantPairs(first, second);
  return quadrants.title({
    first: words.regionName(first.region),
    second: words.regionName(second.region),
    differ: differ.length,
    same: same.length
  });
}

/** The table twin: the quadrants of all technologies in both regions. */
export function quadrantTable(
  first: Snapshot,
  second: Snapshot,
  words: FigureWords,
  {columns, quadrants}: CompareWords
): FigureTable {
  const name = (quadrant: Quadrant | null) => (quadrant ? words.quadrants[quadrant].name : quadrants.none);
  const {differ, same} = quadrantPairs(first, second);
  return {
    columns: [
      {key: "technology", label: words.columns.technology},
      ...[first, second].map(({region}, at) => ({
        key: at === 0 ? "first" : "second",
        label: columns.of(words.columns.quadrant, words.regionName(region))
      }))
    ],
    rows: [...differ, ...same].map(({technology, one, other}) => ({
      technology: words.technology(technology),
      first: name(one),
      second: name(other)
    }))
  };
}

/**
 * The technologies that lie in different quadrants: a row each, with a circle in the lane of the first region's
 * quadrant and a diamond in that of the second's. Those that agree, or have no quadrant in one of the regions, stand in
 * lines below.
 */
export function drawQuadrants(
  first: Snapshot,
  second: Snapshot,
  {width, document, words, compareWords}: CompareOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const {quadrants} = compareWords;
  const wide = width >= wideFrom;
  const size = wide ? 13 : 11;
  const row = 24;
  const {differ, same} = quadrantPairs(first, second);
  const [nameFirst, nameSecond] = [words.regionName(first.region), words.regionName(second.region)];
  const quadrantName = (quadrant: Quadrant | null) => (quadrant ? words.quadrants[quadrant].name : quadrants.none);
  const labelFor = ({technology, one, other}: QuadrantPair) =>
    quadrants.mark({
      technology: words.technology(technology),
      first: nameFirst,
      second: nameSecond,
      one: quadrantName(one),
      other: quadrantName(other)
    });
  const drawn = differ
    .filter(({one, other}) => one !== null && other !== null)
    .sort((a, b) => lanes.indexOf(b.one!) - lanes.indexOf(a.one!) || a.technology.technology - b.technology.technology);
  const name = ({technology}: QuadrantPair) =>
    wide ? words.technology(technology) : words.shortTechnology(technology);
  const labels = Math.ceil(Math.max(60, ...drawn.map((one) => textWidth(name(one), size)))) + 14;
  // Lanes further apart would be harder to follow.
  const right = Math.min(width, labels + 560);
  const x = (quadrant: Quadrant) => labels + ((right - labels) * (lanes.indexOf(quadrant) + 0.5)) / lanes.length;
  const keyY = 10;
  let keyX = 8;
  const key = [nameFirst, nameSecond].flatMap((text, at) => {
    const here = keyX;
    keyX += textWidth(text, 12, true) + 40;
    return [
      at === 0
        ? draw("circle", {class: "compare-mark hollow-key", cx: here, cy: keyY, r: 5.5})
        : diamond(draw, here, keyY, 6.5, "compare-mark hollow-key"),
      draw("text", {class: "strong", x: here + 14, y: keyY + 4}, text)
    ];
  });
  const top = 50;
  const bottom = drawn.length === 0 ? top - 24 : top + drawn.length * row;
  const parts: (SVGElement | null)[] = [];
  if (drawn.length > 0) {
    for (const quadrant of lanes) {
      parts.push(draw("line", {class: "grid", x1: x(quadrant), x2: x(quadrant), y1: top - 8, y2: bottom}));
      parts.push(
        draw(
          "text",
          {class: "soft", x: x(quadrant), y: top - 14, "text-anchor": "middle", "font-size": wide ? 12 : 10.5},
          wide ? words.quadrants[quadrant].name : quadrants.short[quadrant]
        )
      );
    }
  }
  drawn.forEach((pair, at) => {
    const y = top + at * row + row / 2;
    parts.push(
      draw(
        "g",
        {class: "compare-row", "data-technology": pair.technology.slug, "data-label": labelFor(pair)},
        draw("rect", {class: "compare-hit", x: 0, y: y - row / 2, width: right, height: row}),
        draw("text", {x: labels - 8, y: y + size * 0.35, "text-anchor": "end", "font-size": size}, name(pair)),
        draw("line", {class: "compare-line told", x1: x(pair.one!), x2: x(pair.other!), y1: y, y2: y}),
        draw("circle", {class: `compare-mark ${groupClass(pair.technology.group)}`, cx: x(pair.one!), cy: y, r: 5.5}),
        diamond(draw, x(pair.other!), y, 6.5, `compare-mark ${groupClass(pair.technology.group)}`)
      )
    );
  });
  let y = bottom + 12;
  const byTechnology = new Map([...differ, ...same].map((pair) => [pair.technology, pair]));
  const note = (start: string, members: readonly QuadrantPair[]) => {
    const {group, height} = noteOf(draw, {
      start,
      technologies: members.map(({technology}) => technology),
      name: (technology) => words.technology(technology),
      label: (technology) => labelFor(byTechnology.get(technology)!),
      y,
      width
    });
    parts.push(group);
    y += height === 0 ? 0 : height + 6;
  };
  for (const quadrant of lanes.slice().reverse())
    note(
      quadrants.same(words.quadrants[quadrant].name),
      same.filter(({one}) => one === quadrant)
    );
  note(
    words.noPlace,
    [...differ, ...same].filter(({one, other}) => one === null || other === null)
  );
  return figureSvg(
    draw,
    {
      id: "quadrants",
      width,
      height: y + 4,
      description: quadrants.describe({first: nameFirst, second: nameSecond, differ: differ.length, same: same.length})
    },
    draw("g", {}, ...key),
    ...parts
  );
}
