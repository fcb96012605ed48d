import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {test} from "node:test";
import {ESLint} from "eslint";
import ts from "typescript";
import {projectRoot} from "../../data-loaders/console/project-root.ts";

const eslint = new ESLint({
  cwd: projectRoot,
  ruleFilter: ({ruleId}) => ruleId.startsWith("import-x/"),
  overrideConfig: {languageOptions: {parserOptions: {projectService: false}}}
});

/** The rules that a file breaks when it has this text. */
async function broken(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, {filePath: join(projectRoot, filePath)});
  return result!.messages.map(({ruleId}) => ruleId);
}

const upward = [
  ["src/terms/lenses.ts", "../indicators/rca.ts"],
  ["src/indicators/rca.ts", "../narrative/values.js"],
  ["src/narrative/values.ts", "../figures/map.ts"],
  ["src/figures/map.ts", "../prerender/markup.ts"],
  ["src/prerender/markup.ts", "../live/page.js"],
  ["src/live/page.ts", "../../data-loaders/duckdb/database.ts"],
  ["src/prerender/load.ts", "../site/site.ts"],
  ["data-loaders/sources/regpat/regpat.ts", "../../warehouse/schema.ts"],
  ["data-loaders/report/report.ts", "../../src/site/site.ts"],
  ["data-loaders/report/report.ts", "../../src/live/store.ts"],
  ["src/site/build.ts", "../../tools/browser.ts"],
  ["src/site/build.ts", "../data/claims.parquet.ts"],
  ["tools/browser.ts", "../test/support/temp-folder.ts"]
] as const;

for (const [file, imported] of upward) {
  test(`an import of ${imported} in ${file} is reported, of types too`, async () => {
    assert.deepEqual(await broken(file, `import "${imported}";\n`), ["import-x/no-restricted-paths"]);
    assert.deepEqual(await broken(file, `import type {It} from "${imported}";\n`), ["import-x/no-restricted-paths"]);
  });
}

test("an import of a folder further down is not reported", async () => {
  assert.deepEqual(await broken("src/site/build.ts", 'import "../../data-loaders/report/report.ts";\n'), []);
  assert.deepEqual(await broken("src/live/page.ts", 'import "../prerender/markup.js";\n'), []);
});

test("two imports of one module are reported", async () => {
  const text = 'import {a} from "./lenses.ts";\nimport type {b} from "./lenses.ts";\n';
  assert.deepEqual(await broken("src/terms/years.ts", text), Array(2).fill("import-x/no-duplicates"));
});

/** A circle in a graph, or undefined where there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  function visit(node: string, path: readonly string[]): string[] | undefined {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle) return circle;
    }
    done.add(node);
    return undefined;
  }
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle) return circle;
  }
  return undefined;
}

function importsOf(file: string): string[] {
  const {importedFiles} = ts.preProcessFile(readFileSync(join(projectRoot, file), "utf8"));
  return importedFiles
    .filter(({fileName}) => fileName.startsWith("."))
    .map(({fileName}) => join(dirname(file), fileName).replace(/\.js$/, ".ts"));
}

test("no module imports itself by way of others, not even their types", () => {
  const files = ["data-loaders", "src", "tools"].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), {recursive: true, encoding: "utf8"})
      .filter((name) => name.endsWith(".ts") && !name.startsWith("."))
      .map((name) => join(folder, name))
  );
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  assert.ok(graph.get("src/site/build.ts")!.includes("src/site/pages.ts"));
  assert.equal(findCircle(graph), undefined);
  graph.set("src/terms/lenses.ts", ["src/indicators/snapshot.ts"]);
  assert.ok(findCircle(graph)!.includes("src/terms/lenses.ts"));
});
