import assert from "node:assert/strict";
import {test} from "node:test";
import {openEngines} from "../../../src/indicators/engine/open.ts";
import {regionProfileSql} from "../../../data-loaders/quality/region-profile.ts";
import {type Snapshot, takeSnapshot} from "../../../src/indicators/snapshot.ts";
import {lensSql, queryOptions, valueSql} from "../../../src/narrative/queries.ts";
import {ScenarioRunner} from "../../../src/scenario/runner.ts";
import {publishedScenario, type Scenario} from "../../../src/scenario/scenario.ts";
import {technologyIndicators} from "../../../src/narrative/references.ts";
import {resolveValue} from "../../../src/narrative/values.ts";
import {
  openWorld,
  randomWorld,
  whole,
  type World,
  worldDatasets,
  worldRule,
  worldTechnologies
} from "../../support/small-world.ts";
import {lenses} from "../../../src/terms/lenses.ts";
import {published} from "./fixture.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";
import {reportChoices, reportQuery, reportYears, years} from "../../support/report-choices.ts";

const {db, query} = await openWorld(whole(randomWorld(2, 40)));
closeAtExit(db);
const engines = await openEngines(query, worldRule, {years});
const snapshots = ["BE2", "NL41", "BE"].map((code) => takeSnapshot(engines, {region: {code, name: code}}));

function near(actual: unknown, expected: number | string | null, what: string): void {
  const value = actual === undefined || Number.isNaN(actual) ? null : actual;
  if (value === null || expected === null || typeof expected === "string") return assert.equal(value, expected, what);
  assert.ok(
    Math.abs(Number(value) - expected) <= 1e-7 * Math.max(1, Math.abs(expected)),
    `${what}: ${String(value)}, not ${expected}`
  );
}

const valueIn = (snapshot: Snapshot, reference: string) => resolveValue(reference, {snapshot, published}).value;

test("plain SQL gives every technology's values of a snapshot", async () => {
  for (const snapshot of snapshots) {
    const region = snapshot.region.code;
    const indicators = [
      ...worldDatasets.flatMap((dataset) =>
        Object.keys(technologyIndicators)
          // Limits take long, and are the same for every region.
          .filter((one) => region === "BE2" || (one !== "low" && one !== "high"))
          .map((one) => `${dataset}.${one}`)
      ),
      "complexity",
      "composite",
      "quadrant"
    ];
    for (const indicator of indicators) {
      for (const {slug} of worldTechnologies) {
        const {value} = await query(valueSql(`${indicator} ${slug}`, {...reportQuery, region, years}));
        assert.equal(value!.length, 1, indicator);
        near(value![0], valueIn(snapshot, `${indicator} ${slug}`), `${indicator} ${slug} of ${region}`);
      }
    }
  }
});

test("plain SQL gives the values of groups, datasets and the whole", async () => {
  for (const snapshot of snapshots) {
    const region = snapshot.region.code;
    const references = [
      ...worldDatasets.flatMap((dataset) => [
        ...["rca", "share38", "above"].flatMap((one) =>
          ["digital-and-ai", "energy-and-climate"].map((group) => `${dataset}.${one} ${group}`)
        ),
        ...["total", "total38", "above", "zero", "untold", "top1share38", "top4share38"].map(
          (one) => `${dataset}.${one}`
        )
      ]),
      "group.size digital-and-ai",
      ...["optimal", "moonshot", "incremental", "cautious"].map((one) => `quadrant.number ${one}`),
      "line.relatedness",
      "line.complexity",
      "technologies",
      "spearman density-rca"
    ];
    for (const reference of references) {
      const {value} = await query(valueSql(reference, {...reportQuery, region, years}));
      assert.equal(value!.length, 1, reference);
      near(value![0], valueIn(snapshot, reference), `${reference} of ${region}`);
    }
    assert.equal(
      (await query(valueSql("patents.top5share38", {...reportQuery, region, years}))).value![0],
      1,
      "of four technologies"
    );
  }
});

