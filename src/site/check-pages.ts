import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import type MarkdownIt from "markdown-it";
import {pageFiles, splitPage} from "../../data-loaders/report/page-claims.ts";
import {checkMarks} from "../prerender/check-marks.ts";
import {loadRenderer, type RendererInputs, withMistakes} from "../prerender/load.ts";
import type {Mistakes, PageFolders} from "../prerender/mistakes.ts";

/**
 * Checks the marks of all pages without writing anything, so that a build tells of every mistake at once and before the
 * first page is written. A page with parameters is checked for the first technology.
 * @returns whether there are none
 */
export async function checkPages(
  inputs: RendererInputs & {mistakes: Mistakes},
  {root, project}: PageFolders
): Promise<boolean> {
  const renderer = checkMarks(await loadRenderer(inputs));
  const md = createMarkdownIt({markdownIt: (one) => withMistakes(one as MarkdownIt, renderer, inputs.mistakes)});
  const {slug} = inputs.report.snapshot.technologies[0]!;
  for (const name of await pageFiles(project)) {
    const {text} = splitPage(await readFile(join(root, name), "utf8"));
    const path = `/${name.replace(/\.md$/, "").replaceAll("\\", "/").replace("[slug]", slug)}`;
    (md as MarkdownIt).parse(text, {code: [], startLine: 0, currentLine: 0, path, params: {slug}});
  }
  return inputs.mistakes.none;
}
