import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {claimText} from "../../src/narrative/claim-text.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import {compareViews, truthsOf, turned} from "../../src/narrative/flips.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {readAddress, writeAddress} from "../../src/scenario/address.ts";
import {publishedScenario, type Scenario, type ScenarioBase} from "../../src/scenario/scenario.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {
  eventually,
  goWithin,
  moveAbout,
  openSite,
  waitUntil,
  type OpenPage,
  type TestSite
} from "../browser/harness.ts";
import {reportChoices} from "../support/report-choices.ts";

const phone = {width: 390, height: 844},
  desk = {width: 1280, height: 900};
const path = "/lab/what-if";

let site: TestSite,
  report: ReportData,
  build: OpenBuild,
  base: ScenarioBase,
  published: Scenario,
  runner: ScenarioRunner,
  lab: OpenPage;

before(async () => {
  site = await openSite(await builtSite());
  report = await ensureReport();
  build = await openBuild(defaultOut);
  base = {
    region: report.region.code,
    thresholds: report.thresholds,
    years: report.years,
    ...reportChoices,
    regions: new Map(report.places.map(({code, name}) => [code, name])),
    technologies: new Set(report.snapshot.technologies.map(({slug}) => slug))
  };
  published = publishedScenario(base);
  // Another engine over the same files: native DuckDB in Node.
  runner = await ScenarioRunner.open(build.query, base.regions, published);
});

after(async () => {
  await lab?.close();
  build?.close();
  await site?.close();
});

/** Opens the page and wakes it as a reader does. */
async function openLab(query = "", viewport = desk): Promise<OpenPage> {
  const open = await site.open(`${path}${query}`, {viewport});
  await moveAbout(open.page);
  await open.page.keyboard.press("Shift");
  await waitFor(open.page, query);
  return open;
}

/** Goes to a scenario on the page that most tests share; the first of them opens it. */
async function visit(query: string): Promise<Page> {
  await goWithin(lab.page, query);
  await waitFor(lab.page, query);
  return lab.page;
}

/** Waits until everything on the page is of a scenario, figures included. */
async function waitFor(page: Page, query: string): Promise<void> {
  const wanted = query.replace(/^\?/, "") || "published";
  await waitUntil(
    page,
    (one) => document.querySelector<HTMLElement>("[data-lab]")?.dataset.written === one,
    wanted,
    90_000
  );
}

/** Moves a slider as a finger does, without letting go. */
async function slide(page: Page, field: string, values: readonly number[]): Promise<void> {
  await page.locator(`#field-${field}`).evaluate((input: HTMLInputElement, steps) => {
    for (const value of steps) {
      input.value = String(value);
      input.dispatchEvent(new Event("input", {bubbles: true}));
    }
  }, values);
}

const release = async (page: Page, field: string) => await page.locator(`#field-${field}`).dispatchEvent("change");

/** The numbers of the graph's table: technology, relatedness density, complexity, count, RCA. */
async function tableOf(page: Page): Promise<unknown[]> {
  return await page
    .locator("[data-graph] .table-twin tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.children[0]!.textContent,
        row.children[2]!.textContent,
        ...Array.from(row.querySelectorAll("td.number"), (cell) => Number(cell.getAttribute("data-value")))
      ])
    );
}

async function expectTable(page: Page, scenario: Scenario): Promise<void> {
  const {technologies} = await runner.snapshot(scenario);
  const shown = await tableOf(page);
  assert.equal(shown.length, technologies.length);
  for (const [name, , density, complexity, count] of shown as [string, string, number, number, number][]) {
    const one = technologies.find((technology) => technology.name === name);
    assert.ok(one, name);
    // Sums are added up in another order here and there.
    const close = (a: number, b: number | null) => Math.abs(a - (b ?? Number.NaN)) <= 1e-9 * Math.max(1, Math.abs(a));
    assert.ok(
      close(density, one.lenses.patents.density) &&
        close(complexity, one.complexity) &&
        close(count, one.lenses[scenario.lens].count),
      `${name}: ${density}, ${complexity}, ${count} against ${one.lenses.patents.density}, ${one.complexity}, ${one.lenses[scenario.lens].count}`
    );
  }
}

test(
  "an address with what cannot be is followed as far as it can, and says what was left out",
  {timeout: 120_000},
  async () => {
    const query = `?v=1&rca=1.5&cut=${encodeURIComponent("'; DROP TABLE links; --")}&region=${encodeURIComponent("<img src=x onerror=alert(1)>")}&colour=red`;
    lab = await site.open(`${path}${query}`, {viewport: desk});
    const message = lab.page.locator("[data-notices]");
    await eventually(async () => {
      const text = (await message.textContent())!;
      for (const part of [/cut=.* is invalid/s, /region=.* is invalid/s, /unknown setting, colour/])
        assert.match(text, part);
    });
    await waitFor(lab.page, "?v=1&rca=1.5");
    await expectTable(lab.page, {...published, rca_threshold: 1.5});
    assert.equal(await lab.page.locator("main img").count(), 0);
    await lab.assertQuiet();
  }
);

