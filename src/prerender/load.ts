import "../site/npm-imports.ts";
import {JSDOM} from "jsdom";
import type MarkdownIt from "markdown-it";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";

/**
 * Makes Markdown know the marks of the narrative, from the current build of the data, in English.
 *
 * The modules of the figures are loaded after the hook that lets Node read their imports.
 */
export async function loadMarkup(): Promise<(md: MarkdownIt) => MarkdownIt> {
  const edition = await loadEdition();
  const {narrativeMarkup} = await import("./markup.ts");
  return (md) => narrativeMarkup(md, edition);
}

/** The English edition of the current build. */
export async function loadEdition() {
  const [{createEdition}, {englishFigures}, {english}, {englishPages}] = await Promise.all([
    import("./edition.ts"), import("../figures/words.ts"), import("../narrative/words.ts"), import("./words.ts")
  ]);
  return createEdition({
    report: await ensureReport(),
    outlines: await europeOutlines(),
    document: new JSDOM("").window.document,
    narrativeWords: english, figureWords: englishFigures, words: englishPages
  });
}
