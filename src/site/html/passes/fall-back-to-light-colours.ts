import {hasSiteShell, isErrorPage, type Pass} from "../pass.ts";
import {named, setText, textOf} from "../tree.ts";

/** Gives browsers older than 2024, which lack `light-dark()`, the light colour of each property. */
export const fallBackToLightColours: Pass = {
  name: "fall back to light colours",
  expects: (page) => (hasSiteShell(page) && !isErrorPage(page) ? "<style> with light-dark(…)" : undefined),
  lookAt: "src/style",
  apply({document}) {
    let changed = 0;
    for (const style of named(document, "style")) {
      const css = textOf(style);
      const plain = lightColours(css);
      if (plain === "") continue;
      setText(style, `${css}\n@supports not (color:light-dark(red,red)){:root{color-scheme:light;${plain}}}`);
      ++changed;
    }
    return changed;
  }
};

const declaration = /(--[\w-]+):\s*light-dark\(/g;

/** The properties of a style sheet with the value `light-dark(a, b)`, as `property:a`. */
function lightColours(css: string): string {
  const found = new Map<string, string>();
  for (const match of css.matchAll(declaration)) {
    const begin = match.index + match[0].length;
    let depth = 0;
    let end = begin;
    for (; end < css.length && (depth > 0 || (css[end] !== "," && css[end] !== ")")); ++end)
      depth += css[end] === "(" ? 1 : css[end] === ")" ? -1 : 0;
    if (!found.has(match[1]!)) found.set(match[1]!, css.slice(begin, end).trim());
  }
  return Array.from(found, ([name, value]) => `${name}:${value}`).join(";");
}
