import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {loadDecisions} from "../../data-loaders/classification/decisions.ts";
import {loadTaxonomy} from "../../data-loaders/classification/taxonomy.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import type {RuleThresholds} from "../../src/indicators/link-rule.ts";
import {type CandidateLink, candidatesSql, judgeLinks, readCandidates} from "../../src/indicators/links.ts";
import {claimsFor} from "../../src/narrative/claims.ts";
import {ask, createView} from "../../src/narrative/claims/view.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";
import {effectOf} from "../../src/decisions/effect.ts";
import {reviewWords} from "../../src/words/en/decisions.ts";
import {type LinkDecision, publishedScenario, type Scenario, type ScenarioBase} from "../../src/scenario/scenario.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {linkChangesSql, technologyLinksSql} from "../support/links-sql.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, goWithin, openSite, type OpenPage, scriptsListen, type TestSite} from "../browser/harness.ts";
import type {Lens, Vocabulary} from "../../src/terms/lenses.ts";
import {reportChoices} from "../support/report-choices.ts";

let site: TestSite,
  build: OpenBuild,
  report: ReportData,
  published: Scenario,
  runner: ScenarioRunner,
  shared: OpenPage,
  links: CandidateLink[];

before(async () => {
  site = await openSite(await builtSite());
  report = await ensureReport();
  build = await openBuild(defaultOut);
  const base: ScenarioBase = {
    ...report,
    ...reportChoices,
    region: report.region.code,
    regions: new Map(report.places.map(({code, name}) => [code, name])),
    technologies: new Set(report.snapshot.technologies.map(({slug}) => slug))
  };
  published = publishedScenario(base);
  runner = await ScenarioRunner.open(build.query, base.regions, published);
  links = readCandidates(await build.query(candidatesSql));
});

after(async () => {
  await shared?.close();
  await site?.close();
  build?.close();
});

const desk = {viewport: {width: 1280, height: 900}},
  phone = {viewport: {width: 390, height: 844}};

/** Opens a page of the lab and gives the sign on which it wakes. */
async function openAwake(
  path: string,
  ready: string,
  options: Parameters<TestSite["open"]>[1] = desk
): Promise<OpenPage> {
  const open = await site.open(path, options);
  await eventually(async () => {
    await open.page.mouse.move(200 + 50 * Math.random(), 200);
    await open.page.locator(ready).first().waitFor({timeout: 1000});
  });
  return open;
}
/** Goes to an address on the page that most tests share; the first of them opens it. */
async function visitReview(query = ""): Promise<OpenPage> {
  await goWithin(shared.page, query);
  return shared;
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const columns = await build.query(sql);
  const [first] = Object.values(columns);
  return Array.from(first!, (_, i) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]))
  );
}
const cellsOf = async (page: Page, selector: string) =>
  await page
    .locator(selector)
    .evaluateAll((lines) =>
      lines.map((line) => Array.from(line.children, (cell) => cell.textContent!.replace(/\s+/g, " ").trim()))
    );
const count = (value: unknown) => Number(value).toLocaleString("en-GB");
const decisionOn = ({vocabulary, symbol, technology}: CandidateLink, decision: "accept" | "reject"): LinkDecision => ({
  vocabulary,
  symbol,
  technology: report.snapshot.technologies[technology - 1]!.slug,
  decision
});

