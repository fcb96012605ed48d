import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {csvParse, geoArea} from "d3";
import {europeOutlines} from "../../../data-loaders/regions/outlines.ts";
import {document} from "./fixture.ts";

const {describeMap, drawMap, mapHowToRead, mapTable, mapTitle, regionStep} =
  await import("../../../src/figures/map.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");

const regions = csvParse(readFileSync(new URL("../../../data/regions/nuts.csv", import.meta.url), "utf8")).map(
  (row, at) => ({
    code: row.location!,
    name: row.name!,
    lon: Number(row.lon),
    lat: Number(row.lat),
    count: (at * 37) % 400,
    rca: at % 50 === 7 ? null : ((at * 7) % 40) / 16,
    expected: 100
  })
);
const what = {
  region: "BE2",
  own: {name: "Flanders", rca: 2.01, rank: 39, ranked: 290, missing: null},
  technology: "mRNA Technology",
  lens: "patents" as const
};
const outlines = await europeOutlines();

test("outlines are small, have Europe's countries, and no ring is turned inside out", () => {
  assert.ok(JSON.stringify(outlines).length < 60_000);
  const names = outlines.features.map(({properties}) => (properties as {name: string}).name);
  for (const name of ["Belgium", "Netherlands", "Iceland", "Cyprus", "Luxembourg", "Russia"])
    assert.ok(names.includes(name), name);
  for (const one of outlines.features) assert.ok(geoArea(one) < 1, JSON.stringify(one.properties));
});

test("every region has one dot, on the map or in the row below, and the chosen one's parts are ringed", () => {
  for (const width of [1080, 350]) {
    const svg = drawMap(regions, outlines, {...what, width, document, words});
    assert.deepEqual(
      Array.from(svg.querySelectorAll("[data-region]"), (dot) => dot.getAttribute("data-region")).sort(),
      regions.map(({code}) => code).sort()
    );
    assert.equal(svg.querySelectorAll("g.ring circle").length, 5);
    assert.match(svg.textContent!, /Outside the map:.*Canarias/);
    assert.match(svg.textContent!, /Flanders 2\.01/);
    assert.doesNotMatch(svg.outerHTML, /NaN|undefined/);
    assert.ok(svg.outerHTML.length < 40_000, `${width}: ${svg.outerHTML.length}`);
    assert.equal(svg.outerHTML, drawMap(regions, outlines, {...what, width, document, words}).outerHTML);
    for (const dot of svg.querySelectorAll(":scope > .regions circle"))
      assert.ok(
        Number(dot.getAttribute("cx")) > 0 && Number(dot.getAttribute("cx")) < width,
        dot.getAttribute("data-region")!
      );
  }
});

test("the title counts the regions above 1, the chosen one in place of its parts, and gives its rank", () => {
  const others = regions.filter(({code, rca}) => rca !== null && !code.startsWith("BE2"));
  const above = 1 + others.filter(({rca}) => rca! > 1).length;
  assert.match(
    mapTitle(regions, what, words),
    new RegExp(`: ${above} of ${others.length + 1} regions .*; Flanders, counted as one, ranks 39th$`)
  );
  const four = ["BE21", "BE22", "DE21", "FR10"].map((code, i) => ({...regions[0]!, code, name: code, rca: i}));
  const own = {...what.own, rank: 2};
  assert.match(mapTitle(four, {...what, own}, words), /: 3 of 3 regions .* ranks 2nd$/);
  assert.match(
    mapTitle(four, {...what, region: "DE21", own: {...own, name: "DE21", rca: 2}}, words),
    /: 2 of 4 regions .*; DE21 ranks 2nd$/
  );
  assert.match(mapTitle(four.slice(0, 1), {...what, own: {...own, rca: 0.4, rank: 1}}, words), /: none of 1 regions/);
  assert.doesNotMatch(mapTitle(regions, {...what, own: {...own, rca: null, rank: null}}, words), /Flanders/);
  const zero = {...own, name: "Burgenland", rca: 0, rank: null};
  assert.match(describeMap(regions, {...what, region: "AT11", own: zero}, words), /Burgenland has 0\.00/);
  assert.doesNotMatch(mapTitle(regions, {...what, region: "AT11", own: zero}, words), /Burgenland|rank/);
  assert.equal(mapTable(regions, what, words).rows.length, regions.length);
});

test("a region with too few documents is grey, without a number, and counts nowhere", () => {
  const few = regions.map((one) => ({...one, missing: one.code < "C" ? ("few" as const) : null}));
  const own = {name: "Flanders", rca: 29.7, rank: null, ranked: 200, missing: "few" as const};
  const title = mapTitle(few, {...what, own}, words);
  const told = few.filter(({missing, rca}) => missing === null && rca !== null);
  assert.ok(title.includes(`: ${told.filter(({rca}) => rca! > 1).length} of ${told.length} regions `), title);
  assert.match(title, /; Flanders: too few to tell$/);
  const svg = drawMap(few, outlines, {...what, own, width: 1080, document, words});
  assert.match(svg.textContent!, /Flanders: too few to tell/);
  assert.doesNotMatch(svg.textContent! + svg.getAttribute("aria-label")!, /29\.7/);
  for (const dot of svg.querySelectorAll("circle[data-region^=A], circle[data-region^=B]"))
    assert.equal((dot.closest("[class*=rca-]") ?? dot).getAttribute("class"), "rca-4");
  const {rows} = mapTable(few, {...what, own}, words);
  for (const {code, rca, count} of rows) {
    assert.equal(typeof count, "number");
    if (String(code) < "C") assert.deepEqual(rca, {empty: "too few to tell"});
  }
  assert.ok(
    rows.slice(0, told.length).every(({rca}) => typeof rca === "number"),
    "those without a number come last"
  );
  assert.ok(mapHowToRead(few, {...what, own}, words).includes("no rank"));
  assert.ok(!mapHowToRead(regions, what, words).includes("no rank"));
});

test("few documents make a quiet dot", () => {
  const one = {...regions[0]!, rca: 2.5};
  assert.equal(regionStep({...one, count: 2, expected: 0.8}, "patents"), 4);
  assert.equal(regionStep({...one, count: 200, expected: 80}, "patents"), 7);
  // No document where 3.6 are expected may be chance (Garwood 1936: up to 3.69), none of 3.8 is not.
  const none = {...one, rca: 0, count: 0};
  assert.equal(regionStep({...none, expected: 3.6}, "patents"), 4);
  assert.equal(regionStep({...none, expected: 3.8}, "publications"), 1);
  assert.equal(regionStep({...none, expected: 0}, "patents"), 4);
  assert.equal(regionStep({...none, expected: 50}, "deals"), 4, "amounts do not tell the number of deals");
  assert.equal(regionStep({...one, count: 200, missing: "few"}, "patents"), 4);
});
