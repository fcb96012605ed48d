import {createHash} from "node:crypto";
import {attribute, named, textOf, type ParentNode} from "./tree.ts";

/**
 * Directives that are the same for all pages. Nothing comes from another origin, and `data:` and `blob:` are for images
 * only. Inline styles are permitted: packages write them, and they run no code.
 */
const fixed: Readonly<Record<string, string>> = {
  "default-src": "'self'",
  "img-src": "'self' data: blob:",
  "style-src": "'self' 'unsafe-inline'",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'"
};

/** Hashes of the inline scripts in a page, in the notation of a policy. */
export function hashesOfScripts(root: ParentNode): Set<string> {
  const inPage = named(root, "script").filter((script) => attribute(script, "src") === undefined);
  return new Set(inPage.map((script) => hashOf(textOf(script))));
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * The Content-Security-Policy for pages with these inline scripts and no others. It lets WebAssembly compile, and
 * forbids evaluating text as code.
 *
 * @param scripts hashes of the scripts that may run
 */
export function policyText(scripts: ReadonlySet<string>): string {
  const directives = {...fixed, "script-src": ["'self'", "'wasm-unsafe-eval'", ...[...scripts].sort()].join(" ")};
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
