import {FileAttachment} from "observablehq:stdlib";
import type {ReportData} from "../narrative/report-data.ts";

let loading: Promise<ReportData> | undefined;

/** The values from which the page was written, fetched once, when something first asks for them. */
export function loadReport(): Promise<ReportData> {
  return (loading ??= (FileAttachment("../data/report.json").json() as Promise<ReportData>).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}
