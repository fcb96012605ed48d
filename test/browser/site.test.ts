import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {WorkDatabase} from "../../data-loaders/engine/database.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import type {Manifest} from "../../data-loaders/warehouse/manifest.ts";
import {tables} from "../../data-loaders/warehouse/schema.ts";
import {currentBuild} from "../../data-loaders/warehouse/staging.ts";
import type {RuleThresholds, Vocabulary} from "../../src/indicators/link-rule.ts";
import {linkChangesSql, technologyLinksSql} from "../../src/indicators/links.ts";
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

test("links explain themselves, and other thresholds give what the rule gives in the loaders", {timeout: 120_000}, async () => {
  const {page, settled, assertQuiet, close} = await site.open("/classification");
  await settled();
  const manifest = JSON.parse(await readFile(join(defaultOut, "manifest.json"), "utf8")) as Manifest;
  const published = manifest.classification.thresholds.vocabularies;
  const technology = await db.number("SELECT technology FROM technologies WHERE name = 'Photonics'");
  const shows = async (vocabulary: Vocabulary, thresholds: RuleThresholds) => {
    const rows = await db.rows(technologyLinksSql(technology, vocabulary, thresholds));
    const wanted = rows.map(({symbol, tried, accepted, reason}) => [String(symbol), `${tried ? "yes" : "no"}${tried === accepted ? "" : " changed"}`, String(reason)]);
    await eventually(async () => {
      const cells = await page.locator("table.links tbody tr").evaluateAll((lines) => lines.map((line) => Array.from(line.children, (cell) => cell.textContent!)));
      assert.deepEqual(cells.map((line) => [line[0], line[5], line[6]]), wanted);
    });
    const [changes] = await db.rows(linkChangesSql(thresholds));
    const text = await page.locator("#computed").innerText();
    assert.match(text, new RegExp(`would add ${Number(changes!.gained).toLocaleString("en-GB")} and take away ${Number(changes!.lost).toLocaleString("en-GB")}\\.$`));
  };
  await shows("cpc", published);
  await page.getByLabel("Topics of publications").check();
  await shows("topic", published);
  const slider = page.locator("input[type=number]").first();
  await slider.fill("0.5");
  await slider.press("Enter");
  await shows("topic", {...published, topic: {...published.topic, similarity: 0.5}});
  assert.match((await page.locator("figure [role=img]").getAttribute("aria-label"))!, /^Photonics: \d+ of \d+ candidates are links, first /);
  assert.match(await page.locator("figcaption").innerText(), /^Relatedness from synthetic records/);
  await assertQuiet();
  await close();
});