/** Choices of which each field of a scenario takes another value in one at least. */
const choices: readonly Partial<Scenario>[] = [
  {benchmark: "mean", strict: false},
  {benchmark: "mean", counting: "fractional", quadrant_cut: "mean"},
  {counting: "fractional", edition: "earlier", relatedness: "association"},
  {rca_threshold: 1.5, diagonal: true, quadrant_cut: "midrange"},
  {rca_threshold: 0.7, strict: false, measure: "documents", region: "NL4"},
  {strict: false, relatedness: "jaccard", complexity_start: 3, complexity_step: 2, complexity_end: null},
  {universe: "technologies", relatedness: "prob", complexity_start: 40, complexity_end: 12},
  {universe: "technologies", counting: "fractional", benchmark: "mean", benchmark_area: "eu27"},
  {benchmark_region: "whole", benchmark_area: "eu27", quadrant_cut: "fixed", quadrant_relatedness: 40},
  {benchmark_region: "whole", benchmark: "mean", quadrant_cut: "fixed", quadrant_complexity: 60},
  {deal_types: "all", measure: "documents"},
  {deal_types: "all", benchmark: "mean", region: "NL41"},
  {years_patents: [2019, 2021], years_publications: [2020, 2021], years_deals: [2022, 2024], edition: "earlier"},
  {similarity_cpc: 0.5, cooccurrence_cpc: 0.9, similarity_topic: 0.6, cooccurrence_topic: 0.7, alone_topic: 0.7},
  {
    alone_cpc: 0.6,
    similarity_industry: 0.5,
    cooccurrence_industry: 0.8,
    alone_industry: 0.6,
    decisions: [{vocabulary: "cpc", symbol: "G06N3", technology: "drones", decision: "accept"}]
  }
];

test("plain SQL gives the values of every choice of method, counting, years and links", async () => {
  const base = {...reportChoices, region: "BE2", thresholds: worldRule, years};
  const first = publishedScenario(base);
  const untried = (Object.keys(first) as (keyof Scenario)[]).filter((name) => !choices.some((one) => name in one));
  assert.deepEqual(untried, ["lens"], "every field that changes numbers");
  const runner = await ScenarioRunner.open(query, new Map(), first);
  const indicators = [
    ...lenses.flatMap((lens) =>
      ["count", "documents", "share38", "rca", "rank", "density", "high"].map((one) => `${lens}.${one}`)
    ),
    ...["publications_earlier.rca", "deals.low", "complexity", "composite", "quadrant"]
  ];
  const whole = ["patents.total", "deals.total38", "patents.above", "publications.untold", "line.relatedness"];
  const changed = new Set<string>();
  for (const [at, change] of choices.entries()) {
    const scenario = {...first, ...change};
    const snapshot = await runner.snapshot(scenario);
    const options = queryOptions(scenario, {thresholds: worldRule, snapshot});
    // One technology of each indicator, another one under the next choice: a query takes a while.
    const slug = (i: number) => worldTechnologies[(i + at) % worldTechnologies.length]!.slug;
    const references = [...indicators.map((one, i) => `${one} ${slug(i)}`), ...whole];
    for (const reference of references) {
      const expected = valueIn(snapshot, reference);
      const {value} = await query(valueSql(reference, options));
      near(value![0], expected, `${reference} with ${JSON.stringify(change)}`);
      if (expected !== valueIn(snapshots[0]!, reference)) changed.add(reference.split(" ")[0]!);
    }
    for (const dataset of worldDatasets.filter((one) => one !== "publications" || scenario.edition === "current")) {
      const table = await query(lensSql(dataset, options));
      snapshot.technologies.forEach(({lenses: of}, i) => {
        for (const name of ["count", "share", "benchmark_share", "expected", "rca"] as const)
          near(table[name]![i], of[dataset][name], `${dataset} ${name} ${i} with ${JSON.stringify(change)}`);
      });
    }
  }
  assert.deepEqual(
    [...indicators, ...whole].filter((one) => !changed.has(one)),
    []
  );
});

/** A region without documents in two datasets, and one that has none in any of the technologies' patents. */
const sparse = [
  [7, 8, "UKI3"],
  [3, 12, "UKI3"]
] as const;

