import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {readFile, rm, mkdtemp} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {csvParse} from "d3";
import type {Download, Locator, Page} from "playwright-core";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import type {MapRegion} from "../../src/figures/map.ts";
import {regionsIn} from "../../src/figures/map-regions.ts";
import {standingIn} from "../../src/indicators/snapshot.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {resolveValue} from "../../src/narrative/values.ts";
import {projectFolder} from "../../src/site/site.ts";
import "../../src/prerender/npm-imports.ts";
import {builtSite} from "./built-site.ts";
import {eventually, openSite, type OpenPage, scriptsListen, type TestSite} from "./harness.ts";
import type {Lens} from "../../src/terms/lenses.ts";

const phone = {width: 390, height: 844},
  desk = {width: 1280, height: 900};
/** In the order of the report, by their marks in its text. */
const figureIds = Array.from(
  readFileSync(join(projectFolder, "src/index.md"), "utf8").matchAll(/^\{\{figure (\S+)\}\}$/gm),
  ([, id]) => id!
);

let site: TestSite;
let report: ReportData;
let folder: string;

before(async () => {
  site = await openSite(await builtSite());
  report = await ensureReport();
  folder = await mkdtemp(join(tmpdir(), "report-"));
});

after(async () => {
  await site?.close();
  if (folder) await rm(folder, {recursive: true, force: true});
});

