import {scaleLog} from "npm:d3";
import {rankings, type RobustnessSummary, type Spread} from "../scenario/robustness.js";
import {type FigureBody, swatches} from "./body.js";
import {type FigureTable, wideFrom} from "./figure.js";
import {type NamedRow, namedRows, type RobustnessContext, type RowFrame, rowStart} from "./robustness-rows.js";
import {type Draw, drawWith, figureSvg, rounded} from "./svg.js";
import {type Lens, lenses} from "../terms/lenses.js";

/** Widest range of ranks, from the 5th to the 95th percentile, that counts as narrow. */
const narrow = 10;

/** The rank of each technology by RCA in each lens: a mark for the published one, lines for the ranges. */
export function rankIntervalsFigure({technologies, count}: RobustnessSummary, context: RobustnessContext): FigureBody {
  const {says} = context;
  const rows = namedRows(technologies, context).sort(
    (a, b) =>
      (a.ranks.patents?.published ?? Infinity) - (b.ranks.patents?.published ?? Infinity) ||
      a.name.localeCompare(b.name, "en")
  );
  const ranked = rows.flatMap(({name, ranks}) => (ranks.patents === null ? [] : [{name, ...ranks.patents}]));
  const [first] = ranked;
  const [widest] = ranked.slice().sort((a, b) => b.high - b.low - (a.high - a.low));
  return {
    title: says.intervals.title({
      technology: first?.name ?? null,
      low: first?.low ?? 0,
      high: first?.high ?? 0,
      narrow: ranked.filter(({low, high}) => high - low <= narrow).length,
      all: rows.length
    }),
    howToRead: says.intervals.howToRead({
      technology: widest?.name ?? null,
      published: widest?.published ?? 0,
      low: widest?.low ?? 0,
      high: widest?.high ?? 0,
      least: widest?.least ?? 0,
      most: widest?.most ?? 0
    }),
    draw: (width) => drawRanks(rows, count, context, width),
    table: tableOf(rows, context)
  };
}

/** Where ranks are drawn: a panel for each lens on a desk, one for all lenses on a phone. */
interface Panels {
  wide: boolean;
  frame: RowFrame;
  /** Ranks that have a line. */
  ticks: readonly number[];
  /** Horizontal place of a rank in the panel of a lens. */
  x(lens: Lens, rank: number): number;
  /** Left edge of the panel of a lens. */
  start(lens: Lens): number;
}

function panelsOf(rows: readonly NamedRow[], width: number): Panels {
  const wide = width >= wideFrom;
  const left = wide ? 230 : 124;
  const most = Math.max(10, ...rows.flatMap(({ranks}) => lenses.map((lens) => ranks[lens]?.most ?? 1)));
  const panel = wide ? (width - left) / lenses.length : width - left;
  const scale = scaleLog([1, most], [10, panel - 14]);
  const start = (lens: Lens) => left + (wide ? lenses.indexOf(lens) * panel : 0);
  return {
    wide,
    frame: {width, left, height: wide ? 19 : 27},
    ticks: [1, 3, 10, 30, 100, 300].filter((tick) => tick <= most && (wide || (tick !== 3 && tick !== 30))),
    x: (lens, rank) => start(lens) + scale(rank),
    start
  };
}

function drawRanks(rows: readonly NamedRow[], count: number, context: RobustnessContext, width: number): SVGSVGElement {
  const {document, says} = context;
  const draw = drawWith(document);
  const panels = panelsOf(rows, width);
  const {wide, frame, start} = panels;
  const {key, height: keyHeight} = keyOf(draw, panels, context);
  const top = keyHeight + (wide ? 42 : 22);
  const bottom = top + rows.length * frame.height;
  return figureSvg(
    draw,
    {id: "robust-ranks", width, height: bottom + 8, description: says.intervals.describe({all: rows.length, count})},
    key,
    drawAxis(draw, panels, top, bottom, context),
    ...(wide
      ? lenses.map((lens) => draw("text", {class: "strong", x: start(lens) + 10, y: top - 26}, says.rankings[lens]))
      : []),
    ...rows.map((row, at) => drawRow(draw, row, panels, top + at * frame.height, context))
  );
}

