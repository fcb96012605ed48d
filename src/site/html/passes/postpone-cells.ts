import type {ImportDeclaration} from "acorn";
import {readersPromise} from "../../../live/first-paint.ts";
import {type CellScript, cellScript, cellsOf, isRuntime} from "../cells.ts";
import type {Pass} from "../pass.ts";
import {setText} from "../tree.ts";

/**
 * Makes the cells of a page wait for a reader, unless the address contains a query, such as a scenario.
 * `src/live/first-paint.ts` resolves the promise that they wait for. A page without cells loses the runtime.
 */
export const postponeCells: Pass = {
  name: "postpone cells",
  expects: () => 'module script that imports "_observablehq/client.….js"',
  lookAt: "src/site/html/cells.ts",
  apply(page) {
    const script = cellScript(page);
    if (!script) return 0;
    setText(script.element, cellsOf(script).length > 0 ? postponed(script) : withoutRuntime(script));
    return 1;
  }
};

function withoutRuntime({text, imports}: CellScript): string {
  return rewriteImports(text, imports.filter(isRuntime), () => "").replace(/^\n\n\n/, "\n\n");
}

function postponed({text, imports}: CellScript): string {
  const wait = `if (!location.search) await globalThis[Symbol.for("${readersPromise}")];\n`;
  return rewriteImports(text, imports, (one) => `${one === imports[0] ? wait : ""}${asExpression(one)}`);
}

function rewriteImports(text: string, imports: ImportDeclaration[], write: (one: ImportDeclaration) => string): string {
  return imports.reduceRight((rest, one) => rest.slice(0, one.start) + write(one) + rest.slice(one.end), text);
}

/** Turns an import into an expression, since declarations would load before anything else runs. */
function asExpression({source, specifiers}: ImportDeclaration): string {
  const loaded = `await import(${source.raw});`;
  if (specifiers.length === 0) return loaded;
  const names = specifiers.map((one) => {
    if (one.type === "ImportNamespaceSpecifier")
      throw new Error(`cannot postpone the import of * from ${source.raw}; change ${postponeCells.lookAt}`);
    const imported =
      one.type === "ImportDefaultSpecifier"
        ? "default"
        : one.imported.type === "Identifier"
          ? one.imported.name
          : JSON.stringify(one.imported.value);
    return imported === one.local.name ? imported : `${imported}: ${one.local.name}`;
  });
  return `const {${names.join(", ")}} = ${loaded}`;
}
