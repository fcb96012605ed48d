import type {Pass} from "../pass.ts";
import {attribute, elements, removeAttribute, setAttribute} from "../tree.ts";

/**
 * Restores the queries of links. Framework takes an address with a query for the name of a page, so
 * `src/prerender/markup.ts` puts the query into `data-query`.
 */
export const restoreQueries: Pass = {
  name: "restore queries of links",
  expects: () => undefined,
  expectsInSite: "<a data-query>",
  lookAt: "setQueriesAside() in src/prerender/markup.ts",
  apply({document}) {
    const links = elements(document, (one) => one.tagName === "a" && attribute(one, "data-query") !== undefined);
    for (const link of links) {
      setAttribute(link, "href", `${attribute(link, "href")}?${attribute(link, "data-query")}`);
      removeAttribute(link, "data-query");
    }
    return links.length;
  }
};
