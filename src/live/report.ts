import {FileAttachment} from "observablehq:stdlib";
import type {FeatureCollection} from "geojson";
import type {PageReport, RenderedReport} from "../narrative/report-data.ts";
import type {Scenario} from "../scenario/scenario.ts";

/** The map's data besides the report: values of all regions, and outlines. */
export interface MapData {
  regions: RenderedReport["regions"];
  outlines: FeatureCollection;
}

/** What a page shows. */
export interface Shown {
  /** The report, with the values of all regions if they were computed for the scenario. */
  report: PageReport & Partial<Pick<RenderedReport, "regions">>;
  /** The reader's scenario; undefined for the published view. */
  scenario?: Scenario;
}

let loading: Promise<PageReport> | undefined;
let loadingMap: Promise<MapData> | undefined;
let shown: Shown | undefined;

/** The values behind the page, fetched at the first call. */
export function loadReport(): Promise<PageReport> {
  return (loading ??= (FileAttachment("../data/report.json").json() as Promise<PageReport>).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

/** Values and outlines of all regions, fetched at the first call. */
export function loadMap(): Promise<MapData> {
  return (loadingMap ??= (FileAttachment("../data/map.json").json() as Promise<MapData>).catch((error: unknown) => {
    loadingMap = undefined;
    throw error;
  }));
}

/** What the page shows: the values of the reader's scenario, or else the published ones. */
export async function shownReport(): Promise<Shown> {
  return shown ?? {report: await loadReport()};
}

/** Sets what the page shows; undefined for the published view. */
export function setShown(now: Shown | undefined): void {
  shown = now;
}
