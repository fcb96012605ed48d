import assert from "node:assert/strict";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Page, Route} from "playwright-core";
import {builtSite} from "../browser/built-site.ts";
import {eventually, moveAbout, type OpenPage, openSite, type TestSite} from "../browser/harness.ts";

let site: TestSite, folder: string;

before(async () => {
  folder = await builtSite();
  site = await openSite(folder);
});
after(async () => await site?.close());

/** Opens a page after something was broken, and gives the sign of a reader. */
async function openBroken(path: string, breakIt: (page: Page) => Promise<unknown>): Promise<OpenPage> {
  const open = await site.open(path, {viewport: {width: 1280, height: 900}, prepare: breakIt});
  await moveAbout(open.page);
  return open;
}

const status = (page: Page) => page.locator("[data-live-status]");

/** The story stands, a number has its card, and one short line says what is not live. */
async function assertReadable({page, trouble, close}: OpenPage, reason: RegExp, {cards = true} = {}): Promise<void> {
  await page.locator("[data-live-status][data-state=failed]").waitFor();
  const said = await status(page).innerText();
  assert.match(said, reason);
  assert.ok(said.length < 400, said);
  assert.ok((await page.locator("main p").count()) > 30 && (await page.locator("main figure svg").count()) > 8);
  const number = page.locator('main a.value[data-reference="patents.rca mrna-technology"]').first();
  assert.match(await number.innerText(), /\d/);
  await number.click();
  // Without what a card is made with, a number leads to its technology.
  if (cards) await page.locator("#value-card").waitFor();
  else await page.waitForURL("**/technology/mrna-technology.html");
  assert.deepEqual(trouble.pageErrors, []);
  await close();
}

/** Answers a worker's file with something before its own text. */
const prepended = (code: string) => async (route: Route) =>
  await route.fulfill({response: await route.fetch(), body: `${code};\n${await (await route.fetch()).text()}`});
const engineWorker = "**/duckdb-browser-*.worker.*.js";

test("WebAssembly that is refused, that is broken or that gets no memory", {timeout: 120_000}, async () => {
  // As a host or a browser's mode does that does not allow it.
  await assertReadable(
    await openBroken("/", (page) =>
      page.route(
        engineWorker,
        prepended(
          'for (const name of ["instantiate", "instantiateStreaming", "compile", "compileStreaming"]) WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError("Wasm code generation disallowed by embedder"))'
        )
      )
    ),
    /cannot recompute the numbers \(.+\)/
  );
  await assertReadable(
    await openBroken("/", (page) =>
      page.route(
        engineWorker,
        prepended(
          'for (const name of ["instantiate", "instantiateStreaming"]) WebAssembly[name] = () => Promise.reject(new RangeError("WebAssembly.Memory(): could not allocate memory"))'
        )
      )
    ),
    /cannot recompute the numbers \(.+\)/
  );
  await assertReadable(
    await openBroken("/", (page) =>
      page.route(
        "**/parquet_wasm_bg.wasm",
        async (route) => await route.fulfill({contentType: "application/wasm", body: Buffer.from("\0asm and no more")})
      )
    ),
    /cannot recompute the numbers \(.+\)/
  );
});

test("a table that is missing, cut short, or of another release", {timeout: 120_000}, async () => {
  const table = "**/patents.*.parquet";
  await assertReadable(
    await openBroken("/", (page) =>
      page.route(table, async (route) => await route.fulfill({status: 404, body: "not found"}))
    ),
    /patents\.parquet/
  );
  const name = (await readdir(join(folder, "_file/data"))).find((one) => /^patents\.[0-9a-f]+\.parquet$/.test(one))!;
  const whole = await readFile(join(folder, "_file/data", name));
  await assertReadable(
    await openBroken("/", (page) =>
      page.route(table, async (route) => await route.fulfill({body: whole.subarray(0, whole.length / 2)}))
    ),
    /patents\.parquet/
  );
  // One with the same columns and other rows: everything runs, and the page says that it does not agree.
  const other = await readFile(
    join(
      folder,
      "_file/data",
      (await readdir(join(folder, "_file/data"))).find((one) => /^publications\.[0-9a-f]+\.parquet$/.test(one))!
    )
  );
  const {page, close} = await openBroken("/", (one) =>
    one.route(table, async (route) => await route.fulfill({body: other}))
  );
  await page.locator("[data-live-status][data-state=differs], [data-live-status][data-state=failed]").waitFor();
  assert.match(await status(page).innerText(), /^[\d,]+ recomputed values differ|cannot recompute the numbers/);
  await close();
});

