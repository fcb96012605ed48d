import "../../../src/prerender/npm-imports.ts";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {csvParse, geoArea} from "d3";
import {europeOutlines} from "../../../data-loaders/regions/outlines.ts";
import {document} from "./fixture.ts";

const {describeMap, drawMap, mapTable, mapTitle, regionStep} = await import("../../../src/figures/map.ts");
const {figureWords: words} = await import("../../../src/words/en/figures.ts");

const regions = csvParse(readFileSync(new URL("../../../data/regions/nuts.csv", import.meta.url), "utf8")).map(
  (row, at) => ({
    code: row.location!,
    name: row.name!,
    lon: Number(row.lon),
    lat: Number(row.lat),
    count: (at * 37) % 400,
    rca: at % 50 === 7 ? null : ((at * 7) % 40) / 16
  })
);
const what = {
  region: "BE2",
  own: {name: "Flanders", rca: 2.01},
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

test("the title counts the regions above 1, and ranks the chosen one in place of its parts", () => {
  const others = regions.filter(({code, rca}) => rca !== null && !code.startsWith("BE2"));
  const rank = 1 + others.filter(({rca}) => rca! > 2.01).length;
  const above = 1 + others.filter(({rca}) => rca! > 1).length;
  assert.match(
    mapTitle(regions, what, words),
    new RegExp(`: ${above} of ${others.length + 1} regions .*; Flanders, counted as one, ranks ${rank}(st|nd|rd|th)$`)
  );
  const four = ["BE21", "BE22", "DE21", "FR10"].map((code, i) => ({...regions[0]!, code, name: code, rca: i}));
  assert.match(mapTitle(four, {...what, own: {name: "Flanders", rca: 2.5}}, words), /: 3 of 3 regions .* ranks 2nd$/);
  assert.match(
    mapTitle(four, {...what, region: "DE21", own: undefined}, words),
    /: 2 of 4 regions .*; DE21 ranks 2nd$/
  );
  assert.doesNotMatch(mapTitle(regions, {...what, own: {name: "Flanders", rca: null}}, words), /Flanders/);
  assert.match(describeMap(regions, {...what, region: "AT11", own: undefined}, words), /Burgenland has 0\.00/);
  assert.equal(mapTable(regions, what, words).rows.length, regions.length);
});

test("few documents make a quiet dot", () => {
  const one = {...regions[0]!, rca: 2.5};
  assert.equal(regionStep({...one, count: 2}, "patents"), 4);
  assert.equal(regionStep({...one, count: 200}, "patents"), 7);
});