test(
  "a finger that slides moves figures, quadrants and claims, and what stands there when it rests is what the scenario gives",
  {timeout: 180_000},
  async () => {
    const page = await visit("");
    await expectTable(page, published);
    // Each state that was shown, with the address that it says it has.
    await page.evaluate(() => {
      const part = document.querySelector<HTMLElement>("[data-lab]")!;
      const seen: [string, string][] = ((globalThis as unknown as {seen: [string, string][]}).seen = []);
      new MutationObserver(() =>
        seen.push([part.dataset.shown!, document.querySelector("[data-quadrants]")!.textContent!])
      ).observe(part, {attributes: true, attributeFilter: ["data-shown"]});
    });
    const cuts = Array.from({length: 60}, (_, i) => Number((1 + (i % 20) * 0.05).toFixed(2)));
    for (let i = 0; i < cuts.length; i += 6) {
      await slide(page, "rca_threshold", cuts.slice(i, i + 6));
      await page.waitForTimeout(20);
    }
    await slide(page, "similarity_cpc", [0.3, 0.2, 0.27]);
    await release(page, "similarity_cpc");
    await waitFor(page, "?v=1&sc=0.27&rca=1.95");
    const scenario = {...published, rca_threshold: 1.95, similarity_cpc: 0.27};
    assert.equal(new URL(page.url()).search, `?${writeAddress(scenario, base)}`);
    await expectTable(page, scenario);

    const seen = await page.evaluate(() => (globalThis as unknown as {seen: [string, string][]}).seen);
    assert.ok(seen.length >= 3);
    for (const [address, text] of seen) {
      const {technologies} = await runner.snapshot(readAddress(address === "published" ? "" : address, base).scenario);
      for (const [name, quadrant] of [
        ["Moonshot", "moonshot"],
        ["Cautious", "cautious"]
      ] as const)
        assert.match(
          text,
          new RegExp(`${name} ${technologies.filter((one) => one.quadrant === quadrant).length}(?!\\d)`),
          address
        );
    }

    const difference = compareViews(
      claimsFor("BE2", report.published, report.years),
      report.published,
      await runner.snapshot(published, "published"),
      await runner.snapshot(scenario)
    );
    assert.match(
      (await page.locator("[data-summary]").textContent())!,
      new RegExp(`^${difference.flips.length} claims? changes?, ${difference.moves.length} technolog`)
    );
    assert.equal(await page.locator(".flips > li").count(), difference.flips.length);
    assert.equal(await page.locator("[data-details] tr[data-technology]").count(), difference.moves.length);
    await lab.assertQuiet();
  }
);

test("what would turn next is the nearest that turns", {timeout: 180_000}, async () => {
  const page = await visit("");
  await waitUntil(
    page,
    () => document.querySelector<HTMLElement>("[data-searching]")?.dataset.searching === "done",
    undefined,
    120_000
  );
  const claims = claimsFor("BE2", report.published, report.years).filter(({kind}) => kind !== "number");
  const truths = async (scenario: Scenario) => truthsOf(claims, await runner.snapshot(scenario), report.published);
  const now = await truths(published);
  for (const direction of [1, -1]) {
    let steps = 1;
    while (
      steps <= 18 &&
      turned(now, await truths({...published, rca_threshold: Number((1 + direction * steps * 0.05).toFixed(4))}))
        .length === 0
    )
      ++steps;
    const value = Number((1 + direction * steps * 0.05).toFixed(4));
    const item = page
      .locator(".next-flips > li")
      .filter({hasText: new RegExp(`RCA that counts as an advantage: 1 → ${String(value).replace(".", "\\.")} `)});
    assert.equal(await item.count(), steps <= 18 ? 1 : 0, `${value}`);
    if (steps > 18) continue;
    const [first] = turned(now, await truths({...published, rca_threshold: value}));
    assert.ok(
      (await item.textContent())!.includes(
        claimText(
          claims.find(({id}) => id === first)!,
          report
        )
      )
    );
  }
  await page.locator("[data-try]").first().click();
  await eventually(async () => assert.match(new URL(page.url()).search, /^\?v=1&/));
});

