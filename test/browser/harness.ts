import assert from "node:assert/strict";
import {once} from "node:events";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {addressOf, serve} from "../../src/site/serve.ts";
import {launchChromium} from "../../tools/browser.ts";

/** What went wrong while a page was open; all lists are empty on a good page. */
export interface Trouble {
  consoleErrors: string[];
  /** Uncaught errors and rejections. */
  pageErrors: string[];
  /** Requests that got no answer or one of status 400 and above, as `status url`. */
  failedRequests: string[];
  /** Requests that would have left the site; they are not let through. */
  foreignRequests: string[];
}

export interface OpenPage {
  page: Page;
  trouble: Trouble;
  /** Waits until no block of the page is being computed; `timeout` is in milliseconds. */
  settled(timeout?: number): Promise<void>;
  /** Fails when there was any trouble so far, or a block of the page shows an error. */
  assertQuiet(): Promise<void>;
  close(): Promise<void>;
}

/** Playwright's options, `viewport`, `colorScheme`, `javaScriptEnabled`, `locale`, …, and one of ours. */
export interface OpenOptions extends BrowserContextOptions {
  /** Runs before the page has an address: routes and scripts that must be there from the start. */
  prepare?(page: Page): Promise<unknown>;
}

export interface TestSite {
  /** The address of a path of the site, such as `/lab/`. */
  url(path: string): string;
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Milliseconds; the first start of DuckDB takes seconds, and more on a busy machine. */
const patience = 60_000;

/**
 * Serves a built site on a free port, under `base`, and starts a browser for it.
 *
 * Throws, with what to do, when there is no browser.
 */
export async function openSite(folder: string, {base = "/"}: {base?: string} = {}): Promise<TestSite> {
  const browser = await launchChromium();
  const server = await serve(folder, {base});
  const site = siteAt(browser, `${addressOf(server)}${base}`);
  return {
    ...site,
    async close() {
      await site.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  };
}

/** Starts a browser for a site that is being served at `address` already, such as a preview. */
export async function openAddress(address: string): Promise<TestSite> {
  return siteAt(await launchChromium(), address);
}

function siteAt(browser: Browser, address: string): TestSite {
  const url = (path: string) => new URL(path.replace(/^\//, ""), address).href;
  return {
    url,
    open: async (path, options) => await openPage(browser, url(path), options),
    close: async () => await browser.close()
  };
}

async function openPage(browser: Browser, url: string, {prepare, ...options}: OpenOptions = {}): Promise<OpenPage> {
  const {origin} = new URL(url);
  const context = await browser.newContext(options);
  const trouble: Trouble = {consoleErrors: [], pageErrors: [], failedRequests: [], foreignRequests: []};

  await context.route(
    (target) => isForeign(target, origin),
    async (route) => {
      trouble.foreignRequests.push(route.request().url());
      await route.abort();
    }
  );
  context.on("console", (message) => {
    if (message.type() === "error") trouble.consoleErrors.push(message.text());
  });
  context.on("weberror", (error) => trouble.pageErrors.push(String(error.error())));
  context.on("requestfailed", (request) => {
    if (isForeign(new URL(request.url()), origin)) return;
    trouble.failedRequests.push(`${request.failure()?.errorText} ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) trouble.failedRequests.push(`${response.status()} ${response.url()}`);
  });

  // The TypeScript loader wraps named functions in this helper, also those that a test sends to the page.
  await context.addInitScript("globalThis.__name ??= (target) => target");
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await prepare?.(page);
  await page.goto(url);
  return {
    page,
    trouble,
    settled: async (timeout = patience) => await settle(page, timeout),
    async assertQuiet() {
      const blockErrors = await page.locator(".observablehq--error").allTextContents();
      assert.deepEqual(
        {...trouble, blockErrors},
        {
          consoleErrors: [],
          pageErrors: [],
          failedRequests: [],
          foreignRequests: [],
          blockErrors: []
        }
      );
    },
    close: async () => await context.close()
  };
}

/** Waits until the scripts of the report listen: then the tools of its figures show. Before that, a click follows a link. */
export async function scriptsListen(page: Page): Promise<void> {
  await page.locator("#figure-network [data-tools] button").first().waitFor();
}

/** Moves the pointer: the sign of a reader for which a page waits. */
export async function moveAbout(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.mouse.move(9, 9);
}

/**
 * Goes to another state of the same page, as back and forward do, without loading the page: tests that share one start
 * its database once, which takes longer than what they do with it.
 *
 * @param search such as `?region=BE2`, or empty
 */
export async function goWithin(page: Page, search: string): Promise<void> {
  await page.evaluate((query) => {
    history.pushState(null, "", `${location.pathname}${query}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, search);
}

/** Tries a check until it holds; fails with its last failure after a minute, or as many milliseconds as are given. */
export async function eventually(check: () => Promise<void>, timeout = patience): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Framework marks a block that is being computed; one that starts another one leaves a moment between. */
async function settle(page: Page, timeout: number): Promise<void> {
  await page.waitForLoadState("networkidle", {timeout});
  // Cells that want the database wait for a reader.
  if ((await page.locator("observablehq-loading").count()) > 0) await moveAbout(page);
  await waitUntil(
    page,
    () =>
      new Promise<boolean>((resolve) => {
        const isBusy = () => document.querySelector("observablehq-loading") !== null;
        if (isBusy()) resolve(false);
        else setTimeout(() => resolve(!isBusy()), 100);
      }),
    undefined,
    timeout
  );
}

/**
 * Waits until a function gives true in the page. Playwright's own `waitForFunction` makes code from text inside the
 * page, which the site's policy refuses.
 */
export async function waitUntil<Arg>(
  page: Page,
  check: (arg: Arg) => unknown,
  arg: Arg,
  timeout = patience
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await page.evaluate(check as (arg: unknown) => unknown, arg as unknown))) {
    if (Date.now() > deadline) throw new Error(`not within ${timeout} ms: ${String(check).slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isForeign(url: URL, origin: string): boolean {
  return /^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host;
}
