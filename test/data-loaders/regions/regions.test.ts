import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {loadGazetteer} from "../../../data-loaders/regions/gazetteer.ts";
import {createLocator, type Address} from "../../../data-loaders/regions/locate.ts";
import {indexPolygons, type Polygon} from "../../../data-loaders/regions/polygons.ts";
import {locateRegionCode} from "../../../data-loaders/regions/region-codes.ts";
import {loadRegions} from "../../../data-loaders/regions/regions.ts";
import {readGisco} from "../../../data-loaders/regions/gisco.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const folder = join(projectRoot, "data/regions");
const regions = await loadRegions(folder);
const locator = createLocator({regions, gazetteer: await loadGazetteer(folder)});

test("there are 299 regions, and Flanders is BE21 to BE25", () => {
  const nuts2 = regions.locations.filter(({level}) => level === "nuts2");
  assert.equal(nuts2.length, 299);
  assert.deepEqual(
    nuts2.filter(({nuts1}) => nuts1 === "BE2").map(({code}) => code),
    ["BE21", "BE22", "BE23", "BE24", "BE25"]
  );
  assert.deepEqual(nuts2.find(({code}) => code === "BE24")?.nuts1_name, "Flanders");
  assert.deepEqual(
    regions.locations.map(({location}) => location),
    regions.locations.map((_, i) => i + 1)
  );
});

test("each region's label point lies nearest to a city that leads to it, for most regions", () => {
  const nuts2 = regions.locations.filter(({level}) => level === "nuts2");
  const right = nuts2.filter(
    ({code, country, lon, lat}) => locator.locate({country, lat: lat!, lon: lon!}).location === code
  );
  assert.ok(right.length / nuts2.length > 0.95, `${right.length} of ${nuts2.length}`);
});

test("every code of a rule leads to a region of the same country", () => {
  for (const [prefix, code] of regions.history) {
    const {location} = locateRegionCode(regions, prefix, "");
    assert.equal(location, code, prefix);
    assert.equal(code.slice(0, 2), prefix.slice(0, 2), prefix);
  }
});

test("a code is unclassified, unknown or elsewhere", () => {
  assert.deepEqual(locateRegionCode(regions, "BEZZZ", "BE"), {location: null, way: "unclassified"});
  assert.deepEqual(locateRegionCode(regions, "XX123", "XX"), {location: null, way: "unknown"});
  assert.deepEqual(locateRegionCode(regions, "BE991", "BE"), {location: null, way: "unknown"});
  assert.deepEqual(locateRegionCode(regions, "USZZZ", "US"), {location: "US", way: "country"});
  assert.deepEqual(locateRegionCode(regions, "BE21", "BE"), {location: "BE21", way: "code"});
});

const cases: [Address, string | null][] = [
  [{country: "Belgium", city: "Leuven"}, "BE24"],
  [{country: "BE", city: "Ghent"}, "BE23"],
  [{country: "BEL", city: "Gent", region: "Oost-Vlaanderen"}, "BE23"],
  [{country: "BE", city: "Hasselt"}, "BE22"],
  [{country: "BE", city: "Brussels"}, "BE10"],
  [{country: "BE", city: "Vilvoorde"}, "BE24"],
  [{country: "BE", city: "Zaventem"}, "BE24"],
  [{country: "BE", city: "Antwerpen"}, "BE21"],
  [{country: "The Netherlands", city: "Eindhoven", region: "Noord-Brabant"}, "NL41"],
  [{country: "CH", city: "Basel"}, "CH03"],
  [{country: "United Kingdom", city: "Cambridge", region: "Cambridgeshire"}, "UKH1"],
  [{country: "United States", city: "Cambridge"}, "US"],
  [{country: "Czech Republic", city: "Praha"}, "CZ01"],
  [{country: "Greece", city: "Athens"}, "EL30"],
  [{country: "EL", city: "Athens"}, "EL30"],
  [{country: "RE", city: "Saint-Denis"}, "FRY4"],
  [{country: "LU", city: "Anywhere"}, "LU00"],
  [{country: "BE", city: "Nosuchplace"}, null],
  [{country: "Atlantis", city: "Leuven"}, null],
  [{city: "Leuven"}, null],
  [{country: "BE"}, null],
  [{country: "BE", lat: 51.23, lon: 2.92}, "BE25"],
  [{country: "BE", lat: 0, lon: 0, city: "Leuven"}, "BE24"],
  [{country: "NL", lat: 50.88, lon: 4.7}, "NL41"]
];

test("places are found by name or point, in their own country", () => {
  for (const [place, location] of cases) assert.equal(locator.locate(place).location, location, JSON.stringify(place));
});

const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south]
];

test("polygons have holes, parts and coasts", () => {
  const island: Polygon = [square(20, 0, 1)];
  const index = indexPolygons([
    {location: "A", country: "BE", polygons: [[square(0, 0, 10), square(4, 4, 2)], island]},
    {location: "B", country: "BE", polygons: [[square(4, 4, 2)]]},
    {location: "C", country: "NL", polygons: [[square(0, 0, 10)]]}
  ]);
  assert.equal(index.find("BE", 1, 1), "A");
  assert.equal(index.find("BE", 5, 5), "B");
  assert.equal(index.find("BE", 0.5, 20.5), "A");
  assert.equal(index.find("NL", 5, 5), "C");
  assert.equal(index.find("BE", 11, 5), undefined);
  assert.equal(index.nearest("BE", 10.1, 5)?.location, "A");
  assert.equal(index.nearest("BE", 13, 5), undefined);
});

test("what is no file of NUTS 2021 in degrees is refused", async () => {
  const root = tempFolder();
  const feature = (code: string, x = 4, y = 51) => ({
    properties: {NUTS_ID: code},
    geometry: {type: "Polygon", coordinates: [square(x, y, 1)]}
  });
  const all = regions.locations
    .filter(({level}) => level === "nuts2")
    .map(({code, lon, lat}) => feature(code, lon! - 0.5, lat! - 0.5));
  const json = (features: unknown[]) => JSON.stringify({type: "FeatureCollection", features});
  writeFiles(root, {
    "good.geojson": `\uFEFF${json(all)}`,
    "cut.geojson": json(all).slice(0, 5000),
    "empty.geojson": json([]),
    "few.geojson": json(all.slice(0, 200)),
    "projected.geojson": json(all.map((_, i) => feature(`BE2${(i % 5) + 1}`, 3_900_000, 3_100_000))),
    "nameless.geojson": json([{properties: {}, geometry: null}]),
    "topology.json": '{"type": "Topology"}'
  });
  const index = await readGisco(join(root, "good.geojson"), regions);
  assert.equal(createLocator({regions, polygons: index}).locate({country: "BE", lat: 51.23, lon: 4.9}).way, "polygon");
  for (const [file, message] of [
    ["cut", /not complete JSON/],
    ["empty", /no features/],
    ["few", /not NUTS 2021: no polygon for .* more/],
    ["projected", /BE21 is not in degrees: 3900000/],
    ["nameless", /feature 1 has no NUTS_ID/]
  ] as const)
    await assert.rejects(readGisco(join(root, `${file}.geojson`), regions), message);
  await assert.rejects(readGisco(join(root, "topology.json"), regions), /TopoJSON/);
  await assert.rejects(readGisco(join(root, "none.geojson"), regions), /file not found/);
});
