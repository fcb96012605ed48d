import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {findPeers} from "../../src/indicators/peers.ts";
import {regionProfileSql} from "../../data-loaders/quality/region-profile.ts";
import {lensSql} from "../../src/narrative/queries.ts";
import {profilesAt} from "../../src/scenario/profiles.ts";
import {publishedScenario, type Scenario, type ScenarioBase} from "../../src/scenario/scenario.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, goWithin, type OpenPage, openSite, type TestSite} from "../browser/harness.ts";
import {scenarioBase} from "../support/scenario-base.ts";
import {type Lens} from "../../src/terms/lenses.ts";
import {reportQuery, reportYears} from "../support/report-choices.ts";

const desk = {width: 1280, height: 900};
let site: TestSite, build: OpenBuild, base: ScenarioBase, published: Scenario, runner: ScenarioRunner, shared: OpenPage;

before(async () => {
  site = await openSite(await builtSite());
  build = await openBuild(defaultOut);
  base = await scenarioBase(build);
  published = publishedScenario(base);
  runner = await ScenarioRunner.open(build.query, base.regions, published);
});

after(async () => {
  await shared?.close();
  await site?.close();
  build?.close();
});

/** Goes to an address on the page that most tests share; the first of them opens it. */
async function visit(search = ""): Promise<OpenPage> {
  await goWithin(shared.page, search);
  return shared;
}

const status = (page: Page) => page.locator("[data-region-status]");
/** Waits until numbers for regions are shown, whose names stand in the status. */
const done = (page: Page, names: string) =>
  eventually(async () => {
    assert.equal(await status(page).getAttribute("data-state"), "live");
    const text = await status(page).innerText();
    assert.ok(text.includes(names), `${names} in ${text}`);
  });
const nameOf = (code: string) => base.regions.get(code)!;

/** The numbers of the comparison's table: by technology count, share, RCA of the first region and of the second. */
async function shown(page: Page): Promise<Map<string, number[]>> {
  const rows = await page
    .locator("#figure-compare .table-twin tbody tr")
    .evaluateAll((all) =>
      all.map((row) =>
        Array.from(row.children, (cell) => [cell.textContent!, cell.getAttribute("data-value")] as const)
      )
    );
  return new Map(rows.map((cells) => [cells[0]![0], [2, 3, 4, 9, 10, 11].map((at) => Number(cells[at]?.[1]))]));
}

/** The same from native DuckDB, by the query over documents that knows nothing of the engine. */
async function expected(
  lens: Lens,
  regions: readonly string[],
  years: readonly [number, number]
): Promise<Map<string, number[]>> {
  const name = new Map(build.engines.technologies.map((one) => [one.slug, one.name]));
  const result = new Map<string, number[]>();
  for (const region of regions) {
    const {slug, count, share, rca} = await build.query(
      lensSql(lens, {...reportQuery, region, years: {[lens]: years}})
    );
    Array.from(slug!, String).forEach((one, i) =>
      result.set(name.get(one)!, [
        ...(result.get(name.get(one)!) ?? []),
        Number(count![i]),
        100 * Number(share![i]),
        Number(rca![i])
      ])
    );
  }
  return result;
}

async function shows(
  page: Page,
  lens: Lens,
  regions: readonly string[],
  years: readonly [number, number] = reportYears[lens]
): Promise<void> {
  const wanted = await expected(lens, regions, years);
  await eventually(async () => {
    const found = await shown(page);
    assert.equal(found.size, 38);
    for (const [technology, numbers] of wanted)
      numbers.forEach((value, i) =>
        assert.ok(
          Math.abs(found.get(technology)![i]! - value) <= 1e-9 * Math.max(1, Math.abs(value)),
          `${technology} ${i}: ${found.get(technology)![i]} for ${value}`
        )
      );
  });
  // Counts once more, by a query that shares no step with the first.
  const profile = await build.query(regionProfileSql({lens, region: regions[0]!, years: [...years]}));
  const found = await shown(page);
  Array.from(profile.name!, String).forEach((technology, i) =>
    assert.ok(
      Math.abs(found.get(technology)![0]! - Number((lens === "deals" ? profile.amount : profile.count)![i])) < 1e-6,
      technology
    )
  );
}

