/** `npm run draw -- performance`: draws the results in `docs/performance/` as one picture. */
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import * as Plot from "@observablehq/plot";
import {JSDOM} from "jsdom";
import {describeWeight} from "../../src/site/release/budgets.ts";
import {projectFolder} from "../../src/site/site.ts";
import type {BuildReport} from "../bench/build.ts";
import type {Timing} from "../bench/timing.ts";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {limits, type PageMeasures} from "../check/pages/limits.ts";

export interface Results {
  /** The results of `npm run bench -- build --json`. */
  build: BuildReport;
  /** The results of `npm run check -- pages --json`. */
  pages: readonly PageMeasures[];
  /** The results of `npm run bench -- lab --json`. */
  lab: readonly Timing[];
}

const [width, left, gap, head] = [800, 290, 26, 34];
const [blue, orange, grey] = ["#0b5c8a", "#b04e15", "#8b8a84"];

interface Panel {
  title: string;
  chart: Element;
}

/** Draws a picture in SVG with panels for build time, sizes, paint times and latencies. */
export function drawPerformance({build, pages, lab}: Results): string {
  let at = 8;
  const placed = [timePanel(build), weightPanel(build), paintPanel(pages), movePanel(lab)].map(({title, chart}) => {
    // Uses a group, since not every SVG viewer positions nested pictures.
    const drawn =
      `<text x="12" y="${at + 16}" font-size="15" font-weight="600" fill="#1d2328">${title}</text>\n` +
      `<g transform="translate(0 ${at + head - 8})">${chart.outerHTML}</g>`;
    at += head + Number(chart.getAttribute("height")) + gap;
    return drawn;
  });
  const size = `viewBox="0 0 ${width} ${at}" width="${width}" height="${at}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" fill="#1d2328">` +
    `<rect width="${width}" height="${at}" fill="white"/>\n${placed.join("\n")}\n</svg>\n`
  );
}

const {document} = new JSDOM("").window;

const common = (rows: number) => ({
  document,
  width,
  marginLeft: left,
  marginRight: 130,
  height: 40 + 19 * rows,
  marginTop: 4,
  marginBottom: 36,
  style: {fontSize: "12px", fontFamily: "sans-serif", background: "white"}
});

function timePanel({first}: BuildReport): Panel {
  const total = first.reduce((all, {seconds}) => all + seconds, 0);
  return {
    title: `Building a fresh clone takes ${total.toFixed(0)} seconds`,
    chart: Plot.plot({
      ...common(first.length),
      x: {label: "seconds"},
      y: {label: null, domain: first.map(({name}) => name)},
      marks: [
        Plot.barX(first, {x: "seconds", y: "name", fill: blue}),
        Plot.text(first, {
          x: "seconds",
          y: "name",
          text: ({seconds}) => seconds.toFixed(1),
          dx: 5,
          textAnchor: "start"
        }),
        Plot.ruleX([0])
      ]
    })
  };
}

function weightPanel({weights}: BuildReport): Panel {
  return {
    title: "Sizes of the site, as a share of their budgets",
    chart: Plot.plot({
      ...common(weights.length),
      x: {label: "% of the budget", domain: [0, 100]},
      y: {label: null, domain: weights.map(({what}) => what)},
      marks: [
        Plot.barX(weights, {x: ({weight, limit}) => (100 * weight) / limit, y: "what", fill: blue}),
        Plot.text(weights, {
          x: 100,
          y: "what",
          text: ({weight, limit, unit}) => `${describeWeight(weight, unit)} of ${describeWeight(limit, unit)}`,
          dx: 5,
          textAnchor: "start"
        }),
        Plot.ruleX([0]),
        Plot.ruleX([100], {stroke: grey, strokeDasharray: "3,3"})
      ]
    })
  };
}

function paintPanel(pages: Results["pages"]): Panel {
  const painted = pages.flatMap(({page, paint}) =>
    paint ? [{page, fcp: paint.fcp / 1000, figures: paint.figures / 1000}] : []
  );
  const longest = Math.max(limits.figures / 1000, ...painted.map(({figures}) => figures));
  return {
    title: "A slow phone shows text (blue) and figures (orange) after",
    chart: Plot.plot({
      ...common(painted.length),
      x: {label: "seconds; dashed: the limits", domain: [0, longest + 0.1]},
      y: {label: null, domain: painted.map(({page}) => page)},
      marks: [
        Plot.ruleY(painted, {y: "page", x1: "fcp", x2: "figures", stroke: grey}),
        Plot.dot(painted, {x: "figures", y: "page", fill: orange, r: 4}),
        Plot.dot(painted, {x: "fcp", y: "page", fill: blue, r: 4}),
        Plot.ruleX([limits.fcp / 1000], {stroke: blue, strokeDasharray: "3,3"}),
        Plot.ruleX([limits.figures / 1000], {stroke: orange, strokeDasharray: "3,3"}),
        Plot.ruleX([0])
      ]
    })
  };
}

function movePanel(lab: Results["lab"]): Panel {
  const moves = lab
    .filter(({name}) => name.endsWith(": shown"))
    .map((timing) => ({...timing, name: timing.name.replace(": shown", "").replaceAll("_", " ")}));
  return {
    title: "The lab shows a move after (median and 95th percentile)",
    chart: Plot.plot({
      ...common(moves.length),
      x: {
        label: "milliseconds",
        type: "log",
        domain: [10, Math.max(1000, ...moves.map(({p95}) => p95)) * 1.1],
        ticks: [10, 30, 100, 300, 1000],
        tickFormat: "d"
      },
      y: {label: null, domain: moves.map(({name}) => name)},
      marks: [
        Plot.ruleY(moves, {y: "name", x1: "median", x2: "p95", stroke: grey, strokeWidth: 3}),
        Plot.dot(moves, {x: "median", y: "name", fill: blue, r: 4}),
        Plot.text(moves, {
          x: "p95",
          y: "name",
          text: ({median, p95}) => `${median.toFixed(0)} / ${p95.toFixed(0)} ms`,
          dx: 6,
          textAnchor: "start"
        })
      ]
    })
  };
}

export const command = defineCommand({
  name: "npm run draw -- performance",
  about: "Draws docs/images/performance.svg from the results in docs/performance.",
  async run() {
    const read = async (name: string, source: string) => {
      const file = join(projectFolder, "docs/performance", `${name}.json`);
      const text = await readFile(file, "utf8").catch(() => {
        throw new InputError("no results", {file, advice: `run ${source} --json docs/performance/${name}.json`});
      });
      return JSON.parse(text) as never;
    };
    const results: Results = {
      build: await read("build", "npm run bench -- build"),
      pages: await read("pages", "npm run check -- pages"),
      lab: await read("lab", "npm run bench -- lab")
    };
    await writeFile(join(projectFolder, "docs/images/performance.svg"), drawPerformance(results));
    process.stdout.write("docs/images/performance.svg\n");
  }
});

await runIfStarted(import.meta.url, command);
