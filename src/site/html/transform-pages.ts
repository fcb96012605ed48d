import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {Release} from "../release/release.ts";
import {hasSiteShell, isErrorPage, nothingFound, type Pass, type PassContext, readPage, runPass} from "./pass.ts";
import {allowZoom} from "./passes/allow-zoom.ts";
import {declareLanguage} from "./passes/declare-language.ts";
import {dropModulePreloads} from "./passes/drop-module-preloads.ts";
import {explainOldBrowsers, explainOpenedFiles} from "./passes/explain-missing-modules.ts";
import {fallBackToLightColours} from "./passes/fall-back-to-light-colours.ts";
import {foldDrawings} from "./passes/fold-drawings.ts";
import {foldTables} from "./passes/fold-tables.ts";
import {inlineStyles} from "./passes/inline-styles.ts";
import {linkCompanionFiles} from "./passes/link-companion-files.ts";
import {nameLandmarks} from "./passes/name-landmarks.ts";
import {offerEmbeds} from "./passes/offer-embeds.ts";
import {postponeCells} from "./passes/postpone-cells.ts";
import {reserveSpaceForCells} from "./passes/reserve-space-for-cells.ts";
import {restoreQueries} from "./passes/restore-queries.ts";
import {statePolicy} from "./passes/state-policy.ts";
import {policyText} from "./policy.ts";
import {headersFile, writeHeaders} from "./security-headers.ts";
import {serializePage} from "./tree.ts";

/** The passes over each page that Framework has built, in order. */
const passes: readonly Pass[] = [
  declareLanguage,
  allowZoom,
  nameLandmarks,
  linkCompanionFiles,
  // Figures must be embedded before they are folded.
  offerEmbeds,
  // The error page is left out: these passes rely on addresses relative to the page's folder, or save time that this
  // short page does not cost.
  ...[
    restoreQueries,
    inlineStyles,
    dropModulePreloads,
    foldTables,
    foldDrawings,
    reserveSpaceForCells,
    postponeCells
  ].map(exceptErrorPage),
  // The style sheets must be in the page first.
  fallBackToLightColours,
  explainOldBrowsers,
  explainOpenedFiles,
  // All scripts must be final first.
  statePolicy
];

/**
 * Applies the passes to the pages that Framework has built, adds a page for each figure of the report, and writes the
 * headers for hosts that can send them. The header permits what any page of the site needs, and a page permits only
 * what it needs itself; browsers apply both.
 *
 * @param folder the built site
 * @returns paths of the site's pages, including embedded figures
 * @throws Error when a pass does not find what it must on a page
 */
export async function transformPages(folder: string, release: Release): Promise<string[]> {
  const scripts = new Set<string>();
  const pages = (await readdir(folder, {recursive: true}))
    // Files in folders that start with an underscore come from authors, through loaders and attachments.
    .filter((path) => path.endsWith(".html") && !path.startsWith("_"));
  const embeds: string[] = [];
  const changes = new Map<Pass, number>();
  let ownSite = false;
  for (const path of pages) {
    const file = join(folder, path);
    const page = readPage(path, await readFile(file, "utf8"));
    ownSite ||= hasSiteShell(page);
    const context: PassContext = {
      release,
      scripts,
      readStyle: async (href) => await readFile(join(dirname(file), href), "utf8"),
      async addPage(embed, text) {
        embeds.push(embed);
        await mkdir(dirname(join(folder, embed)), {recursive: true});
        await writeFile(join(folder, embed), text);
      }
    };
    for (const pass of passes) changes.set(pass, (changes.get(pass) ?? 0) + (await runPass(pass, page, context)));
    await writeFile(file, serializePage(page.document));
  }
  if (ownSite) checkSite(changes);
  await writeFile(join(folder, headersFile), writeHeaders(policyText(scripts)));
  return [...pages, ...embeds];
}

function checkSite(changes: ReadonlyMap<Pass, number>): void {
  for (const [pass, count] of changes)
    if (count === 0 && pass.expectsInSite !== undefined) throw nothingFound("the site", pass, pass.expectsInSite);
}

function exceptErrorPage(pass: Pass): Pass {
  return {
    ...pass,
    expects: (page) => (isErrorPage(page) ? undefined : pass.expects(page)),
    apply: (page, context) => (isErrorPage(page) ? 0 : pass.apply(page, context))
  };
}
