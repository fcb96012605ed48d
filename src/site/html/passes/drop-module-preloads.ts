import type {Pass} from "../pass.ts";
import {attribute, named, remove} from "../tree.ts";

/**
 * Removes Framework's preloads of every module that any file of the page might need, such as the Parquet reader. They
 * would compete with the text for bandwidth.
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
