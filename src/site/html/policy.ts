import {createHash} from "node:crypto";
import {attribute, named, textOf, type ParentNode} from "./tree.ts";

/**
 * Directives that do not depend on a page. Nothing comes from another origin; `data:` and `blob:` are pictures only.
 * Styles may stand in HTML: packages write them, and they run nothing.
 */
const fixed: Readonly<Record<string, string>> = {
  "default-src": "'self'",
  "img-src": "'self' data: blob:",
  "style-src": "'self' 'unsafe-inline'",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'"
};

/** Hashes, as a policy names them, of the scripts that stand in a page. */
export function hashesOfScripts(root: ParentNode): Set<string> {
  const inPage = named(root, "script").filter((script) => attribute(script, "src") === undefined);
  return new Set(inPage.map((script) => hashOf(textOf(script))));
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * The Content-Security-Policy for pages in which no other scripts stand. WebAssembly may be compiled; no text becomes
 * code.
 *
 * @param scripts hashes of the scripts that may run
 */
export function policyText(scripts: ReadonlySet<string>): string {
  const directives = {...fixed, "script-src": ["'self'", "'wasm-unsafe-eval'", ...[...scripts].sort()].join(" ")};
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
