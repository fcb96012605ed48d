import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import type {Locator, Page} from "playwright-core";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {claimText} from "../../src/narrative/claim-text.ts";
import {type Claim, claimsFor} from "../../src/narrative/claims.ts";
import {referenceName} from "../../src/narrative/reference-name.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {reasonSentences} from "../../src/narrative/verdicts.ts";
import type {Lens} from "../../src/terms/lenses.ts";
import {assertAccessible} from "./axe.ts";
import {builtSite} from "./built-site.ts";
import {eventually, goWithin, moveAbout, openSite, type OpenPage, scriptsListen, type TestSite} from "./harness.ts";

const phone = {width: 390, height: 844},
  desk = {width: 1280, height: 900};

let site: TestSite;
let report: ReportData;
let claims: Map<string, Claim>;

before(async () => {
  site = await openSite(await builtSite());
  report = await ensureReport();
  claims = new Map(claimsFor(report.region.code, report.published, report.years).map((claim) => [claim.id, claim]));
});

after(async () => await site?.close());

/** Opens the report, which computes nothing before a test asks for it. */
async function openReport(options: Parameters<TestSite["open"]>[1] = {viewport: desk}): Promise<OpenPage> {
  const open = await site.open("/", {
    ...options,
    prepare: async (page) => {
      await page.addInitScript(() => {
        globalThis.requestIdleCallback = () => 0;
      });
      await options.prepare?.(page);
    }
  });
  await scriptsListen(open.page);
  await open.page.evaluate(async () => await document.fonts.ready);
  return open;
}

const chip = (page: Page, id: string) => page.locator(`main a.verdict[data-mark="claim ${id}"]`).first();
const card = (page: Page) => page.locator("#claim-card");
const plain = (text: string) => text.replace(/\s+/g, " ").trim();
const texts = async (list: Locator) => (await list.allTextContents()).map(plain);

/** One claim of each verdict in the text of the report. */
function shownClaims(ids: readonly string[]): string[] {
  return ["holds", "fragile", "fails", "open"].map((verdict) => {
    const found = ids.find((id) => report.verdicts[id]!.verdict === verdict);
    assert.ok(found, verdict);
    return found;
  });
}

/** What the card of a claim must say, by the report's data. */
async function assertClaim(page: Page, id: string): Promise<void> {
  const claim = claims.get(id)!;
  const {verdict, because} = report.verdicts[id]!;
  await card(page).waitFor();
  assert.equal(await page.locator(".card").count(), 1, "cards");
  const said = plain((await card(page).textContent())!);
  assert.equal(await card(page).locator(".card-claim").textContent(), claimText(claim, report));
  assert.equal(await card(page).locator(".verdict").textContent(), verdict);
  for (const sentence of Object.values(reasonSentences(claim, because, report)))
    assert.ok(sentence === null || said.includes(plain(sentence)), `${sentence}\n${said}`);
  const list = card(page).locator("dl:not(.card-reasons)");
  const references = [...new Set(claim.references)];
  assert.deepEqual(
    await texts(list.locator("dt")),
    references.map((reference) => referenceName(reference, report))
  );
  assert.deepEqual(
    await texts(list.locator("dd")),
    references.map((reference) => `${resolveValue(reference, report).text}${intervalOf(reference)}`)
  );
}

/** The interval of an RCA of a technology, as a card writes it. */
function intervalOf(reference: string): string {
  const [, lens, slug] = /^(\w+)\.rca (\S+)$/.exec(reference) ?? [];
  const technology = report.snapshot.technologies.find((one) => one.slug === slug);
  if (!technology) return "";
  const {low, high} = technology.lenses[lens as Lens];
  return high === null ? "" : ` (${low!.toFixed(2)}–${high.toFixed(2)})`;
}

test("a verdict opens the card of its claim in place, which leads to the ledger", {timeout: 90_000}, async () => {
  const {page, assertQuiet, close} = await openReport();
  const ids = await page
    .locator("main a.verdict[data-mark]")
    .evaluateAll((chips) => chips.map((one) => one.getAttribute("data-mark")!.replace("claim ", "")));
  assert.ok(ids.length > 60);
  for (const id of shownClaims(ids)) {
    await chip(page, id).click();
    await assertClaim(page, id);
    assert.match(page.url(), /\/$/, "the reader stays");
    await page.keyboard.press("Escape");
    await card(page).waitFor({state: "detached"});
  }
  await chip(page, ids[0]!).click();
  await card(page).getByRole("link", {name: "See it in the ledger of claims"}).click();
  await page.waitForURL(`**/claims.html#${ids[0]}`);
  await assertQuiet();
  await close();
});

