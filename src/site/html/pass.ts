import type {Release} from "../release/release.ts";
import {classed, named, parsePage, type Document, type Element} from "./tree.ts";

/** A page of Framework on its way into the built site. */
export interface Page {
  /** Path of its file in the site, such as `lab/index.html`. */
  path: string;
  document: Document;
  head: Element;
}

/** What a pass may ask for beside the page, and where it puts what is no part of it. */
export interface PassContext {
  release: Release;
  /** The style sheet at an address of the page. */
  readStyle(href: string): Promise<string>;
  /** Adds another page to the site. */
  addPage(path: string, text: string): Promise<void>;
  /** Hashes of all scripts that stand in pages, for the header that covers them all. */
  scripts: Set<string>;
}

/** One change to the tree of every page. */
export interface Pass {
  name: string;
  /**
   * What the pass must find on a page, for the message when it is missing; undefined where there may be nothing to do.
   */
  expects(page: Page): string | undefined;
  /** What it must find on at least one page of the site, where no single page must have it. */
  expectsInSite?: string;
  /** Where to look when it is missing. */
  lookAt: string;
  /** Changes the page. Returns in how many places; a pass that must find something and returns 0 fails the build. */
  apply(page: Page, context: PassContext): number | Promise<number>;
}

/** Reads a page that Framework built. */
export function readPage(path: string, text: string): Page {
  const document = parsePage(text);
  return {path, document, head: named(document, "head")[0]!};
}

/** Runs a pass on a page. Returns in how many places it changed it. @throws Error when it does not find what it must */
export async function runPass(pass: Pass, page: Page, context: PassContext): Promise<number> {
  // Asked first: the pass may take away what tells.
  const expected = pass.expects(page);
  const changed = await pass.apply(page, context);
  if (changed === 0 && expected !== undefined) throw nothingFound(`page ${page.path}`, pass, expected);
  return changed;
}

/** The error of a pass that did not find what it must. */
export function nothingFound(where: string, {name, lookAt}: Pass, expected: string): Error {
  return new Error(
    `${where}: pass "${name}" found no ${expected}; if Framework or the site's own markup has changed, change ${lookAt}`
  );
}

/** Framework shows the error page at any address: its links start from its base, not from its folder. */
export function isErrorPage({path}: Page): boolean {
  return path === "404.html";
}

/** Whether a page has the header that `src/site/html/shell.ts` writes; a site under test may do without. */
export function hasSiteShell({document}: Page): boolean {
  return classed(document, "a", "site-title").length > 0;
}
