import {highlight} from "./highlight.js";
import {twinTable} from "./folded.js";
import {siteAddress} from "./site-address.js";

/**
 * Makes charts accessible by keyboard and touch. Each chart is one stop of the Tab key. The arrow keys move between its
 * marks in document order, Home and End go to the first and last mark, and Enter opens the technology's page. A line
 * below the chart, a live region for screen readers, describes the current mark. Maps take these texts and the order of
 * regions from the figure's table.
 */
export function installCharts(root: ParentNode): void {
  for (const chart of root.querySelectorAll<HTMLElement>(".chart")) installChart(chart);
}

function installChart(chart: HTMLElement): void {
  const line = chart.parentElement!.querySelector<HTMLElement>(".chart-reading")!;
  let at = -1;
  const shown = () =>
    Array.from(chart.children).find(
      (child): child is HTMLElement => child instanceof HTMLElement && child.offsetParent !== null
    ) ?? chart;
  const marks = () => {
    const rows = regionRows(chart);
    const rank = (mark: Element) => rows.get(mark.getAttribute("data-region") ?? "")?.at ?? 0;
    return Array.from(shown().querySelectorAll<SVGElement>("[data-label], [data-region]")).sort(
      (a, b) => rank(a) - rank(b)
    );
  };
  const labelOf = (mark: Element) =>
    mark.getAttribute("data-label") ?? regionRows(chart).get(mark.getAttribute("data-region") ?? "")?.label ?? "";
  const read = (mark: Element | undefined) => {
    for (const old of chart.querySelectorAll(".current")) old.classList.remove("current");
    line.textContent = mark ? labelOf(mark) : "";
    mark?.classList.add("current");
    highlight(mark?.getAttribute("data-technology") ?? null);
  };
  chart.addEventListener("keydown", (event) => {
    const all = marks();
    if (all.length === 0) return;
    if (event.key === "Enter") {
      const slug = all[at]?.getAttribute("data-technology");
      if (slug) location.href = siteAddress(`technology/${slug}`);
      return;
    }
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1
    };
    if (event.key === "Escape") at = -1;
    else if (event.key in steps) at = (Math.max(-1, steps[event.key]!) + all.length) % all.length;
    else return;
    event.preventDefault();
    read(all[at]);
  });
  chart.addEventListener("blur", () => {
    at = -1;
    read(undefined);
  });
  chart.addEventListener("pointerover", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-label], [data-region]") : null;
    if (mark) {
      at = marks().indexOf(mark as SVGElement);
      read(mark);
    }
  });
  chart.addEventListener("pointerleave", () => {
    if (!chart.matches(":focus")) read(undefined);
  });
}

/** The row number and text of each region in a chart's table, by code; empty for a chart without regions. */
function regionRows(chart: HTMLElement): Map<string, {at: number; label: string}> {
  if (!chart.querySelector("[data-region]")) return new Map();
  const figure = chart.closest("figure");
  const table = figure && twinTable(figure);
  const text = (cell: Element) => (cell.textContent ?? "").replace(/\s+/g, " ").trim();
  const names = Array.from(table?.querySelectorAll("thead th") ?? [], text);
  return new Map(
    Array.from(table?.querySelectorAll("tbody tr") ?? [], ({children}, at) => {
      const [code, region, ...values] = Array.from(children, text);
      return [code!, {at, label: `${region}: ${values.map((value, i) => `${names[i + 2]} ${value}`).join(", ")}`}];
    })
  );
}
