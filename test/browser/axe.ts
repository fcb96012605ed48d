import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import type {Page} from "playwright-core";

const script = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname;

interface Axe {
  run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>;
}

/** What axe finds on a page as it stands, as `rule: element | element`; an empty list on a good page. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await readFile(script, "utf8"));
  return await page.evaluate(async () => {
    const {violations} = await (globalThis as unknown as {axe: Axe}).axe.run();
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(" | ")}`);
  });
}

/** Fails when axe finds anything at a width, in light or dark, or when the page is wider than the screen. */
export async function assertAccessible(page: Page, width: number): Promise<void> {
  await page.setViewportSize({width, height: 900});
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({colorScheme});
    assert.deepEqual(await violationsOf(page), [], `${width} ${colorScheme}`);
  }
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    String(width)
  );
}
