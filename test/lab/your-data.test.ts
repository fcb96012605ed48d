import assert from "node:assert/strict";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {after, before, test} from "node:test";
import {csvParse} from "d3";
import type {Page} from "playwright-core";
import {projectFolder} from "../../src/site/site.ts";
import "../../src/prerender/npm-imports.ts";
import {writeParquet} from "../src/site/fixture.ts";
import {assertAccessible} from "../browser/axe.ts";
import {builtSite} from "../browser/built-site.ts";
import {eventually, openSite, type TestSite} from "../browser/harness.ts";

const {readCsv} = await import("../../src/your-data/csv.ts");
const {ownIndicators, locationOf: placeOf} = await import("../../src/your-data/indicators.ts");

const desk = {width: 1280, height: 900},
  phone = {width: 390, height: 844};
let site: TestSite;
let example: string;

before(async () => {
  site = await openSite(await builtSite());
  example = await readFile(`${projectFolder}/src/lab/your-data-example.csv`, "utf8");
});
after(async () => await site?.close());

const message = (page: Page) => page.locator("[data-message]");

async function openReady(viewport = desk) {
  const open = await site.open("/lab/your-data", {viewport});
  await open.page.locator("input[type=file]:not([disabled])").waitFor();
  return open;
}

/** Chooses a file and waits for what is said of it. */
async function choose(page: Page, name: string, contents: string | Buffer): Promise<string> {
  await page
    .locator("input[type=file]")
    .setInputFiles({name, mimeType: "application/octet-stream", buffer: Buffer.from(contents)});
  await eventually(async () => assert.match((await message(page).getAttribute("data-state")) ?? "", /good|bad/));
  return await message(page).innerText();
}

/** Drops a file onto the page's place for it. */
async function drop(page: Page, name: string, contents: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({name: file, contents: text}) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], file));
      return transfer;
    },
    {name, contents}
  );
  await page.dispatchEvent("[data-drop]", "drop", {dataTransfer: data});
}

test(
  "a dropped table is computed in the tab, number by number, and nothing is asked of the network",
  {timeout: 120_000},
  async () => {
    const {page, assertQuiet, close} = await openReady();
    await page.mouse.move(200, 200);
    // What computes has been loaded before a file comes.
    await page.locator("[data-lab][data-ready]").waitFor();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
    await drop(page, "mine.csv", example);
    await eventually(async () => assert.equal(await message(page).getAttribute("data-state"), "good"));
    assert.equal(
      await message(page).innerText(),
      `mine.csv: 30 locations, 12 technologies, ${csvParse(example).length} rows.`
    );
    const indicators = ownIndicators(readCsv(example));
    for (const location of [0, 17]) {
      await page.locator("[data-result] select").selectOption(String(location));
      const {location: name, rows} = placeOf(indicators, location);
      await eventually(async () =>
        assert.match(
          (await page.locator("#title-own-rca").textContent())!,
          new RegExp(
            `^${name} has an advantage in ${rows.filter(({advantage}) => advantage).length} of 12 technologies`
          )
        )
      );
      const shown = await page
        .locator("[data-location] > .table-scroll tbody tr")
        .evaluateAll((lines) =>
          lines.map((line) => Array.from(line.children, (cell) => cell.getAttribute("data-value") ?? cell.textContent))
        );
      const expected = rows
        .slice()
        .sort((a, b) => b.rca - a.rca)
        .map((row) => [
          row.technology,
          ...[row.value, row.documents, row.rca, row.low, row.high, row.rank, row.density, row.complexity].map(
            (value) => (value === null ? "" : String(value))
          ),
          row.quadrant ?? "no value"
        ]);
      assert.deepEqual(shown, expected);
    }
    assert.deepEqual(requests, []);
    await assertQuiet();
    await close();
  }
);

