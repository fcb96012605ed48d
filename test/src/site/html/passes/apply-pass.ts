import {readPage, runPass, type Pass, type PassContext} from "../../../../../src/site/html/pass.ts";
import {serializePage} from "../../../../../src/site/html/tree.ts";

export const release = {
  title: "Numbers & more, 100 %",
  version: "1.2.3",
  description: "Open numbers",
  date: "2026-11-25",
  authors: ["The contributors"],
  byline: "A report of the Council.",
  study: null
};

/** What passes get in tests; added pages are in `added`. */
export function testContext(parts: Partial<PassContext> = {}): PassContext & {added: Map<string, string>} {
  const added = new Map<string, string>();
  return {
    release,
    scripts: new Set(),
    added,
    readStyle: (href) => Promise.reject(new Error(`no style sheet ${href}`)),
    addPage: async (path, text) => void added.set(path, text),
    ...parts
  };
}

/** The text of a page after a pass. */
export async function applyPass(
  pass: Pass,
  text: string,
  {path = "page.html", ...context}: Partial<PassContext> & {path?: string} = {}
): Promise<string> {
  const page = readPage(path, text);
  await runPass(pass, page, testContext(context));
  return serializePage(page.document);
}

/** A page as Framework writes it: what stands in its head and in its body. */
export function pageOf(head: string, body: string): string {
  return `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
}