test(
  "the page on classification is whole without scripts, and its numbers are those of native DuckDB",
  {timeout: 120_000},
  async () => {
    const {page, assertQuiet, close} = await site.open("/classification", {...desk, javaScriptEnabled: false});
    const wanted =
      await rows(`SELECT name, count(*) FILTER (accepted)::INTEGER AS links, count(*) FILTER (accepted AND vocabulary = 'cpc')::INTEGER AS cpc, count(*) FILTER (accepted AND vocabulary = 'topic')::INTEGER AS topic,
    count(*) FILTER (accepted AND vocabulary = 'industry')::INTEGER AS industry, count(*) FILTER (accepted AND decision IS DISTINCT FROM 'accept' AND core)::INTEGER AS core,
    count(*) FILTER (accepted AND decision IS DISTINCT FROM 'accept' AND NOT core AND cooccurrence IS NOT NULL)::INTEGER AS evidence, count(*) FILTER (accepted AND decision IS DISTINCT FROM 'accept' AND NOT core AND cooccurrence IS NULL)::INTEGER AS alone,
    count(*) FILTER (decision = 'accept')::INTEGER AS people, count(*) FILTER (decision = 'reject')::INTEGER AS rejected, count(*)::INTEGER AS candidates, count(*) FILTER (borderline OR moved)::INTEGER AS waiting
    FROM links JOIN technologies USING (technology) WHERE vocabulary <> 'cpc' OR length(symbol) > 4 GROUP BY ALL ORDER BY min(technology)`);
    const cells = await cellsOf(page, "table[data-classification] tbody tr");
    assert.deepEqual(
      cells.slice(0, -1),
      wanted.map((row) => Object.values(row).map((value) => (typeof value === "string" ? value : count(value))))
    );
    assert.deepEqual(
      cells.at(-1)!.slice(1),
      Object.keys(wanted[0]!)
        .slice(1)
        .map((column) => count(wanted.reduce((sum, row) => sum + Number(row[column]), 0)))
    );
    assert.equal(
      await page.locator("a.review-link").first().getAttribute("href"),
      `./lab/review.html?technology=${report.snapshot.technologies[0]!.slug}`
    );
    const example = await rows(
      technologyLinksSql(
        report.snapshot.technologies.findIndex(({slug}) => slug === "photonics") + 1,
        "cpc",
        report.thresholds
      )
    );
    assert.equal(await page.locator("#figure-links .chart-wide [data-label]").count(), example.length);
    assert.match(
      (await page.locator("#figure-links .chart-wide [role=img]").getAttribute("aria-label"))!,
      /^Photonics, CPC main groups: \d+ of \d+ candidates are links, the most similar being /
    );
    assert.match((await page.locator("#figure-links figcaption").textContent())!, /^Synthetic records/);
    await assertQuiet();
    await close();
  }
);

test("an address that says what cannot be is told, and the published choice stands", {timeout: 120_000}, async () => {
  shared = await openAwake(
    "/lab/review?technology=alchemy&sc=7&links=rc_%27%3BDROP_semiconductors&v=1",
    "[data-review=controls] select"
  );
  const {page, assertQuiet} = shared;
  assert.match(
    await page.locator("[data-review=status]").innerText(),
    /sc=7 in the address is invalid: use a number from 0 to 1\..* links=/s
  );
  assert.equal(await page.getByRole("combobox", {name: "Technology"}).inputValue(), "");
  const [changes] = await rows(linkChangesSql(report.thresholds));
  assert.ok((await page.locator("#computed").innerText()).startsWith(`${count(changes!.accepted)} links`));
  await assertQuiet();
});

test(
  "links explain themselves, and other thresholds give what the rule gives in the loaders",
  {timeout: 180_000},
  async () => {
    const {page, assertQuiet} = await visitReview("?technology=photonics&show=all");
    const technology = report.snapshot.technologies.findIndex(({slug}) => slug === "photonics") + 1;
    const shows = async (vocabulary: Vocabulary, thresholds: RuleThresholds) => {
      const wanted = (await rows(technologyLinksSql(technology, vocabulary, thresholds))).map(
        ({symbol, tried, accepted, reason}) => [
          String(symbol),
          `${tried ? "a link" : "no link"}${tried === accepted ? "" : " (changed)"}`,
          tried === accepted ? String(reason) : "the thresholds that you are trying"
        ]
      );
      await eventually(async () => {
        const cells = await cellsOf(page, "#figure-links .table-twin tbody tr");
        assert.deepEqual(cells.map((line) => [line[0], line[6], line[7]]).sort(), wanted.sort());
      });
      assert.equal(await page.locator("#figure-links .chart-wide [data-label]").count(), wanted.length);
      const [changes] = await rows(linkChangesSql(thresholds));
      assert.match(
        await page.locator("#computed").innerText(),
        new RegExp(
          `^${count(changes!.accepted)} links .* would add ${count(changes!.gained)} and remove ${count(changes!.lost)}\\.$`
        )
      );
    };
    await shows("cpc", report.thresholds);
    await page.getByRole("combobox", {name: "Codes"}).selectOption("topic");
    await shows("topic", report.thresholds);
    await page.getByRole("slider", {name: "Similarity", exact: true}).fill("0.5");
    const tried = {...report.thresholds, topic: {...report.thresholds.topic, similarity: 0.5}};
    await shows("topic", tried);
    assert.match(page.url(), /[?&]st=0\.5/);
    await page.getByRole("slider", {name: /^Co-occurrence/}).fill("0.3");
    await shows("topic", {...tried, topic: {...tried.topic, cooccurrence: 0.3}});
    await page.locator(".steps-row button", {hasText: "Undo"}).click();
    await shows("topic", tried);
    await page.goBack();
    await shows("topic", {...tried, topic: {...tried.topic, cooccurrence: 0.3}});
    await assertQuiet();
  }
);

