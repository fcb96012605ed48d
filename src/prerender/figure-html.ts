import type {Figure, FigureTable} from "../figures/figure.ts";
import type {FigureWords} from "../words/figures.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import type {ReportSource} from "../narrative/report-data.ts";
import {html, type Html, raw} from "../text/html.js";
import type {PageWords} from "../words/pages.ts";
import type {SetAside} from "./set-aside.ts";

/** Widths at which a figure is drawn, one for wide screens and paper, one for phones; CSS shows one of them. */
export interface ChartWidths {
  wide: number;
  narrow: number;
}
export const chartWidths: ChartWidths = {wide: 1080, narrow: 350};

/** What `figureHtml` draws: an id of its own in the page, and the drawing at a width. */
export interface Chart {
  id: string;
  draw(width: number): SVGSVGElement;
}

/** The drawings of a chart as HTML; by default both of them. */
export type ChartHtml = (chart: Chart, widths: ChartWidths) => Html;

/** Both drawings of a chart, or the one that is given. */
export function chartHtml({draw}: Chart, widths: ChartWidths, only?: keyof ChartWidths): Html {
  const drawing = (name: keyof ChartWidths) =>
    (only === undefined || only === name) && raw(draw(widths[name]).outerHTML);
  return html`<div class="chart-wide">${drawing("wide")}</div><div class="chart-narrow">${drawing("narrow")}</div>`;
}

export interface FigureHtmlContext {
  snapshot: Snapshot;
  document: Document;
  figureWords: FigureWords;
  words: PageWords;
  sources: readonly ReportSource[];
  /** Name of the data's build. */
  build: string;
  /** By default `chartWidths`. */
  widths?: ChartWidths;
  /** By default `chartHtml`: both drawings. */
  chart?: ChartHtml;
  /** Takes charts and tables; by default they stay where they are. */
  setAside?: SetAside;
}

/** What the HTML around a figure is written with. */
export type FigureFrame = Pick<FigureHtmlContext, "words" | "sources" | "build" | "widths" | "chart" | "setAside">;

/** A drawn figure with everything that stands around it. */
export interface FigureParts extends Chart {
  /** What the report calls it, such as “Figure 3”. */
  number: string | null;
  title: string;
  howToRead: string;
  table: FigureTable;
  datasets: Figure["datasets"];
  /** Controls above the chart, which need JavaScript. */
  controls?: Html;
}

/** The parts of one of the report's figures. */
export function partsOf(figure: Figure, {snapshot, document, figureWords: words}: FigureHtmlContext): FigureParts {
  return {
    id: figure.id,
    number: figure.number === null ? null : words.numbered(figure.number),
    title: figure.title(snapshot, words),
    howToRead: figure.howToRead(snapshot, words),
    draw: (width) => figure.draw(snapshot, {width, document, words}),
    table: figure.table(snapshot, words),
    datasets: figure.datasets
  };
}

/**
 * A figure as it stands in a page: title, how to read it, the chart at two widths, tools, its table, its source.
 *
 * The chart is one stop of the keyboard; the arrow keys move through its marks. Tools and controls stay hidden until
 * the page's script finds them.
 */
export function figureHtml(parts: FigureParts, context: FigureFrame): Html {
  const {words, widths = chartWidths, chart = chartHtml, setAside = (part) => part} = context;
  const {id} = parts;
  return html`<figure class="bleed report-figure" id="figure-${id}" data-figure="${id}" aria-labelledby="title-${id}">
<div class="figure-head">${parts.number && html`<p class="figure-number">${parts.number}</p>`}<p class="figure-title" id="title-${id}">${parts.title}</p><p class="how-to-read">${parts.howToRead}</p></div>
${parts.controls}
<div class="chart" data-chart="${id}" tabindex="0" role="group" aria-label="${words.chartLabel(parts.number ?? parts.title)}">${setAside(chart(parts, widths))}</div>
<p class="chart-reading" aria-live="polite"></p>
<div class="figure-tools" data-tools hidden></div>
<details class="table-twin"><summary>${words.table}</summary>${setAside(tableHtml(parts.table, parts.title, context))}</details>
<figcaption class="source">${sourceHtml(parts.datasets, context)}</figcaption>
</figure>`;
}

/** The table twin: exactly what the figure shows. */
export function tableHtml({columns, rows}: FigureTable, label: string, {words}: Pick<FigureFrame, "words">): Html {
  const number = (value: string | number | null, digits: number | undefined) =>
    value === null ? words.noValue : typeof value === "number" ? words.number(value, digits) : value;
  const isNumber = (key: string) => rows.length > 0 && rows.every((row) => typeof row[key] !== "string");
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${words.tableLabel(label)}"><table>
<thead>
<tr>${columns.map(({key, label: name, unit}) => html`<th scope="col"${isNumber(key) && raw(' class="number"')}>${name}${unit && html` <small>${unit}</small>`}</th>`)}</tr>
</thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${columns.map(({key, digits}, i) => {
        const value = row[key] ?? null;
        // Downloads read the number itself, not what is written for people.
        const data = isNumber(key) && html` class="number" data-value="${value}"`;
        return i === 0
          ? html`<th scope="row"${data}>${number(value, digits)}</th>`
          : html`<td${data}>${number(value, digits)}</td>`;
      })}</tr>`
  )}</tbody>
</table></div>`;
}

/** Where a figure's numbers come from; says first when they are synthetic. */
export function sourceHtml(
  datasets: Figure["datasets"],
  {sources, words, build}: Pick<FigureFrame, "sources" | "words" | "build">
): Html {
  const used = sources.filter(({dataset}) => datasets.includes(dataset));
  return html`${used.some(({synthetic}) => synthetic) && html`<strong>${words.synthetic}</strong> `}${words.source(
    used.map(({name, edition}) => `${name}, ${edition}`),
    build
  )}`;
}
