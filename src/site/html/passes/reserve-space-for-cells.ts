import type {Expression, MemberExpression, SpreadElement} from "acorn";
import {simple} from "acorn-walk";
import {type Cell, cellScript, cellsOf} from "../cells.ts";
import type {Page, Pass} from "../pass.ts";
import {comments, create, hasClass, insertBefore, type Element} from "../tree.ts";

/**
 * Reserves space for what cells will show, so that the text does not jump. Framework removes an `observablehq-loading`
 * before a cell's mark as soon as the cell shows something.
 */
export const reserveSpaceForCells: Pass = {
  name: "reserve space for cells",
  expects: (page) => (placed(page).length > 0 ? "mark <!--:id:--> of a cell" : undefined),
  expectsInSite: "cell with a table, controls or a figure",
  lookAt: "src/site/html/passes/reserve-space-for-cells.ts",
  apply(page) {
    const marks = new Map(comments(page.document).map((comment) => [comment.data, comment]));
    const cells = placed(page);
    for (const {id, place} of cells) {
      const mark = marks.get(`:${id}:`);
      if (!mark) throw new Error(`page ${page.path}: cell ${id} has no mark <!--:${id}:-->; see ${this.lookAt}`);
      const block = mark.parentNode as Element;
      if (hasClass(block, "observablehq--block") && block.childNodes[0] === mark)
        insertBefore(create("observablehq-loading", place), mark);
    }
    return cells.length;
  }
};

function placed(page: Page): {id: string; place: Record<string, string>}[] {
  const script = cellScript(page);
  return (script ? cellsOf(script) : []).flatMap((cell) => {
    const place = cell.block ? placeOf(cell) : undefined;
    return place ? [{id: cell.id, place}] : [];
  });
}

/** The attributes of the placeholder, by what the cell will show; undefined if its height is unknown. */
function placeOf({body}: Cell): Record<string, string> | undefined {
  let place: Record<string, string> | undefined;
  simple(body, {
    CallExpression({callee, arguments: [first]}) {
      if (isNamed(callee, "scenarioControls") && first?.type === "ObjectExpression")
        place = {class: "place-controls", "data-fields": String(first.properties.length)};
      if (callee.type === "MemberExpression" && isTable(callee) && isQuery(first)) place ??= {class: "place-table"};
    },
    AwaitExpression({argument}) {
      if (argument.type === "CallExpression" && isNamed(argument.callee, "figure")) place ??= {class: "place-figure"};
    }
  });
  return place;
}

function isTable({object, property}: MemberExpression): boolean {
  return isNamed(object, "Inputs") && isNamed(property, "table");
}

function isQuery(node: Expression | SpreadElement | undefined): boolean {
  return (
    node?.type === "AwaitExpression" &&
    node.argument.type === "TaggedTemplateExpression" &&
    isNamed(node.argument.tag, "sql")
  );
}

function isNamed(node: MemberExpression["object"] | MemberExpression["property"], name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}
