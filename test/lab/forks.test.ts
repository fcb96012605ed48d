import assert from "node:assert/strict";
import {readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {takeSnapshot} from "../../src/indicators/snapshot.ts";
import {findFreePort} from "../../src/site/server-address.ts";
import {forksFolder} from "../../src/site/fork-pages.ts";
import {runFork} from "../../src/site/fork.ts";
import {previewSite} from "../../src/site/preview.ts";
import "../../src/prerender/npm-imports.ts";
import {assertAccessible, violationsOf} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, moveAbout, openAddress, openSite, type OpenPage, type TestSite} from "../browser/harness.ts";

const {figureWords} = await import("../../src/words/en/figures.ts");
const {figures} = await import("../../src/figures/all.ts");
const {changesOf} = await import("../../src/live/forks/changes.ts");

const desk = {width: 1280, height: 900};
let site: TestSite;
let build: OpenBuild;

before(async () => {
  site = await openSite(await builtSite());
  build = await openBuild(defaultOut);
});
after(async () => {
  build?.close();
  await site?.close();
});

/** Opens a page and gives the sign for which its cells wait. */
async function openFork(path: string): Promise<OpenPage> {
  const open = await site.open(path, {viewport: desk});
  await moveAbout(open.page);
  return open;
}

/** A snapshot by the same modules in Node, over native DuckDB. */
const snapshotIn = (code: string, name: string, cut = 1) =>
  takeSnapshot(build.engines, {region: {code, name}, method: {...reportMethod, rca_threshold: cut}});
const text = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();

test(
  "the page on the RCA cut says what a computation in Node says, also after a move",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet, close} = await openFork("/forks/rca-cut");
    const report = await ensureReport();
    const expectAt = async (cut: number) => {
      const [before, now] = [snapshotIn("BE2", "Flanders"), snapshotIn("BE2", "Flanders", cut)];
      const changes = changesOf(
        {snapshot: before, cut: {rca_threshold: 1, strict: true}},
        {snapshot: now, cut: {rca_threshold: cut, strict: true}},
        report
      );
      const {before: old, now: current} = changes.advantages.patents;
      await eventually(async () =>
        assert.equal(
          await text(page, "main h2"),
          `Flanders keeps ${current.length} of ${old.length} advantages in patents`
        )
      );
      await eventually(async () =>
        assert.equal(await text(page, "#title-graph-patents"), figures.get("graph-patents")!.title(now, figureWords))
      );
      await eventually(async () =>
        assert.match(
          await text(page, ".changes .computed"),
          new RegExp(
            `^Compared with the published view, ${changes.quadrants.length} of 38 technologies changes? quadrant and ${changes.claims.length} claims? changes?\\.$`
          )
        )
      );
      await eventually(async () =>
        assert.equal(
          await page.locator("form[class*=inputs-] tbody tr").count(),
          changes.advantages.patents.lost.length
        )
      );
    };
    await expectAt(1.5);
    const slider = page.locator(".scenario-controls input[type=range]");
    await slider.focus();
    for (let i = 0; i < 6; ++i) await page.keyboard.press("ArrowLeft");
    assert.match(page.url(), /\?v=1&rca=1\.2$/);
    await expectAt(1.2);
    // After a pause a key begins a step of its own.
    await page.waitForTimeout(1100);
    await page.keyboard.press("ArrowLeft");
    await page.goBack();
    await eventually(async () => assert.equal(await slider.inputValue(), "1.2"));
    await assertQuiet();
    await close();
  }
);

