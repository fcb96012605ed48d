import {scaleLinear} from "npm:d3";
import {type Indicator, type Spread, spreadOf} from "../scenario/robustness.js";
import type {Choice, Design} from "../scenario/specifications.ts";
import {type FigureBody, fitText} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import type {RobustnessContext} from "./robustness-rows.ts";
import {fixedNumber, sharePercent} from "../words/en/robustness.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {tickTexts} from "./ticks.js";

export interface CurveInput {
  design: Design;
  indicator: Indicator;
  technology: {slug: string; name: string};
  /** The indicator under the first specifications of the design, in their order; null for no value. */
  values: readonly (number | null)[];
}

interface CurveContext extends Omit<RobustnessContext, "technologies"> {
  /** Names of levels, by id, as they follow "with". */
  alternatives: Readonly<Record<string, string>>;
}

const records = ["window", "similarity", "cooccurrence", "counting", "universe"];
const shares = [...records, "area", "unit", "benchmark"];
const density = [...shares, "relatedness", "advantage", "diagonal"];
const complexity = [...records, "runs", "start"];
/** Ids of the choices that affect each indicator. */
const movedBy: Record<Indicator, readonly string[]> = {
  patents: shares,
  publications: [...shares, "edition"],
  deals: [...shares, "measure"],
  density,
  complexity,
  "density-line": [...density, "lines"],
  "complexity-line": [...complexity, "lines"]
};
/** The value that divides high from low: 1 for RCA, 0 for a distance from a line between quadrants; null for none. */
const lineOf = (indicator: Indicator) =>
  indicator.endsWith("-line") ? 0 : indicator === "density" || indicator === "complexity" ? null : 1;
const digitsOf = (indicator: Indicator) => (lineOf(indicator) === 1 ? 2 : 1);

/**
 * The choices of a specification that differ from the report's, in words.
 * @param at place of the specification in the design
 */
export function choicesInWords(
  {choices, specifications}: Design,
  at: number,
  {words, says, alternatives}: Pick<CurveContext, "words" | "says" | "alternatives">
): string {
  const changed = specifications[at]!.levels.flatMap((level, i) =>
    level === 0 ? [] : [alternatives[choices[i]!.levels[level]!.id] ?? choices[i]!.levels[level]!.id]
  );
  return changed.length === 0 ? says.curve.asPublished : words.list(changed);
}

/**
 * The specifications with the least, greatest and published value and the quartiles, in the order of their values.
 * @returns places in the design; none without values
 */
export function notableSpecifications(
  values: readonly (number | null)[]
): {rank: "least" | "quarter" | "median" | "threeQuarters" | "most" | "published"; at: number}[] {
  const sorted = sortedPlaces(values);
  if (sorted.length === 0) return [];
  const part = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const found = [
    {rank: "least", at: part(0)},
    {rank: "quarter", at: part(0.25)},
    {rank: "median", at: part(0.5)},
    {rank: "threeQuarters", at: part(0.75)},
    {rank: "most", at: part(1)},
    ...(values[0] === null ? [] : [{rank: "published", at: 0} as const])
  ] as const;
  return found.toSorted((a, b) => sorted.indexOf(a.at) - sorted.indexOf(b.at));
}

/** Places of the specifications that have a value, lowest value first. */
function sortedPlaces(values: readonly (number | null)[]): number[] {
  return values.flatMap((value, i) => (value === null ? [] : [i])).sort((a, b) => values[a]! - values[b]! || a - b);
}

interface Curve extends CurveInput {
  /** Places of the specifications that have a value, lowest value first. */
  sorted: readonly number[];
  /** Null without any value. */
  spread: Spread | null;
  /** The value that divides high from low; null for none. */
  line: number | null;
  digits: number;
  /** Choices that affect the indicator, with their places in a specification's levels. */
  choices: readonly {choice: Choice; column: number}[];
  levels: readonly LevelRow[];
}

/** The specifications with one level of one choice. */
interface LevelRow {
  choice: Choice;
  level: string;
  /** Whether it is the report's level. */
  own: boolean;
  /** Places of its specifications, lowest value first. */
  members: readonly number[];
  spread: Spread | null;
  /** Share of them above the line, 0–1; null without a line or specifications. */
  above: number | null;
}

/** The values of one technology under all specifications, from lowest to highest, above the choices that gave them. */
export function specificationCurve(input: CurveInput, context: CurveContext): FigureBody {
  const curve = curveOf(input);
  const {indicator, technology, sorted, spread, line} = curve;
  const {curve: says} = context.says;
  return {
    title: says.title({
      technology: technology.name,
      indicator,
      above: shareAbove(sorted, curve),
      low: spread?.low ?? null,
      high: spread?.high ?? null,
      count: sorted.length
    }),
    howToRead: says.howToRead({count: sorted.length, line: line !== null}),
    draw: (width) => drawCurve(curve, context, width),
    table: tableOf(curve, context)
  };
}

