/**
 * Makes a page of each figure of the report, for frames in other pages. Its address contains the release, so that an
 * embedded figure does not change with the next release; `docs/publishing.md` explains how to keep the pages of earlier
 * releases. These pages run no scripts.
 */
import {parseFragment, serializeOuter} from "parse5";
import {html, raw} from "../../text/html.ts";
import {language} from "../../words/en/locale.ts";
import {shellWords} from "../../words/en/shell.ts";
import type {Release} from "../release/release.ts";
import {policyText} from "./policy.ts";
import {
  attribute,
  classed,
  elements,
  named,
  remove,
  removeAttribute,
  serializePage,
  setAttribute,
  textOf,
  type Element
} from "./tree.ts";

/** The report makes figures wider than the text. In a page of their own they fill its width. */
const style = [
  "body{margin:0;max-width:none;padding:0}",
  "main#observablehq-main.embed{margin:0;max-width:none;padding:.75rem 1rem}",
  "main.embed .report-figure{content-visibility:visible;margin:0;padding:0}",
  ".embed-from{font-size:.8125rem;margin:.5rem 0 0}"
].join("");

/** The folder of a release's figures, relative to the site's root. */
export function embedFolder(version: string): string {
  return `embed/${version}/`;
}

/**
 * The style sheets of the report, adapted to pages two folders below it.
 *
 * @param head head of the report's page, as written by Framework
 * @param readStyle reads the style sheet at an address in the report's page
 */
export async function embedStyles(head: Element, readStyle: (href: string) => Promise<string>): Promise<string[]> {
  const links = named(head, "link").filter((link) => attribute(link, "rel") === "stylesheet");
  const linked = await Promise.all(links.map(async (link) => await readStyle(attribute(link, "href")!)));
  return [...named(head, "style").map(textOf), ...linked, style].map((css) =>
    css.replaceAll('url("./', 'url("../../').trim()
  );
}

/** Makes the page of one figure. */
export function embedPage(figure: Element, id: string, styles: readonly string[], {title, version}: Release): string {
  const {finding, markup} = stillFigure(figure);
  return String(html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyText(new Set())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${finding ?? id} | ${title}</title>
${raw(styles.map((css) => `<style>${css}</style>`).join("\n"))}
</head>
<body>
<main class="embed" id="observablehq-main">
${raw(markup)}
<p class="embed-from"><a href="../../#figure-${id}" target="_top">${title}</a>, ${shellWords.release(version)}</p>
</main>
</body>
</html>
`);
}

/** The HTML of a figure without the parts that need scripts, and its title. */
function stillFigure(figure: Element): {finding: string | undefined; markup: string} {
  const copy = parseFragment(serializeOuter(figure), {scriptingEnabled: false});
  for (const part of elements(copy, (one) => attribute(one, "data-tools") !== undefined)) remove(part);
  for (const part of classed(copy, "p", "chart-reading")) remove(part);
  for (const chart of classed(copy, "div", "chart")) removeAttribute(chart, "tabindex");
  const [title] = classed(copy, "p", "figure-title");
  if (title) {
    setAttribute(title, "role", "heading");
    setAttribute(title, "aria-level", "1");
  }
  return {finding: title && textOf(title), markup: serializePage(copy)};
}
