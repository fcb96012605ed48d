/**
 * Each figure of the report as a page of its own for frames in other pages, at an address that holds the release: what
 * somebody has embedded stays as it was when a later release says something else. `docs/publishing.md` tells how those of
 * earlier releases are kept. Such a page runs no scripts.
 */
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {html, raw} from "../../text/html.ts";
import type {Release} from "../release/release.ts";

/** The page has nothing around the figure that it could bleed over. */
const style = `body{margin:0;max-width:none;padding:0}main#observablehq-main.embed{margin:0;max-width:none;padding:.75rem 1rem}main.embed .report-figure{content-visibility:visible;margin:0;padding:0}.embed-from{font-size:.8125rem;margin:.5rem 0 0}`;

/** Where the pages of a release are, from the site's root. */
export function embedFolder(version: string): string {
  return `embed/${version}/`;
}

/**
 * Writes a page for each figure of the report.
 *
 * @param folder the built site
 * @param report the report's page as Framework writes it
 * @param readStyle gives the style sheet at an address of the report's page
 * @returns paths of the written files in the site
 */
export async function writeEmbeds(
  folder: string,
  report: string,
  release: Release,
  readStyle: (href: string) => Promise<string>
): Promise<string[]> {
  const linked = await Promise.all(
    Array.from(report.matchAll(/<link rel="stylesheet" type="text\/css" href="([^"]+)">/g), ([, href]) =>
      readStyle(href!)
    )
  );
  const inPage = Array.from(report.matchAll(/<style>([\s\S]*?)<\/style>/g), ([, css]) => css!);
  const styles = [...inPage, ...linked, style].map((css) => css.replaceAll('url("./', 'url("../../'));
  const paths: string[] = [];
  for (const [figure, id] of report.matchAll(
    /<figure class="[^"]*\breport-figure\b[^"]*" id="figure-([\w-]+)"[\s\S]*?<\/figure>/g
  )) {
    const path = `${embedFolder(release.version)}${id}.html`;
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), embedPage(figure, id!, styles, release));
    paths.push(path);
  }
  return paths;
}

/** The report's page with the mark that has its figures offer their pages for frames. */
export function offerEmbeds(report: string, {version}: Release): string {
  return report.replace("</head>", () => `<meta name="embeds" content="./${embedFolder(version)}">\n</head>`);
}

function embedPage(figure: string, id: string, styles: readonly string[], {title, version}: Release): string {
  const finding = /<p class="figure-title"[^>]*>([\s\S]*?)<\/p>/.exec(figure)?.[1]?.replace(/<[^>]*>/g, "") ?? id;
  // What waits for scripts would wait for ever.
  const still = figure
    .replace(/<div class="figure-tools"[^>]*><\/div>/, "")
    .replace(/<p class="chart-reading"[^>]*><\/p>/, "")
    .replace('<div class="chart" tabindex="0"', '<div class="chart"')
    .replace('<p class="figure-title"', '<p class="figure-title" role="heading" aria-level="1"');
  return String(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${raw(finding)} | ${title}</title>
${raw(styles.map((css) => `<style>${css.trim()}</style>`).join("\n"))}
</head>
<body>
<main class="embed" id="observablehq-main">
${raw(still)}
<p class="embed-from"><a href="../../#figure-${id}" target="_top">${title}</a>, release ${version}</p>
</main>
</body>
</html>
`);
}