async function peersOf(changes: Partial<Scenario>) {
  const scenario = {...published, ...changes};
  return await runner.at(scenario, (engines) =>
    findPeers(profilesAt(engines, scenario, base.regions.keys()), scenario.region)
  );
}

test(
  "the written page shows the report's region beside its nearest peer, and needs no script",
  {timeout: 240_000},
  async () => {
    const {page, close} = await site.open("/lab/region", {javaScriptEnabled: false, viewport: desk});
    const peers = await peersOf({});
    assert.equal((await page.locator("#compared").textContent())!, `Flanders and ${nameOf(peers[0]!.code)}`);
    await shows(page, "patents", ["BE2", peers[0]!.code]);
    assert.deepEqual(
      await page
        .locator("table.peers tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => Number(row.querySelector("[data-value]")!.getAttribute("data-value")))
        ),
      peers.map(({similarity}) => similarity)
    );
    assert.match((await page.locator("#figure-compare figcaption").textContent())!, /^Synthetic records/);
    assert.match(
      (await page.locator("#figure-compare .chart-wide svg").getAttribute("aria-label"))!,
      /^RCA in patents of Flanders and .+ in 38 technologies: Flanders is ahead in \d+; (no|\d+) differences? (is|are) too large to be chance/
    );
    assert.ok(!(await page.locator("[data-region-controls]").isVisible()));
    await close();
  }
);

test("what an address cannot mean is told, and the default stands", {timeout: 240_000}, async () => {
  shared = await site.open("/lab/region?region=XX9&peer=%3Cscript%3E&lens=nothing&yp=1900-2400&order=up&colour=red", {
    viewport: desk
  });
  const {page, assertQuiet} = shared;
  const notices = page.locator("[data-region-notices] li");
  await notices.first().waitFor();
  const texts = (await notices.allInnerTexts()).join("\n");
  for (const text of [
    "region=XX9 in the address is invalid",
    "“<script>” is not a NUTS1 or NUTS2 region",
    "lens=nothing in the address is invalid",
    "yp=1900-2400 in the address is invalid",
    "“up” is not a valid order",
    "unknown setting, colour"
  ])
    assert.ok(texts.includes(text), `${text} in\n${texts}`);
  assert.match((await page.locator("#compared").textContent())!, /^Flanders and /);
  assert.equal(await page.locator("select[name=region]").inputValue(), "BE2");
  await page.getByLabel("Second region").selectOption("none");
  await done(page, "Flanders: computed");
  assert.match(
    (await page.locator("#figure-compare .figure-title").textContent())!,
    /^Flanders is above Europe’s share of patents in \d+ of 38 technologies, and clearly so in \d+$/
  );
  assert.ok(!(await page.locator("#figure-quadrants").isVisible()));
  await page.getByLabel("Second region").selectOption("BE21");
  await done(page, `and ${nameOf("BE21")}`);
  assert.match(
    await page.locator("[data-piece=lead]").innerText(),
    new RegExp(`^${nameOf("BE21")} is part of Flanders`)
  );
  await assertQuiet();
});

