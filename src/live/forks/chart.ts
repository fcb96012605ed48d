import * as Plot from "npm:@observablehq/plot";
import {type FigureTable, wideFrom} from "../../figures/figure.js";
import {figureHtml, type FigureParts} from "../../prerender/figure-html.js";
import {type Dataset, datasets} from "../../terms/lenses.js";
import {forkWords} from "../../words/en/forks.js";
import {pageWords} from "../../words/en/pages.js";
import {loadReport} from "../report.js";
import {chartForScreen, wakeFigures} from "../show-figure.js";

/** What a chart shows, beside the options of Plot. */
export interface ChartOptions extends Plot.PlotOptions {
  /** The finding, as a sentence. */
  title: string;
  /** How to read it, with an example. */
  reading?: string;
  /** One sentence for screen readers; by default the title. */
  description?: string;
  /** Columns of the table below the chart and of the downloads, with their headings; by default all columns. */
  columns?: Readonly<Record<string, string>>;
  /** The lenses whose sources stand below it; by default all. */
  lenses?: readonly Dataset[];
}

type Row = Readonly<Record<string, unknown>>;

/** Height of a chart for its width, on a desk and on a phone. */
const shape = {wide: 0.5, narrow: 1.1};

let charts = 0;

/**
 * A chart of a page's own in the look of the report: title, how to read it, two widths, table, downloads, sources.
 *
 * A mark with the channel `ariaLabel` can be reached with the arrow keys. Colours follow the page's scheme.
 * @param rows plain objects, such as those of `snapshot` or of a query; they also fill the table
 * @param options those of Plot, and the texts around the chart
 * @throws RangeError without rows or a title, and for a legend, which downloads would lack
 */
export async function chart(rows: Iterable<Row>, options: ChartOptions): Promise<HTMLElement> {
  const {title, reading = "", description = title, columns, lenses = datasets, ...plot} = options;
  const table = tableOf(rows, columns);
  if (typeof title !== "string" || title.trim() === "") throw new RangeError(forkWords.chart.noTitle);
  if (plot.color?.legend) throw new RangeError(forkWords.chart.noLegend);
  const id = `own-${++charts}`;
  const {sources, build} = await loadReport();
  const parts: FigureParts = {
    id,
    number: null,
    title,
    howToRead: reading,
    draw: (width) => drawPlot(plot, {id, width, description}),
    table,
    datasets: [...lenses]
  };
  const box = document.createElement("div");
  box.innerHTML = String(figureHtml(parts, {words: pageWords, sources, build, chart: chartForScreen}));
  wakeFigures(box);
  return box.firstElementChild as HTMLElement;
}

function drawPlot(
  options: Plot.PlotOptions,
  {id, width, description}: {id: string; width: number; description: string}
): SVGSVGElement {
  const {height = Math.round(width * shape[width >= wideFrom ? "wide" : "narrow"]), style, ...others} = options;
  const svg = Plot.plot({
    marginLeft: 56,
    marginBottom: 42,
    ...others,
    width,
    height,
    figure: false,
    style: {
      background: "none",
      color: "currentColor",
      fontFamily: "var(--sans-serif)",
      ...(typeof style === "object" && style)
    }
  }) as SVGSVGElement;
  svg.id = `figure-${id}-${width}`;
  svg.classList.add("figure-svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", description);
  // Assistive technology sees one picture; its marks are read in the line below it.
  for (const mark of svg.querySelectorAll("[aria-label]")) {
    if (mark.localName !== "g") mark.setAttribute("data-label", mark.getAttribute("aria-label")!);
    mark.removeAttribute("aria-label");
  }
  return svg;
}

/** Rows as the table of a figure: numbers, texts, and nothing where a value is missing. */
function tableOf(rows: Iterable<Row>, columns: ChartOptions["columns"]): FigureTable {
  if (typeof (rows as Iterable<Row> | undefined)?.[Symbol.iterator] !== "function")
    throw new RangeError(forkWords.chart.noRows);
  const list = Array.from(rows);
  const keys = columns ? Object.keys(columns) : [...new Set(list.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) =>
    value === null || value === undefined || Number.isNaN(value)
      ? null
      : typeof value === "number"
        ? value
        : typeof value === "bigint"
          ? Number(value)
          : String(value);
  return {
    columns: keys.map((key) => ({key, label: columns?.[key] ?? key, digits: 2})),
    rows: list.map((row) => Object.fromEntries(keys.map((key) => [key, cell(row[key])])))
  };
}
