import type {Figure, FigureTable} from "../figures/figure.ts";
import type {FigureWords} from "../words/figures.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import {provenanceOf} from "../narrative/provenance.js";
import type {ReportSource} from "../narrative/report-data.ts";
import {html, type Html, raw} from "../text/html.js";
import type {Dataset} from "../terms/lenses.ts";
import type {PageWords} from "../words/pages.ts";
import {scrollingTable} from "./elements.js";
import type {SetAside} from "./set-aside.ts";

/**
 * Widths of a figure's two drawings in pixels: one for wide screens and print, one for phones. CSS shows one of them.
 */
export interface ChartWidths {
  wide: number;
  narrow: number;
}
export const chartWidths: ChartWidths = {wide: 1080, narrow: 350};

/** A chart: an id, unique in the page, and a function that draws it at a width. */
export interface Chart {
  id: string;
  draw(width: number): SVGSVGElement;
}

/** Writes the drawings of a chart as HTML. */
export type ChartHtml = (chart: Chart, widths: ChartWidths) => Html;

/** Writes both drawings of a chart, or only one. */
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
  /** Default: `chartWidths`. */
  widths?: ChartWidths;
  /** Default: `chartHtml`, which writes both drawings. */
  chart?: ChartHtml;
  /** Takes charts and tables out of the page; by default they stay in it. */
  setAside?: SetAside;
}

/** What the HTML around a figure needs. */
export type FigureFrame = Pick<FigureHtmlContext, "words" | "sources" | "build" | "widths" | "chart" | "setAside">;

/** A figure with its title, explanation and table. */
export interface FigureParts extends Chart {
  /** The figure's name in the report, such as “Figure 3”. */
  number: string | null;
  title: string;
  howToRead: string;
  table: FigureTable;
  datasets: Figure["datasets"];
  /** Controls above the chart; they need JavaScript. */
  controls?: Html;
}

/** The parts of a figure of the report. */
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
 * The notice in place of a figure of datasets that the build lacks, since a chart of zeros would look like one of data;
 * null where it has all of them.
 * @param id id of the figure, where links lead to it
 */
export function absentNotice(
  datasets: Figure["datasets"],
  {totals}: Pick<Snapshot, "totals">,
  words: PageWords,
  id?: string
): Html | null {
  const absent = datasets.filter((dataset) => !totals[dataset].held);
  if (absent.length === 0) return null;
  return html`<p class="notice"${id !== undefined && html` id="figure-${id}"`}>${words.noFigure(absent)}</p>`;
}

/**
 * A figure in a page: title, how to read it, the chart at two widths, tools, table, source.
 *
 * The chart is one stop of the Tab key, and the arrow keys move between its marks. Tools and controls stay hidden until
 * the page's script shows them.
 */
export function figureHtml(parts: FigureParts, context: FigureFrame): Html {
  const {words, widths = chartWidths, chart = chartHtml, setAside = (part) => part} = context;
  const {id, number, title, howToRead, controls, table, datasets} = parts;
  return html`<figure class="bleed report-figure" id="figure-${id}" data-figure="${id}" aria-labelledby="title-${id}">
<div class="figure-head">${[
    number && html`<p class="figure-number">${number}</p>`,
    html`<p class="figure-title" id="title-${id}">${title}</p>`,
    html`<p class="how-to-read">${howToRead}</p>`
  ]}</div>
${controls}
<div class="chart" data-chart="${id}" tabindex="0" role="group"
 aria-label="${words.chartLabel(number ?? title)}">${setAside(chart(parts, widths))}</div>
<p class="chart-reading" aria-live="polite"></p>
<div class="figure-tools" data-tools hidden></div>
<details class="table-twin"><summary>${words.table}</summary>${setAside(tableHtml(table, title, context))}</details>
<figcaption class="source">${sourceHtml(datasets, context)}</figcaption>
</figure>`;
}

/** The table twin: the same data as in the figure. */
export function tableHtml({columns, rows}: FigureTable, label: string, {words}: Pick<FigureFrame, "words">): Html {
  const isNumber = (key: string) => rows.length > 0 && rows.every((row) => typeof row[key] !== "string");
  const head = columns.map(({key, label: name, unit}) => {
    const small = unit && html` <small>${unit}</small>`;
    return html`<th scope="col"${isNumber(key) && raw(' class="number"')}>${name}${small}</th>`;
  });
  const cells = (row: FigureTable["rows"][number]) =>
    columns.map(({key, digits}, i) => {
      const value = row[key] ?? null;
      const text = cellText(value, digits, words);
      // Downloads read the number from here, not the text for readers.
      const data = isNumber(key) && html` class="number" data-value="${typeof value === "number" && value}"`;
      return i === 0 ? html`<th scope="row"${data}>${text}</th>` : html`<td${data}>${text}</td>`;
    });
  return scrollingTable(
    words.tableLabel(label),
    html`<table>
<thead>
<tr>${head}</tr>
</thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody>
</table>`
  );
}

function cellText(value: FigureTable["rows"][number][string], digits: number | undefined, words: PageWords): string {
  if (value === null) return words.noValue;
  if (typeof value === "object") return value.empty;
  return typeof value === "number" ? words.number(value, digits) : value;
}

/** What was done to the records of some datasets before they were published; empty where nothing was. */
export function disclosureText(
  sources: readonly ReportSource[],
  datasets: readonly Dataset[],
  words: PageWords
): string {
  return sources
    .filter(({dataset}) => datasets.includes(dataset))
    .flatMap(({name, disclosure, coarse}) => [
      ...(disclosure && disclosure.partial ? [words.disclosure(disclosure)] : []),
      ...(coarse === undefined ? [] : [words.coarse(name, coarse)])
    ])
    .join(" ");
}

/** The source of a figure's numbers. It first says which of them are synthetic, and what was left out. */
export function sourceHtml(
  datasets: Figure["datasets"],
  {sources, words, build}: Pick<FigureFrame, "sources" | "words" | "build">
): Html {
  const used = sources.filter(({dataset}) => datasets.includes(dataset));
  const provenance = words.provenance.sentence(provenanceOf(used));
  const disclosure = disclosureText(used, datasets, words);
  return html`${provenance && html`<strong>${provenance}</strong> `}${disclosure && html`${disclosure} `}${words.source(
    used.map(({name, edition}) => `${name}, ${edition}`),
    build
  )}`;
}
