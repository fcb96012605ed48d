import assert from "node:assert/strict";
import {test} from "node:test";
import {openEngines} from "../../../src/indicators/engine/open.ts";
import {type Snapshot, takeSnapshot} from "../../../src/indicators/snapshot.ts";
import {profilesAt} from "../../../src/scenario/profiles.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {
  countingOf,
  methodOf,
  publishedScenario,
  type Scenario,
  thresholdsOf,
  yearsIn
} from "../../../src/scenario/scenario.ts";
import {datasets} from "../../../src/terms/lenses.ts";
import {openWorld, randomWorld, whole, worldRule} from "../../support/small-world.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";
import {reportChoices, years} from "../../support/report-choices.ts";

const world = whole(randomWorld(2, 40));
const {db, query} = await openWorld(world);
closeAtExit(db);
const names = new Map([
  ["BE2", "Flanders"],
  ["NL4", "South"]
]);
const published = publishedScenario({region: "BE2", thresholds: worldRule, years: {}, ...reportChoices});
const progress: string[] = [];
const runner = await ScenarioRunner.open(query, names, published, {progress: (dataset) => progress.push(dataset)});

/** The values of a scenario from engines that were opened for it alone. */
async function alone(scenario: Scenario): Promise<Snapshot> {
  const covered = Object.fromEntries(datasets.map((dataset) => [dataset, yearsIn(scenario, dataset)])) as typeof years;
  return takeSnapshot(await openEngines(query, thresholdsOf(scenario), {years: covered, types: scenario.deal_types}), {
    region: {code: scenario.region, name: names.get(scenario.region) ?? scenario.region},
    method: methodOf(scenario),
    counting: countingOf(scenario),
    edition: scenario.edition
  });
}

const moves: Partial<Scenario>[] = [
  {},
  {similarity_cpc: 0.5, cooccurrence_topic: 0.9},
  {years_patents: [2019, 2021]},
  {years_publications: [2019, 2021], edition: "earlier"},
  {years_deals: [2018, 2022], measure: "documents"},
  {deal_types: "all"},
  {region: "NL4", benchmark_region: "whole"},
  {region: "UKI3", benchmark_area: "eu27"},
  {rca_threshold: 0.6, diagonal: true},
  {strict: false, benchmark: "mean"},
  {relatedness: "jaccard"},
  {relatedness: "prob", universe: "technologies"},
  {counting: "fractional"},
  {complexity_start: 2, complexity_step: 3, complexity_end: 9},
  {complexity_end: null, quadrant_cut: "mean"},
  {quadrant_cut: "fixed", quadrant_relatedness: 20, quadrant_complexity: 70},
  {alone_industry: 0.6}
];

test("each scenario gives what engines that are opened for it alone give, whatever was asked before", async () => {
  assert.deepEqual(progress, [...datasets]);
  const plain = await alone(published);
  let differing = 0;
  for (const move of moves) {
    const scenario = {...published, ...move};
    const expected = await alone(scenario);
    assert.deepEqual(await runner.snapshot(scenario), expected, JSON.stringify(move));
    if (JSON.stringify(expected) !== JSON.stringify(plain)) ++differing;
    assert.deepEqual(await runner.snapshot(published, "published"), plain, `back from ${JSON.stringify(move)}`);
  }
  assert.ok(differing >= moves.length - 3, `${differing} of ${moves.length} moves change anything`);
  // Moves on top of each other.
  let scenario = published;
  for (const move of moves) {
    scenario = {...scenario, ...move};
    assert.deepEqual(await runner.snapshot(scenario), await alone(scenario), JSON.stringify(move));
  }
});

test("rounds of all types count as if all were start-up funding, and only deals change", async () => {
  const {documents, withheld, others} = world;
  const merged = await openWorld({
    ...world,
    documents: {...documents, deals: [...documents.deals, ...others!.documents]},
    withheld: [...withheld, ...others!.withheld],
    others: {documents: [], withheld: []}
  });
  const alike = await ScenarioRunner.open(merged.query, names, published);
  for (const measure of ["amounts", "documents"] as const) {
    const all = await runner.snapshot({...published, measure, deal_types: "all"});
    assert.deepEqual(all, await alike.snapshot({...published, measure}));
    const some = await runner.snapshot({...published, measure});
    assert.notDeepEqual(all.totals.deals, some.totals.deals);
    assert.deepEqual(all.totals.patents, some.totals.patents);
    all.technologies.forEach(({lenses}, i) =>
      assert.deepEqual(lenses.publications, some.technologies[i]!.lenses.publications)
    );
  }
  merged.db.close();
});

test("scenarios that are asked for at once do not mix, and one that fails stops no other", async () => {
  const asked = moves.slice(0, 6).map((move) => ({...published, ...move}));
  const together = await Promise.all(asked.map(async (scenario) => await runner.snapshot(scenario)));
  for (const [i, scenario] of asked.entries()) assert.deepEqual(together[i], await alone(scenario), String(i));
  await assert.rejects(runner.snapshot({...published, region: "XX"}), /unknown region XX/);
  assert.equal((await runner.snapshot(published)).region.name, "Flanders");
  assert.equal((await runner.snapshot({...published, region: "UKI3"})).region.name, "UKI3", "a place without a name");
});

test("a reader's decision turns its link and nothing else", async () => {
  const accepted = world.links.find(
    ({vocabulary, technology, decision}) => vocabulary === "cpc" && technology === 2 && decision === "accept"
  )!;
  const decide = (decision: "accept" | "reject", symbol = accepted.symbol) =>
    runner.snapshot({...published, decisions: [{vocabulary: "cpc", symbol, technology: "photonics", decision}]});
  const turnedWorld = {
    ...world,
    links: world.links.map((link) => (link === accepted ? {...link, decision: "reject" as const} : link))
  };
  const turned = await openWorld(turnedWorld);
  const expected = takeSnapshot(await openEngines(turned.query, worldRule, {years}), {
    region: {code: "BE2", name: "Flanders"}
  });
  turned.db.close();
  assert.deepEqual(await decide("reject"), expected);
  const before = await alone(published);
  assert.notDeepEqual(expected, before);
  assert.deepEqual(await decide("accept"), before);
  assert.deepEqual(await decide("reject", "A99Z99"), before, "a code of another build");
  assert.equal(runner.codeOf("cpc", "A01B1"), 1);
  assert.equal(runner.codeOf("topic", "10001"), 7);
  assert.equal(runner.codeOf("topic", "A01B1"), undefined);
});

test("profiles are those of the lens and the edition that a scenario shows", async () => {
  for (const move of [
    {},
    {lens: "deals"},
    {lens: "publications"},
    {lens: "publications", edition: "earlier"}
  ] as const) {
    const scenario: Scenario = {...published, ...move};
    const {rca, codes} = await runner.at(scenario, (engines) => profilesAt(engines, scenario, ["NL41"]));
    assert.deepEqual(codes, ["BE2", "NL41"]);
    for (const [row, region] of codes.entries()) {
      const {technologies} = await runner.snapshot({...scenario, region});
      technologies.forEach(({lenses}, t) => assert.equal(rca[4 * row + t], lenses[scenario.lens].rca));
    }
  }
});
