import "./npm-imports.ts";
import type {FeatureCollection} from "geojson";
import {JSDOM} from "jsdom";
import type MarkdownIt from "markdown-it";
import type {ReportData} from "../narrative/report-data.ts";
import type {ForkPage} from "./lab/part.ts";
import {type MarkupRenderer, narrativeMarkup} from "./markup.ts";
import type {Mistakes} from "./mistakes.ts";
import type {SetAside} from "./set-aside.ts";

/** The data from which pages are written. */
export interface RendererInputs {
  report: ReportData;
  /** Outlines of Europe, for maps. */
  outlines: FeatureCollection;
  /** Lists the pages of src/forks. */
  forks?: () => readonly ForkPage[];
  /** Takes charts and tables out of the pages' text; by default they stay in it. */
  setAside?: SetAside | undefined;
}

/** Adds the narrative's marks to a parser, with a place for those that cannot be written. */
export function withMistakes(md: MarkdownIt, renderer: MarkupRenderer, mistakes: Mistakes): MarkdownIt {
  const path = (env: unknown) => (env as {path?: string}).path ?? "";
  md.core.ruler.before("normalize", "mistakes", ({env, inlineMode}) => {
    if (!inlineMode) mistakes.begin(path(env));
  });
  narrativeMarkup(md, renderer, (mistake) => mistakes.take(mistake));
  md.core.ruler.push("mistakes-end", ({env, inlineMode}) => {
    if (!inlineMode) mistakes.end(path(env));
  });
  return md;
}

/**
 * Makes the renderer of the English pages.
 *
 * The modules of the figures are loaded after the hook that makes Node understand their imports.
 */
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
