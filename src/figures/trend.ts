import {scaleLinear, scaleLog} from "npm:d3";
import {type DrawOptions, wideFrom} from "./figure.js";
import {placeLabels} from "./labels.js";
import {isNumber} from "../text/numbers.js";
import {drawWith, figureSvg, rounded} from "./svg.js";
import {textWidth} from "./text-width.js";

export interface TrendPoint {
  year: number;
  /** Of the region and of the benchmark, in one unit; null where there is none. */
  value: number | null;
  benchmark: number | null;
}

export interface TrendOptions extends DrawOptions {
  /** Distinguishes the charts of one page. */
  id: string;
  /** Name of the region, as it stands at its line. */
  region: string;
  /** Name of the benchmark, as it stands at its line. */
  benchmark: string;
  /** What is shown, with its unit. */
  label: string;
  /** Decimals of the numbers at the ends. */
  digits: number;
}

/** A region's values by year against the benchmark's, as two lines from zero with their names at the ends. */
export function trendChart(
  points: readonly TrendPoint[],
  {width, document, words, id, region, benchmark, label, digits}: TrendOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const sorted = points.slice().sort((a, b) => a.year - b.year);
  const [own, theirs] = (["value", "benchmark"] as const).map((key) =>
    sorted.flatMap((point) => (isNumber(point[key]) ? [{year: point.year, value: point[key]}] : []))
  );
  const [first, last] = [own![0], own!.at(-1)];
  if (!first || !last)
    return figureSvg(
      draw,
      {id, width, height: 40, description: words.trend.empty},
      draw("text", {class: "soft", x: 0, y: 24}, words.trend.empty)
    );
  const height = width >= wideFrom ? 260 : 220;
  const text = (name: string, value: number) => `${name} ${words.fixed(value, digits)}`;
  const ends = [
    {name: region, line: own!, strong: true},
    {name: benchmark, line: theirs!, strong: false}
  ]
    .filter(({line}) => line.length > 0)
    .map((end) => ({...end, text: text(end.name, end.line.at(-1)!.value)}));
  const right = width - Math.max(...ends.map((end) => textWidth(end.text, 12, end.strong))) - 14;
  const x = scaleLinear([sorted[0]!.year, Math.max(sorted.at(-1)!.year, sorted[0]!.year + 1)], [34, right]);
  const y = scaleLinear([0, Math.max(...[...own!, ...theirs!].map(({value}) => value)) || 1], [height - 24, 30]).nice(
    4
  );
  const marks = ends.map(({line}) => ({x: x(line.at(-1)!.year), y: y(line.at(-1)!.value)}));
  // Two ends at one height move apart.
  const apart = marks.length === 2 ? Math.max(0, 15 - Math.abs(marks[0]!.y - marks[1]!.y)) / 2 : 0;
  const shift = (at: number) =>
    marks.length < 2
      ? 0
      : marks[at]!.y < marks[1 - at]!.y || (marks[at]!.y === marks[1 - at]!.y && at === 0)
        ? -apart
        : apart;
  const description = words.trend.describe({
    label,
    region,
    from: first.year,
    to: last.year,
    first: first.value,
    last: last.value,
    benchmarkFirst: theirs![0]?.value ?? Number.NaN,
    benchmarkLast: theirs!.at(-1)?.value ?? Number.NaN,
    digits
  });
  return figureSvg(
    draw,
    {id, width, height, description},
    draw(
      "g",
      {class: "axis"},
      draw("text", {x: 0, y: 13}, label),
      ...y
        .ticks(4)
        .flatMap((tick) => [
          draw("line", {class: "grid", x1: 34, x2: right, y1: y(tick), y2: y(tick)}),
          draw("text", {x: 28, y: y(tick) + 4, "text-anchor": "end"}, words.number(tick, 2))
        ]),
      ...sorted.map(({year}) => draw("text", {x: x(year), y: height - 6, "text-anchor": "middle"}, String(year)))
    ),
    ...ends.map(({line, strong}) =>
      draw("path", {
        class: strong ? "trend-own" : "trend-benchmark",
        d: `M${line.map(({year, value}) => `${rounded(x(year))},${rounded(y(value))}`).join("L")}`
      })
    ),
    // A dot at the end shows a line of one year too.
    ...ends.map(({strong}, at) =>
      draw("circle", {class: strong ? "trend-dot" : "trend-dot soft", cx: marks[at]!.x, cy: marks[at]!.y, r: 3})
    ),
    ...ends.map(({text: end, strong}, at) =>
      draw("text", {class: strong ? "strong" : "soft", x: marks[at]!.x + 8, y: marks[at]!.y + 4 + shift(at)}, end)
    )
  );
}

