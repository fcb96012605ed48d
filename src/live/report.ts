import {FileAttachment} from "observablehq:stdlib";
import type {FeatureCollection} from "geojson";
import type {WordlessJudgement} from "../narrative/judgement.ts";
import type {PageReport, RenderedReport} from "../narrative/report-data.ts";
import {scenarioBase} from "../scenario/base.js";
import {fetchJson} from "./fetch-file.js";
import {loadOnce} from "./load-once.js";
import {publishedScenario, type Scenario} from "../scenario/scenario.js";

/** The map's data besides the report: values of all regions, and outlines. */
export interface MapData {
  regions: RenderedReport["regions"];
  outlines: FeatureCollection;
}

/** What a page shows. */
export interface Shown {
  /** With the values of all regions and the verdicts if they were computed for the scenario. */
  report: PageReport & Partial<Pick<RenderedReport, "regions" | "verdicts">>;
  scenario: Scenario;
}

let shown: Shown | undefined;
const listeners = new Set<() => void>();

/** The verdicts of the published view, without sentences, by the id of the claim. */
export type StoredVerdicts = Record<string, WordlessJudgement>;

/** The values behind the page. */
export const loadReport = loadOnce(
  async () => await fetchJson<PageReport>("report.json", FileAttachment("../data/report.json").href)
);

/** Values and outlines of all regions. */
export const loadMap = loadOnce(
  async () => await fetchJson<MapData>("map.json", FileAttachment("../data/map.json").href)
);

/** The verdicts with which the page was written. */
export const loadVerdicts = loadOnce(
  async () => await fetchJson<StoredVerdicts>("verdicts.json", FileAttachment("../data/verdicts.json").href)
);

/** What single elements show on pages with a scenario of their own. */
const shownFor = new WeakMap<Element, Shown>();

/** Sets what a number shows that follows a scenario of its own. */
export function setShownFor(link: Element, now: Shown): void {
  shownFor.set(link, now);
  for (const listener of listeners) listener();
}

/**
 * What the page shows: the values of the reader's scenario, or else the published ones.
 * @param link a number that may follow a scenario of its own
 */
export async function shownReport(link?: Element): Promise<Shown> {
  const own = link && shownFor.get(link);
  if (own) return own;
  if (shown) return shown;
  const report = await loadReport();
  return {report, scenario: publishedScenario(scenarioBase(report))};
}

/** Calls a function whenever the page shows something else. */
export function onShown(listener: () => void): void {
  listeners.add(listener);
}

/** Sets what the page shows; undefined for the published view. */
export function setShown(now: Shown | undefined): void {
  shown = now;
  for (const listener of listeners) listener();
}