test("plain SQL has NULL for counts that are withheld or undisclosed, and for ranks and quadrants from too few", async () => {
  const found = new Set<string>();
  for (const [seed, as] of [5, 13].flatMap((one) => [[one, whole] as const, [one, (world: World) => world] as const])) {
    const {db: other, query: ask} = await openWorld(as(randomWorld(seed, 40)));
    closeAtExit(other);
    const others = await openEngines(ask, worldRule, {years});
    for (const code of ["BE2", "BE22", "BE21", "NL4", "UKI3", "BE10"]) {
      const snapshot = takeSnapshot(others, {region: {code, name: code}});
      const references = [
        ...["deals", "patents"].flatMap((dataset) =>
          ["rank", "rca", "count", "documents", "share38", "benchmark_share", "low", "high", "density"].flatMap((one) =>
            worldTechnologies.map(({slug}) => `${dataset}.${one} ${slug}`)
          )
        ),
        ...["rca", "share38", "above"].map((one) => `deals.${one} digital-and-ai`),
        ...["total", "total38", "above", "zero", "untold", "top1share38"].map((one) => `deals.${one}`),
        ...worldTechnologies.flatMap(({slug}) => [`quadrant ${slug}`, `composite ${slug}`]),
        "quadrant.number optimal"
      ];
      for (const reference of references) {
        const {missing, value: expected} = resolveValue(reference, {snapshot, published});
        if (missing !== null) assert.equal(expected, null);
        const {value} = await ask(valueSql(reference, {...reportQuery, region: code, years}));
        near(value![0], expected, `${reference} of ${code}, seed ${seed}`);
        found.add(String(missing));
      }
      const {documents, count, rca} = await ask(lensSql("deals", {...reportQuery, region: code, years}));
      snapshot.technologies.forEach(({lenses: {deals}}, i) => {
        near(documents![i], deals.documents, `documents ${i} of ${code}`);
        near(count![i], deals.count, `count ${i} of ${code}`);
        near(rca![i], deals.rca, `rca ${i} of ${code}`);
      });
    }
  }
  assert.deepEqual([...found].sort(), ["few", "null", "partly", "totals", "undisclosed", "withheld"]);
});

test("plain SQL gives the values of regions with little or nothing", async () => {
  let [empty, bounded] = [0, 0];
  for (const [seed, size, region] of sparse) {
    const {db: few, query: ask} = await openWorld(randomWorld(seed, size));
    closeAtExit(few);
    const snapshot = takeSnapshot(await openEngines(ask, worldRule, {years}), {region: {code: region, name: region}});
    empty += Object.values(snapshot.totals).filter(({technologies}) => technologies === 0).length;
    // A technology without a document has an upper limit if some are expected.
    const limits = snapshot.technologies
      .filter(({lenses: {patents}}) => patents.documents === 0 && patents.expected! > 0)
      .map(({slug}) => `patents.high ${slug}`);
    bounded += limits.length;
    const ofLenses = lenses.flatMap((lens) => [
      ...["rca digital-and-ai", "share38 digital-and-ai", "total38", "zero", "top1share38", "density hydrogen"].map(
        (one) => `${lens}.${one}`
      )
    ]);
    for (const reference of [...ofLenses, ...limits, "patents.rank drones", "line.complexity"]) {
      const {value} = await ask(valueSql(reference, {...reportQuery, region, years}));
      near(value![0], valueIn(snapshot, reference), `${reference} of ${region}, seed ${seed}`);
    }
    for (const dataset of worldDatasets) {
      const table = await ask(lensSql(dataset, {...reportQuery, region, years}));
      snapshot.technologies.forEach(({lenses: of}, i) => {
        for (const name of ["count", "documents", "share", "benchmark_share", "expected", "rca"] as const)
          near(table[name]![i], of[dataset][name], `${dataset} ${name} ${i} of ${region}, seed ${seed}`);
      });
    }
  }
  assert.deepEqual([empty, bounded], [3, 5]);
});

