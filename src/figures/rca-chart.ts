import * as Plot from "npm:@observablehq/plot";
import {describeChart} from "./describe.js";
import type {ProfileRow} from "../indicators/region-profile.js";

export interface RcaChartOptions {
  /** Width in pixels. */
  width: number;
  /** What is counted, plural, e.g. `patents`. */
  unit: string;
  /** Name of the region, for the description. */
  region: string;
}

/** The scale ends here; a value beyond stands at the end with its number. */
const range: readonly [number, number] = [0.1, 5];
const ticks = [0.1, 0.2, 0.5, 1, 2, 5];
const rowHeight = 22;
const wideFrom = 640;

interface Point extends ProfileRow {
  x: number;
  above: boolean;
  label: string;
}

/**
 * A lollipop for each technology from the European share (RCA 1) to the region's, on a logarithmic scale, under
 * the heading of its group. A technology without documents stands at the left edge as a hollow dot, since a
 * logarithmic scale has no zero.
 *
 * @returns an svg element with a description of its content
 */
export function rcaChart(rows: readonly ProfileRow[], {width, unit, region}: RcaChartOptions): Element {
  const wide = width >= wideFrom;
  const points: Point[] = rows.map((row) => ({
    ...row,
    x: Math.min(range[1], Math.max(range[0], row.rca ?? 0)),
    above: row.rca !== null && row.rca >= 1,
    label: row.rca === null ? "no value" : row.count === 0 ? "" : row.rca.toFixed(2)
  }));
  const groups = [...new Set(points.map((point) => point.technology_group))].sort();
  const order = groups.flatMap((group) => [
    group,
    ...points.filter((point) => point.technology_group === group).sort((a, b) => (b.rca ?? -1) - (a.rca ?? -1)).map(({name}) => name)
  ]);
  const marginLeft = wide ? 290 : 172;
  const color = ({above}: Point) => (above ? "var(--rca-above)" : "var(--rca-below)");
  const place = {x: "x", y: "name"} as const;
  const chart = Plot.plot({
    width,
    height: order.length * rowHeight + 56,
    marginLeft,
    marginRight: 44,
    marginTop: 32,
    marginBottom: 8,
    style: {fontSize: wide ? "13px" : "11px", background: "none", overflow: "visible"},
    x: {type: "log", domain: [...range]},
    y: {domain: order, axis: null},
    r: {range: [2.5, 8], domain: [0, Math.max(1, ...points.map(({count}) => count))]},
    marks: [
      Plot.gridX(ticks, {stroke: "var(--rule)", strokeOpacity: 1}),
      Plot.axisX(ticks, {anchor: "top", label: null, tickSize: 0, tickFormat: (value: number) => (value === 1 ? "1 = Europe" : String(value)), fill: "var(--ink-soft)"}),
      Plot.ruleX([1], {stroke: "var(--ink-soft)"}),
      Plot.text(groups, {y: (group: string) => group, frameAnchor: "left", dx: -marginLeft, dy: 2, text: (group: string) => group, textAnchor: "start", fontWeight: 700, fill: "var(--ink)"}),
      Plot.text(points, {y: "name", frameAnchor: "left", dx: -14, textAnchor: "end", text: ({name}: Point) => (wide ? name : shorten(name)), fill: "var(--ink)"}),
      Plot.ruleY(points, {y: "name", x1: 1, x2: "x", stroke: color, strokeWidth: 2}),
      Plot.dot(points, {...place, r: "count", fill: (point: Point) => (point.count === 0 ? "var(--paper)" : color(point)), stroke: color, strokeWidth: 1.5}),
      Plot.text(points.filter(({above}) => above), {...place, text: "label", dx: 12, textAnchor: "start", fill: "var(--ink)"}),
      Plot.text(points.filter(({above}) => !above), {...place, text: "label", dx: -12, textAnchor: "end", fill: "var(--ink)"})
    ]
  });
  describeChart(chart, describe(points, unit, region));
  return chart;
}

function describe(points: readonly Point[], unit: string, region: string): string {
  const ahead = points.filter(({rca}) => rca !== null && rca > 1).sort((a, b) => b.rca! - a.rca!);
  const leaders = ahead.slice(0, 3).map(({name, label}) => `${name} (${label})`).join(", ");
  const found = `${ahead.length} of ${points.length} technologies hold a larger share of its ${unit} than of Europe's`;
  return `${region}: ${found}${leaders ? `, first ${leaders}` : ""}.`;
}

/** A name without its abbreviation in brackets, for narrow screens. */
function shorten(name: string): string {
  return name.replace("Advanced Therapy Medicinal Products (ATMP)", "ATMP").replace("High-Performance Computing (HPC)", "HPC").replace(/ \(.*\)$/, "").replace("Natural Language Processing", "Natural Language Proc.");
}
