import {setPriority} from "node:os";
import {fileURLToPath} from "node:url";
import lighthouse from "lighthouse";
import {type Browser, type CDPSession, chromium, type Page} from "playwright-core";
import {findFreePort} from "../../../src/site/server-address.ts";
import {findChromium} from "../../browser.ts";
import {type LighthouseCategory, lighthouseCategories, type PaintMeasures} from "./limits.ts";

/** A browser that Lighthouse can also reach. */
export interface MeasuringBrowser {
  browser: Browser;
  /** Port of its remote debugging. */
  port: number;
}

/** Playwright waits for a page by evaluating code from text, which the page's policy forbids. */
const measured = {bypassCSP: true};

const phone = {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, isMobile: true, hasTouch: true};

/** Bytes per second, and milliseconds of latency: Lighthouse's slow 4G. */
const slowNetwork = {offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8};
const slowdownOfProcessor = 4;

/** Milliseconds until a page must show something, and after which no further shifts are expected. */
const [patience, calm] = [45_000, 2_500];

/** Milliseconds for the cells of a page, the slowest of which wait for DuckDB. */
const blockPatience = 60_000;

const axeFile = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/**
 * Starts the tests' browser with a port for Lighthouse, and lowers the priority of this process: with few processors,
 * serving and watching a page would otherwise slow it down.
 */