test("plain SQL has NULL for every value of a dataset without documents", async () => {
  const world = randomWorld(2, 40);
  const {db: bare, query: ask} = await openWorld({
    documents: {...world.documents, publications: [], publications_earlier: [], deals: []},
    links: world.links,
    withheld: []
  });
  closeAtExit(bare);
  const snapshot = takeSnapshot(await openEngines(ask, worldRule, {years}), {region: {code: "BE2", name: "BE2"}});
  for (const dataset of ["publications", "publications_earlier", "deals"] as const) {
    const references = [
      ...Object.keys(technologyIndicators).map((one) => `${dataset}.${one} drones`),
      ...["rca", "share38", "above"].map((one) => `${dataset}.${one} digital-and-ai`),
      ...["total", "total38", "above", "zero", "untold", "top1share38"].map((one) => `${dataset}.${one}`)
    ];
    for (const reference of references) {
      const {missing, value: expected} = resolveValue(reference, {snapshot, published});
      assert.deepEqual([missing, expected], ["absent", null], reference);
      const {value} = await ask(valueSql(reference, {...reportQuery, region: "BE2", years}));
      assert.deepEqual(Array.from(value!), [null], reference);
    }
    const {slug, count, rca} = await ask(lensSql(dataset, {...reportQuery, region: "BE2", years}));
    assert.equal(slug!.length, worldTechnologies.length);
    assert.ok([...Array.from(count!), ...Array.from(rca!)].every((one) => one === null));
  }
  const {value} = await ask(valueSql("patents.count drones", {...reportQuery, region: "BE2", years}));
  near(value![0], valueIn(snapshot, "patents.count drones"), "a dataset with documents");
});

test("plain SQL gives all weights of the network, heaviest first", async () => {
  const {source, target, value} = await query(valueSql("network.links", {...reportQuery, region: "BE2", years}));
  const weights = new Map(Array.from(value!, (one, i) => [`${String(source![i])} ${String(target![i])}`, Number(one)]));
  for (const link of snapshots[0]!.network) {
    const [a, b] = [link.source, link.target].map((at) => worldTechnologies[at]!.slug);
    near(weights.get(`${a} ${b}`), link.weight, `${a} ${b}`);
  }
  assert.ok(weights.size >= snapshots[0]!.network.length);
  const sorted = [...weights.values()];
  assert.deepEqual(
    sorted,
    [...sorted].sort((a, b) => b - a)
  );
});

test("plain SQL gives a lens in one table, and follows years", async () => {
  const few = {...years, patents: [2020, 2021], deals: [2022, 2023]} as const;
  const narrow = takeSnapshot(await openEngines(query, worldRule, {years: few}), {region: {code: "BE2", name: ""}});
  const checks: [Snapshot, Parameters<typeof lensSql>[1]][] = [
    [snapshots[0]!, {...reportQuery, region: "BE2", years}],
    [narrow, {...reportQuery, region: "BE2", years: few}]
  ];
  for (const [snapshot, options] of checks)
    for (const dataset of worldDatasets) {
      const table = await query(lensSql(dataset, options));
      assert.deepEqual(Array.from(table.technology!, Number), [1, 2, 3, 4]);
      assert.deepEqual(
        Array.from(table.slug!, String),
        worldTechnologies.map(({slug}) => slug)
      );
      snapshot.technologies.forEach(({lenses}, i) => {
        for (const name of ["count", "documents", "share", "benchmark_share", "expected", "rca"] as const)
          near(table[name]![i], lenses[dataset][name], `${dataset} ${name} ${i}`);
      });
    }
  assert.notDeepEqual(narrow.totals.patents, snapshots[0]!.totals.patents);
});

test("the SQL of a region's profile agrees with the snapshot on documents", async () => {
  for (const lens of ["patents", "publications", "deals"] as const) {
    const region = "BE2";
    const rows = await db.rows(regionProfileSql({lens, region, years: reportYears[lens]}));
    const {technologies} = snapshots[0]!;
    assert.deepEqual(
      rows.map(({technology}) => technology),
      [1, 2, 3, 4]
    );
    rows.forEach((row, i) => {
      const values = technologies[i]!.lenses[lens];
      assert.deepEqual([row.name, row.technology_group], [technologies[i]!.name, technologies[i]!.group]);
      near(row.count, values.documents, `${lens} ${i}`);
      if (lens === "deals") near(row.amount, values.count, `${lens} ${i}`);
    });
  }
});
