import {scaleLinear} from "npm:d3";
import {type Indicator, spreadOf} from "../scenario/robustness.js";
import type {Choice, Design} from "../scenario/specifications.ts";
import {type FigureBody, fitText} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import {fixedNumber, sharePercent} from "../words/en/robustness.js";
import type {RobustnessContext} from "./shares.ts";
import {drawWith, figureSvg, rounded} from "./svg.js";

export interface CurveInput {
  design: Design;
  indicator: Indicator;
  technology: {slug: string; name: string};
  /** Under the design's first specifications, in their order. */
  values: readonly (number | null)[];
}

interface CurveContext extends Omit<RobustnessContext, "technologies"> {
  /** What single choices are called, by the ids of their levels, as they follow "with". */
  alternatives: Readonly<Record<string, string>>;
}

const records = ["window", "similarity", "cooccurrence", "counting", "universe"];
const shares = [...records, "area", "unit", "benchmark"];
const density = [...shares, "relatedness", "advantage", "diagonal"];
const complexity = [...records, "runs", "start"];
/** The choices on which each indicator depends, by id. */
const movedBy: Record<Indicator, readonly string[]> = {
  patents: shares,
  publications: [...shares, "edition"],
  deals: [...shares, "measure"],
  density,
  complexity,
  "density-line": [...density, "lines"],
  "complexity-line": [...complexity, "lines"]
};
/** Where an indicator turns: RCA at Europe's share, distances at the line. */
const lineOf = (indicator: Indicator) =>
  indicator.endsWith("-line") ? 0 : indicator === "density" || indicator === "complexity" ? null : 1;
const digitsOf = (indicator: Indicator) => (lineOf(indicator) === 1 ? 2 : 1);

/** What the choices of a specification are, in words: those that differ from the report's. */
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

/** Specifications with notable values, in the order of their values: places in the design. */
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

function sortedPlaces(values: readonly (number | null)[]): number[] {
  return values.flatMap((value, i) => (value === null ? [] : [i])).sort((a, b) => values[a]! - values[b]! || a - b);
}

/**
 * The values of one technology under all specifications, from the lowest to the highest, over the choices that were
 * made.
 */
