import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {csvParse} from "d3";
import {projectRoot} from "../../../data-loaders/console/project-root.ts";
import {compareRegionCodes} from "../../../data-loaders/regions/compare-codes.ts";
import {loadGazetteer} from "../../../data-loaders/regions/gazetteer.ts";
import {createLocator, parsePlace, type Address} from "../../../data-loaders/regions/locate.ts";
import {indexPolygons, type Polygon} from "../../../data-loaders/regions/polygons.ts";
import {locateRegionCode} from "../../../data-loaders/regions/region-codes.ts";
import {loadRegions} from "../../../data-loaders/regions/regions.ts";
import {describeGisco, readGisco} from "../../../data-loaders/regions/gisco.ts";
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
    assert.equal(code.slice(0, 2), prefix.slice(0, 2).replace("TL", "UK"), prefix);
  }
});

/** Region and country code of a row, and its location or the reason why it has none. */
const codes: Record<string, readonly (readonly [code: string, country: string, expected: string])[]> = {
  "editions of NUTS": [
    ["PT1D1", "PT", "PT16"],
    ["PT1D2", "PT", "PT16"],
    ["PT1D3", "PT", "PT18"],
    ["PT195", "PT", "PT16"],
    ["PT1B0", "PT", "PT17"],
    ["NL361", "NL", "NL33"],
    ["HR041", "HR", "HR05"],
    ["FI182", "FI", "FI1B"],
    ["FI183", "FI", "FI1C"],
    ["ITE14", "IT", "ITI1"],
    ["DK00D", "DK", "DK04"],
    ["SI00E", "SI", "SI04"],
    ["DED33", "DE", "DED4"],
    ["UKM10", "GB", "UKM5"]
  ],
  "the ITL of the United Kingdom, with either prefix": [
    ["TLI42", "GB", "UKI4"],
    ["TLC12", "UK", "UKC1"],
    ["UKC31", "GB", "UKC1"],
    ["UKC43", "GB", "UKC2"],
    ["TLL34", "GB", "UKL2"],
    ["TLM13", "GB", "UKM7"],
    // The same characters named Dumfries & Galloway in NUTS 2013, and name Glasgow in the ITL of 2025.
    ["UKM32", "GB", "UKM9"],
    ["TLM32", "GB", "UKM8"],
    ["TLZZZ", "GB", "unclassified"],
    ["TL", "UK", "unclassified"],
    ["TL001", "TL", "TL"]
  ],
  territories: [
    ["GP001", "GP", "FRY1"],
    ["MQ001", "MQ", "FRY2"],
    ["GF001", "FR", "FRY3"],
    ["FRA40", "FR", "FRY4"],
    ["FRA50", "YT", "FRY5"],
    ["AX001", "AX", "FI20"],
    ["FI200", "FI", "FI20"],
    ["SJ001", "SJ", "NO0B"],
    ["GI001", "GI", "GI"],
    ["GG001", "GG", "GG"],
    ["FO001", "FO", "FO"]
  ],
  "countries of one region": [
    ["LU000", "LU", "LU00"],
    ["LU", "LU", "LU00"],
    ["", "CY", "CY00"],
    ["MTZZZ", "MT", "MT00"],
    ["LIZZZ", "LI", "LI00"],
    ["IS02", "IS", "IS00"]
  ],
  "no region below NUTS1": [
    ["BEZZZ", "BE", "unclassified"],
    ["NOZZ", "NO", "unclassified"],
    ["NOZ", "NO", "unclassified"],
    ["FRZ", "FR", "unclassified"],
    ["~ROZZ~", "RO", "unclassified"],
    ["GRZZZ", "GR", "unclassified"],
    ["BEXXX", "BE", "unclassified"],
    ["ZZZ", "BE", "unclassified"],
    ["", "BE", "unclassified"],
    ["BE", "BE", "unclassified"],
    ["BE2", "BE", "unclassified"],
    ["BE2ZZ", "BE", "unclassified"],
    ["DE3", "DE", "DE30"],
    ["USZZZ", "US", "US"]
  ],
  "no country of today": [
    ["", "AN", "former-country"],
    ["YUZZZ", "YU", "former-country"],
    ["YUZZZ", "", "former-country"],
    ["", "DD", "former-country"],
    ["", "EP", "no-country"],
    ["", "WO", "no-country"],
    ["XX123", "XX", "no-country"],
    ["", "", "no-country"],
    ["", "XK", "XK"],
    ["", "ZR", "CD"],
    ["", "TP", "TL"]
  ],
  spellings: [
    ["be211", "be", "BE21"],
    ['"BE21 1"', " BE ", "BE21"],
    ["GR300", "GR", "EL30"],
    ["GBI42", "GB", "UKI4"],
    ["BE21", "", "BE21"]
  ],
  "no code": [
    ["BE991", "BE", "unknown"],
    ["BE9", "BE", "unknown"],
    ["BEZ9", "BE", "unknown"],
    ["NUTS3", "BE", "unknown"],
    ["211", "BE", "unknown"],
    ["BE211", "NL", "unknown"],
    ["QQ123", "QQ", "unknown"]
  ]
};