test("the list holds what waits, and each row's effect is that of the engine", {timeout: 240_000}, async () => {
  const {page, assertQuiet} = await visitReview();
  const waiting = judgeLinks(links, report.thresholds, report.review.bands)
    .filter((link) => link.waiting && link.vocabulary === "cpc")
    .slice(0, 30);
  const table = page.locator("table.review-links tbody tr");
  await eventually(async () =>
    assert.deepEqual(
      await table.evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset.link)),
      waiting.map((link) => `cpc ${link.symbol} ${decisionOn(link, "accept").technology}`)
    )
  );
  await eventually(async () =>
    assert.ok(
      (await page.locator("table.review-links td.effect").allTextContents()).every(
        (text) => text !== reviewWords.computing
      )
    )
  );
  const told = await page.locator("table.review-links td.effect").allTextContents();
  for (const at of [0, 7, 29]) {
    const {before, after} = await effectOf(
      runner,
      published,
      decisionOn(waiting[at]!, waiting[at]!.tried ? "reject" : "accept")
    );
    assert.equal(told[at], reviewWords.effect(after.documents! - before.documents!, "patents", before.rca, after.rca));
  }
  const [first] =
    await rows(`SELECT core.symbol AS symbol, sum(patents.documents)::INTEGER AS documents FROM patents JOIN patents_code_sets own USING (code_set) JOIN patents_code_sets other USING (code_set) JOIN links core ON core.code = other.code
    WHERE own.code = ${waiting[0]!.code} AND other.code <> own.code AND core.core AND core.technology = ${waiting[0]!.technology} GROUP BY ALL ORDER BY documents DESC, symbol LIMIT 1`);
  assert.ok(
    (await table.first().locator(".examples li").first().textContent())!.startsWith(`${first!.symbol as string} `)
  );
  assert.ok(
    (await table.first().locator(".examples li").first().textContent())!.endsWith(
      `on ${count(first!.documents)} documents`
    )
  );
  await assertQuiet();
});

