import type {Pass} from "../pass.ts";
import {attribute, named, remove} from "../tree.ts";

/**
 * Framework preloads all that any file of the page could need, what reads Parquet among them; that would compete with
 * the text for the line.
 */
export const dropModulePreloads: Pass = {
  name: "drop module preloads",
  expects: () => "<link rel=modulepreload>",
  lookAt: "src/site/html/passes/drop-module-preloads.ts",
  apply({head}) {
    const preloads = named(head, "link").filter((link) => attribute(link, "rel") === "modulepreload");
    for (const link of preloads) remove(link);
    return preloads.length;
  }
};