test("files that are of no use are told with their place, and the last result stays", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await openReady();
  assert.match(await choose(page, "good.csv", example), /^good\.csv: 30 locations/);
  const title = (await page.locator("#title-own-rca").textContent())!;
  const header = "location,technology,value\n";
  for (const [name, contents, said] of [
    ["a.csv", "", /a\.csv: The file is empty/],
    ["b.csv", "place,thing\n", /Line 1: there is no column called technology; the file has place, thing\. Rename/],
    ["c.csv", `${header}A,x,1\nB,x,two\n`, /Line 3, value: “two” is not a number\. Write/],
    ["d.csv", `${header}A,x,-1\n`, /Line 2, value: “-1” is negative\. Write/],
    ["e.csv", `${header}A,x,1\nA,x,2\n`, /Line 3: A, x is already in line 2\. Combine/],
    ["f.csv", `${header}A,x,1\nA,y,2\n`, /: The only location is A\. Include/],
    ["g.csv", `${header}A,x,0\nB,y,0\n`, /Every value is 0/],
    ["h.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /neither CSV nor Parquet/],
    ["i.parquet", Buffer.from("PAR1 and then nothing"), /its end is missing/],
    ["j.parquet", Buffer.from("PAR1 this is no parquet file PAR1"), /cannot be read/]
  ] as const) {
    const text = await choose(page, name, contents as string);
    await eventually(async () => assert.match(await message(page).innerText(), said));
    assert.equal(await message(page).getAttribute("data-state"), "bad", text);
    assert.match(await message(page).innerText(), /The results below are still those of good\.csv\.$/);
    assert.equal((await page.locator("#title-own-rca").textContent())!, title);
  }
  // One that is too large is not even read; Playwright takes such a file by its path only.
  const large = join(await mkdtemp(join(tmpdir(), "own-")), "k.csv");
  await writeFile(large, Buffer.alloc(51 * 1024 * 1024, "a"));
  await page.locator("input[type=file]").setInputFiles(large);
  await eventually(async () => assert.match(await message(page).innerText(), /has 51 MB; the limit is 50 MB/));
  await rm(dirname(large), {recursive: true});
  // And a good one after them.
  assert.match(await choose(page, "l.csv", `${header}A,x,1\nA,y,2\nB,x,3\nB,y,1\n`), /l\.csv/);
  await eventually(async () =>
    assert.match(await message(page).innerText(), /^l\.csv: 2 locations, 2 technologies, 4 rows\.$/)
  );
  await assertQuiet();
  await close();
});

test("a Parquet file gives what its rows give as CSV", {timeout: 120_000}, async () => {
  const {page, assertQuiet, close} = await openReady();
  const file = `${projectFolder}/data/raw/own-${process.pid}.parquet`;
  await writeParquet(
    "SELECT 'L' || (i % 7) AS region, 'T' || (i // 7) AS technology, (i * 37 % 11)::DECIMAL(9, 2) AS count FROM range(35) AS rows(i)",
    file
  );
  try {
    assert.match(
      await choose(page, "mine.parquet", await readFile(file)),
      /mine\.parquet: 7 locations, 5 technologies, 35 rows\./
    );
  } finally {
    await rm(file, {force: true});
  }
  const rows = Array.from({length: 35}, (_, i) => `L${i % 7},T${Math.floor(i / 7)},${(i * 37) % 11}`);
  const {rows: expected} = placeOf(ownIndicators(readCsv(`location,technology,value\n${rows.join("\n")}`)), 0);
  const shown = await page
    .locator("[data-location] > .table-scroll tbody tr")
    .evaluateAll((lines) =>
      lines.map((line) => [line.children[0]!.textContent, Number(line.children[2]!.getAttribute("data-value"))])
    );
  assert.deepEqual(
    new Map(shown as [string, number][]),
    new Map(
      expected
        .slice()
        .sort((a, b) => b.rca - a.rca)
        .map(({technology, rca}) => [technology, rca])
    )
  );
  await assertQuiet();
  await close();
});

test("hostile names are shown as text and are no formulas in the download", {timeout: 120_000}, async () => {
  const {page, trouble, assertQuiet, close} = await openReady();
  const hostile = '<img src=x onerror="document.title=1">';
  await choose(
    page,
    "h.csv",
    `location,technology,value\n"${hostile.replaceAll('"', '""')}","=HYPERLINK(""http://example.org"")",3\n${"B"},<script>alert(1)</script>,2\n${"B"},"=HYPERLINK(""http://example.org"")",2\n`
  );
  const option = page.locator("[data-result] select option", {hasText: "<img"});
  assert.equal(await option.textContent(), hostile);
  await page.locator("[data-result] select").selectOption({label: hostile});
  await eventually(async () => assert.ok((await page.locator("#title-own-rca").textContent())!.startsWith(hostile)));
  assert.equal(await page.locator("[data-result] :is(img, script)").count(), 0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save=all]").click()]);
  const parsed = csvParse((await readFile((await download.path())!, "utf8")).replace("\ufeff", ""));
  assert.equal(parsed.length, 4);
  assert.ok(
    parsed.every(({technology}) => /^['<]/.test(technology!)),
    JSON.stringify(parsed)
  );
  assert.deepEqual(trouble.failedRequests, []);
  await assertQuiet();
  await close();
});

test("the keyboard alone does it on a phone, and axe finds nothing", {timeout: 180_000}, async () => {
  const {page, assertQuiet, close} = await openReady(phone);
  await page.locator("[data-example]").focus();
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await message(page).getAttribute("data-state"), "good"));
  await page.locator("[data-result] select").focus();
  const before = (await page.locator("#title-own-rca").textContent())!;
  await page.keyboard.press("ArrowDown");
  await eventually(async () => assert.notEqual((await page.locator("#title-own-rca").textContent())!, before));
  await page.locator("#figure-own-plane .chart").focus();
  await page.keyboard.press("ArrowRight");
  assert.match((await page.locator("#figure-own-plane .chart-reading").textContent())!, /RCA \d/);
  await assertAccessible(page);
  await assertQuiet();
  await close();
});
