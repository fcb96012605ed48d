import assert from "node:assert/strict";
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {existsSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {unzipSync} from "fflate";
import type {Browser} from "playwright-core";
import {markerName} from "../../data-loaders/folders/marker.ts";
import {launchChromium} from "../../tools/browser.ts";
import {readRelease} from "../../src/site/release/release.ts";
import {zipSite} from "../../src/site/release.ts";
import {addressOf} from "../../src/site/serve.ts";
import {elements, parsePage} from "../../src/site/html/tree.ts";
import {servePlainly} from "../support/plain-server.ts";
import {builtSite} from "../browser/built-site.ts";
import {moveAbout, openAddress, openSite, type TestSite} from "../browser/harness.ts";

let folder: string, work: string, browser: Browser | undefined, framed: TestSite | undefined;
const desk = {width: 1280, height: 900};

before(async () => {
  [folder, work] = [await builtSite(), await mkdtemp(join(tmpdir(), "hosts-"))];
});
after(async () => {
  await browser?.close();
  await framed?.close();
  if (work) await rm(work, {recursive: true, force: true});
});

/**
 * The whole way of a reader: the report goes live, and links lead to a claim, a technology and the lab, which works.
 */
async function assertWhole(site: TestSite, base: string): Promise<void> {
  const {page, trouble, assertQuiet, close} = await site.open("", {viewport: desk});
  await moveAbout(page);
  await page.locator("[data-live-status][data-state=live]").waitFor();
  await page.locator("main a.verdict").first().click();
  await page.locator("#claim-card .card-links a").click();
  await page.waitForURL((url) => url.pathname === `${base}claims.html` && url.hash.length > 1);
  await page.locator("main [data-claim] a").first().waitFor();
  await page.locator("#observablehq-header nav a", {hasText: "Technologies"}).click();
  await page.waitForURL((url) => url.pathname === `${base}technology/`);
  await page.locator('[data-technology="wind-energy"] a').click();
  await page.waitForURL((url) => url.pathname === `${base}technology/wind-energy.html`);
  await page.goto(new URL("lab/what-if.html", site.url("")).href);
  await moveAbout(page);
  await page.locator("[data-tools-bar]:not([hidden])").waitFor();
  // A page that is left for the next one has requests that nobody waits for any more.
  trouble.failedRequests = trouble.failedRequests.filter((request) => !request.startsWith("net::ERR_ABORTED"));
  await assertQuiet();
  await close();
}

async function assertWholePlainly(site: string, options: Parameters<typeof servePlainly>[1] = {}): Promise<void> {
  const {server, missing} = await servePlainly(site, options);
  const open = await openAddress(`${addressOf(server)}/`);
  try {
    await assertWhole(open, "/");
    assert.deepEqual(
      missing.filter((path) => path !== "/favicon.ico"),
      []
    );
  } finally {
    await open.close();
    server.closeAllConnections();
    server.close();
  }
}

test("every link and every file that a page names is a file of the site, under exactly that name", async () => {
  const pages = (await readdir(folder, {recursive: true})).filter(
    (path) => path.endsWith(".html") && !path.startsWith("_")
  );
  assert.ok(pages.length > 60);
  const broken: string[] = [];
  for (const path of pages) {
    // The error page stands for any address, and starts from a base.
    const from = new URL(path === "404.html" ? "" : path, "http://site/");
    for (const {attrs} of elements(parsePage(await readFile(join(folder, path), "utf8")))) {
      for (const {value} of attrs.filter(({name}) => name === "href" || name === "src")) {
        const url = new URL(value, from);
        if (url.host !== "site" || !url.protocol.startsWith("http")) continue;
        const file = decodeURIComponent(url.pathname);
        if (!existsSync(join(folder, file.endsWith("/") ? `${file}index.html` : file)))
          broken.push(`${path}: ${value}`);
      }
    }
  }
  assert.deepEqual(broken, []);
});

test("no file is larger than the smallest limit of a host, and the engine is there once, packed", async () => {
  const files = await readdir(folder, {recursive: true, withFileTypes: true});
  const engines = files.filter(({name}) => /^duckdb-(mvp|eh)\.wasm/.test(name)).map(({name}) => name);
  assert.deepEqual(engines, ["duckdb-eh.wasm.gz"]);
  for (const file of files.filter((entry) => entry.isFile()))
    assert.ok((await readFile(join(file.parentPath, file.name))).length <= 25 * 2 ** 20, file.name);
});

test("below a path of a host with rules", {timeout: 120_000}, async () => {
  const site = await openSite(folder, {base: "/some/where/"});
  try {
    await assertWhole(site, "/some/where/");
  } finally {
    await site.close();
  }
});

test(
  "a plain file server: no rules, no types, no compression; and one that says that packed files are packed",
  {timeout: 180_000},
  async () => {
    for (const unpacking of [false, true]) {
      await assertWholePlainly(folder, {unpacking});
    }
  }
);

test("the archive of a release: the same bytes twice, and whole where it is unpacked", {timeout: 180_000}, async () => {
  const release = await readRelease();
  const archive = join(work, `flanders-${release.version}.zip`);
  const hash = await zipSite(folder, archive, release);
  assert.equal(await zipSite(folder, join(work, "again", `flanders-${release.version}.zip`), release), hash);
  const entries = Object.entries(unzipSync(await readFile(archive)));
  for (const [path, bytes] of entries) {
    await mkdir(dirname(join(work, path)), {recursive: true});
    await writeFile(join(work, path), bytes);
  }
  const unpacked = join(work, `flanders-${release.version}`);
  assert.match(
    await readFile(join(unpacked, "READ-ME.txt"), "utf8"),
    new RegExp(`Release ${release.version.replaceAll(".", "\\.")}`)
  );
  // The marker says on the publisher's computer that the folder may be replaced.
  const apart = ["READ-ME.txt", markerName];
  const names = async (of: string) =>
    (await readdir(of, {recursive: true})).filter((path) => !apart.includes(path)).sort();
  assert.deepEqual(await names(unpacked), await names(folder));

  await assertWholePlainly(unpacked);
});

test(
  "opened as a file: everything that was written is there, links lead on, and a line says what is not live",
  {timeout: 60_000},
  async () => {
    browser = await launchChromium();
    const page = await (await browser.newContext({viewport: desk})).newPage();
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    assert.match(await page.locator("[data-live-status]").innerText(), /^This page was opened as a file/);
    assert.equal(await page.locator("main figure.report-figure .chart-wide svg").count(), 10);
    assert.ok((await page.locator("main .table-twin table").count()) >= 10);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes("Source Serif")), true);
    assert.notEqual(
      await page
        .locator("#figure-treemap-patents .chart-wide rect")
        .first()
        .evaluate((mark) => getComputedStyle(mark).fill),
      "rgb(0, 0, 0)"
    );
    await page.locator("#observablehq-header nav a", {hasText: "Lab"}).click();
    await page.waitForURL("**/lab/index.html");
    await page.locator("main a", {hasText: "What if?"}).click();
    await page.waitForURL("**/lab/what-if.html");
    assert.match(await page.locator("main .notice").first().innerText(), /^This page was opened as a file/);
    await page.locator(".site-title").click();
    await page.waitForURL(
      (url) => url.protocol === "file:" && url.pathname.endsWith("/index.html") && !url.pathname.includes("/lab/")
    );
  }
);

