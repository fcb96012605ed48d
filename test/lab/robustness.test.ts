import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {ensureReport} from "../../data-loaders/report/report.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, openSite, type TestSite} from "../browser/harness.ts";

let site: TestSite, report: ReportData;
const path = "/lab/robustness";

before(async () => {
  site = await openSite(await builtSite());
  report = await ensureReport();
});
after(async () => await site?.close());

/** A sign of a reader, upon which the page wakes. */
async function wake(page: Page): Promise<void> {
  await eventually(async () => {
    await page.mouse.move(20 + Math.random() * 200, 200);
    assert.ok(await page.locator("form[data-run]").isVisible());
  });
}

const shown = (page: Page) => page.locator("[data-shown]").innerText();
const claimOf = (page: Page, id: string) => page.locator(`tr[data-claim="${id}"]`);
const percent = (text: string) => text.replace(/\s+/g, " ").trim();

test("without scripts the stored results are there: claims, quadrants, ranks, a curve", {timeout: 60_000}, async () => {
  const {page, close} = await site.open(path, {javaScriptEnabled: false});
  const {summary} = report.robustness;
  assert.equal(await page.locator("tr[data-claim]").count(), Object.keys(summary.claims).length);
  assert.match(await shown(page), /^The page shows Flanders in 600 specifications/);
  for (const [id, {holds, told}] of Object.entries(summary.claims).slice(0, 12)) {
    const text = percent((await claimOf(page, id).locator("[data-cell=share]").textContent())!);
    const share = (100 * holds) / told;
    assert.match(
      text,
      told === 0
        ? /cannot be decided/
        : share > 99 && share < 100
          ? /^over 99%/
          : share > 0 && share < 1
            ? /^under 1%/
            : new RegExp(`^${share.toFixed(0)}%`),
      id
    );
    assert.equal(await claimOf(page, id).getAttribute("data-verdict"), report.verdicts[id]!.verdict);
  }
  const row = page.locator("#figure-robust-quadrants .table-twin tbody tr", {hasText: /^Semiconductors/});
  const {quadrants} = summary.technologies.find(({slug}) => slug === "semiconductors")!;
  assert.deepEqual(
    await row
      .locator("td.number")
      .evaluateAll((cells) => cells.slice(0, 4).map((cell) => Number((cell as HTMLElement).dataset.value))),
    ["optimal", "moonshot", "incremental", "cautious"].map((part) => (100 * quadrants[part as "optimal"]) / 600)
  );
  assert.equal(await page.locator("form:visible").count(), 0);
  await close();
});

test("claims are filtered and sorted, and the address keeps it", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await site.open(`${path}?verdict=fragile`);
  const visible = page.locator("tr[data-claim]:visible");
  const fragile = Object.keys(report.robustness.summary.claims).filter(
    (id) => report.verdicts[id]!.verdict === "fragile"
  );
  await eventually(async () => assert.equal(await visible.count(), fragile.length));
  await page.locator("select[name=order]").selectOption("least");
  const shares = await visible.evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.share)));
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b)
  );
  assert.match(page.url(), /verdict=fragile&order=least/);
  await page.locator("select[name=verdict]").selectOption("");
  await page.locator("select[name=section]").selectOption("3.3");
  assert.ok(
    (await visible.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.section))).every(
      (section) => section === "3.3"
    )
  );
  await page.goto(site.url(`${path}?verdict=nonsense&order=up&section=9&rca=abc&count=7&vary=none`));
  await eventually(async () =>
    assert.equal(await visible.count(), Object.keys(report.robustness.summary.claims).length)
  );
  await wake(page);
  await assertQuiet();
  await close();
});

test("the curve of any technology comes from the stored values", {timeout: 90_000}, async () => {
  const {page, assertQuiet, close} = await site.open(path);
  await wake(page);
  await page.locator("select[name=technology]").selectOption("photonics");
  await page.locator("select[name=indicator]").selectOption("patents");
  const at = report.snapshot.technologies.findIndex(({slug}) => slug === "photonics");
  const values = report.robustness.curves.patents[at]!.filter((value) => value !== null);
  const above = Math.round((100 * values.filter((value) => value > 1).length) / values.length);
  await eventually(async () =>
    assert.match(
      (await page.locator("#title-robust-curve").textContent())!,
      new RegExp(`^Photonics: more than Europe’s share of patents in ${above}% of 600`)
    )
  );
  const links = await page
    .locator("[data-notable] a")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
  assert.ok(
    links.length === 6 && links.every((href) => /^\.\.\/lab\/what-if\.html(\?v=1&|$)/.test(href)),
    links.join(" ")
  );
  assert.match(page.url(), /technology=photonics&indicator=patents/);
  await page.reload();
  await wake(page);
  await eventually(async () => assert.match((await page.locator("#title-robust-curve").textContent())!, /^Photonics/));
  await assertQuiet();
  await close();
});

