import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {openBuild, type OpenBuild} from "../../data-loaders/report/engines.ts";
import {openEngines} from "../../src/indicators/engine/open.ts";
import {type Snapshot, takeSnapshot} from "../../src/indicators/snapshot.ts";
import {profilesAt} from "../../src/scenario/profiles.ts";
import {checkField} from "../../src/scenario/fields.ts";
import {
  countingOf,
  methodOf,
  publishedScenario,
  type Scenario,
  type ScenarioBase,
  thresholdsOf,
  yearsIn
} from "../../src/scenario/scenario.ts";
import {ScenarioRunner} from "../../src/scenario/runner.ts";
import {sampleBuild} from "../support/sample-build.ts";
import {scenarioBase} from "../support/scenario-base.ts";

let build: OpenBuild, base: ScenarioBase, published: Scenario, runner: ScenarioRunner;

before(async () => {
  build = await openBuild(await sampleBuild());
  base = await scenarioBase(build);
  published = publishedScenario(base);
  runner = await ScenarioRunner.open(build.query, base.regions, published);
});
after(() => build.close());

/** The values of a scenario without anything kept: new engines, nothing remembered. */
async function afresh(scenario: Scenario): Promise<Snapshot> {
  const engines = await openEngines(build.query, thresholdsOf(scenario), {
    years: Object.fromEntries(
      (["patents", "publications", "deals", "publications_earlier"] as const).map((dataset) => [
        dataset,
        yearsIn(scenario, dataset)
      ])
    ) as Record<"patents" | "publications" | "deals" | "publications_earlier", readonly [number, number]>
  });
  return takeSnapshot(engines, {
    region: {code: scenario.region, name: base.regions.get(scenario.region)!},
    method: methodOf(scenario),
    counting: countingOf(scenario),
    edition: scenario.edition
  });
}

test("the published scenario gives the published view", async () => {
  const name = base.regions.get("BE2")!;
  assert.deepEqual(await runner.snapshot(published), takeSnapshot(build.engines, {region: {code: "BE2", name}}));
});

test("any way from scenario to scenario gives what a fresh computation gives", async () => {
  const {cpc, topic, industry} = base.thresholds;
  const moves: Partial<Scenario>[] = [
    {rca_threshold: 1.5},
    {similarity_cpc: cpc.similarity + 0.05, cooccurrence_topic: topic.cooccurrence + 0.05},
    {counting: "fractional"},
    {region: "NL4"},
    {region: "NL41", benchmark_region: "whole"},
    {years_patents: [2018, 2022], years_deals: [2020, 2025]},
    {edition: "earlier", relatedness: "jaccard"},
    {measure: "documents", universe: "technologies"},
    {benchmark_area: "eu27", benchmark: "mean"},
    {complexity_end: null, quadrant_cut: "mean", diagonal: true},
    {alone_industry: industry.alone - 0.05, strict: false}
  ];
  let scenario = published;
  for (const [i, move] of moves.entries()) {
    // Every other step goes on from the one before, the others from the published view.
    scenario = {...(i % 2 === 0 ? published : scenario), ...move};
    assert.deepEqual(await runner.snapshot(scenario), await afresh(scenario), JSON.stringify(move));
  }
  assert.deepEqual(await runner.snapshot(published), await afresh(published));
});

test("a decision of one's own turns exactly its link, and leaves nothing behind", async () => {
  const {symbol, slug} = await build.query(
    "SELECT symbol, slug FROM links JOIN technologies USING (technology) WHERE vocabulary = 'cpc' AND accepted AND length(symbol) > 4 ORDER BY documents DESC, symbol, slug LIMIT 1"
  );
  const [code, technology] = [String(symbol![0]), String(slug![0])];
  const decisions = checkField("decisions", [{vocabulary: "cpc", symbol: code, technology, decision: "reject"}], base);
  const [without, before] = [await runner.snapshot({...published, decisions}), await runner.snapshot(published)];
  const count = (snapshot: Snapshot, slug: string) =>
    snapshot.technologies.find((one) => one.slug === slug)!.lenses.patents.count;
  assert.ok(count(without, technology)! < count(before, technology)!);
  for (const {slug} of before.technologies)
    if (slug !== technology) assert.equal(count(without, slug), count(before, slug), slug);
  const accepted = checkField(
    "decisions",
    [
      {vocabulary: "cpc", symbol: code, technology, decision: "accept"},
      {vocabulary: "topic", symbol: "no such code", technology, decision: "accept"}
    ],
    base
  );
  assert.deepEqual(await runner.snapshot({...published, decisions: accepted}), before);
});

test("scenarios that are asked for at once do not mix", async () => {
  const scenarios = Array.from({length: 12}, (_, i): Scenario => ({
    ...published,
    similarity_cpc: base.thresholds.cpc.similarity + (i % 4) / 50,
    region: i % 2 === 0 ? "BE2" : "NL4",
    years_patents: i % 3 === 0 ? [2019, 2023] : published.years_patents
  }));
  const together = await Promise.all(scenarios.map(async (scenario) => await runner.snapshot(scenario)));
  for (const [i, scenario] of scenarios.entries()) assert.deepEqual(together[i], await runner.snapshot(scenario));
});

test("a region that is no place fails alone", async () => {
  await assert.rejects(runner.snapshot({...published, region: "XX"}), /unknown region XX/);
  assert.equal((await runner.snapshot(published)).region.code, "BE2");
});

test("the profiles of all regions are what their snapshots say, by any way of counting", async () => {
  const codes = ["BE2", "BE21", "NL4", "NL41", "DE21", "UKI"];
  const moves: Partial<Scenario>[] = [
    {},
    {lens: "publications", edition: "earlier"},
    {lens: "deals"},
    {lens: "deals", measure: "documents", counting: "fractional"},
    {universe: "technologies", benchmark: "mean"},
    {benchmark_area: "eu27", lens: "publications"}
  ];
  for (const move of moves) {
    const scenario = {...published, ...move};
    const {
      codes: found,
      rca,
      counts,
      expected,
      technologies
    } = await runner.at(scenario, (engines) => profilesAt(engines, scenario, codes));
    assert.deepEqual(
      found,
      codes.filter((code) => scenario.benchmark_area === "europe" || code !== "UKI")
    );
    for (const [row, code] of found.entries()) {
      const snapshot = await runner.snapshot({...scenario, region: code});
      const values = snapshot.technologies.map(({lenses}) => lenses[scenario.lens]);
      assert.deepEqual(
        Array.from(rca.subarray(row * technologies, (row + 1) * technologies)),
        values.map((one) => one.rca ?? NaN),
        `${JSON.stringify(move)} ${code}`
      );
      assert.deepEqual(
        Array.from(counts.subarray(row * technologies, (row + 1) * technologies)),
        values.map(({count}) => count ?? NaN)
      );
      if (scenario.lens === "deals" || scenario.benchmark === "mean") continue;
      const mean = values.reduce((sum, one) => sum + one.expected!, 0) / technologies;
      assert.ok(Math.abs(expected[row]! - mean) <= 1e-9 * Math.max(1, mean));
    }
  }
});