test("a figure is embedded with the lines that it gives, and keeps to its release", {timeout: 60_000}, async () => {
  framed = await openSite(folder);
  const {page, assertQuiet} = await framed.open("/", {viewport: desk});
  const figure = page.locator("#figure-treemap-patents");
  await figure.getByRole("button", {name: "Embed"}).click();
  const lines = await figure.locator("textarea").inputValue();
  const {version} = await readRelease();
  assert.match(
    lines,
    new RegExp(
      `^<iframe src="http://127\\.0\\.0\\.1:\\d+/embed/${version.replaceAll(".", "\\.")}/treemap-patents\\.html" title="[^"]+" width="100%" height="\\d+" loading="lazy" style="border:0"></iframe>$`
    )
  );
  await assertQuiet();
  const title = await figure.locator(".figure-title").innerText();
  await figure.getByRole("button", {name: "Embed"}).click();
  assert.equal(await figure.locator("textarea").count(), 0);
  // In a page of somebody else.
  const other = await page.context().newPage();
  await other.setContent(`<p>An article</p>${lines}`);
  const frame = other.frameLocator("iframe");
  await frame.locator("svg").first().waitFor();
  assert.equal(await frame.locator(".figure-title").innerText(), title);
  assert.match(
    await frame.locator(".embed-from").innerText(),
    new RegExp(`release ${version.replaceAll(".", "\\.")}$`)
  );
  assert.equal(await frame.locator("script").count(), 0);
  const [inner, outer] = [
    await frame.locator("html").evaluate((html) => html.scrollHeight),
    Number(/height="(\d+)"/.exec(lines)![1])
  ];
  assert.ok(inner <= outer + 60, `${inner} in a frame of ${outer}`);
});
