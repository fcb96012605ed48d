import assert from "node:assert/strict";
import {once} from "node:events";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {addressOf, serve} from "../../src/site/serve.ts";
import {launchChromium} from "../../tools/browser.ts";

/** What went wrong while a page was open. All lists are empty for a good page. */
export interface Trouble {
  consoleErrors: string[];
  /** Uncaught errors and rejections. */
  pageErrors: string[];
  /** Requests without an answer, or with status 400 or above, as `status url`. */
  failedRequests: string[];
  /** Requests to other sites, which are blocked. */
  foreignRequests: string[];
}

export interface OpenPage {
  page: Page;
  trouble: Trouble;
  /** Waits until no block of the page is being computed; `timeout` is in milliseconds. */
  settled(timeout?: number): Promise<void>;
  /** Fails if anything has gone wrong so far, or a block of the page shows an error. */
  assertQuiet(): Promise<void>;
  close(): Promise<void>;
}

/** Playwright's options (`viewport`, `colorScheme`, `javaScriptEnabled`, `locale`, …) and one more. */
export interface OpenOptions extends BrowserContextOptions {
  /** Runs before the page loads, for routes and scripts that it needs from the start. */
  prepare?(page: Page): Promise<unknown>;
}

export interface TestSite {
  /** The address of a path of the site, such as `/lab/`. */
  url(path: string): string;
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Milliseconds. Starting DuckDB takes seconds, and longer on a busy machine. */
const patience = 60_000;

/**
 * Serves a built site on a free port, under `base`, and starts a browser for it.
 *
 * @throws Error with advice when there is no browser
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

/** Starts a browser for a site that is already served at `address`, such as a preview. */
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

  // The TypeScript loader wraps named functions, including those that a test sends to the page, in a call of `__name`.
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

/**
 * Waits until the report's scripts react to clicks, which is when the tools of its figures appear. Before that, a click
 * follows a link.
 */
export async function scriptsListen(page: Page): Promise<void> {
  await page.locator("#figure-network [data-tools] button").first().waitFor();
}

/** Moves the pointer, which is a sign of reading that pages wait for. */
export async function moveAbout(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.mouse.move(9, 9);
}

/**
 * Goes to another state of the same page, as back and forward do, without reloading. Tests that share a page start its
 * database only once, which takes longer than the rest of the test.
 *
 * @param search such as `?region=BE2`, or empty
 */
export async function goWithin(page: Page, search: string): Promise<void> {
  await page.evaluate((query) => {
    history.pushState(null, "", `${location.pathname}${query}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, search);
}

/** Repeats a check until it passes. Fails with its last failure after `timeout` milliseconds. */
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

/**
 * Waits until no block is being computed. Framework marks such blocks, but there is a gap before a block starts
 * another.
 */
async function settle(page: Page, timeout: number): Promise<void> {
  await page.waitForLoadState("networkidle", {timeout});
  // Cells that use the database wait for a reader.
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
 * Waits until a function returns true in the page. Playwright's `waitForFunction` evaluates code from text in the page,
 * which the site's policy forbids.
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
