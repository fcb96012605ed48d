import {hasSiteShell, type Pass} from "../pass.ts";
import {attribute, create, elements, replace} from "../tree.ts";

/**
 * Makes links to the files that the build writes beside the pages. The footer only names them, since Framework would
 * report such links as broken.
 */
export const linkCompanionFiles: Pass = {
  name: "link companion files",
  expects: (page) => (hasSiteShell(page) ? "<span data-beside> in the footer" : undefined),
  lookAt: "footer() in src/site/html/shell.ts",
  apply({document}) {
    const mentions = elements(document, (one) => one.tagName === "span" && attribute(one, "data-beside") !== undefined);
    for (const span of mentions)
      replace(span, create("a", {href: attribute(span, "data-beside")!}, [...span.childNodes]));
    return mentions.length;
  }
};