test(
  "the page computes what native DuckDB computes, for any regions, lens and years, by pointer, keyboard and address",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet} = await visit();
    const region = page.locator("select[name=region]"),
      second = page.getByLabel("Second region"),
      query = () => new URL(page.url()).searchParams;
    await region.selectOption("NL41");
    let peers = await peersOf({region: "NL41"});
    await done(page, `${nameOf("NL41")} and ${nameOf(peers[0]!.code)}:`);
    await shows(page, "patents", ["NL41", peers[0]!.code]);
    await eventually(async () => assert.equal(query().get("region"), "NL41"));
    await second.selectOption("BE2");
    await done(page, `${nameOf("NL41")} and Flanders:`);
    await eventually(async () => assert.equal(query().get("peer"), "BE2"));
    for (const [label, lens] of [
      ["Publications", "publications"],
      ["Funding", "deals"]
    ] as const) {
      await page.getByLabel(label).check();
      await shows(page, lens, ["NL41", "BE2"]);
    }
    await page.getByLabel("First year").selectOption("2022");
    await page.getByLabel("Last year").selectOption("2023");
    await shows(page, "deals", ["NL41", "BE2"], [2022, 2023]);
    assert.equal(query().get("yd"), "2022-2023");
    // The query runs here, and gives the figure's numbers.
    await page.locator(".region-query summary").click();
    await page.getByRole("button", {name: "Run the query"}).click();
    await eventually(async () =>
      assert.match(
        await page.locator(".query-result").innerText(),
        /^38 rows in .+: counts, shares and RCA are those of the figure\.$/
      )
    );
    // A peer of the list takes the second place, and back leads out of it again.
    peers = await peersOf({region: "NL41", lens: "deals", years_deals: [2022, 2023]});
    if (peers.length > 0) {
      await page.locator("table.peers a").first().click();
      await shows(page, "deals", ["NL41", peers[0]!.code], [2022, 2023]);
      await page.goBack();
      await shows(page, "deals", ["NL41", "BE2"], [2022, 2023]);
    }
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await shows(page, "deals", ["NL41", "BE2"], [2022, 2023]);
    await page.getByRole("button", {name: "Swap the two"}).click();
    await done(page, "Flanders and");
    await shows(page, "deals", ["BE2", "NL41"], [2022, 2023]);
    await page.getByRole("button", {name: "The report’s view"}).click();
    peers = await peersOf({});
    await done(page, `Flanders and ${nameOf(peers[0]!.code)}`);
    await shows(page, "patents", ["BE2", peers[0]!.code]);
    assert.equal(new URL(page.url()).search, "");
    await assertQuiet();
  }
);

test("the keyboard alone picks a region, a lens, an order, and reads query and chart", {timeout: 240_000}, async () => {
  const {page, assertQuiet} = await visit();
  await page.locator("[data-region-controls]").waitFor();
  await done(page, "Flanders and");
  // The focus starts where it does on a page that has just been opened.
  await page.locator("body").evaluate((body) => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()!.collapse(body, 0);
  });
  const reach = async (selector: string) => {
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement!.matches(wanted), selector)) return;
    }
    assert.fail(`${selector} is not reached with the keyboard`);
  };
  await reach("select[name=region]");
  await page.keyboard.type("Wallonia");
  await done(page, "Wallonia and ");
  assert.match((await page.locator("#compared").textContent())!, /^Wallonia and /);
  await reach("input[name=lens]");
  await page.keyboard.press("ArrowRight");
  await eventually(async () =>
    assert.match((await page.locator("#figure-compare .figure-title").textContent())!, /in publications/)
  );
  await reach("select[name=order]");
  await page.keyboard.press("ArrowDown");
  const gaps = async () =>
    await page.locator("#figure-compare .table-twin tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({
        group: row.children[1]!.textContent!,
        gap:
          Math.log(Number(row.children[4]!.getAttribute("data-value")) + 0.1) -
          Math.log(Number(row.children[11]!.getAttribute("data-value")) + 0.1)
      }))
    );
  await eventually(async () =>
    (await gaps()).forEach(
      ({group, gap}, at, all) => at > 0 && all[at - 1]!.group === group && assert.ok(all[at - 1]!.gap >= gap - 1e-12)
    )
  );
  assert.equal(new URL(page.url()).searchParams.get("order"), "difference");
  await reach("#figure-compare .chart");
  await page.keyboard.press("ArrowDown");
  assert.match(
    (await page.locator("#figure-compare .chart-reading").textContent())!,
    /: Wallonia RCA [\d.]+ \(.+\), [\d,]+ publications?; .+ RCA /
  );
  await reach(".region-query summary");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("pre.query").innerText(), /publications_region_sets AS[\s\S]+BE3/);
  await assertQuiet();
});

