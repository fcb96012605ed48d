import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import type {Loader, Plugin} from "esbuild";

/** Part of a package's file that a strict policy refuses, and what does the same within it. */
interface Edit {
  from: string;
  to: string;
}

interface EditedFile {
  /** End of the file's path, from the package's name on. */
  file: string;
  /** Put before the file's own text. */
  head?: string;
  edits: readonly Edit[];
}

const htlStyles = fileURLToPath(new URL("../html/htl-styles.ts", import.meta.url));

const editedFiles: readonly EditedFile[] = [
  {
    // A function for each header of a CSV file.
    file: "d3-dsv/dist/d3-dsv.mjs",
    edits: [
      {
        from: `return new Function("d", "return {" + columns.map(function(name, i) {
    return JSON.stringify(name) + ": d[" + i + "] || \\"\\"";
  }).join(",") + "}");`,
        to: `return (d) => Object.fromEntries(columns.map((name, i) => [name, d[i] || ""]));`
      }
    ]
  },
  {
    // A function for the values that stand for none when a vector is built.
    file: "apache-arrow/builder/valid.mjs",
    edits: [
      {
        from: "return new Function(`x`, `${fnBody}\\nreturn true;`);",
        to: "const nulls = new Set(nullValues); return (x) => !nulls.has(x);"
      }
    ]
  },
  {
    file: "htl/src/index.js",
    head: `import {boundName, holdAttributes, releaseStyles} from ${JSON.stringify(htlStyles)};\n`,
    edits: [
      {
        from: "template.innerHTML = string;\n  return document.importNode(template.content, true);",
        to: "template.innerHTML = holdAttributes(string);\n  return releaseStyles(document.importNode(template.content, true));"
      },
      {
        from: "g.innerHTML = string;\n  return g;",
        to: "g.innerHTML = holdAttributes(string);\n  return releaseStyles(g);"
      },
      {from: "node[name] = value;\n", to: "node[boundName(name)] = value;\n"},
      {from: "setStyles(node[name], value);\n", to: "setStyles(node.style, value);\n"},
      {
        from: "function setAttribute(node, name, value) {\n",
        to: `function setAttribute(node, name, value) {\n  if (name === "style") { node.style.cssText = value; return; }\n`
      }
    ]
  }
];

/**
 * Makes packages fit for a page whose Content-Security-Policy allows neither code from text nor styles from HTML.
 *
 * The build fails when a package no longer has the text that is replaced: a new release wants a new look.
 */
export const withoutEval: Plugin = {
  name: "without-eval",
  setup({onLoad}) {
    for (const {file, head = "", edits} of editedFiles) {
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${file.replace(/[.]/g, "\\.").replaceAll("/", "[\\\\/]")}$`);
      onLoad({filter}, async ({path}) => ({
        contents: head + edit(await readFile(path, "utf8"), file, edits),
        loader: "js" satisfies Loader
      }));
    }
  }
};

function edit(source: string, file: string, edits: readonly Edit[]): string {
  return edits.reduce((text, {from, to}) => {
    if (!text.includes(from))
      throw new Error(
        `unknown release of ${file}: it does not have ${JSON.stringify(from.slice(0, 60))}; see src/site/framework/without-eval.ts`
      );
    return text.replace(from, () => to);
  }, source);
}
