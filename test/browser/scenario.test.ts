import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport, makeReport} from "../../data-loaders/report/report.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {takeSnapshot} from "../../src/indicators/snapshot.ts";
import {alternatives} from "../../src/narrative/alternatives.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import {judge} from "../../src/narrative/verdicts.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {textParts} from "../../src/narrative/region-text/sentence.ts";
import {type RegionText, writeRegionText} from "../../src/narrative/region-text/region-text.ts";
import {topOf} from "../../src/narrative/top.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {plainText} from "../../src/prerender/region-text-html.ts";
import {claimWords} from "../../src/words/en/claims.ts";
import {narrativeWords} from "../../src/words/en/narrative.ts";
import {regionTextWords} from "../../src/words/en/region-text.ts";
import {violationsOf} from "./axe.ts";
import {builtSite} from "./built-site.ts";
import {openSite, waitUntil, type TestSite} from "./harness.ts";

const desk = {width: 1280, height: 900};

let site: TestSite, published: ReportData, other: ReportData, otherText: RegionText;

before(async () => {
  site = await openSite(await builtSite());
  published = await ensureReport();
  const build = await openBuild(defaultOut);
  try {
    other = await makeReport(build, {region: "NL4", specifications: 1});
    // A page in the browser tries the single choices, not the hundreds of specifications of the build.
    const others = alternatives.map(({id, method, counting}) => ({
      id,
      snapshot: takeSnapshot(build.engines, {region: other.region, method: {...reportMethod, ...method}, counting})
    }));
    for (const claim of claimsFor("NL4", published.published, published.years))
      other.verdicts[claim.id] = judge(claim, {
        snapshot: other.snapshot,
        published: published.published,
        alternatives: others
      });
    otherText = writeRegionText(other.snapshot, {published: published.published, alternatives: others});
  } finally {
    build.close();
  }
});

after(async () => await site?.close());

/** Waits until the whole page is about a scenario. */
async function waitFor(page: Page, address: string): Promise<void> {
  await waitUntil(
    page,
    (wanted) => {
      const main = document.querySelector("main")!;
      return main.dataset.scenario === wanted && main.getAttribute("aria-busy") !== "true";
    },
    address,
    90_000
  );
}

async function expectNumbers(page: Page, report: ReportData, {least = 100} = {}): Promise<void> {
  const shown = await page
    .locator("main a.value")
    .evaluateAll((links) =>
      links.map((link) => ({reference: link.getAttribute("data-reference")!, text: link.textContent}))
    );
  assert.ok(shown.length > least, `${shown.length} numbers`);
  assert.deepEqual(
    shown,
    shown.map(({reference}) => ({reference, text: resolveValue(reference, report).text}))
  );
}

/** Lists of technologies in sentences name those with the highest values. */
async function expectLists(page: Page, report: ReportData): Promise<void> {
  const lists = await page.locator('main span[data-mark^="top "]').evaluateAll((spans) =>
    spans.map((span) => ({
      mark: span.getAttribute("data-mark")!,
      slugs: Array.from(span.querySelectorAll("a.technology"), (link) => link.getAttribute("data-technology"))
    }))
  );
  assert.ok(lists.length > 0);
  for (const {mark, slugs} of lists)
    assert.deepEqual(
      slugs,
      topOf(mark.slice("top ".length), report).map(({slug}) => slug),
      mark
    );
}

async function expectVerdicts(page: Page, {verdicts}: ReportData, {least = 30} = {}): Promise<void> {
  const pills = await page
    .locator("main a.verdict[data-mark]")
    .evaluateAll((links) =>
      links.map((link) => [link.getAttribute("data-mark")!.replace("claim ", ""), link.textContent])
    );
  assert.ok(pills.length > least, `${pills.length} verdicts`);
  for (const [id, text] of pills) assert.equal(text, verdicts[id!]?.verdict ?? "Flanders only", id!);
}

/** What only the text about Flanders names. */
const flemish = /KU Leuven|VIB|imec/;

