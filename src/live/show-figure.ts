import type {FigureBody} from "../figures/body.ts";
import {
  type ChartHtml,
  chartHtml,
  type ChartWidths,
  chartWidths,
  figureHtml,
  type FigureFrame,
  type FigureParts,
  sourceHtml,
  tableHtml
} from "../prerender/figure-html.js";
import type {Html} from "../text/html.ts";
import {pageWords} from "../words/en/pages.js";
import {installCharts} from "./charts.js";
import {installFigureTools} from "./figure-tools.js";
import {narrowScreen} from "./folded.js";

/** How to draw a chart, and at which widths. */
interface Drawing {
  draw(width: number): SVGSVGElement;
  widths: ChartWidths;
}

/** How to draw each chart that a script has written, by its `data-chart`. */
const drawings = new Map<string, Drawing>();
const narrow = matchMedia(narrowScreen);

/** Which of a chart's two drawings the screen shows. */
export function shownWidth(): keyof ChartWidths {
  return narrow.matches ? "narrow" : "wide";
}

/**
 * Draws a chart for `figureHtml` at the width that the screen shows, and again when that width changes or for print.
 */
export const chartForScreen: ChartHtml = ({id, draw}, widths) => {
  drawings.set(id, {draw, widths});
  return chartHtml({id, draw}, widths, shownWidth());
};

/** Forgets how to draw charts, when the page returns to those of the build, which have both widths. */
export function forgetDrawings(root: ParentNode): void {
  for (const {dataset} of charts(root)) drawings.delete(dataset.chart!);
}

function charts(root: ParentNode): NodeListOf<HTMLElement> {
  return root.querySelectorAll<HTMLElement>("[data-chart]");
}

function redraw(chart: HTMLElement, shown: keyof ChartWidths): void {
  const {draw, widths} = drawings.get(chart.dataset.chart!)!;
  for (const name of ["wide", "narrow"] as const)
    chart.querySelector(`.chart-${name}`)!.replaceChildren(...(name === shown ? [draw(widths[name])] : []));
}

function redrawAll(shown: keyof ChartWidths): void {
  for (const chart of charts(document)) if (drawings.has(chart.dataset.chart!)) redraw(chart, shown);
}

narrow.addEventListener("change", () => redrawAll(shownWidth()));
// Print shows the wide drawing.
addEventListener("beforeprint", () => {
  if (narrow.matches) redrawAll("wide");
});
addEventListener("afterprint", () => {
  if (narrow.matches) redrawAll("narrow");
});

/** Makes the charts and tools of new figures work. */
export function wakeFigures(root: ParentNode, state: {published?: boolean} = {}): void {
  installCharts(root);
  installFigureTools(root, state);
}

/** Shows a figure in an element. If the element already holds the figure, only its content changes. */
export function showFigure(holder: HTMLElement, parts: FigureParts, frame: FigureFrame): void {
  const old = holder.querySelector("figure");
  if (old?.dataset.figure === parts.id)
    return updateFigure(old, {...parts, source: sourceHtml(parts.datasets, frame), widths: frame.widths});
  const open = old?.querySelector("details.table-twin")?.hasAttribute("open") ?? false;
  const intervals = old?.classList.contains("show-intervals") ?? false;
  const focused = old?.querySelector(".chart:focus") != null;
  holder.innerHTML = String(figureHtml(parts, {...frame, chart: chartForScreen}));
  wakeFigures(holder);
  if (open) holder.querySelector("details.table-twin")!.setAttribute("open", "");
  if (intervals) holder.querySelector<HTMLButtonElement>("[data-tools] button[aria-pressed]")?.click();
  if (focused) holder.querySelector<HTMLElement>(".chart")!.focus({preventScroll: true});
}

/** New content of a figure. What it leaves out stays as it is. */
export interface FigureUpdate extends Pick<FigureBody, "title" | "draw" | "table"> {
  howToRead?: string;
  source?: Html;
  widths?: ChartWidths;
}

/** Changes the content of a figure. Folds, focus and intervals stay as the reader left them. */
export function updateFigure(figure: HTMLElement, update: FigureUpdate): void {
  const {title, howToRead, draw, table, source, widths = chartWidths} = update;
  const number = figure.querySelector(".figure-number")?.textContent;
  figure.querySelector(".figure-title")!.textContent = title;
  if (howToRead !== undefined) figure.querySelector(".how-to-read")!.textContent = howToRead;
  const chart = figure.querySelector<HTMLElement>(".chart")!;
  chart.setAttribute("aria-label", pageWords.chartLabel(number ?? title));
  drawings.set(chart.dataset.chart!, {draw, widths});
  redraw(chart, shownWidth());
  figure.querySelector(".chart-reading")!.textContent = "";
  const made = document.createElement("template");
  made.innerHTML = String(tableHtml(table, title, {words: pageWords}));
  const [twin, fresh] = [figure.querySelector(".table-twin .table-scroll")!, made.content.firstElementChild!];
  twin.setAttribute("aria-label", fresh.getAttribute("aria-label")!);
  twin.replaceChildren(...fresh.childNodes);
  if (source !== undefined) figure.querySelector("figcaption")!.innerHTML = String(source);
}