/** Opens the report and keeps it from computing itself anew, which takes the machine's time and is for other tests. */
async function openStill(path = "/", options: Parameters<TestSite["open"]>[1] = {viewport: desk}): Promise<OpenPage> {
  const open = await site.open(path, {
    ...options,
    prepare: (page) =>
      page.addInitScript(() => {
        globalThis.requestIdleCallback = () => 0;
      })
  });
  await open.settled();
  // Nothing moves any more under a pointer.
  await open.page.evaluate(async () => await document.fonts.ready);
  if (/^\/(#|$)/.test(path)) await scriptsListen(open.page);
  // Tables come out of their folds when they are opened, or while nothing else is to be done, which is never here.
  await open.page.evaluate(() =>
    document.querySelectorAll(".table-twin").forEach((twin) => twin.dispatchEvent(new Event("toggle")))
  );
  return open;
}

const status = (page: Page) => page.locator("[data-live-status]");
const value = (page: Page, reference: string) => page.locator(`main a.value[data-reference="${reference}"]`).first();
const card = (page: Page) => page.locator("#value-card");
const resolved = (reference: string) => resolveValue(reference, report);

test(
  "every number of the report is the snapshot's, and the page computes them all again",
  {timeout: 120_000},
  async () => {
    const {page, assertQuiet, close} = await site.open("/", {viewport: desk});
    const shown = await page
      .locator("a.value")
      .evaluateAll((links) =>
        links.map((link) => ({reference: link.getAttribute("data-reference")!, text: link.textContent}))
      );
    assert.ok(shown.length > 100);
    assert.deepEqual(
      shown,
      shown.map(({reference}) => ({reference, text: resolved(reference).text}))
    );
    await page.locator("[data-live-status][data-state=live]").waitFor();
    const numbers = /all ([\d,]+) published values of Flanders/
      .exec(await status(page).innerText())![1]!
      .replaceAll(",", "");
    assert.equal(Number(numbers), countLeaves(report.snapshot));
    await assertQuiet();
    await close();
  }
);

function countLeaves(value: unknown): number {
  return typeof value === "object" && value !== null
    ? Object.values(value).reduce((all: number, one) => all + countLeaves(one), 0)
    : 1;
}

test("a page whose values were altered on the way says how many differ", {timeout: 120_000}, async () => {
  const {page, close} = await site.open("/", {
    prepare: (made) =>
      made.route("**/report.*.json", async (route) => {
        const altered = (await (await route.fetch()).json()) as ReportData;
        altered.snapshot.technologies[0]!.lenses.patents.rca! += 0.001;
        altered.snapshot.technologies[1]!.quadrant = null;
        await route.fulfill({json: altered});
      })
  });
  await page.locator("[data-live-status][data-state=differs]").waitFor();
  assert.match(await status(page).innerText(), /^2 recomputed values differ/);
  await close();
});

test("a card says what its own records are: real patents, synthetic deals", {timeout: 60_000}, async () => {
  const {page, close} = await site.open("/", {
    prepare: (made) =>
      made.route("**/report.*.json", async (route) => {
        const mixed = (await (await route.fetch()).json()) as ReportData;
        for (const source of mixed.sources) source.synthetic = source.dataset === "deals";
        await route.fulfill({json: mixed});
      })
  });
  await scriptsListen(page);
  for (const [reference, sentence] of [
    ["patents.rca mrna-technology", null],
    [
      "deals.rca bioinformatics",
      "Synthetic records, calibrated to the values published for Flanders in 38 technologies."
    ]
  ] as const) {
    await value(page, reference).click();
    await card(page).waitFor();
    const said = await card(page).innerText();
    if (sentence === null) assert.doesNotMatch(said, /synthetic/i, reference);
    else assert.ok(said.includes(sentence), said);
    await page.keyboard.press("Escape");
  }
  await close();
});

test("without WebAssembly the page says so and can be read", {timeout: 60_000}, async () => {
  const {page, trouble, close} = await site.open("/", {
    prepare: (made) =>
      made.addInitScript(() => {
        delete (globalThis as {WebAssembly?: unknown}).WebAssembly;
      })
  });
  await page.locator("[data-live-status][data-state=failed]").waitFor();
  assert.match(
    await status(page).innerText(),
    /^Your browser cannot recompute the numbers .* They are those computed when the site was built\.$/
  );
  assert.equal(
    await value(page, "patents.rca mrna-technology").innerText(),
    resolved("patents.rca mrna-technology").text
  );
  await value(page, "patents.rca mrna-technology").click();
  await card(page).waitFor();
  assert.deepEqual(trouble, {consoleErrors: [], pageErrors: [], failedRequests: [], foreignRequests: []});
  await close();
});

async function assertCard(page: Page, reference: string): Promise<void> {
  await card(page).waitFor();
  const {text, how, published} = resolved(reference);
  const said = await card(page).innerText();
  assert.equal(await page.locator(".card").count(), 1, "cards");
  assert.ok((await card(page).locator(".card-value").innerText()).startsWith(text), `${said}\n${text}`);
  assert.ok(said.includes(how), said);
  assert.equal(/Published\s+not published/.test(said), published === null, said);
  assert.equal(said.includes("Difference"), published !== null, said);
  assert.match((await card(page).locator("pre").textContent())!, /^\s*(WITH|SELECT)/);
  // The number of technologies rests on no record.
  assert.equal(said.includes("Synthetic records, calibrated"), reference !== "technologies", said);
}

test(
  "hover, focus and a click open the card of a number; Escape closes it and gives the focus back",
  {timeout: 60_000},
  async () => {
    const {page, assertQuiet, close} = await openStill();
    const [one, other] = ["patents.rca mrna-technology", "line.relatedness"] as const;

    await value(page, one).hover();
    await assertCard(page, one);
    await page.mouse.move(5, 5);
    await card(page).waitFor({state: "detached"});

    await value(page, other).focus();
    // Focus by a script counts as the keyboard's when a key came last.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await assertCard(page, other);
    assert.ok(await value(page, other).evaluate((link) => link === document.activeElement));
    await page.keyboard.press("Escape");
    await card(page).waitFor({state: "detached"});

    await page.keyboard.press("Enter");
    await assertCard(page, other);
    await eventually(async () =>
      assert.ok(await card(page).evaluate((element) => element.contains(document.activeElement)))
    );
    await page.keyboard.press("Escape");
    await card(page).waitFor({state: "detached"});
    assert.ok(await value(page, other).evaluate((link) => link === document.activeElement), "focus is back");

    await value(page, one).click();
    await assertCard(page, one);
    await value(page, other).hover();
    await page.waitForTimeout(500);
    await assertCard(page, one);
    await value(page, other).click();
    await assertCard(page, other);
    await page.locator(".byline").click();
    await card(page).waitFor({state: "detached"});
    await assertQuiet();
    await close();
  }
);

test(
  "a card stays within the window of a phone, with its query open, wherever the number stands",
  {timeout: 60_000},
  async () => {
    const {page, close} = await openStill("/", {viewport: phone, hasTouch: true, isMobile: true});
    const links = page.locator("main a.value");
    for (const at of [0, 20, 45, 70, (await links.count()) - 1]) {
      for (const place of ["start", "center", "end"] as const) {
        await links.nth(at).evaluate((link, block) => link.scrollIntoView({block, behavior: "instant"}), place);
        await atRest(links.nth(at));
        await links.nth(at).tap();
        await assertCard(page, (await links.nth(at).getAttribute("data-reference"))!);
        await assertWithin(page);
        await card(page).locator("summary").tap();
        await card(page).locator("pre").waitFor();
        await assertWithin(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width);
        await card(page).getByRole("button", {name: "Close"}).tap();
        await card(page).waitFor({state: "detached"});
      }
    }
    await close();
  }
);

/**
 * After a jump, what was never laid out takes its true height, and the browser moves the page so that its text stays; a
 * finger would wait.
 */
async function atRest(element: Locator): Promise<void> {
  const place = async () => (await element.boundingBox())?.y;
  for (
    let before: number | undefined, now = await place();
    now === undefined || before !== now;
    before = now, now = await place()
  )
    await new Promise((resolve) => setTimeout(resolve, 250));
}

async function assertWithin(page: Page): Promise<void> {
  await eventually(async () => {
    const {left, top, right, bottom, width, height} = await card(page).evaluate((element) => {
      const box = element.getBoundingClientRect();
      return {
        left: box.left,
        top: box.top,
        right: box.right,
        bottom: box.bottom,
        width: innerWidth,
        height: innerHeight
      };
    });
    assert.ok(
      left >= 0 && top >= 0 && right <= width && bottom <= height,
      JSON.stringify({left, top, right, bottom, width, height})
    );
  });
}

test("the query of a card, run in the page, gives the number that is shown", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await openStill();
  for (const reference of [
    "patents.rca semiconductors",
    "patents.density semiconductors",
    "deals.rca food-technology"
  ]) {
    await value(page, reference).click();
    await assertCard(page, reference);
    await card(page).locator("summary").click();
    await card(page).getByRole("button", {name: "Run the query"}).click();
    const answer = card(page).locator(".query-result", {hasText: "returns"});
    await answer.waitFor();
    const number = Number(/returns ([\d.,]+) in/.exec(await answer.innerText())![1]!.replaceAll(",", ""));
    const expected = resolved(reference).value as number;
    assert.ok(
      Math.abs(number - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
      `${reference}: ${number} for ${expected}`
    );
    await page.keyboard.press("Escape");
  }
  await assertQuiet();
  await close();
});

test("a number whose card cannot be had leads where its link leads", {timeout: 60_000}, async () => {
  const {page, close} = await site.open("/", {
    prepare: (made) => made.route("**/report.*.json", (route) => route.abort())
  });
  await scriptsListen(page);
  await value(page, "patents.rca mrna-technology").click();
  await page.waitForURL("**/technology/mrna-technology.html");
  await close();
});

test("a verdict leads to the row of its claim", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await openStill();
  const pills = await page
    .locator("main a.verdict")
    .evaluateAll((links) => links.map((link) => ({href: link.getAttribute("href")!, text: link.textContent})));
  assert.ok(pills.length > 30);
  await page.locator("main a.verdict").nth(2).click();
  await page.locator("#claim-card").getByRole("link", {name: "See it in the ledger of claims"}).click();
  await page.waitForURL(/\/claims\.html#./);
  const rows = await page
    .locator("[data-claim]")
    .evaluateAll((lines) =>
      Object.fromEntries(lines.map((row) => [row.id, row.querySelector(".verdict")!.textContent]))
    );
  assert.deepEqual(
    pills,
    pills.map(({href}) => ({href, text: rows[href.split("#")[1]!]}))
  );
  const row = page.locator(`[id="${pills[2]!.href.split("#")[1]!}"]`);
  await eventually(async () =>
    assert.ok(
      await row.evaluate(
        (element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().bottom <= innerHeight
      )
    )
  );
  assert.notEqual(
    await row
      .locator("td")
      .first()
      .evaluate((cell) => getComputedStyle(cell).backgroundColor),
    "rgba(0, 0, 0, 0)",
    "the row stands out"
  );
  await assertQuiet();
  await close();
});

test(
  "the ledger holds every claim; its filters stand in the address, survive a reload, and back and forward",
  {timeout: 60_000},
  async () => {
    const {page, settled, assertQuiet, close} = await openStill("/claims");
    const claims = claimsFor(report.region.code, report.published, report.years);
    const verdict = (id: string) => report.verdicts[id]!.verdict;
    const all = await page.locator("[data-claim]").evaluateAll((rows) => rows.map(({id}) => id));
    assert.deepEqual([...all].sort(), claims.map(({id}) => id).sort());
    const visible = () =>
      page.locator("[data-claim]").evaluateAll((rows) =>
        rows
          .filter((row) => (row as HTMLElement).offsetParent !== null)
          .map(({id}) => id)
          .sort()
      );
    const assertShown = async (expected: typeof claims) => {
      await eventually(async () => assert.deepEqual(await visible(), expected.map(({id}) => id).sort()));
      assert.ok(expected.length > 0);
      assert.equal(await page.locator("form[data-ledger] output").innerText(), `${expected.length} / ${claims.length}`);
    };
    const form = page.locator("form[data-ledger]");
    await form.waitFor();
    await assertShown(claims);

    await form.getByLabel("Section").selectOption("3.1");
    await assertShown(claims.filter(({section}) => section === "3.1"));
    await form.getByLabel("Verdict").selectOption("holds");
    await assertShown(claims.filter(({section, id}) => section === "3.1" && verdict(id) === "holds"));
    const some = claims.filter(
      ({section, id, technologies}) => section === "3.1" && verdict(id) === "holds" && technologies.length > 0
    );
    const slug = some[0]!.technologies[0]!;
    await form.getByLabel("Technology").selectOption(slug);
    const three = some.filter(({technologies}) => technologies.includes(slug));
    await assertShown(three);
    assert.equal(new URL(page.url()).search, `?section=3.1&verdict=holds&technology=${slug}`);

    await page.reload();
    await assertShown(three);
    assert.equal(await form.getByLabel("Verdict").inputValue(), "holds");
    await settled();
    await page.getByRole("navigation", {name: "Site"}).getByRole("link", {name: "Technologies"}).click();
    await page.waitForURL("**/technology/");
    await settled();
    await page.goBack();
    await assertShown(three);
    assert.equal(await form.getByLabel("Technology").inputValue(), slug);
    await settled();
    await page.goBack();
    await settled();
    await page.goForward();
    await settled();
    await assertShown(three);

    for (const label of ["Section", "Verdict", "Technology"]) await form.getByLabel(label).selectOption("");
    await form.getByLabel("Find").fill("Vaccines or nothing at all");
    await eventually(async () => assert.deepEqual(await visible(), []));
    await form.getByLabel("Find").fill("semiconductors");
    const texts = await page
      .locator("[data-claim]")
      .evaluateAll((rows) => rows.map((row) => [row.id, row.textContent!.toLowerCase()] as const));
    await assertShown(
      claims.filter(({id}) => texts.some(([one, text]) => one === id && text.includes("semiconductors")))
    );
    assert.equal(new URL(page.url()).search, "?words=semiconductors");
    await assertQuiet();
    await close();
  }
);

test(
  "without JavaScript all figures are there, as drawings, words and tables, at the width of the screen",
  {timeout: 60_000},
  async () => {
    for (const [viewport, shown, hidden] of [
      [desk, "wide", "narrow"],
      [phone, "narrow", "wide"]
    ] as const) {
      const {page, close} = await site.open("/", {viewport, javaScriptEnabled: false});
      assert.deepEqual(
        await page
          .locator("figure.report-figure")
          .evaluateAll((figures) => figures.map((figure) => figure.getAttribute("data-figure"))),
        figureIds
      );
      for (const id of figureIds) {
        const figure = page.locator(`#figure-${id}`);
        assert.ok(await figure.locator(`.chart-${shown} svg`).isVisible(), `${id} ${shown}`);
        assert.ok(!(await figure.locator(`.chart-${hidden} svg`).isVisible()), `${id} ${hidden}`);
        assert.ok((await figure.locator(".figure-title").textContent())!.length > 20, id);
        assert.match((await figure.locator(`.chart-${shown} svg`).getAttribute("aria-label"))!, /\d/, id);
        assert.ok((await figure.locator(".table-twin tbody tr").count()) >= 38, `table of ${id}`);
        assert.match((await figure.locator("figcaption").textContent())!, /^Synthetic records/, id);
      }
      assert.ok(
        !(await page
          .locator("[data-tools], [data-map-controls]")
          .evaluateAll((tools) => tools.some((one) => (one as HTMLElement).offsetParent !== null))),
        "tools without scripts"
      );
      await close();
    }
  }
);

test("the arrow keys read a figure mark by mark, and Enter goes to the technology", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await openStill();
  const figure = page.locator("#figure-graph-patents");
  const marks = await figure
    .locator(".chart-wide [data-label]")
    .evaluateAll((all) =>
      all.map((mark) => ({label: mark.getAttribute("data-label"), slug: mark.getAttribute("data-technology")}))
    );
  assert.equal(marks.length, 38);
  const line = figure.locator(".chart-reading");
  assert.equal(await line.getAttribute("aria-live"), "polite");
  await figure.locator(".chart").focus();
  for (const [key, at] of [
    ["ArrowRight", 0],
    ["ArrowDown", 1],
    ["End", 37],
    ["ArrowRight", 0],
    ["ArrowLeft", 37],
    ["Home", 0],
    ["ArrowRight", 1]
  ] as const) {
    await page.keyboard.press(key);
    assert.equal((await line.textContent())!, marks[at]!.label, key);
    assert.equal(await figure.locator(".chart-wide .current").getAttribute("data-technology"), marks[at]!.slug);
  }
  await page.keyboard.press("Escape");
  assert.equal((await line.textContent())!, "");

  const map = page.locator("#figure-map");
  await map.locator(".chart").focus();
  await page.keyboard.press("ArrowRight");
  const [name, rca] = (await map
    .locator(".table-twin tbody tr", {
      hasText: (await map.locator(".chart-wide .current").getAttribute("data-region"))!
    })
    .first()
    .locator("td")
    .allTextContents()) as [string, string];
  assert.ok(
    (await map.locator(".chart-reading").textContent())!.includes(name) &&
      (await map.locator(".chart-reading").textContent())!.includes(rca)
  );

  await figure.locator(".chart").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/technology/${marks[37]!.slug}.html`);
  await assertQuiet();
  await close();
});

test(
  "a technology that is touched in the text lights up in every figure that shows it",
  {timeout: 60_000},
  async () => {
    const {page, close} = await openStill();
    await page.locator('main a.technology[data-technology="semiconductors"]').first().hover();
    const lit = await page
      .locator(".report-figure .highlighted")
      .evaluateAll((marks) =>
        marks.map((mark) => [mark.closest("figure")!.dataset.figure, mark.getAttribute("data-technology")])
      );
    assert.deepEqual([...new Set(lit.map(([, slug]) => slug))], ["semiconductors"]);
    const expected = figureIds.filter((id) => id !== "map");
    assert.deepEqual([...new Set(lit.map(([figure]) => figure))].sort(), expected.sort());
    await page.locator("h1").hover();
    assert.equal(await page.locator(".highlighted").count(), 0);
    await close();
  }
);

test("a button shows the intervals of a figure", {timeout: 120_000}, async () => {
  const {page, close} = await openStill();
  const figures = page.locator("figure.report-figure", {has: page.getByRole("button", {name: "95% intervals"})});
  assert.ok((await figures.count()) >= 3);
  for (const figure of await figures.all()) {
    const id = await figure.getAttribute("data-figure");
    const button = figure.getByRole("button", {name: "95% intervals"});
    const shows = async (pressed: boolean) =>
      eventually(async () => {
        const visible = await figure
          .locator(".chart-wide .intervals")
          .evaluateAll((all) => all.filter((one) => getComputedStyle(one).display !== "none").length);
        const state = await button.getAttribute("aria-pressed");
        assert.deepEqual([visible > 0, state], [pressed, String(pressed)], `${id}: ${visible} intervals, ${state}`);
      });
    await shows(false);
    await button.click();
    await shows(true);
    await button.click();
    await shows(false);
  }
  await close();
});

test("a figure of each kind and its table can be taken away: PNG, SVG, CSV, Parquet", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await openStill();
  const db = await WorkDatabase.open();
  try {
    for (const id of ["network", "treemap-patents", "graph-patents", "map"]) {
      const figure = page.locator(`#figure-${id}`);
      await figure.scrollIntoViewIfNeeded();
      await atRest(figure);
      const take = async (kind: string) => {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          figure.getByRole("button", {name: `Download as ${kind}`}).click()
        ]);
        return await saved(download);
      };
      const cells = await figure
        .locator(".table-twin tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => Array.from(row.children, (cell) => cell.getAttribute("data-value") ?? cell.textContent!))
        );
      const names = (await figure.locator(".table-twin thead th").allTextContents()).map((name) =>
        name.replace(/\s+/g, " ").trim()
      );
      assert.ok(cells.length >= 38, id);

      const png = await readFile(await take("PNG"));
      assert.deepEqual([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
      assert.ok(
        png.readUInt32BE(16) >= 2 * 1080 && png.length > 50_000,
        `${id}: ${png.readUInt32BE(16)} pixels, ${png.length} bytes`
      );

      const svg = await readFile(await take("SVG"), "utf8");
      assert.doesNotMatch(svg, /var\(|\sclass=|light-dark/);
      for (const text of [
        (await figure.locator(".figure-title").textContent())!.slice(0, 30),
        "Synthetic records",
        `#figure-${id}`
      ])
        assert.ok(svg.includes(text), `${id}: ${text}`);
      // Alone, in a page without any style, it still has its colours.
      const colours = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        return [
          parsed.querySelector("parsererror") === null,
          new Set(Array.from(parsed.querySelectorAll("svg svg :is(rect, circle)"), (mark) => mark.getAttribute("fill")))
            .size
        ] as const;
      }, svg);
      assert.ok(colours[0] && colours[1] >= 5, `${id}: ${JSON.stringify(colours)}`);

      for (const kind of ["CSV", "Parquet"] as const) {
        const path = await take(kind);
        const rows: Record<string, unknown>[] =
          kind === "CSV"
            ? csvParse((await readFile(path, "utf8")).replace(/^\ufeff/, ""))
            : await db.rows(`SELECT * FROM read_parquet('${path}')`);
        assert.deepEqual(Object.keys(rows[0]!), names, `${id} ${kind}`);
        const number = (cell: string) => (cell !== "" && !Number.isNaN(Number(cell)) ? Number(cell) : cell);
        const plain = (cell: unknown) => (cell === null ? "" : number(String(cell)));
        assert.deepEqual(
          rows.map((row) => Object.values(row).map(plain)),
          cells.map((row) => row.map(number)),
          `${id} ${kind}`
        );
      }
    }
  } finally {
    db.close();
  }
  await assertQuiet();
  await close();
});

