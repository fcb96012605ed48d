import "../site/framework/npm-imports.ts";
import {JSDOM} from "jsdom";
import type MarkdownIt from "markdown-it";
import {listForks} from "../site/fork-pages.ts";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import type {ReportData} from "../narrative/report-data.ts";

/**
 * Makes Markdown know the marks of the narrative, from the report's data, in English.
 *
 * The modules of the figures are loaded after the hook that lets Node read their imports.
 */
export async function loadMarkup(report: ReportData): Promise<(md: MarkdownIt) => MarkdownIt> {
  const edition = await loadRenderer(report);
  const {narrativeMarkup} = await import("./markup.ts");
  return (md) => narrativeMarkup(md, edition);
}

/** The English edition of the report's data. */
export async function loadRenderer(report: ReportData) {
  const [{createRenderer: createEdition}, {figureWords}, {narrativeWords}, {pageWords}, {labParts}] = await Promise.all(
    [
      import("./renderer.ts"),
      import("../words/en/figures.ts"),
      import("../words/en/narrative.ts"),
      import("../words/en/pages.ts"),
      import("./lab/lab.ts")
    ]
  );
  return createEdition({
    report,
    outlines: await europeOutlines(),
    document: new JSDOM("").window.document,
    narrativeWords: narrativeWords,
    figureWords: figureWords,
    words: pageWords,
    labParts,
    forks: listForks
  });
}
