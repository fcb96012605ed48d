import type {Pass} from "../pass.ts";
import {childElements, classed, create, replace} from "../tree.ts";

/**
 * Folds the table twin of each figure into text in browsers that run scripts, until `src/live/folded.ts` unfolds it.
 * Tables and the drawings for the other screen width make up two thirds of all elements.
 */
export const foldTables: Pass = {
  name: "fold tables",
  expects: ({document}) => (twins(document).length > 0 ? "<table> in <details class=table-twin>" : undefined),
  expectsInSite: "<details class=table-twin> with a table",
  lookAt: "the table twins in src/prerender",
  apply({document}) {
    const tables = twins(document)
      .flatMap((twin) => classed(twin, "div", "table-scroll"))
      .flatMap((scroll) => childElements(scroll).filter(({tagName}) => tagName === "table"));
    for (const table of tables) {
      const fold = create("noscript", {});
      replace(table, fold);
      fold.childNodes.push(table);
      table.parentNode = fold;
    }
    return tables.length;
  }
};

function twins(document: Parameters<typeof classed>[0]) {
  return classed(document, "details", "table-twin");
}