test("a connection that drops, and one that is slow", {timeout: 120_000}, async () => {
  // After the page, before what computes.
  await assertReadable(
    await openBroken("/", (page) => page.route("**/_npm/**", (route) => route.abort("connectionreset"))),
    /cannot recompute the numbers \(.+\)|failed to load \(.+\)/,
    {cards: false}
  );
  await assertReadable(
    await openBroken("/", (page) =>
      page.route("**/live/engine/check.*.js", (route) => route.abort("internetdisconnected"))
    ),
    /failed to load \(.+\)/
  );
  const lab = await openBroken("/lab/what-if", (page) =>
    page.route("**/live/lab/what-if.*.js", (route) => route.abort("internetdisconnected"))
  );
  await eventually(async () =>
    assert.match(await lab.page.locator("[data-lab]").innerText(), /The interactive part of this page failed to load/)
  );
  assert.deepEqual(lab.trouble.pageErrors, []);
  await lab.close();
  let held = 0;
  const slow = await openBroken("/", (page) =>
    page.route("**/*.parquet", async (route) => {
      ++held;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    })
  );
  await slow.page.locator("[data-live-status][data-state=loading]").waitFor();
  assert.match(await status(slow.page).innerText(), /You can read on/);
  await slow.page.locator("[data-live-status][data-state=live]").waitFor();
  assert.ok(held > 10);
  await slow.assertQuiet();
  await slow.close();
});

test("storage that is blocked: colours hold for the page, and nothing else changes", {timeout: 60_000}, async () => {
  const {page, trouble, close} = await site.open("/claims", {
    prepare: (made) =>
      made.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
          Object.defineProperty(globalThis, name, {
            configurable: true,
            get() {
              throw new DOMException("blocked", "SecurityError");
            }
          });
      })
  });
  await page.locator(".theme-button").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  await page.goto(site.url("/"));
  await moveAbout(page);
  await page.locator("[data-live-status][data-state=live]").waitFor();
  assert.deepEqual(trouble.pageErrors, []);
  await close();
});

test(
  "a browser without modules: the story, its tables and a line on what it cannot do",
  {timeout: 60_000},
  async () => {
    const open = await site.open("/", {
      viewport: {width: 1280, height: 900},
      bypassCSP: true,
      prepare: (page) =>
        page.route(
          (url) => url.pathname === "/",
          async (route) => {
            const html = await (await route.fetch()).text();
            // As such a browser reads it: module scripts are data, others run whatever they say of modules,
            // light-dark() is unknown.
            await route.fulfill({
              contentType: "text/html",
              body: html
                .replaceAll('type="module"', 'type="text/x-unknown"')
                .replaceAll(`<script nomodule="">`, "<script>")
                .replaceAll("light-dark(", "unknown-function(")
            });
          }
        )
    });
    assert.match(await status(open.page).innerText(), /too old to recompute the numbers/);
    assert.equal(
      await open.page.locator(".table-twin noscript, .chart-wide noscript, .chart-narrow noscript").count(),
      0
    );
    await open.page.locator("#figure-graph-patents .table-twin summary").click();
    await open.page.locator("#figure-graph-patents .table-twin tbody tr").first().waitFor();
    const [paper, ink, mark] = await open.page.evaluate(() => [
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.body).color,
      getComputedStyle(document.querySelector("#figure-treemap-patents .chart-wide rect")!).fill
    ]);
    assert.deepEqual([paper, ink], ["rgb(253, 252, 249)", "rgb(29, 35, 40)"]);
    assert.notEqual(mark, "rgb(0, 0, 0)");
    assert.deepEqual(open.trouble.pageErrors, []);
    await open.close();
  }
);
