import {readFile} from "node:fs/promises";
import type {Loader, Plugin} from "esbuild";

/** A text in a package's file that a strict policy forbids, and its permitted replacement. */
interface Edit {
  from: string;
  to: string;
}

interface EditedFile {
  /** End of the file's path, starting with the package's name. */
  file: string;
  edits: readonly Edit[];
}

const editedFiles: readonly EditedFile[] = [
  {
    // It builds a function from the header of a CSV file.
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
    // It builds a function from the values that stand for null.
    file: "apache-arrow/builder/valid.mjs",
    edits: [
      {
        from: "return new Function(`x`, `${fnBody}\\nreturn true;`);",
        to: "const nulls = new Set(nullValues); return (x) => !nulls.has(x);"
      }
    ]
  },
  {
    // It writes event handlers into HTML before setting them on elements. Browsers ignore them under another name.
    file: "htl/src/index.js",
    edits: [
      {
        from: `string += "::" + j;\n`,
        to: `if (typeof value === "function") {
                  const at = attributeNameStart - strings[j - 1].length;
                  string = string.slice(0, at) + "data-bound-" + string.slice(at);
                }
                string += "::" + j;\n`
      },
      {from: "node[name] = value;\n", to: `node[name.replace(/^data-bound-/, "")] = value;\n`}
    ]
  }
];

/**
 * Adapts packages to a Content-Security-Policy that forbids evaluating text as code and event handlers in HTML.
 *
 * The build fails if a package lacks the text to replace, since a new release may need other edits.
 */
export const strictScripts: Plugin = {
  name: "strict-scripts",
  setup({onLoad}) {
    for (const {file, edits} of editedFiles) {
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${file.replace(/[.]/g, "\\.").replaceAll("/", "[\\\\/]")}$`);
      onLoad({filter}, async ({path}) => ({
        contents: edit(await readFile(path, "utf8"), file, edits),
        loader: "js" satisfies Loader
      }));
    }
  }
};

function edit(source: string, file: string, edits: readonly Edit[]): string {
  return edits.reduce((text, {from, to}) => {
    if (!text.includes(from))
      throw new Error(
        `unknown release of ${file}: it lacks ${JSON.stringify(from.slice(0, 60))}; ` +
          "adapt the edit in src/site/framework/strict-scripts.ts"
      );
    return text.replace(from, () => to);
  }, source);
}