test("the keyboard opens and closes the card of a verdict, and gives the focus back", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await openReport();
  const id = "funding-orphans";
  const focused = (element: Locator) => element.evaluate((one) => one === document.activeElement);
  await chip(page, id).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await assertClaim(page, id);
  assert.equal(await chip(page, id).getAttribute("aria-describedby"), "claim-card");
  assert.ok(await focused(chip(page, id)), "a glance leaves the focus");
  for (const key of ["Enter", "Space"]) {
    await page.keyboard.press(key);
    await assertClaim(page, id);
    await eventually(async () => assert.ok(await focused(card(page).getByRole("button", {name: "Close"})), key));
    assert.equal(await card(page).getAttribute("role"), "dialog");
    await page.keyboard.press("Escape");
    await card(page).waitFor({state: "detached"});
    assert.ok(await focused(chip(page, id)), `${key}: the focus is back`);
  }
  await page.keyboard.press("Space");
  await card(page).waitFor();
  await page.locator(".byline").click();
  await card(page).waitFor({state: "detached"});
  await assertQuiet();
  await close();
});

test("the card of a verdict has no barrier, in light and dark, and does not print", {timeout: 90_000}, async () => {
  const {page, close} = await openReport();
  const id = "digital-lags-everywhere";
  await assertAccessible(page, async () => {
    await page.keyboard.press("Escape");
    await chip(page, id).click();
    await card(page).waitFor();
  });
  await page.emulateMedia({media: "print"});
  assert.ok(!(await card(page).isVisible()));
  await close();
});

test("the card of a verdict stays within a phone, beside its verdict", {timeout: 90_000}, async () => {
  const {page, close} = await openReport({viewport: phone, hasTouch: true, isMobile: true});
  for (const id of ["semiconductors-just-inside-optimal", "digital-lags-everywhere", "funding-orphans"]) {
    for (const block of ["start", "center", "end"] as const) {
      await chip(page, id).evaluate((one, at) => one.scrollIntoView({block: at, behavior: "instant"}), block);
      await page.waitForTimeout(500);
      await chip(page, id).tap();
      await card(page).waitFor();
      for (const summary of await card(page).locator("details:not([open]) > summary").all()) await summary.tap();
      await eventually(async () => {
        const [inner, link] = await Promise.all([card(page).boundingBox(), chip(page, id).boundingBox()]);
        const {x, y, width, height} = inner!;
        assert.ok(x >= 0 && y >= 0 && x + width <= phone.width && y + height <= phone.height, JSON.stringify(inner));
        assert.ok(y >= link!.y + link!.height || y + height <= link!.y, `${id} ${block} hides its verdict`);
      });
      await card(page).getByRole("button", {name: "Close"}).tap();
      await card(page).waitFor({state: "detached"});
    }
  }
  await close();
});

test(
  "a card follows another method, also while it is open, and another region closes it",
  {timeout: 180_000},
  async () => {
    const {page, assertQuiet, close} = await site.open("/", {viewport: desk});
    await scriptsListen(page);
    await moveAbout(page);
    await page.locator("[data-scenario-bar]").waitFor();
    const id = "patents-life-sciences-lead";
    await chip(page, id).click();
    await assertClaim(page, id);
    await goWithin(page, "?v=1&count=fractional");
    await eventually(async () => {
      assert.equal(await page.locator("main").getAttribute("data-scenario"), "v=1&count=fractional");
      const said = plain((await card(page).textContent())!);
      assert.ok(!said.includes(plain(reasonSentences(claims.get(id)!, report.verdicts[id]!.because, report).values)));
      assert.match(said, /True under \d+ of \d+ other choices of method|fails/);
    }, 90_000);
    // The sentence that it judges is about Flanders alone.
    await goWithin(page, "?v=1&region=NL4");
    await eventually(async () => assert.equal(await card(page).count(), 0), 90_000);
    await assertQuiet();
    await close();
  }
);

test("a verdict whose card cannot be had, or without scripts, leads to its row", {timeout: 60_000}, async () => {
  const failing = await openReport({prepare: (page) => page.route("**/verdicts.*.json", (route) => route.abort())});
  await chip(failing.page, "funding-orphans").click();
  await failing.page.waitForURL("**/claims.html#funding-orphans");
  await failing.close();
  const still = await site.open("/", {javaScriptEnabled: false});
  await chip(still.page, "funding-orphans").click();
  await still.page.waitForURL("**/claims.html#funding-orphans");
  await still.close();
});