for (const [kind, rows] of Object.entries(codes)) {
  test(`region codes: ${kind}`, () => {
    for (const [code, country, expected] of rows) {
      const {location, way} = locateRegionCode(regions, code, country);
      assert.equal(location ?? way, expected, `${code}, ${country}`);
    }
  });
}

test("a list of regions is compared code by code", () => {
  const row = (code: string, country = "", above = "") => ({code, country, above});
  const list = [
    row("BE211", "BE", "BE21"),
    row("BE2"),
    row("BEZZZ", "BE", "BEZZ"),
    row("PT1D3", "PT", "PT1D"),
    row("BE991"),
    row("US06", "US", "US"),
    row("BE242", "BE", "BE23")
  ];
  const {agree, coarse, divided, disagree, unknown, unreached} = compareRegionCodes(regions, list);
  assert.deepEqual(
    {agree, coarse, divided, unknown},
    {
      agree: 2,
      coarse: 2,
      divided: ["PT1D3 lies in PT18, and PT1D above it in PT16"],
      unknown: ["BE991"]
    }
  );
  assert.deepEqual(disagree, ["BE242 lies in BE24, and BE23 above it in BE23"]);
  assert.equal(unreached.length, 296);
});

test("a region of another edition that NUTS 2021 divides disagrees only with codes outside all its parts", () => {
  const compare = (...codes: [code: string, above?: string][]) =>
    compareRegionCodes(
      regions,
      codes.map(([code, above = ""]) => ({code, country: "", above}))
    );
  const parts = compare(["HR044"], ["FI187"], ["LT00A"], ["UKM24", "UKM2"], ["HR041", "HR04"]);
  assert.deepEqual([parts.divided.length, parts.disagree], [5, []]);
  assert.deepEqual(compare(["HR044", "HR03"], ["LT00A", "LT02"]).disagree, [
    "HR044 lies in HR06, and HR03 above it in HR03",
    "LT00A lies in LT01, and LT02 above it in LT02"
  ]);
  const upper = compare(["FR7"], ["FR7ZZ"], ["FR2"], ["PL1"], ["FR4"], ["BE9"]);
  assert.deepEqual([upper.coarse, upper.agree, upper.unknown], [5, 0, ["BE9"]]);
});