export function specificationCurve(
  {design, indicator, technology, values}: CurveInput,
  context: CurveContext
): FigureBody {
  const {document, words, says} = context;
  const {choices, specifications} = design;
  const sorted = sortedPlaces(values);
  const [line, digits] = [lineOf(indicator), digitsOf(indicator)];
  const text = (value: number) => fixedNumber(value, digits);
  const spread = spreadOf(values);
  const aboveIn = (places: readonly number[]) =>
    line === null || places.length === 0 ? null : places.filter((i) => values[i]! > line).length / places.length;
  const relevant = choices
    .map((choice, at) => ({choice, at}))
    .filter(({choice: {id}}) => movedBy[indicator].includes(id));
  const rows = relevant.flatMap(({choice, at}) =>
    choice.levels.map((level, i) => {
      const inside = sorted.filter((one) => specifications[one]!.levels[at] === i);
      return {
        choice,
        at,
        level: level.id,
        i,
        inside,
        spread: spreadOf(inside.map((one) => values[one]!)),
        above: aboveIn(inside)
      };
    })
  );
  const choiceName = ({id}: Choice) => says.choices[id] ?? id;
  const levelName = (id: string) => says.levels[id] ?? id;

  function draw(width: number): SVGSVGElement {
    const svg = drawWith(document);
    const wide = width >= wideFrom;
    const id = "robust-curve";
    if (!spread)
      return figureSvg(
        svg,
        {id, width, height: 40, description: says.curve.empty},
        svg("text", {class: "soft", x: 0, y: 24}, says.curve.empty)
      );
    const [left, right, top, bottom] = [wide ? 250 : 128, width - 6, 16, wide ? 250 : 200];
    const x = scaleLinear([0, Math.max(1, sorted.length - 1)], [left + 4, right - 4]);
    const y = scaleLinear(
      [Math.min(spread.least, line ?? spread.least), Math.max(spread.most, line ?? spread.most) || 1],
      [bottom, top]
    ).nice(4);
    const dots = (inside: (value: number) => boolean) =>
      sorted
        .flatMap((one, i) => (inside(values[one]!) ? [`M${rounded(x(i))},${rounded(y(values[one]!))}h0`] : []))
        .join("");
    const step = (right - left - 8) / Math.max(1, sorted.length - 1);
    const rank = new Map(sorted.map((one, i) => [one, i]));
    // Neighbours that are made alike are one stroke.
    const strokes = (inside: readonly number[], at: number) => {
      const runs: [number, number][] = [];
      for (const i of inside.map((one) => rank.get(one)!)) {
        const last = runs.at(-1);
        if (last && last[1] === i - 1) last[1] = i;
        else runs.push([i, i]);
      }
      return runs
        .map(
          ([from, to]) =>
            `M${rounded(x(from) - step / 2)},${rounded(at)}h${rounded(Math.max(0.8, (to - from + 1) * step))}`
        )
        .join("");
    };
    const children: SVGElement[] = [];
    const [rowHeight, gap] = [wide ? 13 : 12, wide ? 7 : 6];
    let at = bottom + 22;
    for (const {choice, at: column} of relevant) {
      at += gap;
      if (wide)
        children.push(
          svg("text", {class: "strong small", x: 0, y: at + 9}, fitText(choiceName(choice), 110, 11, true))
        );
      else {
        children.push(svg("text", {class: "strong small", x: 0, y: at + 10}, choiceName(choice)));
        at += 15;
      }
      for (const row of rows.filter((one) => one.at === column)) {
        const label = says.curve.level({
          choice: choiceName(choice),
          level: levelName(row.level),
          number: row.inside.length,
          median: row.spread ? text(row.spread.median) : says.curve.empty,
          above: row.above === null ? null : sharePercent(row.above)
        });
        children.push(
          svg(
            "g",
            {"data-label": label, "data-level": row.level},
            svg("rect", {class: "hit", x: 0, y: at, width, height: rowHeight}),
            svg(
              "text",
              {class: row.i === 0 ? "small" : "small soft", x: left - 8, y: at + 10, "text-anchor": "end"},
              fitText(levelName(row.level), wide ? 130 : left - 12, 11)
            ),
            svg("path", {class: row.i === 0 ? "strokes own" : "strokes", d: strokes(row.inside, at + rowHeight / 2)})
          )
        );
        at += rowHeight;
      }
    }
    const published = values[0] ?? null;
    const publishedPoint = published === null ? null : {x: x(rank.get(0)!), y: y(published)};
    const publishedText = published === null ? "" : `${says.published} ${text(published)}`;
    return figureSvg(
      svg,
      {
        id,
        width,
        height: at + 8,
        description: says.curve.describe({
          technology: technology.name,
          indicator: says.indicators[indicator],
          count: sorted.length,
          least: text(spread.least),
          most: text(spread.most),
          published: published === null ? words.noValue : text(published)
        })
      },
      svg(
        "g",
        {class: "axis"},
        ...y
          .ticks(5)
          .flatMap((tick) => [
            svg("line", {class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick)}),
            svg(
              "text",
              {x: left - 8, y: y(tick) + 4, "text-anchor": "end"},
              fixedNumber(tick, digits === 2 && tick % 1 !== 0 ? 2 : tick % 1 === 0 ? 0 : 1)
            )
          ])
      ),
      line === null ? null : svg("line", {class: "line", x1: left, x2: right, y1: y(line), y2: y(line)}),
      svg("path", {class: "spec-dots above", d: dots((value) => line === null || value > line)}),
      svg("path", {class: "spec-dots below", d: dots((value) => line !== null && value <= line)}),
      ...notableSpecifications(values).map(({rank: which, at: one}) =>
        svg("circle", {
          class: which === "published" ? "spec-published" : "spec-mark",
          cx: x(rank.get(one)!),
          cy: y(values[one]!),
          r: which === "published" ? 5 : 3.5,
          "data-specification": one,
          "data-label": says.curve.mark({
            rank: says.curve.rank[which],
            value: text(values[one]!),
            choices: choicesInWords(design, one, context)
          })
        })
      ),
      publishedPoint
        ? svg(
            "g",
            {class: "labels"},
            svg(
              "text",
              {
                class: "strong",
                x: publishedPoint.x > (left + right) / 2 ? publishedPoint.x - 10 : publishedPoint.x + 10,
                y: publishedPoint.x > (left + right) / 2 ? publishedPoint.y - 10 : publishedPoint.y + 18,
                "text-anchor": publishedPoint.x > (left + right) / 2 ? "end" : "start"
              },
              publishedText
            )
          )
        : null,
      ...children
    );
  }

  const table: FigureTable = {
    columns: [
      {key: "choice", label: says.columns.choice},
      {key: "level", label: says.columns.level},
      {key: "number", label: says.columns.number},
      {key: "least", label: says.columns.least, digits},
      {key: "median", label: says.columns.median, digits},
      {key: "most", label: says.columns.most, digits},
      ...(line === null ? [] : [{key: "above", label: says.columns.above, unit: "%", digits: 0}])
    ],
    rows: rows.map((row) => ({
      choice: choiceName(row.choice),
      level: levelName(row.level),
      number: row.inside.length,
      least: row.spread?.least ?? null,
      median: row.spread?.median ?? null,
      most: row.spread?.most ?? null,
      ...(line !== null && {above: row.above === null ? null : 100 * row.above})
    }))
  };
  return {
    title: says.curve.title({
      technology: technology.name,
      indicator,
      above: aboveIn(sorted),
      low: spread?.low ?? null,
      high: spread?.high ?? null,
      count: sorted.length
    }),
    howToRead: says.curve.howToRead({count: sorted.length, line: line !== null}),
    draw,
    table
  };
}
