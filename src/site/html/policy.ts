import {createHash} from "node:crypto";
import {replaceAttributes, startTags} from "./start-tags.ts";

/** What stands in pages and may run or apply: hashes as a policy names them. */
export interface Hashes {
  scripts: Set<string>;
  styles: Set<string>;
}

/** Directives that do not depend on a page. Nothing comes from another origin; `data:` and `blob:` are pictures only. */
const fixed: Readonly<Record<string, string>> = {
  "default-src": "'self'",
  "img-src": "'self' data: blob:",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'"
};

/** The scripts and style sheets that stand in a page. */
export function hashesOf(html: string): Hashes {
  const hashes: Hashes = {scripts: new Set(), styles: new Set()};
  for (const {name, attributes, text} of startTags(html)) {
    if (name === "script" && !/\bsrc\s*=/i.test(attributes)) hashes.scripts.add(hashOf(text ?? ""));
    if (name === "style") hashes.styles.add(hashOf(text ?? ""));
  }
  return hashes;
}

/** A text as a policy names it. */
export function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * The Content-Security-Policy for pages in which nothing else stands. WebAssembly may be compiled; nothing is made into code
 * from text, and no style comes out of an attribute.
 */
export function policyText({scripts, styles}: Hashes): string {
  const sources = (...parts: string[]) => ["'self'", ...parts].join(" ");
  const directives = {
    ...fixed,
    "script-src": sources("'wasm-unsafe-eval'", ...[...scripts].sort()),
    "style-src": sources(...[...styles].sort())
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** A page whose `style` attributes are rules of a style sheet in its head, where a hash can stand for them; they count as before. */
export function moveStyleAttributes(html: string): string {
  const rules = new Map<string, number>();
  const moved = replaceAttributes(html, (name, written) => {
    if (name !== "style") return undefined;
    const declarations = plain(written);
    if (/[{}<]/.test(declarations))
      throw new RangeError(`style attribute that cannot stand in a rule: ${written}; put it into a style sheet`);
    if (!rules.has(declarations)) rules.set(declarations, rules.size);
    return `data-style="${rules.get(declarations)}"`;
  });
  if (rules.size === 0) return html;
  // An id among the alternatives lends its weight, as near to an attribute's as a rule can come.
  const text = Array.from(rules, ([declarations, i]) => `:is(#_,[data-style="${i}"]){${declarations}}`).join("\n");
  return inHead(moved, `<style>${text}</style>`);
}

/** A page that states its policy. It stands before all to which it applies. */
export function statePolicy(html: string, policy: string): string {
  return inHead(html, `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
}

const charset = '<meta charset="utf-8">';

function inHead(html: string, element: string): string {
  if (!html.includes(charset)) throw new Error(`unknown page shell: no ${charset}; see src/site/html/policy.ts`);
  return html.replace(charset, () => `${charset}\n${element}`);
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&apos;": "'"
};

function plain(written: string): string {
  return written
    .replace(/^(["'])(.*)\1$/s, "$2")
    .replace(/&(?:amp|lt|gt|quot|apos|#39);/g, (entity) => entities[entity]!)
    .trim();
}
