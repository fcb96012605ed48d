import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {hasCells} from "./light-html.ts";
import {plotStyles} from "./plot-styles.ts";
import {hashesOf, hashOf, moveStyleAttributes, policyText, statePolicy, type Hashes} from "./policy.ts";
import {headersFile, writeHeaders} from "./security-headers.ts";

/**
 * Writes into each page the policy under which it runs, and beside them the headers for hosts that can send some. The header
 * allows what any page of the site needs, a page only what itself needs; browsers apply both.
 *
 * The last step of a build: what changes afterwards in a page is refused by browsers.
 * @param folder the built site
 * @param pages paths in it
 */
export async function securePages(folder: string, pages: readonly string[]): Promise<void> {
  const all: Hashes = {scripts: new Set(), styles: new Set()};
  // Charts of Plot carry their style sheet; tables of Inputs come with an empty one, which src/site/html/htl-styles.ts fills.
  const charts = [...plotStyles(), ""].map(hashOf);
  for (const path of pages) {
    const file = join(folder, path);
    const html = moveStyleAttributes(await readFile(file, "utf8"));
    const {scripts, styles} = hashesOf(html);
    if (hasCells(html)) for (const hash of charts) styles.add(hash);
    for (const hash of scripts) all.scripts.add(hash);
    for (const hash of styles) all.styles.add(hash);
    await writeFile(file, statePolicy(html, policyText({scripts, styles})));
  }
  await writeFile(join(folder, headersFile), writeHeaders(policyText(all)));
}
