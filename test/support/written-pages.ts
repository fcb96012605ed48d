import {readFileSync} from "node:fs";
import {join} from "node:path";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import type MarkdownIt from "markdown-it";
import {europeOutlines} from "../../data-loaders/regions/outlines.ts";
import {pageFiles} from "../../data-loaders/report/page-claims.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {loadRenderer} from "../../src/prerender/load.ts";
import {narrativeMarkup} from "../../src/prerender/markup.ts";
import {pageDescription} from "../../src/site/fork-pages.ts";
import {createShell} from "../../src/site/html/shell.ts";
import {projectSite} from "../../src/site/site.ts";
import type {ReportConfig} from "../../src/terms/report-config.ts";
import {frontMatterText, splitPage} from "../../src/text/front-matter.ts";

interface PageSource {
  /** As Framework has it, without an extension. */
  path: string;
  params: Record<string, string>;
  title: string;
  /** Without front matter. */
  text: string;
}

/** The pages with their sources; of the technologies, one. */
async function pageSources(slug: string): Promise<PageSource[]> {
  return (await pageFiles()).map((name) => {
    const {head, body} = splitPage(readFileSync(join(projectSite.root, name), "utf8"));
    return {
      path: `/${name.replace(/\.md$/, "").replace("[slug]", slug)}`,
      params: (name.includes("[slug]") ? {slug} : {}) as Record<string, string>,
      title: frontMatterText(head, "title") ?? "",
      text: body
    };
  });
}

/**
 * The HTML of every page of the site, by path, as the build writes it before Framework bundles scripts.
 * @param options.slug the technology whose page is written
 * @param options.leaveOut paths of pages that are not written
 */
export async function writtenPages(
  report: ReportData,
  config: ReportConfig,
  {slug, leaveOut = []}: {slug: string; leaveOut?: readonly string[]}
): Promise<Map<string, string>> {
  const renderer = await loadRenderer({report, outlines: await europeOutlines()});
  const md = createMarkdownIt({markdownIt: (one) => narrativeMarkup(one as MarkdownIt, renderer)}) as MarkdownIt;
  const shell = createShell({
    years: report.years,
    config,
    release: "1.0.0",
    sources: report.sources,
    siteUrl: "https://example.org/",
    descriptionOf: pageDescription
  });
  const written = (await pageSources(slug))
    .filter(({path}) => !leaveOut.includes(path))
    .map(({path, params, title, text}) => {
      const page = {path, title};
      const body = md.render(text, {code: [], startLine: 0, currentLine: 0, path, params});
      return [path, [title, shell.head(page), shell.header(page), body, shell.footer(page)].join("\n")] as const;
    });
  return new Map(written);
}