async function saved(download: Download): Promise<string> {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test("the map follows its controls, and quick changes leave the last one", {timeout: 60_000}, async () => {
  const {mapTitle} = await import("../../src/figures/map.ts");
  const {figureWords} = await import("../../src/words/en/figures.ts");
  const title = (slug: string, lens: Lens) => {
    const at = report.snapshot.technologies.findIndex((one) => one.slug === slug);
    const technology = report.snapshot.technologies[at]!;
    return mapTitle(
      regionsIn(report.regions, lens, at),
      {
        region: "BE2",
        own: {name: "Flanders", ...standingIn(report.snapshot, technology.technology, lens)},
        technology: technology.name,
        lens
      },
      figureWords
    );
  };
  const {page, assertQuiet, close} = await openStill();
  // The map's data come late, so that the choices below pile up behind them.
  await page.route("**/map.*.json", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  const figure = page.locator("#figure-map");
  const technology = figure.locator("[data-map-controls]").getByLabel("Technology"),
    lens = figure.locator("[data-map-controls]").getByLabel("Lens");
  const assertMap = async (slug: string, of: Lens, unit: RegExp, source: RegExp) => {
    await eventually(async () => assert.equal((await figure.locator(".figure-title").textContent())!, title(slug, of)));
    const at = report.snapshot.technologies.findIndex((one) => one.slug === slug);
    const told = (one: MapRegion) => (one.missing ? null : one.rca);
    const regions = regionsIn(report.regions, of, at).sort((a, b) => (told(b) ?? -1) - (told(a) ?? -1));
    const cells = await figure
      .locator(".table-twin tbody tr")
      .evaluateAll((rows) => rows.map((row) => row.children[2]!.getAttribute("data-value")));
    assert.deepEqual(
      cells.map(Number),
      regions.map((one) => Number(told(one)))
    );
    const label = (await figure.locator(".chart-wide svg").getAttribute("aria-label"))!;
    assert.ok(label.includes(report.snapshot.technologies[at]!.name), label);
    assert.ok(
      (await figure.locator(".chart").getAttribute("aria-label"))!.startsWith(title(slug, of)),
      "the chart's own name"
    );
    assert.match((await figure.locator("thead th").allTextContents())[3]!, unit);
    assert.match((await figure.locator("figcaption").textContent())!, source);
    assert.equal(await figure.locator(".chart-wide svg").count(), 1);
  };
  await assertMap("semiconductors", "patents", /patents/i, /REGPAT/);
  await lens.selectOption("deals");
  await technology.selectOption("quantum-computing");
  await lens.selectOption("publications");
  await technology.selectOption("photonics");
  await assertMap("photonics", "publications", /publications/i, /^Synthetic records.*OpenAlex/);
  await page.waitForTimeout(1000);
  await assertMap("photonics", "publications", /publications/i, /OpenAlex/);
  for (const slug of ["robotics", "drones", "biotechnology", "cybersecurity"]) await technology.selectOption(slug);
  await lens.selectOption("deals");
  await assertMap("cybersecurity", "deals", /dollars|US\$|USD|funding/i, /Crunchbase/);
  await assertQuiet();
  await close();
});

test("a window that is made narrow shows the drawings for phones", {timeout: 60_000}, async () => {
  const {page, assertQuiet, close} = await openStill("/", {viewport: desk});
  const narrow = () =>
    page
      .locator(".chart-narrow svg")
      .evaluateAll((all) => all.filter((svg) => svg.getBoundingClientRect().width > 100).length);
  assert.deepEqual([await narrow(), await page.locator(".chart-narrow svg").count()], [0, 0]);
  await page.setViewportSize({...desk, height: desk.height - 56});
  assert.equal(await page.locator(".chart-narrow svg").count(), 0, "another height needs no other drawing");
  await page.setViewportSize(phone);
  await eventually(async () => assert.equal(await narrow(), figureIds.length));
  await assertQuiet();
  await close();
});

test(
  "on paper the report has its pages and its stamp, wide figures, and nothing that needs a screen",
  {timeout: 60_000},
  async () => {
    const {page, close} = await openStill("/", {viewport: desk});
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({media: "print"});
    const hidden = [
      "#observablehq-header",
      ".contents",
      ".chart-narrow svg",
      ".figure-tools",
      "[data-map-controls]",
      ".table-twin:not([open])",
      "[data-live-status]"
    ];
    for (const selector of hidden) {
      const all = page.locator(selector);
      assert.ok((await all.count()) > 0, selector);
      assert.deepEqual(
        await all.evaluateAll(
          (elements) => elements.filter((element) => element.getBoundingClientRect().width > 0).length
        ),
        0,
        selector
      );
    }
    assert.equal(
      await page
        .locator(".chart-wide svg")
        .evaluateAll((all) => all.filter((svg) => svg.getBoundingClientRect().width > 300).length),
      figureIds.length
    );
    assert.match(await page.locator(".notice").innerText(), /synthetic records/);
    const pdf = (await page.pdf({preferCSSPageSize: true})).toString("latin1");
    const pages = Math.max(
      ...Array.from(pdf.matchAll(/\/Type\s*\/Pages[^>]*?\/Count\s+(\d+)/g), ([, count]) => Number(count))
    );
    assert.ok(pages > 8, `${pages} pages`);
    const stamp = await page.evaluate(() =>
      Array.from(document.styleSheets)
        .flatMap((sheet) => Array.from(sheet.cssRules))
        .map((rule) => rule.cssText)
        .filter((text) => text.startsWith("@page"))
        .join(" ")
    );
    assert.match(stamp, /Synthetic records, calibrated to the values published for Flanders in 38 technologies/);
    await close();
  }
);

test("the Tab key goes through the report, and shows where it is", {timeout: 60_000}, async () => {
  const {page, close} = await openStill();
  const seen = new Set<string>();
  const wanted = ["skip-link", "value", "verdict", "chart", "tool", "summary"];
  for (let i = 0; i < 200 && wanted.some((kind) => !seen.has(kind)); ++i) {
    await page.keyboard.press("Tab");
    const {kind, text, visible} = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const {outlineStyle, outlineWidth} = getComputedStyle(element);
      const kind = element.closest("[data-tools]")
        ? "tool"
        : element.tagName === "SUMMARY"
          ? "summary"
          : (element.classList[0] ?? element.tagName);
      const box = element.getBoundingClientRect();
      return {
        kind,
        text: element.outerHTML.slice(0, 100),
        visible: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight
      };
    });
    seen.add(kind);
    // Scrolling to it takes a moment.
    if (!visible)
      await eventually(async () =>
        assert.ok(
          await page.evaluate(() => {
            const box = document.activeElement!.getBoundingClientRect();
            return (
              getComputedStyle(document.activeElement!).outlineStyle !== "none" &&
              box.bottom > 0 &&
              box.top < innerHeight
            );
          }),
          `focus is not seen on ${text}`
        )
      );
  }
  assert.deepEqual(
    wanted.filter((kind) => !seen.has(kind)),
    []
  );
  await close();

  const {page: start, close: end} = await openStill();
  await start.keyboard.press("Tab");
  await start.keyboard.press("Enter");
  await start.keyboard.press("Tab");
  assert.ok(await inMain(start.locator(":focus")), "the skip link leads past the header");
  await end();
});

async function inMain(focused: Locator): Promise<boolean> {
  return await focused.evaluate((element) => element.closest("main") !== null);
}
