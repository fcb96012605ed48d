import assert from "node:assert/strict";
import test from "node:test";
import {readAddress, scenarioKeys, withScenario, writeAddress} from "../../../src/scenario/address.ts";
import {fieldNames, fields} from "../../../src/scenario/fields.ts";
import {readFile, writeFile} from "../../../src/scenario/file.ts";
import {changedFields, publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {base, randomScenario} from "./fixture.ts";

const published = publishedScenario(base);

test("the published view has an empty address", () => {
  assert.equal(writeAddress(published, base), "");
  assert.deepEqual(readAddress("", base), {scenario: published, notices: []});
});

test("any scenario comes back from its address and its file as it was", () => {
  for (let seed = 1; seed <= 500; ++seed) {
    const scenario = randomScenario(seed);
    const address = writeAddress(scenario, base);
    assert.deepEqual(readAddress(`?${address}`, base), {scenario, notices: []}, address);
    assert.equal(writeAddress(readAddress(address, base).scenario, base), address);
    assert.deepEqual(readFile(writeFile(scenario, base, {build: "b", address: "/"}), base), {scenario, notices: []});
  }
});

test("a link keeps its own keys under another scenario", () => {
  assert.equal(withScenario("?reference=patents.rca%20semiconductors", ""), "reference=patents.rca%20semiconductors");
  assert.equal(
    withScenario("?technology=photonics&v=1&rca=2", "v=1&region=NL4"),
    "technology=photonics&v=1&region=NL4"
  );
  assert.equal(withScenario("?v=1&rca=2", ""), "");
});

test("an address tells only what differs", () => {
  assert.equal(
    writeAddress({...published, rca_threshold: 1.5, quadrant_cut: "mean", years_patents: [2018, 2022]}, base),
    "v=1&yp=2018-2022&rca=1.5&cut=mean"
  );
  assert.ok(
    writeAddress(
      {...published, decisions: [{vocabulary: "cpc", symbol: "G06N3", technology: "photonics", decision: "reject"}]},
      base
    ).endsWith("links=rc_G06N3_photonics")
  );
});

test("every key is used once", () => {
  assert.equal(new Set(fieldNames.map((name) => fields[name].key)).size, fieldNames.length);
  assert.deepEqual([...fieldNames].sort(), Object.keys(published).sort());
});

test("a value that cannot be gives a notice and the published choice; the others stay", () => {
  const cases: [query: string, field: keyof Scenario][] = [
    ["rca=0", "rca_threshold"],
    ["rca=1e2", "rca_threshold"],
    ["rca=", "rca_threshold"],
    ["rca=-1", "rca_threshold"],
    ["rca=NaN", "rca_threshold"],
    ["rca=0x10", "rca_threshold"],
    ["cut=middle", "quadrant_cut"],
    ["cut=toString", "quadrant_cut"],
    ["strict=1", "strict"],
    ["yp=2024-2020", "years_patents"],
    ["yp=2020", "years_patents"],
    ["yp=1200-2020", "years_patents"],
    ["region=XX9", "region"],
    ["region=BE2';DROP TABLE links--", "region"],
    ["from=1.5", "complexity_start"],
    ["to=none", "complexity_end"],
    ["links=ac_G06N3_no-technology", "decisions"],
    ["links=<script>", "decisions"],
    ["links=ac__photonics", "decisions"],
    ["sc=2", "similarity_cpc"]
  ];
  for (const [query, field] of cases) {
    const {scenario, notices} = readAddress(`v=1&count=fractional&${query.replace(/;/g, "%3B")}`, base);
    assert.deepEqual(
      notices.map(({kind}) => kind),
      ["invalid"],
      query
    );
    assert.ok(notices[0]!.expected, query);
    assert.deepEqual(changedFields(published, scenario), ["counting"], query);
    assert.deepEqual(scenario[field], published[field]);
  }
});

test("what is unknown, given twice or of another version is told", () => {
  const {scenario, notices} = readAddress("v=9&rca=2&rca=3&colour=red&page=2", base, new Set(["page"]));
  assert.deepEqual(
    notices.map(({kind, key}) => [kind, key]),
    [
      ["version", "v"],
      ["twice", "rca"],
      ["unknown", "colour"]
    ]
  );
  assert.equal(scenario.rca_threshold, 2);
});

test("an address may give a field by its name, and once only", () => {
  const named = readAddress("rca_threshold=2&years_patents=2021-2022", base);
  assert.deepEqual(named, readAddress("rca=2&yp=2021-2022", base));
  assert.deepEqual(changedFields(published, named.scenario).sort(), ["rca_threshold", "years_patents"]);
  const {scenario, notices} = readAddress("rca=2&rca_threshold=3", base);
  assert.equal(scenario.rca_threshold, 2);
  assert.deepEqual(
    notices.map(({kind, key}) => [kind, key]),
    [["twice", "rca_threshold"]]
  );
  assert.equal(withScenario("?rca_threshold=2&page=1", "v=1&rca=3"), "page=1&v=1&rca=3");
});

test("no key of a field is the name of another", () => {
  const keys = fieldNames.map((name) => fields[name].key);
  assert.equal(
    new Set([...keys, ...fieldNames.filter((name) => fields[name].key !== name)]).size,
    scenarioKeys.size - 1
  );
});

test("what a notice repeats is short and on one line", () => {
  const {notices} = readAddress(`rca=${encodeURIComponent(`\n\u001b[31m\u202e${"x".repeat(1000)}`)}`, base);
  assert.ok(notices[0]!.value.length <= 40);
  assert.doesNotMatch(notices[0]!.value, /[\n\u001b\u202e]/u);
});

test("random addresses never fail and never give a field what it cannot hold", () => {
  const pieces = [
    "rca",
    "cut",
    "yp",
    "links",
    "region",
    "v",
    "=",
    "&",
    "1",
    "2020-2024",
    "__proto__",
    "constructor",
    "%",
    "%00",
    "a",
    "rc_G06N3_photonics",
    "*",
    "_",
    "'",
    "<",
    "é",
    "1e400",
    "-"
  ];
  let state = 7;
  const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
  for (let i = 0; i < 10_000; ++i) {
    const query = Array.from({length: next(12)}, () => pieces[next(pieces.length)]).join("");
    const {scenario} = readAddress(query, base);
    assert.deepEqual(readAddress(writeAddress(scenario, base), base), {scenario, notices: []}, query);
  }
});

test("a file that is no scenario is refused, saying why", () => {
  for (const [text, message] of [
    ["", /not valid JSON/],
    ["{}", /its kind is missing/],
    ['{"kind":"x"}', /its kind is "x"/],
    ['{"kind":"flanders-key-technologies/scenario","version":1,"scenario":[]}', /has no fields/],
    [`"${"x".repeat(300_000)}"`, /too long/]
  ] as const) {
    assert.throws(() => readFile(text, base), message);
  }
  const {scenario, notices} = readFile(
    '{"kind":"flanders-key-technologies/scenario","version":2,"scenario":{"rca_threshold":"2","strict":false,"__proto__":1,"colour":3}}',
    base
  );
  assert.deepEqual(changedFields(published, scenario), ["strict"]);
  assert.deepEqual(notices.map(({kind}) => kind).sort(), ["invalid", "unknown", "unknown", "version"]);
});

test("a file of 200,000 characters is read, a longer one is not", () => {
  const file = writeFile({...published, rca_threshold: 2}, base, {build: "b", address: "/"});
  assert.equal(readFile(file.padEnd(200_000), base).scenario.rca_threshold, 2);
  assert.throws(() => readFile(file.padEnd(200_001), base), RangeError);
});
