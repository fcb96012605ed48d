import type {Release} from "../release/release.ts";
import {classed, named, parsePage, type Document, type Element} from "./tree.ts";

/** A page that Framework has built. */
export interface Page {
  /** Path of its file in the site, such as `lab/index.html`. */
  path: string;
  document: Document;
  head: Element;
}

/** What a pass may use besides the page, and where it puts results that are not part of the page. */
export interface PassContext {
  release: Release;
  /** Reads the style sheet at an address in the page. */
  readStyle(href: string): Promise<string>;
  /** Adds another page to the site. */
  addPage(path: string, text: string): Promise<void>;
  /** Hashes of all inline scripts in pages, for the header that covers all pages. */
  scripts: Set<string>;
}

/** One change to the tree of every page. */
export interface Pass {
  name: string;
  /**
   * What the pass must find on a page, for the error message when it is missing; undefined if there may be nothing to
   * do.
   */
  expects(page: Page): string | undefined;
  /** What the pass must find on at least one page of the site, if no single page must have it. */
  expectsInSite?: string;
  /** The code to check when it is missing. */
  lookAt: string;
  /**
   * Changes the page.
   * @returns the number of places changed; 0 fails the build if the pass must find something
   */
  apply(page: Page, context: PassContext): number | Promise<number>;
}

/** Reads a page that Framework built. */
export function readPage(path: string, text: string): Page {
  const document = parsePage(text);
  return {path, document, head: named(document, "head")[0]!};
}

/**
 * Runs a pass on a page.
 * @returns the number of places changed
 * @throws Error when the pass does not find what it must
 */
export async function runPass(pass: Pass, page: Page, context: PassContext): Promise<number> {
  // Asked before the pass runs, since the pass may remove what this looks for.
  const expected = pass.expects(page);
  const changed = await pass.apply(page, context);
  if (changed === 0 && expected !== undefined) throw nothingFound(`page ${page.path}`, pass, expected);
  return changed;
}

/** The error of a pass that does not find what it must. */
export function nothingFound(where: string, {name, lookAt}: Pass, expected: string): Error {
  return new Error(
    `${where}: pass "${name}" found no ${expected}; if Framework or the site's own markup has changed, change ${lookAt}`
  );
}

/** Whether a page is the error page. It can appear at any address, so its links start from its base. */
export function isErrorPage({path}: Page): boolean {
  return path === "404.html";
}

/** Whether a page has the header written by `src/site/html/shell.ts`. Sites in tests may lack it. */
export function hasSiteShell({document}: Page): boolean {
  return classed(document, "a", "site-title").length > 0;
}
