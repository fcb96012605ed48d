import type {FeatureCollection} from "geojson";
import type {NarrativeWords} from "../../words/narrative.ts";
import type {ReportData} from "../../narrative/report-data.ts";
import type {ClaimsContext, JudgedClaim} from "../claims-html.ts";
import type {FigureHtmlContext} from "../figure-html.ts";
import type {Html} from "../../text/html.ts";

/** A page of src/forks. */
export interface ForkPage {
  /** Name of the page in its address. */
  name: string;
  title: string;
  description: string | null;
  /** Whether it comes with the project. */
  example: boolean;
}

/** The data from which pages of the lab are written, each starting in the published view. */
export interface LabContext extends FigureHtmlContext {
  report: ReportData;
  judged: readonly JudgedClaim[];
  claims: ClaimsContext;
  narrativeWords: NarrativeWords;
  outlines: FeatureCollection;
  /** Name of the report's region. */
  regionName: string;
  forks: () => readonly ForkPage[];
  /** Relative address of the site's root. */
  root: string;
}

/** Writes a part of the lab in its first state; `src/live/lab` makes it work. */
export type LabPart = (context: LabContext) => Html;
