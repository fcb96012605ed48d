import "../../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {test} from "node:test";
import {JSDOM} from "jsdom";
import type {Snapshot} from "../../../../src/indicators/snapshot.ts";
import type {RegionView} from "../../../../src/prerender/lab/region.ts";
import type {LabContext} from "../../../../src/prerender/lab/part.ts";
import type {Dataset} from "../../../../src/terms/lenses.ts";
import {figureWords} from "../../../../src/words/en/figures.ts";
import {pageWords} from "../../../../src/words/en/pages.ts";
import {document} from "../../figures/fixture.ts";
import {publishedSnapshot} from "../../narrative/fixture.ts";
import {reportYears, years} from "../../../support/report-choices.ts";
import {base} from "../../scenario/fixture.ts";

const {regionHtml, regionPart} = await import("../../../../src/prerender/lab/region.ts");
const known = publishedSnapshot();
const figureContext = {document, figureWords, words: pageWords, sources: [], build: "b"};

/** The region's figures as a reader sees them, with other totals in a dataset. */
function shown(dataset: Dataset, totals: Partial<Snapshot["totals"][Dataset]>) {
  const first = {...known, totals: {...known.totals, [dataset]: {...known.totals[dataset], ...totals}}};
  const view: RegionView = {
    first,
    second: null,
    chosen: "nearest",
    similarity: null,
    peers: [],
    dataset,
    years: [2020, 2024],
    sql: "",
    order: "first"
  };
  const context = {...figureContext, names: new Map<string, string>(), addressOf: () => ""};
  const page = new JSDOM(String(regionHtml(view, context))).window.document;
  return {
    lead: page.querySelector("[data-piece=lead]")!.textContent!,
    notices: Array.from(page.querySelectorAll(".notice"), (notice) => notice.textContent!),
    charts: Array.from(page.querySelectorAll("[data-figure]"), (figure) => figure.getAttribute("data-figure"))
  };
}

test("a site without any patents says so, and draws no figure of them", () => {
  const {lead, notices, charts} = shown("patents", {few: true, held: false});
  assert.match(lead, /^This site has no records of this kind/);
  assert.deepEqual(notices, [
    "There is no figure here, since this site holds no data on patents.",
    "There is no figure here, since this site holds no data on patents."
  ]);
  assert.deepEqual(charts, []);
});

test("a lens that is too small, or published only in part, has its figures and says why no profile can be told", () => {
  const few = shown("patents", {few: true});
  assert.match(few.lead, /^Flanders has too few patents to tell its profile/);
  assert.deepEqual(few.charts, ["compare", "quadrants"]);
  const partial = shown("deals", {partial: true});
  assert.match(partial.lead, /^The totals leave out deals, to protect single companies/);
  assert.deepEqual(partial.charts, ["compare", "quadrants"]);
});

test("the lists of years are hidden where those of the lens are published together", () => {
  const {region, thresholds} = base;
  const hidden = (pooled: Dataset[]) => {
    const config = {region: {code: region, name: "Flanders"}, byline: "", years: reportYears, peers: []};
    const report = {
      ...{config: {...config, benchmark: "pooled"}, region: config.region, thresholds, years, pooled},
      ...{snapshot: known, peers: [], nearest: null, places: []}
    };
    const part = String(regionPart({...figureContext, snapshot: known, report} as unknown as LabContext));
    const {document: page} = new JSDOM(part).window;
    const selects = ["first", "last"].map((name) => page.querySelector(`select[name=${name}]`)!);
    return selects.map((select) => select.closest("[hidden]:not(form)") !== null);
  };
  assert.deepEqual(hidden([]), [false, false]);
  assert.deepEqual(hidden(["deals"]), [false, false]);
  assert.deepEqual(hidden(["patents"]), [true, true]);
});
