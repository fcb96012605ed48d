import assert from "node:assert/strict";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {WorkDatabase} from "../../data-loaders/engine/database.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {currentBuild} from "../../data-loaders/warehouse/staging.ts";
import {type Lens, type ProfileRow, regionProfileSql} from "../../src/indicators/region-profile.ts";
import {builtSite} from "./built-site.ts";
import {eventually, openSite, type TestSite} from "./harness.ts";

let site: TestSite;
const db = await WorkDatabase.open();

before(async () => {
  const folder = await builtSite();
  const build = await currentBuild(defaultOut);
  for (const {name} of tables) await db.run(`CREATE VIEW ${name} AS FROM read_parquet('${join(build!.folder, `${name}.parquet`)}')`);
  site = await openSite(folder);
});

after(async () => {
  await site?.close();
  db.close();
});

const cells = (page: Page) => page.locator("table.profile tbody tr").evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent!)));

async function expected(lens: Lens, region: string, years: [number, number]): Promise<string[][]> {
  const rows = (await db.rows(regionProfileSql({lens, region, years}))) as unknown as ProfileRow[];
  return rows
    .sort((a, b) => (b.rca ?? -1) - (a.rca ?? -1))
    .map(({name, count, share, rca}) => [name, count.toLocaleString("en-GB"), `${(share * 100).toFixed(2)} %`, rca === null ? "no value" : rca.toFixed(2)]);
}

/** Name, count, share and RCA of the table; the columns between differ by lens. */
const shown = async (page: Page, lens: Lens) =>
  (await cells(page)).map((row) => (lens === "deals" ? [row[0], row[1], row[3], row[5]] : [row[0], row[1], row[2], row[4]]));

test("the page computes what native DuckDB computes, for Flanders and for any region that is picked", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await site.open("/lab/region");
  await shows(page, "patents", "BE2", [2020, 2024]);
  await page.locator("select").first().selectOption({label: "\u2003Noord-Brabant (NL41)"});
  await shows(page, "patents", "NL41", [2020, 2024]);
  for (const [label, lens] of [["Publications", "publications"], ["Deals", "deals"]] as const) {
    await page.getByLabel(label).check();
    await shows(page, lens, "NL41", [2021, 2025]);
  }
  await assertQuiet();
  await close();
});

/** Fails unless the page shows what native DuckDB computes, at the latest when it had time enough to compute it. */
async function shows(page: Page, lens: Lens, region: string, years: [number, number]): Promise<void> {
  const wanted = sorted(await expected(lens, region, years));
  await eventually(async () => assert.deepEqual(sorted(await shown(page, lens)), wanted));
}

/** Rows of equal RCA may stand in either order. */
function sorted(rows: (string | undefined)[][]): (string | undefined)[][] {
  return rows.slice().sort((a, b) => a[0]!.localeCompare(b[0]!));
}

test("the chart says in words what it shows, and that its records are synthetic", {timeout: 120_000}, async () => {
  const {page, settled, close} = await site.open("/lab/region");
  await settled();
  const label = await page.locator("figure [role=img]").getAttribute("aria-label");
  assert.match(label!, /^Flanders: \d+ of 38 technologies hold a larger share of its patents than of Europe's, first .+\.$/);
  assert.match(await page.locator("figcaption").innerText(), /^Synthetic records/);
  await close();
});

test("the keyboard alone picks a region, a lens and opens the query", {timeout: 120_000}, async () => {
  const {page, settled, close} = await site.open("/lab/region");
  await settled();
  await page.locator("select").first().waitFor();
  const reach = async (matches: (tag: string) => boolean) => {
    for (let i = 0; i < 30; ++i) {
      await page.keyboard.press("Tab");
      if (matches(await page.evaluate(() => document.activeElement!.tagName.toLowerCase()))) return;
    }
    assert.fail("not reached with the keyboard");
  };
  await reach((tag) => tag === "select");
  await page.keyboard.type("Wall");
  await page.locator("h2", {hasText: "Wallonia"}).waitFor();
  await reach((tag) => tag === "input");
  await page.keyboard.press("ArrowRight");
  await page.locator("thead th", {hasText: "Publications"}).waitFor();
  await reach((tag) => tag === "summary");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("pre.query").innerText(), /WITH region_sets AS/);
  await close();
});