test("every region that NUTS 2021 divides is marked as divided", async () => {
  const rules = csvParse(await readFile(new URL("../../../data/regions/nuts-history.csv", import.meta.url), "utf8"));
  for (const {prefix} of rules) {
    const parts = new Set(rules.flatMap((rule) => (rule.prefix!.startsWith(prefix!) ? [rule.location] : [])));
    if (parts.size > 1) assert.ok(regions.divided.has(prefix!), prefix);
  }
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
  // A point outside the world, and one with its coordinates exchanged.
  [{country: "BE", lat: 999, lon: 4.7, city: "Leuven"}, "BE24"],
  [{country: "BE", lat: 4.7, lon: 50.88, city: "Leuven"}, "BE24"],
  [{country: "BE", lat: 4.7, lon: 50.88}, null],
  [{country: "NO", lat: 70.37, lon: 31.1}, "NO07"],
  [{country: "NO", lat: 78.22, lon: 15.65}, "NO0B"],
  [{country: "PT", lat: 39.45, lon: -31.13}, "PT20"],
  [{country: "ES", lat: 27.73, lon: -18}, "ES70"],
  [{country: "GB", lat: 60.8, lon: -0.8}, "UKM6"],
  [{country: "NL", lat: 50.88, lon: 4.7}, "NL41"]
];

test("places are found by name or point, in their own country", () => {
  for (const [place, location] of cases) assert.equal(locator.locate(place).location, location, JSON.stringify(place));
});

test("a list of places lies in its regions: at least 97 % of them are found, and none in a wrong region", async () => {
  const list = csvParse(await readFile(new URL("places.csv", import.meta.url), "utf8"));
  const found = list.map(({place, expected}) => ({place, expected, ...locator.locateText(place!)}));
  const wrong = found.filter(({expected, location}) => location !== null && location !== expected);
  assert.deepEqual(wrong, []);
  const places = found.filter(({expected}) => expected !== "");
  const lost = places.filter(({location}) => location === null);
  assert.ok(lost.length / places.length < 0.03, lost.map(({place}) => place).join("; "));
  assert.ok(places.length > 850 && found.length - places.length > 10);
});

test("a place that is left out has its reason", () => {
  const reasons: Record<string, string> = {
    "Halle, Germany": "ambiguous",
    "Newcastle, United Kingdom": "ambiguous",
    "Bayern, Germany": "ambiguous",
    "Zaventem, Brussels, Belgium": "ambiguous",
    "Nosuchtown, Germany": "unlocated",
    Europe: "unlocated",
    "Leuven, Atlantis": "unknown-country",
    "Willemstad, ANT": "former-country",
    "Moscow, Soviet Union": "former-country",
    "Munich, XX": "no-country"
  };
  for (const [place, reason] of Object.entries(reasons)) assert.equal(locator.locateText(place).way, reason, place);
  const antilles = locator.locateText("Willemstad, ANT");
  assert.equal("name" in antilles && antilles.name, "Netherlands Antilles");
});

test("a place is split from the right, at the longest country, and City of moves to the front", () => {
  const parse = (place: string) => parsePlace(place, (text) => regions.resolveCountry(text) !== undefined);
  const address = (country?: string, city?: string, region?: string) => ({city, region, country});
  const expected: Record<string, Address> = {
    "Leuven, Vlaams-Brabant, Belgium, Europe": address("Belgium", "Leuven", "Vlaams-Brabant"),
    "Gent, Belgium, Europe": address("Belgium", "Gent"),
    "Singapore, Asia": address("Singapore"),
    "Bristol, Bristol, City of, United Kingdom, Europe": address("United Kingdom", "Bristol", "City of Bristol"),
    "Hague, The, Zuid-Holland, Netherlands": address("Netherlands", "The Hague", "Zuid-Holland"),
    "Seoul, Korea, Republic of": address("Korea, Republic of", "Seoul"),
    "Camden, Greater London, England, GB": address("GB", "Camden", "Greater London, England"),
    "Congo, Africa": address("Congo"),
    "Goma, Nord-Kivu, Congo, Democratic Republic of, Africa": address(
      "Congo, Democratic Republic of",
      "Goma",
      "Nord-Kivu"
    ),
    Africa: address(),
    "Leuven, Atlantis": address("Atlantis", "Leuven"),
    ", ,": address()
  };
  for (const [place, parts] of Object.entries(expected)) assert.deepEqual(parse(place), parts, place);
});

test("names of countries: codes of every kind, and names in the languages of the benchmark", () => {
  const countries =
    "ROM=RO XKV=XK TAN=TZ BAH=BS SUI=CH GER=DE uk=GB EL=GR GRC=GR Italië=IT Utopia= Schweiz=CH Lietuva=LT";
  for (const [text, alpha2] of countries.split(" ").map((pair) => pair.split("="))) {
    const found = regions.resolveCountry(text!);
    assert.equal(found && "alpha2" in found ? found.alpha2 : "", alpha2, text);
  }
  const inverted = {
    "Congo, Democratic Republic of": "CD",
    "Congo, The Democratic Republic Of The": "CD",
    "Congo, Republic of the": "CG",
    "China, People's Republic of": "CN",
    "Bahamas, The": "BS",
    "Macau SAR": "MO"
  };
  for (const [text, alpha2] of Object.entries(inverted))
    assert.deepEqual(regions.resolveCountry(text), regions.country(alpha2), text);
  assert.equal(regions.resolveCountry("Zealand, New"), undefined);
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
    "countries.geojson": json([feature("BE"), feature("NL"), feature("BE2")]),
    "zipped.geojson": Buffer.from("PK\u0003\u0004\u0014", "latin1"),
    "shapes.geojson": Buffer.from([0, 0, 39, 10, 0, 0]),
    "good.geojson.gz": gzipSync(json(all)),
    "damaged.geojson.gz": gzipSync(json(all)).subarray(0, 500),
    "topology.json": '{"type": "Topology"}'
  });
  for (const name of ["good.geojson", "good.geojson.gz"]) {
    const {index} = await readGisco(join(root, name), regions);
    const locator = createLocator({regions, polygons: index});
    assert.equal(locator.locate({country: "BE", lat: 51.23, lon: 4.9}).way, "polygon");
  }
  for (const [file, message] of [
    ["cut", /not complete JSON/],
    ["empty", /no features/],
    ["few", /NUTS 2021: no polygons for .* more|no edition of NUTS has these regions: .* more/],
    ["projected", /BE21 is not in degrees: 3900000/],
    ["nameless", /feature 1 has no NUTS_ID/],
    ["countries", /no regions of NUTS level 2, only BE, NL, BE2/],
    ["zipped", /is a ZIP archive/],
    ["shapes", /is not GeoJSON/]
  ] as const)
    await assert.rejects(readGisco(join(root, `${file}.geojson`), regions), message);
  await assert.rejects(readGisco(join(root, "topology.json"), regions), /TopoJSON/);
  await assert.rejects(readGisco(join(root, "damaged.geojson.gz"), regions), /cannot read it: unexpected end of file/);
  await assert.rejects(readGisco(join(root, "none.geojson"), regions), /file not found/);
});

