import type {Page} from "playwright-core";

const script = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname;

interface Axe {
  run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>;
}

/** What axe finds on a page as it stands, as `rule: element | element`; an empty list on a good page. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({path: script});
  return await page.evaluate(async () => {
    const {violations} = await (globalThis as unknown as {axe: Axe}).axe.run();
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(" | ")}`);
  });
}