test(
  "the page on fractional counting says what a computation in Node says, and whole counting changes nothing",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet, close} = await openFork("/forks/fractional-counting");
    const report = await ensureReport();
    const whole = snapshotIn("BE2", "Flanders");
    const expectBy = async (counting: "fractional" | "whole") => {
      const now = takeSnapshot(build.engines, {
        region: {code: "BE2", name: "Flanders"},
        method: reportMethod,
        counting: {counting}
      });
      const cut = {rca_threshold: 1, strict: true};
      const {
        advantages: {
          patents: {gained, lost}
        },
        claims
      } = changesOf({snapshot: whole, cut}, {snapshot: now, cut}, report);
      const names = (slugs: readonly string[]) =>
        slugs.length === 0
          ? "none"
          : slugs.map((slug) => now.technologies.find((one) => one.slug === slug)!.name).join(", ");
      await eventually(async () =>
        assert.equal(
          await text(page, "main h2"),
          `Technologies that cross Europe’s share of patents: ${gained.length + lost.length} of 38`
        )
      );
      await eventually(async () =>
        assert.match(
          await page.locator("main").innerText(),
          new RegExp(
            `Gained: ${names(gained)}\\. Lost: ${names(lost)}\\. With ${counting} counting, Flanders has ${Math.round(now.totals.patents.count).toLocaleString("en-GB")} patents`
          )
        )
      );
      await eventually(async () =>
        assert.equal(
          await text(page, "#title-treemap-patents"),
          figures.get("treemap-patents")!.title(now, figureWords)
        )
      );
      // Each document counts once in all, or at most once for each of its technologies. The table is a cell of its own,
      // which follows the others.
      await eventually(async () => {
        const ratios = await page.locator("form[class*=inputs-] tbody tr td:last-child").allTextContents();
        const isWhole = (ratio: string) => ratio === "1.00";
        const isPart = (ratio: string) => Number(ratio) > 0 && Number(ratio) < 1;
        assert.ok(ratios.length > 10 && ratios.every(counting === "whole" ? isWhole : isPart), ratios.join(" "));
      });
      return claims.length;
    };
    assert.ok((await expectBy("fractional")) > 0);
    await page
      .locator(".scenario-controls")
      .getByLabel(/A record of several/)
      .selectOption("whole");
    assert.equal(await expectBy("whole"), 0);
    await assertQuiet();
    await close();
  }
);

test(
  "the report for South Netherlands shows its figures and claims, and can be turned to another region",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet, close} = await openFork("/forks/south-netherlands?region=NL41");
    const title = async (code: string) => {
      const {place, snapshot} = {
        place: code,
        snapshot: snapshotIn(code, (await ensureReport()).places.find((one) => one.code === code)!.name)
      };
      await eventually(async () =>
        assert.equal(
          await text(page, "#title-treemap-patents"),
          figures.get("treemap-patents")!.title(snapshot, figureWords),
          place
        )
      );
    };
    await title("NL41");
    await page.goto(site.url("/forks/south-netherlands"));
    await title("NL4");
    assert.ok((await page.locator("table.ledger tbody tr").count()) > 20);
    await assertAccessible(page);
    await assertQuiet();
    await close();
  }
);

test(
  "the starter’s number and claim follow its choices, and the claim is tried under the report’s specifications",
  {timeout: 240_000},
  async () => {
    const {page, assertQuiet, close} = await openFork("/forks/starter");
    const technologyOf = (code: string) => {
      const name = report.places.find((one) => one.code === code)!.name;
      return snapshotIn(code, name).technologies.find(({slug}) => slug === "semiconductors")!;
    };
    const report = await ensureReport();
    const expectRegion = async (code: string) => {
      const {patents, publications} = technologyOf(code).lenses;
      const {rca, low} = publications;
      await eventually(async () =>
        assert.equal(await text(page, "a.value[data-reference='patents.rca semiconductors']"), patents.rca!.toFixed(2))
      );
      await eventually(async () =>
        assert.equal(await text(page, ".own-claim .verdict"), rca! <= 2 ? "fails" : low! <= 2 ? "fragile" : "holds")
      );
      await eventually(async () => assert.match(await text(page, ".own-claim"), new RegExp(`${rca!.toFixed(2)} \\(`)));
    };
    await expectRegion(report.region.code);
    const at = report.snapshot.technologies.findIndex(({slug}) => slug === "semiconductors");
    const told = report.robustness.curves.publications[at]!.filter((rca) => rca !== null);
    const holds = told.filter((rca) => rca > 2).length;
    await eventually(
      async () =>
        assert.match(
          await text(page, ".own-claim"),
          new RegExp(`True in ${Math.round((100 * holds) / told.length)}% of the ${told.length} specifications\\.`)
        ),
      150_000
    );
    await page.locator("a.value[data-reference='patents.rca semiconductors']").click();
    await page.locator("#value-card").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".scenario-controls [data-field=region] select").selectOption("NL41");
    await expectRegion("NL41");
    assert.equal((await page.locator("#figure-own-1 tbody tr, [id^=figure-own-] tbody tr").count()) > 0, true);
    await assertAccessible(page);
    await assertQuiet();
    await close();
  }
);