test("undo, redo, reset, back and forward lead to whole scenarios", {timeout: 120_000}, async () => {
  const page = await visit("?v=1&rca=1.5");
  await page.locator("#field-quadrant_cut").selectOption("mean");
  await waitFor(page, "?v=1&rca=1.5&cut=mean");
  await page.locator("[data-tool=undo]").click();
  await waitFor(page, "?v=1&rca=1.5");
  assert.equal(await page.locator("#field-quadrant_cut").inputValue(), "median");
  await page.locator("[data-tool=redo]").click();
  await waitFor(page, "?v=1&rca=1.5&cut=mean");
  await page.locator("[data-tool=reset]").click();
  await waitFor(page, "");
  await expectTable(page, published);
  await page.goBack();
  await waitFor(page, "?v=1&rca=1.5&cut=mean");
  await page.goBack();
  await waitFor(page, "?v=1&rca=1.5");
  await expectTable(page, {...published, rca_threshold: 1.5});
  await page.goForward();
  await waitFor(page, "?v=1&rca=1.5&cut=mean");
  await lab.assertQuiet();
});

test(
  "a scenario can be kept in a file and opened again; a bad file leaves the page as it was",
  {timeout: 120_000},
  async () => {
    const page = await visit("?v=1&yp=2021-2023&count=fractional");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-tool=save]").click()]);
    const text = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(text).scenario, {years_patents: [2021, 2023], counting: "fractional"});
    await page.locator("[data-tool=reset]").click();
    await waitFor(page, "");
    const file = page.locator("[data-tool=open]");
    await file.setInputFiles({name: "x.json", mimeType: "application/json", buffer: Buffer.from("{")});
    await eventually(async () =>
      assert.match((await page.locator("[data-notices]").textContent())!, /could not be read: not valid JSON/)
    );
    assert.equal(new URL(page.url()).search, "");
    await file.setInputFiles({name: "x.json", mimeType: "application/json", buffer: Buffer.from(text)});
    await waitFor(page, "?v=1&yp=2021-2023&count=fractional");
    await expectTable(page, {...published, years_patents: [2021, 2023], counting: "fractional"});
    const [results] = await Promise.all([page.waitForEvent("download"), page.locator("[data-tool=results]").click()]);
    assert.equal((await readFile(await results.path(), "utf8")).trim().split("\r\n").length, 39);
  }
);

test("another lens and another region are shown, with the keyboard alone", {timeout: 120_000}, async () => {
  const page = await visit("");
  await page.locator("#field-lens").focus();
  await page.keyboard.press("ArrowDown");
  await waitFor(page, "?v=1&lens=publications");
  assert.match((await page.locator("[data-graph] .figure-title").textContent())!, /publications/);
  await page.locator("#field-rca_threshold").focus();
  await page.keyboard.press("ArrowRight");
  await waitFor(page, "?v=1&lens=publications&rca=1.05");
  await page.keyboard.press("Control+z");
  await waitFor(page, "?v=1&lens=publications");
  await page.locator("#field-region").selectOption("NL4");
  await waitFor(page, "?v=1&lens=publications&region=NL4");
  await expectTable(page, {...published, lens: "publications", region: "NL4"});
  assert.match((await page.locator("[data-graph] .figure-title").textContent())!, /Zuid-Nederland/);
  await lab.assertQuiet();
});

test("a reload in the middle of a computation, and two tabs, do not mix", {timeout: 180_000}, async () => {
  const first = await openLab("?v=1&count=fractional");
  const second = await visit("?v=1&region=NL4");
  await slide(first.page, "similarity_cpc", [0.3]);
  await release(first.page, "similarity_cpc");
  await first.page.reload();
  await waitFor(first.page, "?v=1&sc=0.3&count=fractional");
  await expectTable(first.page, {...published, counting: "fractional", similarity_cpc: 0.3});
  await expectTable(second, {...published, region: "NL4"});
  await first.close();
});

test("axe finds nothing; on a phone controls and figures are both in sight", {timeout: 180_000}, async () => {
  const page = await visit("?v=1&rca=1.5");
  // A list that grows while axe reads it is of two states.
  await waitUntil(
    page,
    () => document.querySelector<HTMLElement>("[data-searching]")?.dataset.searching === "done",
    undefined,
    120_000
  );
  await page.emulateMedia({reducedMotion: "reduce"});
  await assertAccessible(page);
  await page.setViewportSize(phone);
  const chart = page.locator("[data-graph] .chart-narrow svg");
  await chart.scrollIntoViewIfNeeded();
  const [controls, drawing] = await Promise.all([page.locator(".lab-controls").boundingBox(), chart.boundingBox()]);
  assert.ok(controls!.y >= -1 && controls!.y + controls!.height < phone.height && drawing!.y < phone.height);
  await lab.assertQuiet();
});
