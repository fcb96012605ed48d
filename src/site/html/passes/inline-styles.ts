import type {Pass} from "../pass.ts";
import {attribute, create, named, remove, replace} from "../tree.ts";

/** Puts style sheets into the page, which saves a request to the server before the first paint. */
export const inlineStyles: Pass = {
  name: "inline styles",
  expects: () => "<link rel=stylesheet>",
  lookAt: "src/site/html/passes/inline-styles.ts",
  async apply({head}, {readStyle}) {
    const links = named(head, "link");
    const sheets = links.filter((link) => attribute(link, "rel") === "stylesheet");
    for (const sheet of sheets) {
      const href = attribute(sheet, "href")!;
      const style = await readStyle(href);
      // A style sheet stays a file if it would close the element early, or if its addresses depend on its folder.
      if (/<\/style|url\(/i.test(style)) continue;
      replace(sheet, create("style", {}, style.trim()));
      for (const link of links)
        if (attribute(link, "rel") === "preload" && attribute(link, "href") === href) remove(link);
    }
    return sheets.length;
  }
};
