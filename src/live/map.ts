import {FileAttachment} from "observablehq:stdlib";
import type {FeatureCollection} from "geojson";
import type {Lens} from "../indicators/region-profile.ts";
import {regionsIn} from "../narrative/regions.js";
import type {ReportData} from "../narrative/report-data.ts";
import {chartWidths, sourceHtml, tableHtml} from "../prerender/figure-html.js";
import {englishPages} from "../prerender/words.js";
import {loadReport} from "./report.js";
import {mapWords, toolWords} from "./words.js";

interface MapData {
  regions: ReportData["regions"];
  outlines: FeatureCollection;
}

let loading: Promise<MapData> | undefined;

/** Lets a reader choose the technology and the lens of the map; title, names, table and source follow. */
export function installMap(root: ParentNode): void {
  const controls = root.querySelector<HTMLElement>("[data-map-controls]")!;
  const figure = controls.closest<HTMLElement>("figure")!;
  const message = document.createElement("span");
  message.setAttribute("role", "status");
  loadReport().then(({snapshot, sources, build}) => {
    const technology = select(mapWords.technology, snapshot.technologies.map(({slug, name}) => [slug, name]), "semiconductors");
    const lens = select(mapWords.lens, Object.entries(mapWords.lenses), "patents");
    controls.append(technology.label, lens.label, message);
    controls.hidden = false;
    let latest = 0;
    const draw = async () => {
      const mine = ++latest;
      const [{drawMap, mapTable, mapTitle}, {englishFigures: words}, data] = await Promise.all([import("../figures/map.js"), import("../figures/words.js"), loadMap()]);
      // Another choice was made meanwhile.
      if (mine !== latest) return;
      const at = snapshot.technologies.findIndex(({slug}) => slug === technology.select.value);
      const chosen = snapshot.technologies[at]!;
      const of = lens.select.value as Lens;
      const regions = regionsIn(data.regions, of, at);
      const what = {region: snapshot.region.code, own: {name: words.regionName(snapshot.region), rca: chosen.lenses[of].rca}, technology: chosen.name, lens: of};
      const title = mapTitle(regions, what, words);
      const around = {words: englishPages, sources, build};
      rename(figure, title);
      for (const [name, width] of Object.entries(chartWidths)) figure.querySelector(`.chart-${name}`)!.replaceChildren(drawMap(regions, data.outlines, {width, document, words, ...what}));
      figure.querySelector(".table-twin .table-scroll")!.outerHTML = tableHtml(mapTable(regions, what, words), title, around).toString();
      figure.querySelector("figcaption")!.innerHTML = sourceHtml([of], around).toString();
    };
    const change = () => {
      message.textContent = "";
      draw().catch((error: unknown) => {
        message.textContent = toolWords.failed(error instanceof Error ? error.message : String(error));
      });
    };
    technology.select.addEventListener("input", change);
    lens.select.addEventListener("input", change);
  }).catch(() => {
    // Without the report's values the map stays as it was written, and its controls hidden.
  });
}

function loadMap(): Promise<MapData> {
  return (loading ??= (FileAttachment("../data/map.json").json() as Promise<MapData>).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

/** Gives the figure a title, and its chart, which is named after it, the same. */
function rename(figure: HTMLElement, title: string): void {
  const heading = figure.querySelector(".figure-title")!;
  const chart = figure.querySelector(".chart")!;
  chart.setAttribute("aria-label", chart.getAttribute("aria-label")!.replace(heading.textContent!, () => title));
  heading.textContent = title;
}

function select(name: string, options: readonly (readonly [string, string])[], value: string): {label: HTMLLabelElement; select: HTMLSelectElement} {
  const label = document.createElement("label");
  const element = document.createElement("select");
  for (const [key, text] of options) element.append(new Option(text, key, false, key === value));
  label.append(`${name} `, element);
  return {label, select: element};
}