test("a GISCO file says its edition, and is mapped to NUTS 2021 or refused", async () => {
  const root = tempFolder();
  const nuts2 = regions.locations.filter(({level}) => level === "nuts2");
  const around = (code: string) => nuts2.find((region) => region.code === code)!;
  const feature = (code: string, of = code) => ({
    properties: {NUTS_ID: code},
    geometry: {type: "Polygon", coordinates: [square(around(of).lon! - 0.1, around(of).lat! - 0.1, 0.2)]}
  });
  const edition = (renamed: Record<string, string[]>, without = /^$/) =>
    nuts2.flatMap(({code}) => (without.test(code) ? [] : (renamed[code] ?? [code]).map((each) => feature(each, code))));
  const read = async (features: unknown[]) => {
    writeFiles(root, {"nuts.geojson": JSON.stringify({type: "FeatureCollection", features})});
    return await readGisco(join(root, "nuts.geojson"), regions);
  };
  const of2024 = {NL31: ["NL35"], NL33: ["NL36"], PT16: ["PT19", "PT1D"], PT17: ["PT1A", "PT1B"], PT18: ["PT1C"]};
  const level3 = [...Object.entries({PT1D1: "PT16", PT1D3: "PT18", PT191: "PT16", PT1A0: "PT17", PT1C1: "PT18"})];
  const portugal = [...level3, ["PT150", "PT15"], ["PT111", "PT11"]].map(([code, at]) => feature(code!, at));
  const find = (index: Awaited<ReturnType<typeof read>>["index"], code: string) =>
    index.find(around(code).country, around(code).lat!, around(code).lon!);

  assert.equal(describeGisco(await read(edition({}))), "NUTS 2021");
  const plain = await read(edition(of2024, /^UK/));
  assert.equal(
    describeGisco(plain),
    "NUTS 2024, mapped to NUTS 2021, without UK, with regions of PT that NUTS 2021 divides; " +
      "the gazetteer locates points there"
  );
  assert.deepEqual(
    ["NL31", "PT18", "BE21"].map((code) => find(plain.index, code)),
    ["NL31", undefined, "BE21"]
  );
  const british = await read([...edition(of2024), ...portugal]);
  assert.equal(describeGisco(british), "NUTS 2024, mapped to NUTS 2021");
  assert.equal(find(british.index, "PT18"), "PT18");
  const of2016 = {HR02: ["HR04"], HR05: [], HR06: [], NO08: ["NO01", "NO03"], NO09: ["NO04"], NO0A: ["NO05"]};
  assert.match(
    describeGisco(await read(edition(of2016))),
    /^NUTS 2016, .* with regions of HR, NO that NUTS 2021 divides/
  );
  const of2013 = Object.fromEntries([...regions.history].map(([prefix, code]) => [code, [prefix]]));
  await assert.rejects(read(edition(of2013)), /NUTS \d{4}: no polygons for|no edition of NUTS/);
});