test("a run in the page gives the stored numbers to the last digit", {timeout: 600_000}, async (t) => {
  const {page, assertQuiet, close} = await site.open(path);
  await wake(page);
  const started = performance.now();
  await page.locator("[data-start]").click();
  for (const until = Date.now() + 540_000; !/specifications, computed in your browser in/.test(await shown(page));) {
    assert.ok(Date.now() < until, await shown(page));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await eventually(async () =>
    assert.match(
      await shown(page),
      /^The page shows Flanders in 600 specifications, .*All [\d,]+ numbers equal the stored ones to the last digit\.$/
    )
  );
  t.diagnostic(`run in the page: ${((performance.now() - started) / 1000).toFixed(0)} s; ${await shown(page)}`);
  for (const [id, {verdict}] of Object.entries(report.verdicts))
    if (report.robustness.summary.claims[id])
      assert.equal(await claimOf(page, id).getAttribute("data-verdict"), verdict, id);
  assert.ok(await page.locator("progress").isHidden());
  await assertQuiet();
  await close();
});

test(
  "a run of another region shows parts, stops by the keyboard, and says how far it came; a reload starts over",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet, close} = await site.open(`${path}?region=NL4`);
    await wake(page);
    await eventually(async () =>
      assert.match(await shown(page), /You have chosen Zuid-Nederland: compute its specifications/)
    );
    await page.locator("[data-start]").focus();
    await page.keyboard.press("Enter");
    await eventually(async () =>
      assert.match(
        await shown(page),
        /^The page shows Zuid-Nederland, computed in your browser: \d+ of 600 specifications so far/
      )
    );
    assert.ok(await page.locator("[data-stop]").evaluate((button) => button === document.activeElement));
    await page.keyboard.press("Enter");
    await eventually(async () =>
      assert.match(
        await shown(page),
        /^The page shows Zuid-Nederland, computed in your browser and stopped after \d+ of 600/
      )
    );
    const done = Number(/after (\d+) of/.exec(await shown(page))![1]);
    assert.ok(done >= 1 && done < 600, String(done));
    // What is said, the tables and the figures are of one and the same part.
    const total = await page
      .locator("#figure-robust-curve .table-twin tbody tr")
      .evaluateAll((rows) => rows.slice(0, 1).map((row) => row.children[2]!.textContent));
    assert.ok(Number(total[0]) <= done);
    assert.ok(
      (await page.locator("#figure-robust-quadrants .how-to-read").textContent())!.includes(
        `which quadrants ${done} specification`
      )
    );
    assert.ok(
      (await page.locator("tr[data-claim]:visible").count()) < Object.keys(report.robustness.summary.claims).length,
      "claims about Flanders alone are gone"
    );
    await page.locator("[data-start]").click();
    await page.reload();
    assert.match(await shown(page), /^The page shows Flanders in 600 specifications, computed when the site was built/);
    await wake(page);
    assert.equal(await page.locator("select[name=region]").inputValue(), "NL4");
    await assertQuiet();
    await close();
  }
);

test(
  "only what is chosen varies, all of a small product is computed, and nothing chosen is told",
  {timeout: 120_000},
  async () => {
    const {page, assertQuiet, close} = await site.open(`${path}?vary=lines-advantage`);
    await wake(page);
    await eventually(async () => assert.equal(await page.locator("input[name=vary]:checked").count(), 2));
    await page.locator("[data-start]").click();
    await eventually(async () =>
      assert.match(await shown(page), /^The page shows Flanders in 20 specifications, computed in your browser/)
    );
    assert.ok(!/equal the stored/.test(await shown(page)));
    for (let left = 2; left > 0; --left) await page.locator("input[name=vary]:checked").first().uncheck();
    await page.locator("[data-start]").click();
    await eventually(async () => assert.match(await page.locator("[data-message]").innerText(), /Select at least one/));
    await assertQuiet();
    await close();
  }
);

test("axe finds nothing, and charts are read by the keyboard", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await site.open(path);
  await wake(page);
  await assertAccessible(page);
  const chart = page.locator("#figure-robust-quadrants .chart");
  await chart.focus();
  await page.keyboard.press("ArrowDown");
  assert.match((await page.locator("#figure-robust-quadrants .chart-reading").textContent())!, /: .*%; published: /);
  await assertQuiet();
  await close();
});
