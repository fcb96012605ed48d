import type {FeatureCollection} from "geojson";
import {figureWords} from "../words/en/figures.js";
import type {RenderedReport} from "../narrative/report-data.ts";
import {readCodes, readTrends} from "../narrative/tables.js";
import {narrativeWords} from "../words/en/narrative.js";
import {PageRenderer} from "../prerender/renderer.js";
import {pageWords} from "../words/en/pages.js";
import {acceptedSql} from "../scenario/accepted-sql.js";
import {type Scenario, yearsIn} from "../scenario/scenario.js";
import {columnsOf} from "./database.js";
import {startEngine} from "./engine/client.js";
import {chartForScreen, forgetDrawings, wakeFigures} from "./show-figure.js";
import {installLedger} from "./ledger.js";
import {installMap} from "./map.js";
import {hasRegionText, isFoldedAway, unfoldOwnText} from "./own-text.js";
import type {PageText} from "./region-text.ts";
import {loadMap, loadReport, setShown} from "./report.js";
import {lenses} from "../terms/lenses.js";

/** The published content of the page, kept so that it can be restored. */
let written: {marks: Map<Element, string>; title: string} | undefined;
let listeners = new AbortController();

/** The data from which a page is written. */
export interface Computed {
  report: RenderedReport;
  outlines: FeatureCollection;
  /** The text about a region other than the report's own, on a page that has a place for it. */
  text: PageText | undefined;
}

/**
 * Computes all data of the page for a scenario.
 * @throws Error when the browser cannot compute them
 */
export async function computeReport(scenario: Scenario, signal: AbortSignal): Promise<Computed> {
  const [report, {regions, outlines}, engine] = await Promise.all([loadReport(), loadMap(), startEngine()]);
  const computed = await engine.run(
    "report",
    {
      scenario,
      published: report.published,
      regions: regions.code,
      text: hasRegionText() && scenario.region !== report.region.code
    },
    {signal}
  );
  const slugs = report.snapshot.technologies.map(({slug}) => slug);
  const facts = {trends: {} as RenderedReport["trends"], codes: {} as RenderedReport["codes"]};
  if (document.querySelector('[data-mark="technology-page"]')) {
    const accepted = acceptedSql(scenario, slugs);
    for (const lens of lenses)
      facts.trends[lens] = await readTrends(columnsOf, lens, scenario.region, slugs, {
        years: yearsIn(scenario, lens),
        types: scenario.deal_types,
        accepted,
        pooled: report.pooled.includes(lens)
      });
    facts.codes = await readCodes(columnsOf, slugs, accepted);
  }
  const written: RenderedReport = {
    ...report,
    ...facts,
    region: computed.snapshot.region,
    snapshot: computed.snapshot,
    verdicts: computed.verdicts,
    regions: {...regions, ...computed.regions}
  };
  return {
    outlines,
    report: written,
    text: computed.text
      ? (await import("./region-text.js")).pageText(computed.text, written, report.region.name)
      : undefined
  };
}

/**
 * Rewrites the whole page for a scenario: text, verdicts, titles, figures and tables. The text about another region
 * takes the place of the report's own.
 */
export function showScenario({report, outlines, text}: Computed, scenario: Scenario): void {
  // The text that is folded away is the published one, whatever the page showed before.
  if (isFoldedAway() !== (text !== undefined)) showPublished();
  const renderer = new PageRenderer({
    report,
    document,
    outlines,
    narrativeWords,
    figureWords,
    words: pageWords,
    chart: chartForScreen,
    regionText: text?.writer
  });
  remember();
  text?.fold();
  const position = positionOfPage();
  for (const element of document.querySelectorAll<HTMLElement>("[data-mark], a.value[data-reference]")) {
    if (!element.isConnected || element.parentElement!.closest("[data-mark]")) continue;
    const mark = element.dataset.mark ?? element.dataset.reference!;
    if (element.matches("div")) element.innerHTML = renderer.block(mark, position, () => []) ?? "";
    else {
      const rendered = renderer.inline(mark, position);
      // Keeps the element of a number, which may have the focus or an open card.
      const template = document.createElement("template");
      template.innerHTML = rendered.kind === "html" ? rendered.html : "";
      const next = template.content.firstElementChild!;
      for (const name of ["class", "aria-label"])
        if (next.hasAttribute(name)) element.setAttribute(name, next.getAttribute(name)!);
      if (next.childElementCount > 0) element.innerHTML = next.innerHTML;
      else element.textContent = next.textContent;
    }
  }
  setShown({report, scenario});
  document.title = `${report.region.name} · ${written!.title}`;
  wakeAgain({published: false});
  text?.listen(listeners.signal);
}

/** Restores the published content of the page. */
export function showPublished(): void {
  if (!written) return;
  unfoldOwnText();
  for (const [element, html] of written.marks) {
    if (element.matches("div")) {
      forgetDrawings(element);
      element.innerHTML = html;
    } else element.outerHTML = html;
  }
  document.title = written.title;
  written = undefined;
  setShown(undefined);
  wakeAgain({published: true});
}

function remember(): void {
  if (written) return;
  const marks = Array.from(document.querySelectorAll("[data-mark], a.value[data-reference]")).filter(
    (element) => !element.parentElement!.closest("[data-mark]")
  );
  written = {
    title: document.title,
    marks: new Map(marks.map((element) => [element, element.matches("div") ? element.innerHTML : element.outerHTML]))
  };
}

function wakeAgain(state: {published: boolean}): void {
  listeners.abort();
  listeners = new AbortController();
  const {signal} = listeners;
  // A mark within another is part of it: waking both would add the tools of its figures twice.
  for (const root of document.querySelectorAll<HTMLElement>("div[data-mark]:not([data-mark] *)")) {
    wakeFigures(root, state);
    if (root.querySelector("form[data-ledger]")) installLedger(root, {signal});
    if (root.querySelector("[data-map-controls]")) installMap(root);
  }
}

/** The position of the page in the site, on which its links depend. */
function positionOfPage(): {path: string; params: {slug: string}} {
  const depth = (document.querySelector(".site-title")?.getAttribute("href") ?? "./").split("../").length - 1;
  return {
    path: depth === 0 ? "/index" : `/${"x/".repeat(depth)}index`,
    params: {
      slug: location.pathname
        .split("/")
        .at(-1)!
        .replace(/\.html$/, "")
    }
  };
}