test("what an address says and cannot be is told, and the page stands", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await openFork("/forks/starter?v=1&region=nowhere&count=%3Cscript%3E");
  await eventually(async () =>
    assert.match(await text(page, ".scenario-controls [role=status]"), /region=nowhere in the address is invalid/)
  );
  await page.locator("#title-graph-patents").waitFor();
  await assertQuiet();
  await close();
});

test(
  "a forked page follows its file within seconds; broken SQL is shown in its place and leaves the rest alive",
  {timeout: 300_000},
  async (t) => {
    const name = `test-${process.pid}`;
    const file = join(forksFolder, `${name}.md`);
    t.after(async () => await rm(file, {force: true}));
    await runFork(name, "starter");
    const port = await findFreePort(4200, "127.0.0.1");
    const controller = new AbortController();
    const running = previewSite({host: "127.0.0.1", port}, {signal: controller.signal});
    t.after(async () => {
      controller.abort();
      await running;
    });
    const preview = await openAddress(`http://127.0.0.1:${port}/`);
    t.after(async () => await preview.close());
    await eventually(async () => assert.equal((await fetch(preview.url("/forks/"))).status, 200));
    const {page} = await preview.open(`/forks/${name}`, {viewport: desk});
    await moveAbout(page);
    const rows = page.locator("form[class*=inputs-] tbody tr");
    // The preview runs the loader of every table for the first time.
    await eventually(async () => assert.ok((await rows.count()) > 3), 180_000);
    const source = await readFile(file, "utf8");

    const started = Date.now();
    await writeFile(file, source.replace(/(<p class="lead">)[^<]+/, "$1Changed while you look."));
    await eventually(async () => assert.match(await text(page, ".lead"), /^Changed while you look/));
    assert.ok(Date.now() - started < 5000, `${Date.now() - started} ms`);

    // A mark that means nothing is told where it stands, and the page goes on when it is corrected.
    const lead = source.split("\n").findIndex((line) => line.includes('<p class="lead">')) + 1;
    const wrong = '<p class="lead">{{patents.rcca photonics}} {{name photonic}} ';
    await writeFile(file, source.replace('<p class="lead">', wrong));
    await eventually(async () =>
      assert.deepEqual(await page.locator(".mistake").allTextContents(), [
        `src/forks/${name}.md:${lead}: {{patents.rcca photonics}}: unknown reference: patents.rcca photonics; the nearest is patents.rca photonics`,
        `src/forks/${name}.md:${lead}: {{name photonic}}: unknown technology: photonic; the nearest is photonics`
      ])
    );
    await writeFile(
      file,
      source.replace('<p class="lead">', wrong.replace("rcca", "rca").replace("photonic}", "photonics}"))
    );
    await eventually(async () => assert.equal(await page.locator(".mistake").count(), 0));
    await eventually(async () => assert.match(await text(page, ".lead"), /^\d+\.\d\d Photonics /));

    await writeFile(file, source.replace("FROM indicators", "FORM indicators"));
    await eventually(async () =>
      assert.match(await text(page, ".observablehq--error"), /Parser Error: syntax error at or near "indicators"/)
    );
    assert.equal(await page.locator(".observablehq--error").count(), 1);
    await page.locator("#title-graph-patents").waitFor();
    await writeFile(file, source.replace("low > 1", "low > 1 AND list_filter([1], lambda x: x > 0) <> []"));
    await eventually(async () =>
      assert.match(
        await text(page, ".observablehq--error"),
        /Pages run DuckDB v1\.\d+\.\d+: write x -> … instead of lambda x: …/
      )
    );
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({colorScheme});
      const found = (await violationsOf(page)).filter((violation) => /observablehq--error/.test(violation));
      assert.deepEqual(found, []);
    }
    // The rest goes on: a choice still leads to another figure.
    await page.locator(".scenario-controls select").first().selectOption("NL4");
    await eventually(async () => assert.match(await text(page, "#title-graph-patents"), /Netherlands|Zuid/));

    await writeFile(file, source);
    await eventually(async () => assert.equal(await page.locator(".observablehq--error").count(), 0));
    await eventually(async () => assert.ok((await rows.count()) > 3));
  }
);
