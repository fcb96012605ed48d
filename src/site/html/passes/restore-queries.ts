import type {Pass} from "../pass.ts";
import {attribute, elements, removeAttribute, setAttribute} from "../tree.ts";

/**
 * Framework takes an address with a query for the name of a page. `src/prerender/markup.ts` therefore puts the query of
 * a link into `data-query`; here it returns to the address.
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
