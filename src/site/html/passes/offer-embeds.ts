import {embedFolder, embedPage, embedStyles} from "../embeds.ts";
import {hasSiteShell, type Page, type Pass} from "../pass.ts";
import {append, attribute, classed, create, type Element, textNode} from "../tree.ts";

/** Makes a page of each figure of the report, and tells the report's scripts where these pages are. */
export const offerEmbeds: Pass = {
  name: "offer embedded figures",
  expects: (page) => (isReport(page) && hasSiteShell(page) ? "<figure class=report-figure id=figure-…>" : undefined),
  lookAt: "src/prerender/figure-html.ts",
  async apply(page, {release, readStyle, addPage}) {
    const figures = isReport(page) ? reportFigures(page) : [];
    if (figures.length === 0) return 0;
    const styles = await embedStyles(page.head, readStyle);
    for (const {id, figure} of figures)
      await addPage(`${embedFolder(release.version)}${id}.html`, embedPage(figure, id, styles, release));
    append(page.head, create("meta", {name: "embeds", content: `./${embedFolder(release.version)}`}), textNode("\n"));
    return figures.length;
  }
};

function isReport({path}: Page): boolean {
  return path === "index.html";
}

function reportFigures({document}: Page): {id: string; figure: Element}[] {
  return classed(document, "figure", "report-figure").flatMap((figure) => {
    const id = /^figure-([\w-]+)$/.exec(attribute(figure, "id") ?? "")?.[1];
    return id === undefined ? [] : [{id, figure}];
  });
}