export async function launchForMeasuring(): Promise<MeasuringBrowser> {
  const {path, env} = await findChromium();
  const port = await findFreePort(9222, "127.0.0.1");
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--remote-debugging-port=${port}`
  ];
  const browser = await chromium.launch({
    executablePath: path,
    env: {...process.env, ...env} as Record<string, string>,
    args
  });
  setPriority(10);
  // Lighthouse keeps sending requests to a page that it has closed; their failures are harmless.
  process.on("unhandledRejection", (reason) => {
    if ((reason as {protocolMethod?: unknown} | null)?.protocolMethod === undefined) throw reason;
  });
  return {browser, port};
}

/** What the page records while it loads. */
interface Notes {
  fcp: number;
  /** Time when the first visible figure was painted; 0 until then. */
  figure: number;
  /** The largest contentful paint so far. */
  largest: number;
  shift: number;
}

/**
 * Runs in the page before its own code. A figure is an SVG in .chart-wide or .chart-narrow, whichever is displayed.
 * Browsers produce frames only once styles are loaded; the second frame after a figure enters the document shows it.
 */
const noteTaker = `{
  const notes = globalThis.pageNotes = {fcp: NaN, figure: 0, largest: 0, shift: 0};
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
  observe("paint", (entry) => { if (entry.name === "first-contentful-paint") notes.fcp = entry.startTime; });
  observe("largest-contentful-paint", (entry) => { notes.largest = entry.startTime; });
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) notes.shift += entry.value; });
  const isShown = (svg) => svg.getClientRects().length > 0 && svg.childElementCount > 0;
  const shown = () => Array.from(document.querySelectorAll(".chart-wide svg, .chart-narrow svg")).some(isShown);
  const look = () => {
    if (shown()) requestAnimationFrame(() => { notes.figure = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

/**
 * Visits a page like a phone on slow 4G (1.6 Mbit/s, 150 ms), with a processor slowed down four times and without a
 * cache.
 * @throws Error when the page shows nothing in time
 */
export async function measurePaint({browser}: MeasuringBrowser, url: string): Promise<PaintMeasures> {
  const context = await browser.newContext({...phone, ...measured});
  try {
    const page = await context.newPage();
    await page.addInitScript(noteTaker);
    const session = await context.newCDPSession(page);
    const received = await listenToNetwork(session);
    await session.send("Network.emulateNetworkConditions", slowNetwork);
    await session.send("Emulation.setCPUThrottlingRate", {rate: slowdownOfProcessor});
    await page.goto(url, {waitUntil: "domcontentloaded", timeout: patience});
    const hasFigure = await waitForFigure(page);
    await page.waitForTimeout(calm);
    const {notes, origin} = (await page.evaluate("({notes: pageNotes, origin: performance.timeOrigin})")) as {
      notes: Notes;
      origin: number;
    };
    const figures = Math.max(notes.fcp, hasFigure ? notes.figure : notes.largest);
    return {fcp: notes.fcp, figures, hasFigure, kilobytes: received(origin + figures) / 1000, shift: notes.shift};
  } finally {
    await context.close();
  }
}

/**
 * Waits until the first figure is painted or, without figures, until the page is loaded.
 * @returns whether there is a figure
 */
async function waitForFigure(page: Page): Promise<boolean> {
  const expected = (await page.locator(".chart-wide, .chart-narrow").count()) > 0;
  if (expected) await page.waitForFunction("pageNotes.figure > 0", undefined, {timeout: patience});
  else await page.waitForFunction("pageNotes.largest > 0", undefined, {timeout: patience});
  return expected;
}

/**
 * Counts transferred bytes. A response counts in full from its first byte, since a browser reports the size of
 * compressed data only at the end.
 * @returns a function that gives the bytes until a time, in milliseconds since 1970
 */
async function listenToNetwork(session: CDPSession): Promise<(until: number) => number> {
  const responses = new Map<string, {at: number; bytes: number}>();
  // Network events use another clock, in seconds; a request carries both times.
  let offset: number | undefined;
  session.on("Network.requestWillBeSent", ({timestamp, wallTime}) => (offset ??= wallTime - timestamp));
  session.on("Network.responseReceived", ({requestId, timestamp, response}) =>
    responses.set(requestId, {at: timestamp, bytes: response.encodedDataLength})
  );
  session.on("Network.dataReceived", ({requestId, encodedDataLength}) => {
    const response = responses.get(requestId);
    if (response) response.bytes += encodedDataLength;
  });
  session.on("Network.loadingFinished", ({requestId, encodedDataLength}) => {
    const response = responses.get(requestId);
    if (response) response.bytes = Math.max(response.bytes, encodedDataLength);
  });
  await session.send("Network.enable");
  return (until) =>
    Array.from(responses.values())
      .filter(({at}) => (at + (offset ?? NaN)) * 1000 <= until)
      .reduce((sum, {bytes}) => sum + bytes, 0);
}

/**
 * Lighthouse scores, 0–100, with Lighthouse's settings for a phone on slow 4G (simulated). They are the medians of
 * several runs, as its authors advise, since a score varies by ten points with the load of the machine.
 * @throws Error when Lighthouse cannot score the page
 */
export async function measureLighthouse(
  measuring: MeasuringBrowser,
  url: string,
  runs: number
): Promise<Record<LighthouseCategory, number>> {
  const results: Record<LighthouseCategory, number>[] = [];
  for (let i = 0; i < runs; ++i) results.push(await runLighthouse(measuring, url));
  // A run without a score fails every limit; of two runs the lower one counts.
  const middle = (values: number[]) =>
    values.some(Number.isNaN) ? Number.NaN : values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
  return Object.fromEntries(
    lighthouseCategories.map((category) => [category, middle(results.map((one) => one[category]))])
  ) as Record<LighthouseCategory, number>;
}

/** A trace occasionally lacks its start, and Lighthouse asks for another run. */
const attempts = 3;

async function runLighthouse(
  measuring: MeasuringBrowser,
  url: string,
  attempt = 1
): Promise<Record<LighthouseCategory, number>> {
  const result = await lighthouse(url, {
    port: measuring.port,
    output: "json",
    logLevel: "silent",
    onlyCategories: [...lighthouseCategories]
  });
  const {runtimeError, categories} = result?.lhr ?? {};
  if (runtimeError && attempt < attempts) return await runLighthouse(measuring, url, attempt + 1);
  if (!categories || runtimeError)
    throw new Error(`lighthouse failed: ${url}: ${runtimeError?.message ?? "no result"}`);
  // A category without a score fails every limit.
  const score = (category: LighthouseCategory) => Math.round(100 * (categories[category]?.score ?? NaN));
  return Object.fromEntries(lighthouseCategories.map((category) => [category, score(category)])) as Record<
    LighthouseCategory,
    number
  >;
}

/**
 * Violations found by axe on a page, in light and dark mode, on a phone and a laptop: rule, view and the first element
 * of each.
 */
export async function findViolations({browser}: MeasuringBrowser, url: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [390, 1280]) {
    const context = await browser.newContext({
      viewport: {width, height: 900},
      isMobile: width === 390,
      reducedMotion: "reduce",
      ...measured
    });
    try {
      const page = await context.newPage();
      await page.goto(url, {waitUntil: "networkidle"});
      await page.mouse.move(5, 5);
      await page.mouse.move(9, 9);
      await page.waitForFunction("!document.querySelector('observablehq-loading')", undefined, {
        timeout: blockPatience
      });
      await page.addScriptTag({path: axeFile});
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({colorScheme});
        const violations = (await page.evaluate(
          `axe.run().then(({violations}) =>
            violations.map(({id, nodes}) => [id, nodes.length, nodes[0].html.slice(0, 160)]))`
        )) as [string, number, string][];
        for (const [id, count, html] of violations)
          found.push(`${id} (${colorScheme}, ${width} px, ${count} elements): ${html}`);
      }
    } finally {
      await context.close();
    }
  }
  return found;
}
