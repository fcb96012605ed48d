import {discoveries, lensDifference} from "../indicators/difference.js";
import {hasCount} from "../indicators/missing.js";
import {isNested} from "../indicators/peers.js";
import type {LensValues, Snapshot, TechnologyValues} from "../indicators/snapshot.ts";
import type {CompareFindings, CompareWords} from "../words/compare.ts";
import {type DrawOptions, type FigureTable, wideFrom} from "./figure.js";
import {isNumber} from "../text/numbers.js";
import {clearlyAbove, legendHeight, rcaKey, stepOf} from "./scale.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {groupClasses, quadrantCell, shownName} from "./technologies.js";
import {textWidth} from "./text-width.js";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

/** One region, or two, in one lens. */
export interface Comparison {
  first: Snapshot;
  /** Of the same scenario; null to compare the first with the benchmark. */
  second: Snapshot | null;
  dataset: Dataset;
  /** Order within a group: by RCA of the first region, or by its lead over the second. */
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
   * Logarithm of the ratio of the two RCAs, the benchmark's being 1. Each is increased by 0.1, so that it exists for 0;
   * NaN if one is unknown.
   */
  gap: number;
  /**
   * Whether the first region differs significantly: from the second by `lensDifference` at a false discovery rate of
   * 5 %; without a second, whether its interval lies above Europe's share. Null if it cannot be tested.
   */
  told: boolean | null;
}