/** The text of the other region stands in the page, sentence by sentence, and that about Flanders is folded away. */
async function expectOtherText(page: Page): Promise<void> {
  const inputs = {
    text: otherText,
    snapshot: other.snapshot,
    published: published.published,
    ownRegion: published.region.name,
    words: regionTextWords,
    narrativeWords,
    claimWords
  };
  for (const part of textParts) {
    const written = await page.locator(`[data-mark="text ${part}"]`).first().innerText();
    const text = written.replaceAll(/\s+/g, " ");
    for (const one of otherText[part])
      for (const sentence of plainText(one, inputs).split(/(?<=\.) /)) assert.ok(text.includes(sentence), sentence);
  }
  assert.doesNotMatch(await page.locator("main").innerText(), flemish);
  const folded = page.locator("details.folded-text");
  assert.equal(await folded.getAttribute("open"), null);
  assert.equal(await folded.locator("summary").innerText(), "The text about Flanders");
  assert.match((await folded.textContent())!, flemish);
  const mrna = resolveValue("patents.rca mrna-technology", published).text;
  assert.ok((await folded.textContent())!.includes(`it has ${mrna} times Europe’s share`), "its numbers are published");
  assert.equal(await folded.locator("a.value, [data-mark], [id]").count(), 0);
  // Every entry of the contents leads to a heading of the same words.
  const entries = await page
    .locator(".contents li:not([hidden]) > a")
    .evaluateAll((all) =>
      all.map((one) => [one.textContent, document.querySelector(one.getAttribute("href")!)?.textContent])
    );
  for (const [entry, heading] of entries) assert.equal(heading, entry);
}

/** The tools of each figure appear once. */
async function expectToolsOnce(page: Page): Promise<void> {
  const tools = await page
    .locator("figure [data-tools], [data-map-controls]")
    .evaluateAll((all) =>
      all.map((one) =>
        Array.from(one.querySelectorAll("button, select"), ({localName, textContent}) => localName + textContent)
      )
    );
  assert.ok(tools.length > 2 && tools.every((own) => own.length > 0));
  for (const own of tools) assert.equal(new Set(own).size, own.length, own.join(" "));
}

/** A verdict opens its reason, and the address stays. */
async function expectReasons(page: Page): Promise<void> {
  const address = page.url();
  const chip = page.locator("a.verdict[data-statement]").first();
  const id = await chip.getAttribute("data-statement");
  assert.equal(await page.locator("details.reasons").getAttribute("open"), null);
  await chip.click();
  assert.notEqual(await page.locator("details.reasons").getAttribute("open"), null);
  assert.equal(await page.evaluate(() => document.activeElement!.id), `why-${id}`);
  assert.equal(page.url(), address);
  await page.locator(`#why-${id} button.return`).click();
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.statement), id);
  assert.equal(await page.locator("button.return").count(), 0);
}

/** Paper has the text of the region, and not what is folded away. */
async function expectPrinted(page: Page): Promise<void> {
  await page.emulateMedia({media: "print"});
  assert.ok(await page.locator("main p.lead").first().isVisible());
  assert.equal(await page.locator("details.folded-text").isVisible(), false);
  await page.emulateMedia({media: null});
}

test(
  "the whole report follows another region: numbers, verdicts, titles, figures, links; and comes back",
  {timeout: 180_000},
  async () => {
    const {page, assertQuiet, close} = await site.open("/?v=1&region=NL4", {viewport: desk});
    await waitFor(page, "v=1&region=NL4");
    await expectNumbers(page, other, {least: 40});
    await expectVerdicts(page, other, {least: 2});
    await expectOtherText(page);
    assert.match((await page.locator("h1").textContent())!, /Zuid-Nederland/);
    assert.match(await page.title(), /^Zuid-Nederland/);
    for (const title of await page.locator(".report-figure .figure-title").allTextContents())
      assert.doesNotMatch(title, /Flanders/);
    assert.match((await page.locator(".scenario-bar [role=status]").textContent())!, /shows Zuid-Nederland/);
    // Links within the site keep to the region.
    assert.match((await page.locator("header nav a").nth(1).getAttribute("href"))!, /\?v=1&region=NL4$/);
    assert.deepEqual(await violationsOf(page), []);
    await expectPrinted(page);
    await expectReasons(page);
    await expectToolsOnce(page);
    assert.deepEqual(await violationsOf(page), []);
    await page.locator(".scenario-bar button").click();
    await waitFor(page, "");
    await expectNumbers(page, published);
    await expectLists(page, published);
    await expectVerdicts(page, published);
    assert.match((await page.locator("h1").textContent())!, /Flanders/);
    assert.match(await page.locator("main").innerText(), flemish);
    assert.equal(await page.locator("details.folded-text, a.verdict[data-statement]").count(), 0);
    assert.match((await page.locator("#patents").textContent())!, /^3\.1 Patents: /);
    await page.goBack();
    await waitFor(page, "v=1&region=NL4");
    await expectNumbers(page, other, {least: 40});
    await expectOtherText(page);
    await assertQuiet();
    await close();
  }
);

