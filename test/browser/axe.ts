import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import type {Page} from "playwright-core";

const script = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname;

interface AxeOptions {
  resultTypes: readonly string[];
  selectors: boolean;
}

interface Axe {
  run(context: Document, options: AxeOptions): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>;
}

/**
 * Runs axe on a page in its current state.
 * @returns `rule: element | element` for each violation; empty for a good page
 */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await readFile(script, "utf8"));
  return await page.evaluate(async () => {
    // Leaving out elements that pass, and all selectors, saves a third of axe's time.
    const options = {resultTypes: ["violations"], selectors: false};
    const {violations} = await (globalThis as unknown as {axe: Axe}).axe.run(document, options);
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(" | ")}`);
  });
}

/** A wide screen in light colours and a phone in dark ones, so that each width and each set of colours occurs once. */
const screens = [
  {width: 1280, height: 900, colorScheme: "light"},
  {width: 390, height: 844, colorScheme: "dark"}
] as const;

/**
 * Fails when axe finds a violation on a wide screen or a phone, in light or dark colours, or when an element is wider
 * than the screen.
 *
 * @param ready runs before each check, for example to wait until the page has been redrawn
 */
export async function assertAccessible(page: Page, ready: () => Promise<unknown> = async () => {}): Promise<void> {
  for (const {width, height, colorScheme} of screens) {
    await page.setViewportSize({width, height});
    await page.emulateMedia({colorScheme});
    await ready();
    assert.deepEqual(await violationsOf(page), [], `${page.url()} ${width} ${colorScheme}`);
    assert.deepEqual(await tooWide(page), [], `${page.url()} ${width}`);
  }
}

/** The elements that are wider than the screen, at most five, as HTML; empty for a good page. */
export async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return Array.from(document.body.querySelectorAll("*"))
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
