import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import type MarkdownIt from "markdown-it";
import {pageFiles} from "../../data-loaders/report/page-claims.ts";
import {checkMarks} from "../prerender/check-marks.ts";
import {withMistakes} from "../prerender/load.ts";
import type {Mistakes, PageFolders} from "../prerender/mistakes.ts";
import type {PageRenderer} from "../prerender/renderer.ts";
import {splitPage} from "../text/front-matter.ts";

/**
 * Checks the marks of all pages without writing anything, so that a build tells of every mistake at once and before the
 * first page is written.
 * @param slug the technology for which a page with parameters is checked
 * @returns whether there are none
 */
export async function checkPages(
  renderer: PageRenderer,
  {mistakes, slug}: {mistakes: Mistakes; slug: string},
  {root, project}: PageFolders
): Promise<boolean> {
  const checks = checkMarks(renderer);
  const md = createMarkdownIt({markdownIt: (one) => withMistakes(one as MarkdownIt, checks, mistakes)});
  for (const name of await pageFiles(project)) {
    const {body} = splitPage(await readFile(join(root, name), "utf8"));
    const path = `/${name.replace(/\.md$/, "").replaceAll("\\", "/").replace("[slug]", slug)}`;
    (md as MarkdownIt).parse(body, {code: [], startLine: 0, currentLine: 0, path, params: {slug}});
  }
  return mistakes.none;
}
