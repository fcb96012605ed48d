import assert from "node:assert/strict";
import {test} from "node:test";
import {datasetsBehind, provenanceBehind, provenanceOf} from "../../../src/narrative/provenance.ts";
import {provenanceWords} from "../../../src/words/en/provenance.ts";

const sources = [
  {dataset: "patents", synthetic: false},
  {dataset: "publications", synthetic: true},
  {dataset: "deals", synthetic: true}
] as const;

test("numbers have the provenance of the datasets behind them", () => {
  for (const [reference, datasets] of [
    ["patents.rca photonics", ["patents"]],
    ["publications_earlier.above health-and-biotech", ["publications_earlier"]],
    ["deals.zero", ["deals"]],
    ["deals.density photonics", ["patents", "deals"]],
    ["complexity photonics", ["patents"]],
    ["quadrant.number optimal", ["patents"]],
    ["composite photonics", ["patents", "publications", "deals"]],
    ["technologies", []],
    ["group.size digital-and-ai", []]
  ] as const)
    assert.deepEqual(datasetsBehind(reference), datasets, reference);
  assert.deepEqual(provenanceOf(sources), {synthetic: ["publications", "deals"], real: ["patents"]});
  assert.deepEqual(provenanceOf(sources, ["patents", "publications_earlier"]), {synthetic: [], real: ["patents"]});
});

test("a sentence names what is synthetic, and there is none without synthetic records", () => {
  const say = (used?: Parameters<typeof provenanceOf>[1]) => provenanceWords.sentence(provenanceOf(sources, used));
  assert.equal(
    say(),
    "Patents are real records; publications and funding rounds are synthetic, calibrated to the values published for Flanders in 38 technologies."
  );
  assert.equal(
    say(["deals"]),
    "Synthetic records, calibrated to the values published for Flanders in 38 technologies."
  );
  assert.equal(say(["patents"]), null);
  assert.equal(say([]), null);
});

test("the opening note says of which records a site is made, edition by edition, and which years are together", () => {
  const editions = provenanceOf([...sources, {dataset: "publications_earlier", synthetic: true}]);
  assert.match(
    provenanceWords.note(editions, ["patents"]),
    /^These pages show counts and sums over real patents, which are not published here\. Years of patents are published only together\. The publications of both editions and funding rounds are synthetic, calibrated/
  );
  assert.match(
    provenanceWords.note({synthetic: ["publications_earlier"], real: ["publications"]}, []),
    /real publications, which are not published here\. The publications of the earlier edition are synthetic, /
  );
  assert.doesNotMatch(provenanceWords.note({synthetic: [], real: ["patents"]}, []), /together|synthetic/);
  assert.match(provenanceWords.note({synthetic: [], real: ["patents"]}, ["patents"]), /Years of patents are published/);
});

test("technologies that synthetic records do not know are named where their numbers are", () => {
  const partly = sources.map((one) => (one.synthetic ? {...one, uncalibrated: ["Heat Pumps", "Mining"]} : one));
  const technologies = [
    {slug: "heat-pumps", name: "Heat Pumps", group: "Energy"},
    {slug: "mining", name: "Mining", group: "Ores"},
    {slug: "drones", name: "Drones", group: "Ores"}
  ];
  const say = (...references: string[]) =>
    provenanceWords.sentence(provenanceBehind(references, partly, technologies)) ?? "";
  const named = (text: string) =>
    /say nothing about (.*): numbers of (these technologies|this technology) have/.exec(text)?.[1];
  for (const [reference, expected] of [
    ["deals.rca heat-pumps", "Heat Pumps"],
    ["deals.rca drones", undefined],
    ["deals.rca ores", "Mining"],
    ["deals.above", "Heat Pumps and Mining"],
    ["composite mining", "Mining"],
    ["patents.rca heat-pumps", undefined],
    ["technologies", undefined]
  ] as const)
    assert.equal(named(say(reference)), expected, reference);
  assert.equal(named(say("deals.rca mining", "deals.rca drones")), "Mining");
});
