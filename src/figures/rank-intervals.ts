import {scaleLog} from "npm:d3";
import {rankings, type RobustnessSummary, type TechnologyRobustness} from "../scenario/robustness.js";
import {type FigureBody, fitText, swatches} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import type {RobustnessContext} from "./shares.ts";
import {drawWith, figureSvg, rounded} from "./svg.js";
import {type Lens, lenses} from "../terms/lenses.js";

/** Places that a technology may move by and still keeps its place. */
const narrow = 10;

/** The places of each technology by RCA, a dot for the published one and lines for the ranges, by lens. */
export function rankIntervalsFigure(
  {technologies, count}: RobustnessSummary,
  {document, words, says, technologies: names}: RobustnessContext
): FigureBody {
  const bySlug = new Map(names.map((one) => [one.slug, one]));
  const rows = technologies
    .map((one) => {
      const named = bySlug.get(one.slug)!;
      return {...one, name: words.technology(named), short: words.shortTechnology(named)};
    })
    .sort(
      (a, b) =>
        (a.ranks.patents?.published ?? Infinity) - (b.ranks.patents?.published ?? Infinity) ||
        a.name.localeCompare(b.name, "en")
    );
  const ranked = rows.filter(({ranks}) => ranks.patents !== null);
  const first = ranked[0];
  const most = Math.max(10, ...rows.flatMap(({ranks}) => lenses.map((lens) => ranks[lens]?.most ?? 1)));
  const present = (one: TechnologyRobustness) => lenses.filter((lens) => one.ranks[lens] !== null);

  function draw(width: number): SVGSVGElement {
    const svg = drawWith(document);
    const wide = width >= wideFrom;
    const [left, size] = [wide ? 230 : 124, wide ? 12 : 11];
    const row = wide ? 19 : 27;
    const panel = wide ? (width - left) / lenses.length : width - left;
    const scale = scaleLog([1, most], [10, panel - 14]);
    const start = (lens: Lens) => left + (wide ? lenses.indexOf(lens) * panel : 0);
    const ticks = [1, 3, 10, 30, 100, 300].filter((tick) => tick <= most && (wide || (tick !== 3 && tick !== 30)));
    const mark = (lens: Lens, x: number, y: number): SVGElement => {
      const shape = wide ? "patents" : lens;
      if (shape === "publications")
        return svg("rect", {class: "rank-publications", x: x - 3, y: y - 3, width: 6, height: 6});
      if (shape === "deals")
        return svg("path", {class: "rank-deals", d: `M${rounded(x)},${rounded(y - 4)}l4,4l-4,4l-4,-4z`});
      return svg("circle", {class: "rank-patents", cx: x, cy: y, r: 3.5});
    };
    const lines = (y: number, from: number, spread: {least: number; low: number; high: number; most: number}) => [
      svg("path", {
        class: "range-all",
        d: `M${rounded(from + scale(spread.least))},${rounded(y)}H${rounded(from + scale(spread.most))}`
      }),
      svg("path", {
        class: "range-nine",
        d: `M${rounded(from + scale(spread.low))},${rounded(y)}H${rounded(from + scale(spread.high))}`
      })
    ];
    const {key, height: top} = swatches(
      svg,
      [
        ...(wide
          ? [{name: says.intervals.key.published, mark: (x: number, y: number) => mark("patents", x + 6, y)}]
          : lenses.map((lens) => ({name: says.rankings[lens], mark: (x: number, y: number) => mark(lens, x + 6, y)}))),
        {
          name: says.intervals.key.nine,
          mark: (x: number, y: number) => svg("path", {class: "range-nine", d: `M${x},${y}h13`})
        },
        {
          name: says.intervals.key.all,
          mark: (x: number, y: number) => svg("path", {class: "range-all", d: `M${x},${y}h13`})
        }
      ],
      width
    );
    const head = top + (wide ? 42 : 22);
    const bottom = head + rows.length * row;
    return figureSvg(
      svg,
      {id: "robust-ranks", width, height: bottom + 8, description: says.intervals.describe({all: rows.length, count})},
      key,
      svg(
        "g",
        {class: "axis"},
        svg("text", {x: 0, y: head - 8}, says.intervals.axis),
        ...(wide ? lenses : (["patents"] as const)).flatMap((lens) =>
          ticks.flatMap((tick) => [
            svg("line", {
              class: "grid",
              x1: start(lens) + scale(tick),
              x2: start(lens) + scale(tick),
              y1: head - 4,
              y2: bottom
            }),
            svg("text", {x: start(lens) + scale(tick), y: head - 8, "text-anchor": "middle"}, words.number(tick))
          ])
        )
      ),
      ...(wide
        ? lenses.map((lens) => svg("text", {class: "strong", x: start(lens) + 10, y: head - 26}, says.rankings[lens]))
        : []),
      ...rows.map((one, i) => {
        const y = head + i * row;
        return svg(
          "g",
          {
            "data-technology": one.slug,
            "data-label": says.intervals.mark({
              technology: one.name,
              lenses: present(one).map((lens) => ({lens: says.rankings[lens], ...one.ranks[lens]!}))
            })
          },
          svg("rect", {class: "hit", x: 0, y, width, height: row}),
          svg(
            "text",
            {x: left - 8, y: y + row / 2 + 4, "text-anchor": "end", class: wide ? null : "small"},
            fitText(wide ? one.name : one.short, left - 10, size)
          ),
          ...present(one).flatMap((lens) => {
            const [spread, at] = [one.ranks[lens]!, wide ? y + row / 2 : y + row / 2 + (lenses.indexOf(lens) - 1) * 8];
            return [
              ...lines(at, start(lens), spread),
              ...(spread.published === null ? [] : [mark(lens, start(lens) + scale(spread.published), at)])
            ];
          })
        );
      })
    );
  }

  const table: FigureTable = {
    columns: [
      {key: "technology", label: says.columns.technology},
      ...rankings.flatMap((ranking) => [
        {key: ranking, label: says.rankings[ranking], unit: says.published},
        {key: `${ranking} low`, label: says.columns.from},
        {key: `${ranking} high`, label: says.columns.to}
      ])
    ],
    rows: rows.map((one) => ({
      technology: one.name,
      ...Object.fromEntries(
        rankings.flatMap((ranking) => {
          const spread = one.ranks[ranking];
          return [
            [ranking, spread?.published ?? null],
            [`${ranking} low`, spread?.low ?? null],
            [`${ranking} high`, spread?.high ?? null]
          ];
        })
      )
    }))
  };
  const wandering = ranked
    .slice()
    .sort((a, b) => b.ranks.patents!.high - b.ranks.patents!.low - (a.ranks.patents!.high - a.ranks.patents!.low))[0];
  return {
    title: says.intervals.title({
      technology: first?.name ?? null,
      low: first?.ranks.patents!.low ?? 0,
      high: first?.ranks.patents!.high ?? 0,
      narrow: ranked.filter(({ranks: {patents}}) => patents!.high - patents!.low <= narrow).length,
      all: rows.length
    }),
    howToRead: says.intervals.howToRead({
      technology: wandering?.name ?? null,
      published: wandering?.ranks.patents!.published ?? 0,
      low: wandering?.ranks.patents!.low ?? 0,
      high: wandering?.ranks.patents!.high ?? 0,
      least: wandering?.ranks.patents!.least ?? 0,
      most: wandering?.ranks.patents!.most ?? 0
    }),
    draw,
    table
  };
}