test("fast switching ends with the last region, and nothing is ever of two", {timeout: 180_000}, async () => {
  const {page, assertQuiet, close} = await site.open("/?v=1&region=BE21", {viewport: desk});
  await page.evaluate(() => {
    const seen: [string, string, string][] = ((globalThis as unknown as {seen: [string, string, string][]}).seen = []);
    const main = document.querySelector("main")!;
    new MutationObserver(() =>
      seen.push([
        main.dataset.scenario!,
        document.querySelector("h1")!.textContent!,
        document.querySelector("#title-treemap-patents")!.textContent!
      ])
    ).observe(main, {attributes: true, attributeFilter: ["data-scenario"]});
  });
  await page.locator(".scenario-bar select option[value=FR10]").waitFor({state: "attached"});
  for (const code of ["FR10", "DE21", "SE11", "BE2", "DK01", "NL4"]) {
    await page.locator(".scenario-bar select").selectOption(code);
    await page.waitForTimeout(120);
  }
  await waitFor(page, "v=1&region=NL4");
  await expectNumbers(page, other, {least: 40});
  await expectVerdicts(page, other, {least: 2});
  await expectOtherText(page);
  const seen = await page.evaluate(() => (globalThis as unknown as {seen: [string, string, string][]}).seen);
  assert.ok(seen.length > 0);
  for (const [address, heading, title] of seen) {
    const code = new URLSearchParams(address).get("region") ?? "BE2";
    const name = code === "BE2" ? "Flanders" : published.places.find((place) => place.code === code)!.name;
    assert.ok(heading.includes(name) && title.includes(name), `${address}: ${heading}; ${title}`);
  }
  await assertQuiet();
  await close();
});

test("claims and technologies follow too, and a method of one's own", {timeout: 180_000}, async () => {
  const claims = await site.open("/claims?v=1&region=NL4&verdict=fails", {viewport: desk});
  await waitFor(claims.page, "v=1&region=NL4");
  const rows = await claims.page
    .locator("[data-claim]")
    .evaluateAll((all) => all.map((row) => [row.id, row.getAttribute("data-verdict"), (row as HTMLElement).hidden]));
  assert.deepEqual(
    rows.map(([id, verdict]) => [id, verdict]).sort(),
    Object.entries(other.verdicts)
      .map(([id, {verdict}]) => [id, verdict])
      .sort()
  );
  for (const [id, verdict, hidden] of rows) assert.equal(hidden, verdict !== "fails", String(id));
  await claims.assertQuiet();
  await claims.close();

  const technology = await site.open("/technology/photonics?v=1&region=NL4&rca=1.5", {viewport: desk});
  await waitFor(technology.page, "v=1&region=NL4&rca=1.5");
  const rca = other.snapshot.technologies.find(({slug}) => slug === "photonics")!.lenses.patents.rca;
  assert.equal(
    await technology.page
      .locator("[data-mark=technology-page] table")
      .first()
      .locator("tbody tr")
      .first()
      .locator("td")
      .nth(3)
      .textContent(),
    rca!.toLocaleString("en-GB", {minimumFractionDigits: 2, maximumFractionDigits: 2})
  );
  assert.match(
    (await technology.page.locator(".scenario-bar [role=status]").textContent())!,
    /with one choice of your own/
  );
  await technology.assertQuiet();
  await technology.close();
});

test("a region that does not exist is told, and the page stays as it was written", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await site.open("/?region=XX9&rca=1", {viewport: desk});
  await page.locator(".scenario-bar [role=status]", {hasText: "region=XX9 in the address is invalid"}).waitFor();
  await expectNumbers(page, published);
  await assertQuiet();
  await close();
});