test(
  "a decision stands in the address, shows what it changes, is exported for the loaders and imported again",
  {timeout: 240_000},
  async () => {
    const link = links.find(
      ({vocabulary, symbol, accepted, decision}) =>
        vocabulary === "cpc" && accepted && decision === null && symbol.length > 4
    )!;
    const slug = decisionOn(link, "reject").technology;
    const {page, assertQuiet} = await visitReview(`?technology=${slug}&show=links`);
    const row = page.locator(`tr[data-link="cpc ${link.symbol} ${slug}"]`);
    await row.getByRole("button", {name: /^Reject/}).click();
    await eventually(async () => assert.ok(page.url().includes(`links=rc_${link.symbol}_${slug}`), page.url()));
    const own = [decisionOn(link, "reject")];
    const after = await runner.snapshot({...published, decisions: own});
    const [was, is] = [report.snapshot.technologies[link.technology - 1]!, after.technologies[link.technology - 1]!];
    assert.notEqual(was.lenses.patents.count, is.lenses.patents.count);
    await eventually(async () => {
      const cells = (await cellsOf(page, "table.effects tbody tr")).find(
        ([name, lens]) => name === was.name && lens === "Patents"
      );
      assert.deepEqual(
        cells?.slice(2, 4),
        [was, is].map(({lenses: {patents}}) => reviewWords.standing("patents", patents.count!, patents.rca!))
      );
    });
    const claims = claimsFor("BE2", report.published, report.years);
    const [old, current] = [report.snapshot, after].map((one) => createView(one, report.published));
    const turned = claims.filter((claim) => {
      const [was, is] = [ask(claim, old!).truth, ask(claim, current!).truth];
      return was !== null && is !== null && was !== is;
    }).length;
    assert.equal(await page.locator(".claims-turned").innerText(), reviewWords.claims(turned, claims.length));

    // A copied address brings the decision along.
    await page.goto(page.url().replace("show=links", "show=own"));
    await eventually(async () => {
      await page.mouse.move(300 + 50 * Math.random(), 300);
      await row.getByRole("button", {name: /^Reject/, pressed: true}).waitFor({timeout: 1000});
    });
    assert.equal(await page.locator("table.review-links tbody tr").count(), 1);

    await page.getByLabel("Your name").fill("=HYPERLINK(1)");
    await page.getByLabel("Reason for all your decisions").fill("looked at\tthe records");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "Download decisions.csv"}).click()
    ]);
    assert.equal(download.suggestedFilename(), "decisions.csv");
    const path = await download.path();
    const {technologies} = await loadTaxonomy(join(projectRoot, "data/taxonomy/taxonomy.json"));
    const [decisions, before] = [
      await loadDecisions(path, technologies),
      await loadDecisions(join(projectRoot, "data/classification/decisions.csv"), technologies)
    ];
    assert.equal(decisions.length, before.length + 1);
    const {date, ...found} = decisions.find(
      ({vocabulary, symbol, technology}) =>
        vocabulary === "cpc" && symbol === link.symbol && technology === link.technology
    )!;
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(found, {
      vocabulary: "cpc",
      symbol: link.symbol,
      technology: link.technology,
      verdict: "reject",
      reviewer: "'=HYPERLINK(1)",
      note: "looked at the records",
      similarity: link.similarity,
      cooccurrence: link.cooccurrence,
      model: report.review.model
    });

    await row.getByRole("button", {name: /^Undo/}).click();
    await eventually(async () => assert.equal(await page.locator("table.review-links tbody tr").count(), 0));
    assert.ok(!page.url().includes("links="));
    const said = page.locator("[data-keep=said]");
    const csv = await readFile(path, "utf8");
    await page.locator("input[type=file]").setInputFiles({
      name: "decisions.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(csv.replace(/,accept,/, ",maybe,"))
    });
    await eventually(async () =>
      assert.match(await said.innerText(), /^The file could not be loaded: line \d+: unknown decision "maybe"/)
    );
    await page
      .locator("input[type=file]")
      .setInputFiles({name: "decisions.csv", mimeType: "text/csv", buffer: Buffer.from(csv)});
    await eventually(async () =>
      assert.match(await said.innerText(), /^Loaded 1 decision that differs from the published ones\./)
    );
    assert.ok(page.url().includes(`links=rc_${link.symbol}_${slug}`));
    await assertQuiet();
  }
);