/** RCA to compare: 0 where there is none, NaN where it is unknown. */
const value = ({missing, rca}: LensValues) => (missing !== null ? Number.NaN : isNumber(rca) ? rca : 0);

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
  // A region and its part share documents, so their counts are not independent.
  const apart = second !== null && !isNested(first.region.code, second.region.code);
  const probabilities = pairs.map((pair) =>
    apart && pair.second ? lensDifference(pair.first, pair.second, amounts) : null
  );
  const found = discoveries(probabilities);
  return pairs.map((pair, at) => ({
    ...pair,
    gap: Math.log(value(pair.first) + 0.1) - Math.log((pair.second ? value(pair.second) : 1) + 0.1),
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
  const known = technologies.filter(({gap}) => !Number.isNaN(gap));
  const widest =
    known
      .filter((one) => isNumber(one.first.rca) && (one.first.rca > 0 || (one.second !== null && value(one.second) > 0)))
      .sort((a, b) => size(b) - size(a))[0] ?? null;
  return {
    first: words.regionName(first.region),
    second: second && words.regionName(second.region),
    dataset,
    ahead: known.filter((one) => value(one.first) > (one.second ? value(one.second) : 1)).length,
    told: nested ? null : technologies.filter(({told}) => told === true).length,
    all: known.length,
    unknown: technologies.length - known.length,
    technologies,
    widest
  };
}

/** The finding: in how many technologies the first region is ahead, and how many differences are significant. */
export function compareTitle(comparison: Comparison, words: FigureWords, compareWords: CompareWords): string {
  return compareWords.title(findings(comparison, words));
}

/** How to read the figure, with the widest difference as the example. */
export function compareHowToRead(comparison: Comparison, words: FigureWords, compareWords: CompareWords): string {
  const found = findings(comparison, words);
  const [one, other] = [found.widest?.first.rca ?? 0, found.widest?.second?.rca ?? 0];
  return compareWords.howToRead({
    ...found,
    technology: found.widest && words.technology(found.widest.technology),
    rca: one,
    other,
    times: Math.max(one, other) / Math.min(one, other)
  });
}

/** The comparison as a table: counts, shares, RCA with intervals, density, complexity and quadrant of both regions. */
export function compareTable(comparison: Comparison, words: FigureWords, compareWords: CompareWords): FigureTable {
  const {first, second, dataset} = comparison;
  const {columns} = words;
  const technologies = compareTechnologies(comparison);
  const reason = (one: LensValues, other: LensValues | null) => {
    const missing = one.missing ?? other?.missing;
    return missing ? words.missing(missing).text : "";
  };
  const some = technologies.some((one) => reason(one.first, one.second) !== "");
  return {
    columns: [
      {key: "technology", label: columns.technology},
      {key: "group", label: columns.group},
      ...sideColumns("first", first, dataset, words, compareWords),
      ...(second ? sideColumns("second", second, dataset, words, compareWords) : []),
      {key: "benchmark_share", label: compareWords.columns.benchmarkShare, unit: "%", digits: 2},
      {key: "complexity", label: columns.complexity, digits: 1},
      ...(second ? [{key: "told", label: compareWords.columns.told}] : []),
      ...(some ? [{key: "missing", label: columns.missing}] : [])
    ],
    rows: ordered(technologies, comparison)
      .flatMap(({members}) => members)
      .map(({technology, first: one, second: other, told}) => ({
        technology: words.technology(technology),
        group: words.group(technology.group),
        ...sideCells("first", one, technology, first, words),
        ...(second &&
          other &&
          sideCells("second", other, second.technologies[technology.technology - 1]!, second, words)),
        benchmark_share: one.benchmark_share === null ? null : 100 * one.benchmark_share,
        complexity: orNull(technology.complexity),
        ...(second && {told: told === null ? compareWords.noTest : told ? compareWords.yes : compareWords.no}),
        ...(some && {missing: reason(one, other)})
      }))
  };
}

type Side = "first" | "second";

function sideColumns(
  side: Side,
  {region}: Snapshot,
  dataset: Dataset,
  words: FigureWords,
  {columns: own}: CompareWords
): FigureTable["columns"] {
  const {columns} = words;
  const label = (text: string) => own.of(text, words.regionName(region));
  const deals = dataset === "deals";
  return [
    {
      key: `${side}_count`,
      label: label(columns.count(dataset)),
      ...(deals && {unit: words.unit(dataset)}),
      digits: deals ? 1 : 0
    },
    {key: `${side}_share`, label: label(own.share), unit: "%", digits: 2},
    {key: `${side}_rca`, label: label(columns.rca), digits: 2},
    {key: `${side}_low`, label: label(columns.low), digits: 2},
    {key: `${side}_high`, label: label(columns.high), digits: 2},
    {key: `${side}_density`, label: label(columns.density), digits: 1},
    {key: `${side}_quadrant`, label: label(columns.quadrant)}
  ];
}

const orNull = (one: number | null | undefined) => (isNumber(one) ? one : null);

function sideCells(
  side: Side,
  {missing, ...values}: LensValues,
  technology: TechnologyValues,
  {totals}: Snapshot,
  words: FigureWords
) {
  const cell = (one: number | null) => (missing === null ? orNull(one) : {empty: words.missing(missing).short});
  return {
    [`${side}_count`]: hasCount(missing) ? orNull(values.count) : cell(null),
    [`${side}_share`]: cell(values.share === null ? null : 100 * values.share),
    [`${side}_rca`]: cell(values.rca),
    [`${side}_low`]: cell(values.low),
    [`${side}_high`]: cell(values.high),
    [`${side}_density`]: orNull(values.density),
    [`${side}_quadrant`]: quadrantCell(technology, {totals}, words) ?? words.noValue
  };
}

/** The technologies by group, in the order of the comparison. */
function ordered(
  technologies: readonly ComparedTechnology[],
  {order}: Comparison
): {group: string; members: ComparedTechnology[]}[] {
  const key = ({gap, first}: ComparedTechnology) => {
    const found = order === "difference" ? gap : value(first);
    return Number.isNaN(found) ? -Infinity : found;
  };
  const groups = [...new Set(technologies.map(({technology: {group}}) => group))].sort();
  return groups.map((group) => ({
    group,
    members: technologies
      .filter(({technology}) => technology.group === group)
      // Two unknown values are -∞ both, whose difference is NaN.
      .sort((a, b) => key(b) - key(a) || a.technology.technology - b.technology.technology)
  }));
}

/** The scale covers equal ratios on both sides of 1. A value beyond its end is drawn there; its number tells. */
const farthest = 8;
const ticks = [0.125, 0.25, 0.5, 1, 2, 4, 8];
const phoneTicks = [0.125, 0.5, 1, 2, 8];

/** Sizes of the drawing in pixels. */
interface Frame {
  wide: boolean;
  /** Font size of names and numbers. */
  size: number;
  /** Height of a row. */
  row: number;
  /** Right edge of the names. */
  labels: number;
  /** The ends of the scale. */
  left: number;
  right: number;
  /** Width of a column of numbers. */
  numbers: number;
  x(rca: number): number;
}

function frameOf(technologies: readonly ComparedTechnology[], {width, words}: CompareOptions): Frame {
  const wide = width >= wideFrom;
  const [size, numbers] = wide ? [13, 46] : [11, 30];
  const widths = technologies.map(({technology}) => textWidth(shownName(technology, words, wide), size));
  const labels = Math.ceil(Math.max(...widths)) + 14;
  const sides = technologies[0]?.second ? 2 : 1;
  const [left, right] = [labels + 6, width - sides * numbers - 8];
  const x = (rca: number) =>
    left +
    ((right - left) * (Math.log(Math.min(farthest, Math.max(1 / farthest, rca))) + Math.log(farthest))) /
      (2 * Math.log(farthest));
  return {wide, size, row: wide ? 24 : 25, labels, left, right, numbers, x};
}

/**
 * One row per technology, under the names of the groups: a circle at RCA of the first region and a diamond at that of
 * the second, each with its 95 % interval and its number. The line between them is solid if the difference is
 * significant. The scale is logarithmic, the colours are those of all figures, and hollow marks stand for no documents.
 */
export function drawCompare(comparison: Comparison, options: CompareOptions): SVGSVGElement {
  const {width, document, words, compareWords} = options;
  const draw = drawWith(document);
  const found = findings(comparison, words);
  const frame = frameOf(found.technologies, options);
  const key = keyOf(draw, found, options);
  const top = key.height + 26;
  const classOf = groupClasses(comparison.first.technologies);
  const rows: SVGElement[] = [];
  let y = top;
  for (const {group, members} of ordered(found.technologies, comparison)) {
    y += frame.row;
    rows.push(
      draw("rect", {class: classOf(group), x: 0, y: y - frame.row / 2 - 1, width: 4, height: 12}),
      draw("text", {class: "strong", x: 10, y: y - frame.row / 2 + 9, "font-size": frame.size}, words.group(group))
    );
    for (const one of members) {
      rows.push(drawRow(draw, one, frame, y + frame.row / 2, comparison, options));
      y += frame.row;
    }
  }
  const height = y + 6;
  const description = compareWords.describe({
    ...found,
    widest: found.widest && words.technology(found.widest.technology)
  });
  return figureSvg(
    draw,
    {id: "compare", width, height, description},
    key.group,
    drawAxis(draw, frame, top, height, compareWords),
    ...rows
  );
}

function drawAxis(draw: Draw, {wide, x}: Frame, top: number, bottom: number, {key}: CompareWords): SVGElement {
  const text = (tick: number) => (tick < 1 ? `1/${1 / tick}` : tick === 1 && wide ? key.europe : String(tick));
  return draw(
    "g",
    {class: "axis"},
    ...(wide ? ticks : phoneTicks).flatMap((tick) => [
      draw("line", {class: tick === 1 ? "line" : "grid", x1: x(tick), x2: x(tick), y1: top - 4, y2: bottom}),
      draw("text", {x: x(tick), y: top - 10, "text-anchor": "middle", "font-size": 11}, text(tick))
    ])
  );
}

/** Colours, shapes and lines, with the names of the regions. */
function keyOf(
  draw: Draw,
  {first, second, told}: CompareFindings,
  {width, words, compareWords: {key}}: CompareOptions
): {group: SVGGElement; height: number} {
  let [x, y] = width >= wideFrom ? [350, 12] : [0, legendHeight + 12];
  const start = x;
  const nextLine = () => ([x, y] = [start, y + 20]);
  const parts: SVGElement[] = [];
  const add = (mark: (x: number, y: number) => SVGElement, text: string, strong = false) => {
    const length = 28 + textWidth(text, 12, strong) + 16;
    if (x > start && x + length - 16 > width) nextLine();
    parts.push(mark(x + 12, y), draw("text", {class: strong ? "strong" : "soft", x: x + 28, y: y + 4}, text));
    x += length;
  };
  const region = (at: number) => (cx: number, cy: number) => regionMark(draw, at, cx, cy, "compare-mark hollow-key");
  const line = (name: string) => (cx: number, cy: number) =>
    draw("line", {class: name, x1: cx - 11, x2: cx + 11, y1: cy, y2: cy});
  add(region(0), first, true);
  if (second !== null) {
    add(region(1), second, true);
    nextLine();
    if (told !== null) {
      add(line("compare-line told"), key.told);
      add(line("compare-line"), key.untold);
    }
  }
  add(line("compare-interval"), key.interval);
  return {group: draw("g", {}, rcaKey(draw, words, 0, 0), ...parts), height: Math.max(legendHeight, y + 10)};
}

/** @param y middle of the row */
function drawRow(
  draw: Draw,
  one: ComparedTechnology,
  frame: Frame,
  y: number,
  comparison: Comparison,
  {words, compareWords}: CompareOptions
): SVGGElement {
  const {technology, first, second, told} = one;
  const {labels, size, right, numbers, x} = frame;
  const sides = [{values: first, shift: second ? -4 : 0}, ...(second ? [{values: second, shift: 4}] : [])];
  const ends = sides.map(({values}) => x(value(values)));
  const [from, to] = second ? ends : [x(1), ends[0]!];
  const label = labelOf(one, comparison, words, compareWords);
  return draw(
    "g",
    {class: "compare-row", "data-technology": technology.slug, "data-label": label},
    // The whole row reacts to the pointer.
    draw("rect", {class: "compare-hit", x: 0, y: y - 12, width: right + sides.length * numbers + 8, height: 24}),
    draw(
      "text",
      {x: labels, y: y + size * 0.35, "text-anchor": "end", "font-size": size},
      shownName(technology, words, frame.wide)
    ),
    Number.isNaN(one.gap)
      ? null
      : draw("line", {class: told ? "compare-line told" : "compare-line", x1: from!, x2: to!, y1: y, y2: y}),
    ...sides.map(({values, shift}) => drawInterval(draw, values, frame, y + shift)),
    ...sides.map(({values}, at) =>
      values.missing !== null
        ? null
        : regionMark(draw, at, ends[at]!, y, `compare-mark ${values.count! > 0 ? `rca-${stepOf(values)}` : "hollow"}`)
    ),
    ...drawNumbers(
      draw,
      sides.map(({values}) => values),
      frame,
      y,
      (values) => numberText(values, comparison.dataset, words)
    )
  );
}

/** RCA of each region at the end of a row; the larger one stands out. */
function drawNumbers(
  draw: Draw,
  sides: readonly LensValues[],
  {size, right, numbers}: Frame,
  y: number,
  text: (values: LensValues) => string
): SVGElement[] {
  return sides.map((values, at) => {
    const largest = sides.every((other, i) => i === at || value(values) > value(other));
    return draw(
      "text",
      {
        class: largest ? "strong" : "soft",
        x: right + 8 + (at + 1) * numbers,
        y: y + size * 0.35,
        "text-anchor": "end",
        "font-size": size
      },
      text(values)
    );
  });
}

function numberText({missing, count, rca}: LensValues, dataset: Dataset, words: FigureWords): string {
  if (missing !== null) return "?";
  if (count! > 0) return words.fixed(rca, 2);
  return dataset === "deals" || isNumber(rca) ? words.number(0) : words.fixed(null, 0);
}

function drawInterval(
  draw: Draw,
  {low, high, documents}: LensValues,
  {left, right, x}: Frame,
  y: number
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

/** The mark of a region: a circle for the first (0), a diamond for the second (1). */
export function regionMark(draw: Draw, region: number, x: number, y: number, name: string): SVGElement {
  if (region === 0) return draw("circle", {class: name, cx: x, cy: y, r: 5.5});
  const r = 6.5;
  const corners = [
    [x - r, y],
    [x, y - r],
    [x + r, y],
    [x, y + r]
  ];
  return draw("path", {class: name, d: `M${corners.map((corner) => corner.map(rounded).join(",")).join("L")}Z`});
}

/** What the reader hears or sees for a row. */
function labelOf(
  {technology, first, second, told}: ComparedTechnology,
  comparison: Comparison,
  words: FigureWords,
  compareWords: CompareWords
): string {
  const side = (snapshot: Snapshot, {missing, rca, low, high, count}: LensValues) =>
    compareWords.side({
      region: words.regionName(snapshot.region),
      missing,
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
