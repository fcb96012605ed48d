import "./npm-imports.ts";
import type {FeatureCollection} from "geojson";
import {JSDOM} from "jsdom";
import type MarkdownIt from "markdown-it";
import type {ReportData} from "../narrative/report-data.ts";
import type {ForkPage} from "./lab/part.ts";
import {forPreview} from "./preview.ts";
import type {SetAside} from "./set-aside.ts";

/** What the pages are written from. */
export interface RendererInputs {
  report: ReportData;
  /** Outlines of Europe, for maps. */
  outlines: FeatureCollection;
  /** The pages of src/forks, for the page that lists them. */
  forks?: () => readonly ForkPage[];
  /** Whether pages are written again while they are edited. */
  preview?: boolean;
  /** Takes charts and tables out of the pages' text; by default they stay in it. */
  setAside?: SetAside;
}

/**
 * Teaches Markdown the marks of the narrative, from the report's data, in English.
 *
 * The modules of the figures are loaded after the hook that lets Node read their imports.
 */
export async function loadMarkup(inputs: RendererInputs): Promise<(md: MarkdownIt) => MarkdownIt> {
  const loaded = await loadRenderer(inputs);
  const {narrativeMarkup} = await import("./markup.ts");
  const renderer = inputs.preview ? forPreview(loaded) : loaded;
  return (md) => narrativeMarkup(md, renderer);
}

/** Makes the renderer of the English pages. */
export async function loadRenderer({report, outlines, forks = () => [], setAside}: RendererInputs) {
  const [{PageRenderer}, {figureWords}, {narrativeWords}, {pageWords}, {labParts}] = await Promise.all([
    import("./renderer.ts"),
    import("../words/en/figures.ts"),
    import("../words/en/narrative.ts"),
    import("../words/en/pages.ts"),
    import("./lab/lab.ts")
  ]);
  return new PageRenderer({
    report,
    outlines,
    document: new JSDOM("").window.document,
    narrativeWords,
    figureWords,
    words: pageWords,
    setAside,
    lab: {parts: labParts, report, forks}
  });
}