function keyOf(draw: Draw, {wide, frame}: Panels, {says}: RobustnessContext) {
  const shapes = wide
    ? [{name: says.intervals.key.published, lens: "patents" as const}]
    : lenses.map((lens) => ({name: says.rankings[lens], lens}));
  const line = (range: string) => (x: number, y: number) => draw("path", {class: range, d: `M${x},${y}h13`});
  return swatches(
    draw,
    [
      ...shapes.map(({name, lens}) => ({name, mark: (x: number, y: number) => drawMark(draw, lens, x + 6, y)})),
      {name: says.intervals.key.nine, mark: line("range-nine")},
      {name: says.intervals.key.all, mark: line("range-all")}
    ],
    frame.width
  );
}

function drawAxis(
  draw: Draw,
  {wide, ticks, x}: Panels,
  top: number,
  bottom: number,
  {words, says}: RobustnessContext
): SVGElement {
  const drawn = wide ? lenses : (["patents"] as const);
  return draw(
    "g",
    {class: "axis"},
    draw("text", {x: 0, y: top - 8}, says.intervals.axis),
    ...drawn.flatMap((lens) =>
      ticks.flatMap((tick) => [
        draw("line", {class: "grid", x1: x(lens, tick), x2: x(lens, tick), y1: top - 4, y2: bottom}),
        draw("text", {x: x(lens, tick), y: top - 8, "text-anchor": "middle"}, words.number(tick))
      ])
    )
  );
}

function drawRow(draw: Draw, row: NamedRow, panels: Panels, y: number, {says}: RobustnessContext): SVGElement {
  const {wide, frame, x} = panels;
  const present = lenses.filter((lens) => row.ranks[lens] !== null);
  const label = says.intervals.mark({
    technology: row.name,
    lenses: present.map((lens) => ({lens: says.rankings[lens], ...row.ranks[lens]!}))
  });
  return draw(
    "g",
    {"data-technology": row.slug, "data-label": label},
    ...rowStart(draw, row, frame, y),
    ...present.flatMap((lens) => {
      const spread = row.ranks[lens]!;
      const middle = y + frame.height / 2 + (wide ? 0 : (lenses.indexOf(lens) - 1) * 8);
      return [
        ...drawRanges(draw, lens, spread, panels, middle),
        ...(spread.published === null
          ? []
          : [drawMark(draw, wide ? "patents" : lens, x(lens, spread.published), middle)])
      ];
    })
  );
}

function drawRanges(draw: Draw, lens: Lens, {least, low, high, most}: Spread, {x}: Panels, y: number): SVGElement[] {
  const line = (range: string, from: number, to: number) =>
    draw("path", {class: range, d: `M${rounded(x(lens, from))},${rounded(y)}H${rounded(x(lens, to))}`});
  return [line("range-all", least, most), line("range-nine", low, high)];
}

/** The mark of a published rank, whose shape is the lens. */
function drawMark(draw: Draw, lens: Lens, x: number, y: number): SVGElement {
  if (lens === "publications")
    return draw("rect", {class: "rank-publications", x: x - 3, y: y - 3, width: 6, height: 6});
  if (lens === "deals")
    return draw("path", {class: "rank-deals", d: `M${rounded(x)},${rounded(y - 4)}l4,4l-4,4l-4,-4z`});
  return draw("circle", {class: "rank-patents", cx: x, cy: y, r: 3.5});
}

function tableOf(rows: readonly NamedRow[], {says}: RobustnessContext): FigureTable {
  return {
    columns: [
      {key: "technology", label: says.columns.technology},
      ...rankings.flatMap((ranking) => [
        {key: ranking, label: says.rankings[ranking], unit: says.published},
        {key: `${ranking} low`, label: says.columns.from},
        {key: `${ranking} high`, label: says.columns.to}
      ])
    ],
    rows: rows.map(({name, ranks}) => ({
      technology: name,
      ...Object.fromEntries(
        rankings.flatMap((ranking) => {
          const spread = ranks[ranking];
          return [
            [ranking, spread?.published ?? null],
            [`${ranking} low`, spread?.low ?? null],
            [`${ranking} high`, spread?.high ?? null]
          ];
        })
      )
    }))
  };
}