export interface StripRegion {
  code: string;
  name: string;
  rca: number | null;
}

export interface StripOptions extends DrawOptions {
  id: string;
  /** Code of the region to name; a NUTS1 code needs an entry of its own among the values. */
  region: string;
}

const stripRange = [0.1, 8] as const;

/**
 * All regions on one logarithmic RCA axis, a thin line each, the chosen one named. Values beyond the ends stand at
 * them.
 */
export function rankStrip(
  values: readonly StripRegion[],
  {width, document, words, id, region}: StripOptions
): SVGSVGElement {
  const draw = drawWith(document);
  const valued = values.filter((one): one is StripRegion & {rca: number} => isNumber(one.rca));
  const own = valued.find(({code}) => code === region) ?? null;
  const others = valued.filter((one) => one !== own && !one.code.startsWith(region));
  const [above, rank] = [
    valued.filter(({rca}) => rca > 1).length,
    1 + others.filter(({rca}) => rca > (own?.rca ?? Infinity)).length
  ];
  const x = scaleLog(stripRange, [8, width - 8]).clamp(true);
  const place = (rca: number) => x(Math.max(rca, stripRange[0]));
  const [top, bottom] = [34, 58];
  const name = own ? `${own.name} ${words.fixed(own.rca, 2)}, ${words.trend.rank(rank, others.length + 1)}` : "";
  const [label] = own
    ? placeLabels(
        [{id: own.code, x: place(own.rca), y: 22, r: 0, width: textWidth(name, 12, true) + 4, height: 16, priority: 1}],
        {frame: {x: 0, y: 0, width, height: 30}, gaps: [1, 2, 4]}
      )
    : [];
  return figureSvg(
    draw,
    {
      id,
      width,
      height: 80,
      description: words.trend.strip({
        regions: valued.length,
        above,
        region: own?.name ?? null,
        rca: own?.rca ?? null,
        rank
      })
    },
    draw(
      "g",
      {class: "axis"},
      ...[0.1, 0.5, 1, 2, 5].map((tick) =>
        draw(
          "text",
          {x: x(tick), y: bottom + 16, "text-anchor": "middle"},
          tick === 0.1 ? `≤ ${words.number(tick, 1)}` : words.number(tick, 2)
        )
      ),
      draw("line", {class: "divide", x1: x(1), x2: x(1), y1: top - 4, y2: bottom + 4}),
      draw("line", {class: "grid", x1: 8, x2: width - 8, y1: bottom, y2: bottom})
    ),
    draw("path", {class: "strip", d: others.map(({rca}) => `M${rounded(place(rca))},${top}V${bottom}`).join("")}),
    own ? draw("path", {class: "strip-own", d: `M${rounded(place(own.rca))},${top - 4}V${bottom + 2}`}) : null,
    label
      ? draw(
          "text",
          {
            class: "strong",
            x:
              label.anchor === "start"
                ? label.box.x
                : label.anchor === "end"
                  ? label.box.x + label.box.width
                  : label.box.x + label.box.width / 2,
            y: label.box.y + 13,
            "text-anchor": label.anchor
          },
          name
        )
      : null
  );
}