test("regions that pass quickly, back and forward, and a reload on the way never mix", {timeout: 240_000}, async () => {
  const {page, assertQuiet} = await visit("?region=BE10&peer=NL41");
  await done(page, `${nameOf("BE10")} and ${nameOf("NL41")}`);
  // Every state that is ever painted: heading, title, label and the first row's numbers belong to one region.
  await page.evaluate(() => {
    const seen = new Set<string>();
    (globalThis as unknown as {seen: Set<string>}).seen = seen;
    const look = () => {
      const text = (selector: string) => document.querySelector(selector)!.textContent!;
      const cells = Array.from(document.querySelectorAll("#figure-compare .table-twin tbody tr")).find(
        (row) => row.firstElementChild!.textContent === "Photonics"
      )!.children;
      seen.add(
        JSON.stringify([
          text("#compared"),
          text("#figure-compare .figure-title"),
          document.querySelector("#figure-compare .chart-wide svg")!.getAttribute("aria-label"),
          text("#figure-compare thead th:nth-child(3)"),
          text("[data-piece=query]"),
          cells[2]!.getAttribute("data-value"),
          cells[9]!.getAttribute("data-value")
        ])
      );
      requestAnimationFrame(look);
    };
    look();
  });
  const region = page.locator("select[name=region]");
  await region.focus();
  for (let i = 0; i < 12; ++i) await page.keyboard.press("ArrowDown");
  const last = await region.inputValue();
  await done(page, `${nameOf(last)} and`);
  await eventually(async () => assert.equal(new URL(page.url()).searchParams.get("region"), last));
  await page.goBack();
  await done(page, `${nameOf("BE10")} and`);
  await page.goForward();
  await page.goBack();
  await page.goForward();
  await done(page, `${nameOf(last)} and`);
  await shows(page, "patents", [last, "NL41"]);
  const seen = (await page.evaluate(() => [...(globalThis as unknown as {seen: Set<string>}).seen])).map(
    (one) => JSON.parse(one) as string[]
  );
  assert.ok(seen.length >= 2);
  const codeOf = new Map([...base.regions].map(([code, name]) => [name, code]));
  const counts = new Map<string, number>();
  for (const [heading, title, label, column, sql, first, second] of seen) {
    const name = heading!.slice(0, -` and ${nameOf("NL41")}`.length);
    const code = codeOf.get(name)!;
    assert.ok(
      title!.startsWith(`${name} is ahead of ${nameOf("NL41")}`) &&
        label!.startsWith(`RCA in patents of ${name} and`) &&
        column!.startsWith(`${name}:`) &&
        sql!.includes(`'${code}'`),
      heading
    );
    for (const [of, count] of [
      [code, first],
      ["NL41", second]
    ] as const) {
      if (!counts.has(of)) counts.set(of, (await expected("patents", [of], reportYears.patents)).get("Photonics")![0]!);
      assert.equal(Number(count), counts.get(of), of);
    }
  }
  // A reload while numbers are being computed comes back to the address, not to what stood before.
  await region.selectOption("DE21");
  await eventually(async () => assert.equal(new URL(page.url()).searchParams.get("region"), "DE21"));
  await page.reload();
  await done(page, `${nameOf("DE21")} and`);
  await shows(page, "patents", ["DE21", "NL41"]);
  await assertQuiet();
});

test("axe finds nothing, with notes and tables open", {timeout: 240_000}, async () => {
  const {page, assertQuiet} = await visit("?region=NL41&peer=BE2&lens=publications");
  await done(page, "and Flanders");
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) (details as HTMLDetailsElement).open = true;
  });
  await assertAccessible(page);
  await assertQuiet();
});
