import {landmarkWords as labels} from "../../../words/en/shell.ts";
import type {Page, Pass} from "../pass.ts";
import {
  attribute,
  byId,
  childElements,
  type Element,
  insertBefore,
  named,
  remove,
  setAttribute,
  textNode,
  textOf
} from "../tree.ts";

/**
 * Names Framework's landmarks and fields, and removes everything except items from its lists. The site's own pages hide
 * all of them.
 */
export const nameLandmarks: Pass = {
  name: "name landmarks",
  expects: (page) =>
    ["observablehq-sidebar", "observablehq-toc"].some((id) => byId(page.document, id))
      ? "landmark in the sidebar or the contents"
      : undefined,
  lookAt: "src/site/html/passes/name-landmarks.ts",
  apply: (page) => nameSidebar(page) + nameContents(page) + namePager(page)
};

function nameSidebar({document, path}: Page): number {
  const sidebar = byId(document, "observablehq-sidebar");
  if (!sidebar) return 0;
  const part = (id: string) => {
    const found = byId(document, id);
    if (!found) throw new Error(`page ${path}: the sidebar has no #${id}; change ${nameLandmarks.lookAt}`);
    return found;
  };
  setAttribute(sidebar, "aria-label", labels.pages);
  setAttribute(part("observablehq-sidebar-toggle"), "aria-label", labels.sidebar);
  const close = part("observablehq-sidebar-close");
  const list = close.parentNode as Element;
  if (list.tagName === "ol") {
    remove(close);
    insertBefore(close, list);
    insertBefore(textNode("\n"), list);
  }
  const search = byId(sidebar, "observablehq-search");
  for (const input of search ? named(search, "input") : []) setAttribute(input, "aria-label", labels.search);
  return 1;
}

function nameContents({document}: Page): number {
  const contents = byId(document, "observablehq-toc");
  const [nav] = contents ? named(contents, "nav") : [];
  if (!nav) return 0;
  const [heading] = childElements(nav);
  if (heading?.tagName === "div") setAttribute(nav, "aria-label", textOf(heading));
  return 1;
}

function namePager({document}: Page): number {
  const footer = byId(document, "observablehq-footer");
  const pager = footer ? childElements(footer).filter(({tagName}) => tagName === "nav") : [];
  for (const nav of pager)
    if (attribute(nav, "aria-label") === undefined) setAttribute(nav, "aria-label", labels.pager);
  return pager.length;
}