function curveOf(input: CurveInput): Curve {
  const {design, indicator, values} = input;
  const sorted = sortedPlaces(values);
  const line = lineOf(indicator);
  const choices = design.choices
    .map((choice, column) => ({choice, column}))
    .filter(({choice: {id}}) => movedBy[indicator].includes(id));
  const levels = choices.flatMap(({choice, column}) =>
    choice.levels.map((level, i): LevelRow => {
      const members = sorted.filter((one) => design.specifications[one]!.levels[column] === i);
      return {
        choice,
        level: level.id,
        own: i === 0,
        members,
        spread: spreadOf(members.map((one) => values[one]!)),
        above: shareAbove(members, {values, line})
      };
    })
  );
  return {...input, sorted, spread: spreadOf(values), line, digits: digitsOf(indicator), choices, levels};
}

function shareAbove(places: readonly number[], {values, line}: Pick<Curve, "values" | "line">): number | null {
  return line === null || places.length === 0 ? null : places.filter((i) => values[i]! > line).length / places.length;
}

/** Where the curve and its levels are drawn, in pixels. */
interface Plot {
  wide: boolean;
  width: number;
  left: number;
  right: number;
  bottom: number;
  /** Distance between neighbouring specifications. */
  step: number;
  /** By rank from 0, lowest value first. */
  x(rank: number): number;
  y: ReturnType<typeof scaleLinear<number>>;
}

function plotOf({sorted, line}: Curve, {least, most}: Spread, width: number): Plot {
  const wide = width >= wideFrom;
  const [left, right, top, bottom] = [wide ? 250 : 128, width - 6, 16, wide ? 250 : 200];
  const last = Math.max(1, sorted.length - 1);
  return {
    wide,
    width,
    left,
    right,
    bottom,
    step: (right - left - 8) / last,
    x: scaleLinear([0, last], [left + 4, right - 4]),
    y: scaleLinear([Math.min(least, line ?? least), Math.max(most, line ?? most) || 1], [bottom, top]).nice(4)
  };
}

function drawCurve(curve: Curve, context: CurveContext, width: number): SVGSVGElement {
  const {technology, indicator, sorted, spread, values, line} = curve;
  const {document, words, says} = context;
  const draw = drawWith(document);
  const id = "robust-curve";
  if (!spread)
    return figureSvg(
      draw,
      {id, width, height: 40, description: says.curve.empty},
      draw("text", {class: "soft", x: 0, y: 24}, says.curve.empty)
    );
  const plot = plotOf(curve, spread, width);
  const {left, right, y} = plot;
  const text = (value: number) => fixedNumber(value, curve.digits);
  const published = values[0] ?? null;
  const levels = drawLevels(draw, curve, plot, context);
  return figureSvg(
    draw,
    {
      id,
      width,
      height: levels.bottom + 8,
      description: says.curve.describe({
        technology: technology.name,
        indicator: says.indicators[indicator],
        count: sorted.length,
        least: text(spread.least),
        most: text(spread.most),
        published: published === null ? words.noValue : text(published)
      })
    },
    drawAxis(draw, plot),
    line === null ? null : draw("line", {class: "line", x1: left, x2: right, y1: y(line), y2: y(line)}),
    ...drawDots(draw, curve, plot),
    ...drawMarks(draw, curve, plot, context),
    published === null ? null : drawPublished(draw, published, curve, plot, `${says.published} ${text(published)}`),
    ...levels.children
  );
}

function drawAxis(draw: Draw, {left, right, y}: Plot): SVGElement {
  return draw(
    "g",
    {class: "axis"},
    ...tickTexts(y.ticks(5), fixedNumber).flatMap(({tick, text}) => [
      draw("line", {class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick)}),
      draw("text", {x: left - 8, y: y(tick) + 4, "text-anchor": "end"}, text)
    ])
  );
}

/** All values as dots: one path above the line and one below. */
function drawDots(draw: Draw, {sorted, values, line}: Curve, {x, y}: Plot): SVGElement[] {
  const path = (drawn: (value: number) => boolean) =>
    sorted
      .flatMap((one, i) => (drawn(values[one]!) ? [`M${rounded(x(i))},${rounded(y(values[one]!))}h0`] : []))
      .join("");
  return [
    draw("path", {class: "spec-dots above", d: path((value) => line === null || value > line)}),
    draw("path", {class: "spec-dots below", d: path((value) => line !== null && value <= line)})
  ];
}

