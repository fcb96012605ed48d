/** The cells of a page: the script in which Framework imports its runtime and defines each cell. */
import {type CallExpression, type ImportDeclaration, parse, type Program, type Property} from "acorn";
import type {Page} from "./pass.ts";
import {attribute, type Element, named, textOf} from "./tree.ts";

export interface CellScript {
  element: Element;
  text: string;
  program: Program;
  imports: ImportDeclaration[];
}

/** A call of `define`, which passes a cell to the runtime. */
export interface Cell {
  id: string;
  /** The function that computes it. */
  body: Property["value"];
  /** Whether its output is a block rather than part of a line. */
  block: boolean;
}

const runtime = /\/_observablehq\/client\.[^/]*js$/;

/** The script of a page that imports Framework's runtime; undefined if there is none. */
export function cellScript({head}: Page): CellScript | undefined {
  for (const element of named(head, "script")) {
    if (attribute(element, "type") !== "module" || attribute(element, "src") !== undefined) continue;
    const text = textOf(element);
    const program = parse(text, {ecmaVersion: "latest", sourceType: "module"});
    const imports = program.body.filter((node) => node.type === "ImportDeclaration");
    if (imports.some(isRuntime)) return {element, text, program, imports};
  }
  return undefined;
}

/** Whether a declaration imports the runtime. */
export function isRuntime({source}: ImportDeclaration): boolean {
  return runtime.test(String(source.value));
}

/** The cells that a script defines, in order. */
export function cellsOf({program}: CellScript): Cell[] {
  return program.body.flatMap((node) => {
    if (node.type !== "ExpressionStatement" || node.expression.type !== "CallExpression") return [];
    const cell = cellIn(node.expression);
    return cell ? [cell] : [];
  });
}

function cellIn({callee, arguments: [options]}: CallExpression): Cell | undefined {
  if (callee.type !== "Identifier" || callee.name !== "define" || options?.type !== "ObjectExpression")
    return undefined;
  const values = new Map<string, Property["value"]>();
  for (const property of options.properties)
    if (property.type === "Property" && property.key.type === "Identifier")
      values.set(property.key.name, property.value);
  const [id, body] = [values.get("id"), values.get("body")];
  if (id?.type !== "Literal" || !body) return undefined;
  return {id: String(id.value), body, block: !values.has("mode")};
}
