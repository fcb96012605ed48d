import * as Plot from "npm:@observablehq/plot";
import type {LinkThresholds} from "../indicators/link-rule.js";
import type {LinkRow} from "../indicators/links.js";
import {describeChart} from "./describe.js";

export interface LinkChartOptions {
  /** Width in pixels. */
  width: number;
  technology: string;
  thresholds: LinkThresholds;
}

/** Codes without evidence stand on a strip of their own below the scale. */
const withoutEvidence = -0.08;

/**
 * Candidates of one technology by similarity and relatedness; what the rule accepts lies above and to the right of
 * its thresholds. Crosses are decided by a reviewer.
 *
 * @returns an svg element with a description of its content
 */
export function linkChart(rows: readonly LinkRow[], {width, technology, thresholds}: LinkChartOptions): Element {
  const points = rows.map((row) => ({...row, y: row.relatedness ?? withoutEvidence, decided: row.decision === "accept" || row.decision === "reject"}));
  type Point = (typeof points)[number];
  const color = ({tried}: Point) => (tried ? "var(--rca-above)" : "var(--rca-below)");
  const place = {x: "similarity", y: "y"} as const;
  const right = Math.max(0.7, ...points.map(({similarity}) => similarity)) + 0.02;
  const named = width < 640 ? [] : thinOut(points.filter(({tried}) => tried), (right - 0.1) * 0.2);
  const chart = Plot.plot({
    width,
    height: width < 640 ? 340 : 440,
    marginLeft: 48,
    marginBottom: 44,
    marginTop: 24,
    marginRight: 12,
    style: {fontSize: "12px", background: "none", overflow: "visible"},
    x: {domain: [0.1, right], label: "similarity of title and technology", labelAnchor: "right", tickSize: 0, ticks: 6},
    y: {domain: [-0.12, 1], axis: null},
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], {stroke: "var(--rule)", strokeOpacity: 1}),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], {label: "relatedness to the core codes", tickSize: 0, tickFormat: (value: number) => (value === 0.5 ? "0.5 chance" : String(value)), textAnchor: "start", dx: -42, dy: -7, fill: "var(--ink-soft)"}),
      Plot.text(["no evidence"], {frameAnchor: "left", y: withoutEvidence, dx: -42, lineWidth: 5, text: (text: string) => text, fill: "var(--ink-soft)", textAnchor: "start"}),
      Plot.ruleX([thresholds.similarity], {y1: thresholds.relatedness, y2: 1, stroke: "var(--ink-soft)"}),
      Plot.ruleY([thresholds.relatedness], {x1: thresholds.similarity, x2: right, stroke: "var(--ink-soft)"}),
      Plot.ruleX([thresholds.similarity_alone], {y1: -0.12, y2: -0.04, stroke: "var(--ink-soft)"}),
      Plot.dot(points.filter(({decided}) => !decided), {...place, r: 3.5, fill: color, fillOpacity: 0.75}),
      Plot.dot(points.filter(({decided}) => decided), {...place, r: 4, symbol: "times", stroke: color, strokeWidth: 2}),
      Plot.tip(points, Plot.pointer({...place, title: ({symbol, label, reason}: Point) => `${symbol}  ${label}\n${reason}`, fill: "var(--paper)", stroke: "var(--ink-soft)"})),
      Plot.text(named, {...place, dy: 13, lineWidth: 13, lineAnchor: "top", text: "label", textOverflow: "ellipsis-end", fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4})
    ]
  });
  const accepted = rows.filter(({tried}) => tried);
  describeChart(chart, `${technology}: ${accepted.length} of ${rows.length} candidates are links, first ${accepted.slice(0, 3).map(({label}) => label).join(", ")}.`);
  return chart;
}

/** The two most similar of some points whose labels do not meet. */
function thinOut<T extends {similarity: number}>(points: readonly T[], distance: number): T[] {
  const kept: T[] = [];
  for (const point of points.slice().sort((a, b) => b.similarity - a.similarity)) {
    if (kept.length < 2 && kept.every(({similarity}) => Math.abs(similarity - point.similarity) >= distance)) kept.push(point);
  }
  return kept;
}