/** Notable specifications as circles that can be selected. */
function drawMarks(
  draw: Draw,
  {design, sorted, values, digits}: Curve,
  {x, y}: Plot,
  context: CurveContext
): SVGElement[] {
  const {curve: says} = context.says;
  return notableSpecifications(values).map(({rank, at}) =>
    draw("circle", {
      class: rank === "published" ? "spec-published" : "spec-mark",
      cx: x(sorted.indexOf(at)),
      cy: y(values[at]!),
      r: rank === "published" ? 5 : 3.5,
      "data-specification": at,
      "data-label": says.mark({
        rank: says.rank[rank],
        value: fixedNumber(values[at]!, digits),
        choices: choicesInWords(design, at, context)
      })
    })
  );
}

/** The published value in words, on the side of its mark that has more room. */
function drawPublished(
  draw: Draw,
  value: number,
  {sorted}: Curve,
  {left, right, x, y}: Plot,
  text: string
): SVGElement {
  const point = {x: x(sorted.indexOf(0)), y: y(value)};
  const place =
    point.x > (left + right) / 2
      ? {x: point.x - 10, y: point.y - 10, "text-anchor": "end"}
      : {x: point.x + 10, y: point.y + 18, "text-anchor": "start"};
  return draw("g", {class: "labels"}, draw("text", {class: "strong", ...place}, text));
}

const choiceName = ({id}: Choice, {says}: CurveContext) => says.choices[id] ?? id;
const levelName = (id: string, {says}: CurveContext) => says.levels[id] ?? id;

/** Under the curve: for each choice its name, and a row of strokes for each of its levels. */
function drawLevels(
  draw: Draw,
  {sorted, choices, levels, digits}: Curve,
  plot: Plot,
  context: CurveContext
): {children: SVGElement[]; bottom: number} {
  const {wide, bottom} = plot;
  const [height, gap] = [wide ? 13 : 12, wide ? 7 : 6];
  const ranks = new Map(sorted.map((one, rank) => [one, rank]));
  const children: SVGElement[] = [];
  let y = bottom + 22;
  for (const {choice} of choices) {
    y += gap;
    // A phone has no room for it beside the levels.
    const name = choiceName(choice, context);
    const heading = wide ? fitText(name, 110, 11, true) : name;
    children.push(draw("text", {class: "strong small", x: 0, y: y + (wide ? 9 : 10)}, heading));
    if (!wide) y += 15;
    for (const row of levels.filter((level) => level.choice === choice)) {
      const strokes = strokesOf(
        row.members.map((one) => ranks.get(one)!),
        plot,
        y + height / 2
      );
      children.push(
        draw(
          "g",
          {"data-label": levelLabel(row, digits, context), "data-level": row.level},
          draw("rect", {class: "hit", x: 0, y, width: plot.width, height}),
          drawLevelName(draw, row, plot, y + 10, context),
          draw("path", {class: row.own ? "strokes own" : "strokes", d: strokes})
        )
      );
      y += height;
    }
  }
  return {children, bottom: y};
}

function drawLevelName(
  draw: Draw,
  {level, own}: LevelRow,
  {wide, left}: Plot,
  y: number,
  context: CurveContext
): SVGElement {
  return draw(
    "text",
    {class: own ? "small" : "small soft", x: left - 8, y, "text-anchor": "end"},
    fitText(levelName(level, context), wide ? 130 : left - 12, 11)
  );
}

function levelLabel({choice, level, members, spread, above}: LevelRow, digits: number, context: CurveContext): string {
  const {curve: says} = context.says;
  return says.level({
    choice: choiceName(choice, context),
    level: levelName(level, context),
    number: members.length,
    median: spread ? fixedNumber(spread.median, digits) : says.empty,
    above: above === null ? null : sharePercent(above)
  });
}

/** A path with a stroke for each rank, in ascending order; neighbours share one. */
function strokesOf(ranks: readonly number[], {x, step}: Plot, y: number): string {
  const runs: [number, number][] = [];
  for (const rank of ranks) {
    const last = runs.at(-1);
    if (last && last[1] === rank - 1) last[1] = rank;
    else runs.push([rank, rank]);
  }
  return runs
    .map(
      ([from, to]) => `M${rounded(x(from) - step / 2)},${rounded(y)}h${rounded(Math.max(0.8, (to - from + 1) * step))}`
    )
    .join("");
}

function tableOf({levels, line, digits}: Curve, context: CurveContext): FigureTable {
  const {columns} = context.says;
  return {
    columns: [
      {key: "choice", label: columns.choice},
      {key: "level", label: columns.level},
      {key: "number", label: columns.number},
      {key: "least", label: columns.least, digits},
      {key: "median", label: columns.median, digits},
      {key: "most", label: columns.most, digits},
      ...(line === null ? [] : [{key: "above", label: columns.above, unit: "%", digits: 0}])
    ],
    rows: levels.map(({choice, level, members, spread, above}) => ({
      choice: choiceName(choice, context),
      level: levelName(level, context),
      number: members.length,
      least: spread?.least ?? null,
      median: spread?.median ?? null,
      most: spread?.most ?? null,
      ...(line !== null && {above: above === null ? null : 100 * above})
    }))
  };
}
