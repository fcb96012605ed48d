import assert from "node:assert/strict";
import {test} from "node:test";
import {openEngines} from "../../../src/indicators/engine/open.ts";
import {regionProfileSql} from "../../../data-loaders/quality/region-profile.ts";
import {type Snapshot, takeSnapshot} from "../../../src/indicators/snapshot.ts";
import {lensSql, valueSql} from "../../../src/narrative/queries.ts";
import {technologyIndicators} from "../../../src/narrative/references.ts";
import {resolveValue} from "../../../src/narrative/values.ts";
import {openWorld, randomWorld, worldDatasets, worldRule, worldTechnologies} from "../../support/small-world.ts";
import {lenses} from "../../../src/terms/lenses.ts";
import {published} from "./fixture.ts";
import {closeAtExit} from "../../support/close-at-exit.ts";
import {reportYears, years} from "../../support/report-choices.ts";

const {db, query} = await openWorld(randomWorld(2, 40));
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
        const {value} = await query(valueSql(`${indicator} ${slug}`, {region, years}));
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
      const {value} = await query(valueSql(reference, {region, years}));
      assert.equal(value!.length, 1, reference);
      near(value![0], valueIn(snapshot, reference), `${reference} of ${region}`);
    }
    assert.equal((await query(valueSql("patents.top5share38", {region, years}))).value![0], 1, "of four technologies");
  }
});

/** A region without documents in two datasets, and one that has none in any of the technologies' patents. */
const sparse = [
  [7, 8, "UKI3"],
  [3, 12, "UKI3"]
] as const;

test("plain SQL has NULL for counts that are withheld or undisclosed, and for ranks and quadrants from too few", async () => {
  const found = new Set<string>();
  for (const seed of [5, 13]) {
    const {db: other, query: ask} = await openWorld(randomWorld(seed, 40));
    closeAtExit(other);
    const others = await openEngines(ask, worldRule, {years});
    for (const code of ["BE2", "BE22", "BE21", "NL4", "UKI3", "BE10"]) {
      const snapshot = takeSnapshot(others, {region: {code, name: code}});
      const references = [
        ...["deals", "patents"].flatMap((dataset) =>
          ["rank", "rca", "count", "documents", "share38"].flatMap((one) =>
            worldTechnologies.map(({slug}) => `${dataset}.${one} ${slug}`)
          )
        ),
        ...["rca", "share38", "above"].map((one) => `deals.${one} digital-and-ai`),
        ...["total", "total38", "above", "zero", "untold", "top1share38"].map((one) => `deals.${one}`),
        ...worldTechnologies.map(({slug}) => `quadrant ${slug}`),
        "quadrant.number optimal"
      ];
      for (const reference of references) {
        const {missing, value: expected} = resolveValue(reference, {snapshot, published});
        if (missing !== null) assert.equal(expected, null);
        const {value} = await ask(valueSql(reference, {region: code, years}));
        near(value![0], expected, `${reference} of ${code}, seed ${seed}`);
        found.add(String(missing));
      }
      const {documents, count, rca} = await ask(lensSql("deals", {region: code, years}));
      snapshot.technologies.forEach(({lenses: {deals}}, i) => {
        near(documents![i], deals.documents, `documents ${i} of ${code}`);
        near(count![i], deals.count, `count ${i} of ${code}`);
        near(rca![i], deals.rca, `rca ${i} of ${code}`);
      });
    }
  }
  assert.deepEqual([...found].sort(), ["few", "null", "undisclosed", "withheld"]);
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
      .filter(({lenses: {patents}}) => patents.documents === 0 && patents.expected > 0)
      .map(({slug}) => `patents.high ${slug}`);
    bounded += limits.length;
    const ofLenses = lenses.flatMap((lens) => [
      ...["rca digital-and-ai", "share38 digital-and-ai", "total38", "zero", "top1share38", "density hydrogen"].map(
        (one) => `${lens}.${one}`
      )
    ]);
    for (const reference of [...ofLenses, ...limits, "patents.rank drones", "line.complexity"]) {
      const {value} = await ask(valueSql(reference, {region, years}));
      near(value![0], valueIn(snapshot, reference), `${reference} of ${region}, seed ${seed}`);
    }
    for (const dataset of worldDatasets) {
      const table = await ask(lensSql(dataset, {region, years}));
      snapshot.technologies.forEach(({lenses: of}, i) => {
        for (const name of ["count", "documents", "share", "benchmark_share", "expected", "rca"] as const)
          near(table[name]![i], of[dataset][name], `${dataset} ${name} ${i} of ${region}, seed ${seed}`);
      });
    }
  }
  assert.deepEqual([empty, bounded], [3, 5]);
});

test("plain SQL gives all weights of the network, heaviest first", async () => {
  const {source, target, value} = await query(valueSql("network.links", {region: "BE2", years}));
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
    [snapshots[0]!, {region: "BE2", years}],
    [narrow, {region: "BE2", years: few}]
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
