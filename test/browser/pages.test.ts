import assert from "node:assert/strict";
import {readdir} from "node:fs/promises";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {assertAccessible, tooWide} from "./axe.ts";
import {builtSite} from "./built-site.ts";
import {eventually, type OpenPage, openSite, type TestSite} from "./harness.ts";

let folder: string;
let site: TestSite;

before(async () => {
  folder = await builtSite();
  site = await openSite(folder);
});

after(async () => await site?.close());

/**
 * One of each group of technologies: one with all three lenses, one digital, one without funding, one without
 * neighbours.
 */
const sampled = ["semiconductors", "artificial-intelligence", "precision-medicine", "wind-energy"];

/** Addresses of all pages of the site, of the technologies those that are sampled. */
async function addresses(): Promise<string[]> {
  const files = (await readdir(folder, {recursive: true})).filter(
    (file) => file.endsWith(".html") && !file.startsWith("_")
  );
  return files
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "")}`)
    .filter((path) => !/^\/technology\/./.test(path) || sampled.includes(path.slice("/technology/".length)));
}

/** Opens a page and waits until everything is on it. */
async function openWhole(path: string, options?: Parameters<TestSite["open"]>[1]): Promise<OpenPage> {
  const open = await site.open(path, options);
  await open.settled();
  return open;
}

/** Pages whose parts that are closed at first are looked at open as well. */
const opened = ["/", "/technology/semiconductors"];

test(
  "every page opens without an error or a foreign request, has each id once, fits a phone, and axe finds nothing on it",
  {timeout: 400_000},
  async () => {
    const paths = await addresses();
    assert.ok(
      paths.length >= 6 + sampled.length && sampled.every((slug) => paths.includes(`/technology/${slug}`)),
      paths.join(" ")
    );
    for (const path of paths) {
      const {page, settled, assertQuiet, close} = await openWhole(path, {viewport: {width: 320, height: 700}});
      assert.deepEqual(await tooWide(page), [], `${path} at 320 px`);
      const twice = await page.evaluate(() =>
        Array.from(document.querySelectorAll("[id]"), ({id}) => id).filter((id, i, all) => all.indexOf(id) !== i)
      );
      assert.deepEqual(twice, [], `ids of ${path}`);
      await assertAccessible(page, settled);
      if (opened.includes(path)) {
        await openParts(page);
        await assertAccessible(page);
      }
      await assertQuiet();
      await close();
    }
  }
);

/** Opens all tables and notes, and on the report the card of a value. */
async function openParts(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  const value = page.locator('main a.value[data-reference="patents.rca mrna-technology"]').first();
  if ((await value.count()) === 0) return;
  await value.click();
  await page.locator("#value-card details").evaluate((details: HTMLDetailsElement) => (details.open = true));
}

test(
  "every link within the site leads to a page, and every fragment to an element of it",
  {timeout: 120_000},
  async () => {
    const {page, close} = await site.open("/404");
    const broken = await page.evaluate(
      async (paths) => {
        const loaded = new Map<string, Promise<Document | null>>();
        const load = (address: string) => {
          if (!loaded.has(address))
            loaded.set(
              address,
              fetch(address).then(async (response) =>
                response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null
              )
            );
          return loaded.get(address)!;
        };
        const found: string[] = [];
        for (const path of paths) {
          const source = (await load(new URL(path, location.origin).href))!;
          for (const href of new Set(
            Array.from(source.querySelectorAll("a[href]:not([download])"), (link) => link.getAttribute("href")!)
          )) {
            const target = new URL(href, new URL(path, location.origin));
            if (target.origin !== location.origin) continue;
            const id = decodeURIComponent(target.hash.slice(1));
            target.hash = "";
            const page = await load(target.href);
            if (!page || (id && !page.getElementById(id))) found.push(`${path}: ${href}`);
          }
        }
        return found;
      },
      (await addresses()).filter((path) => path !== "/404")
    );
    assert.deepEqual(broken, []);
    await close();
  }
);

test("each file that the page of the API names can be had", {timeout: 120_000}, async () => {
  const {page, close} = await openWhole("/api/");
  const files = await page
    .locator("main a[href^='./']")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  assert.ok(
    files.some((file) => file.endsWith("/api/indicators.parquet")),
    files.join(" ")
  );
  for (const file of files) assert.equal((await page.request.head(file)).status(), 200, file);
  await close();
});

test("the keyboard alone finds a technology, a claim and a section", {timeout: 120_000}, async () => {
  const {page, settled, assertQuiet, close} = await site.open("/claims");
  const find = async (words: string, kind: string) => {
    await settled();
    await page.keyboard.press("/");
    const field = page.getByRole("combobox", {name: "Search this site"});
    await field.waitFor();
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await page.keyboard.type(words);
    const options = page.locator("#search-results [role=option]");
    await eventually(async () =>
      assert.match((await options.allTextContents()).join("\n"), new RegExp(`${kind}$`, "m"))
    );
    const texts = await options.allTextContents();
    const at = texts.findIndex((text) => text.endsWith(kind));
    for (let i = 0; i < at; ++i) await page.keyboard.press("ArrowDown");
    const active = await field.getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).textContent(), texts[at]);
    await page.keyboard.press("Enter");
  };

  await find("photonics", "technology");
  await page.waitForURL("**/technology/photonics.html");
  assert.equal(await page.locator("h1").innerText(), "Photonics");

  await find("funding life sciences", "claim");
  await page.waitForURL(/\/claims\.html#./);
  const row = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
  await eventually(async () =>
    assert.ok(
      await row.evaluate(
        (element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().top < innerHeight
      )
    )
  );

  await find("conclusion", "section");
  await page.waitForURL("**/#conclusion");
  await eventually(async () =>
    assert.ok(
      await page
        .locator("#conclusion")
        .evaluate(
          (element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().top < innerHeight / 4
        )
    )
  );
  await assertQuiet();
  await close();
});

test(
  "the colours go from the system's to light to dark, stay for the next page, and are there before anything is painted",
  {timeout: 60_000},
  async () => {
    const {page, close} = await site.open("/claims", {colorScheme: "dark"});
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        (globalThis as unknown as {themeAtFirst: unknown}).themeAtFirst =
          document.documentElement.dataset.theme ?? "system";
        observer.disconnect();
      }).observe(document, {childList: true, subtree: true});
    });
    const button = page.locator(".theme-button");
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = "rgb(253, 252, 249)",
      dark = "rgb(20, 24, 27)";
    for (const [name, colour, theme] of [
      ["as in the system", dark, "system"],
      ["light", light, "light"],
      ["dark", dark, "dark"],
      ["as in the system", dark, "system"]
    ] as const) {
      await eventually(async () => assert.equal(await button.getAttribute("aria-label"), `Colours: ${name}`));
      assert.equal(await paper(), colour);
      await page.reload();
      assert.equal(await page.evaluate(() => (globalThis as unknown as {themeAtFirst: unknown}).themeAtFirst), theme);
      await eventually(async () => assert.equal(await button.getAttribute("aria-label"), `Colours: ${name}`));
      assert.equal(await paper(), colour);
      await button.click();
    }
    await close();
  }
);