test("the records behind a number sum to it, from its card on, and under a scenario", {timeout: 240_000}, async () => {
  const open = await site.open("/", desk);
  const {page} = open;
  await scriptsListen(page);
  await page.locator('main a.value[data-reference="patents.rca semiconductors"]').first().click();
  const href = await page.locator("#value-card a", {hasText: "See its records"}).getAttribute("href");
  assert.match(href!, /lab\/evidence\.html\?reference=patents\.rca%20semiconductors$/);
  await open.close();

  const {
    page: records,
    assertQuiet,
    close
  } = await openAwake("/lab/evidence?reference=patents.rca%20semiconductors", "h2#records");
  await expectRecords(records, {lens: "patents", slug: "semiconductors", scenario: {}});
  await goWithin(records, "?reference=deals.count%20artificial-intelligence&region=NL41&v=1");
  await expectRecords(records, {lens: "deals", slug: "artificial-intelligence", scenario: {region: "NL41"}});
  await goWithin(records, "?reference=publications.share%20photonics&st=0.5&yw=2022-2024&v=1");
  await expectRecords(records, {
    lens: "publications",
    slug: "photonics",
    scenario: {similarity_topic: 0.5, years_publications: [2022, 2024]}
  });
  await goWithin(records, "?reference=patents.nonsense%20x");
  await records
    .locator("[data-evidence=status]", {hasText: /There is no number called “patents\.nonsense x”/})
    .waitFor();
  await records.getByRole("combobox", {name: "Lens"}).selectOption("deals");
  await records.locator("h2#records").waitFor();
  await records.goBack();
  await assertQuiet();
  await close();
});

/** Expects the tables of records to sum to the number in the scenario, as the runner in Node gives it. */
async function expectRecords(
  page: Page,
  {lens, slug, scenario}: {lens: Lens; slug: string; scenario: Partial<Scenario>}
): Promise<void> {
  const values = (await runner.snapshot({...published, ...scenario})).technologies.find((one) => one.slug === slug)!
    .lenses[lens];
  await eventually(async () => {
    const totals = await cellsOf(page, ".evidence tr.total");
    assert.equal(totals.length, 2);
    for (const total of totals) {
      assert.equal(total[1], count(values.documents), slug);
      if (lens === "deals")
        assert.equal(
          total[2],
          values.count!.toLocaleString("en-GB", {minimumFractionDigits: 2, maximumFractionDigits: 2})
        );
    }
  });
  assert.ok((await cellsOf(page, ".evidence table:first-of-type tbody tr:not(.total)")).length > 3);
  assert.equal(await page.locator(".agrees").getAttribute("data-agrees"), "true");
  assert.ok((await page.locator("ul.code-set").first().locator("strong").count()) > 0);
}

test("the keyboard alone decides, and the focus stays where it was", {timeout: 180_000}, async () => {
  const {page} = await visitReview();
  const button = page
    .locator("table.review-links tbody tr")
    .first()
    .getByRole("button", {name: /^Accept/});
  await page.getByRole("button", {name: "Published view"}).focus();
  for (let i = 0; i < 200 && !(await button.evaluate((element) => element === document.activeElement)); ++i)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await button.getAttribute("aria-pressed"), "true"));
  assert.ok(await button.evaluate((element) => element === document.activeElement), "the focus stays");
  const slider = page.getByRole("slider", {name: "Similarity", exact: true});
  const next = (Number(await slider.inputValue()) + 0.01).toFixed(2);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal(new URL(page.url()).searchParams.get("sc"), next));
  assert.ok(await slider.evaluate((element) => element === document.activeElement));
});

test("axe finds nothing on the pages for links and records, awake", {timeout: 300_000}, async () => {
  for (const [path, ready] of [
    ["/lab/review?technology=photonics&links=rc_G02B6_photonics&v=1", "[data-review=controls] select"],
    ["/lab/evidence?reference=deals.rca%20semiconductors", "h2#records"]
  ] as const) {
    const {page, settled, close} = await openAwake(path, ready);
    await assertAccessible(page, settled);
    await close();
  }
});

test("without scripts the list of what waits can be read", {timeout: 60_000}, async () => {
  const {page, close} = await site.open("/lab/review", {...phone, javaScriptEnabled: false});
  const waiting = judgeLinks(links, report.thresholds, report.review.bands).filter(
    (link) => link.waiting && link.vocabulary === "cpc"
  );
  assert.equal(await page.locator("table.review-links tbody tr").count(), Math.min(30, waiting.length));
  assert.match(await page.locator("[data-review=status]").innerText(), /You need JavaScript/);
  await page.goto(site.url("/lab/evidence"));
  assert.match(await page.locator("[data-evidence=status]").innerText(), /needs JavaScript/);
  await close();
});
