import assert from "node:assert/strict";
import {after, test} from "node:test";
import "../../src/prerender/npm-imports.ts";
import {openBuild} from "../../data-loaders/report/engines.ts";
import {indicatorRows} from "../../data-loaders/report/write-page-tables.ts";
import {reportCounting} from "../../src/indicators/engine/counting.ts";
import {takeSnapshot} from "../../src/indicators/snapshot.ts";
import {changesOf} from "../../src/live/forks/changes.ts";
import {loadPublished} from "../../data-loaders/report/report.ts";
import {reportMethod} from "../../src/indicators/method.ts";
import {readYears} from "../../src/narrative/tables.ts";
import {sampleBuild} from "../support/sample-build.ts";

const {readCsv} = await import("../../src/your-data/csv.ts");
const {ownIndicators, locationOf: placeOf} = await import("../../src/your-data/indicators.ts");

const build = await openBuild(await sampleBuild());
after(() => build.close());
const {
  engines: {engines, places, technologies}
} = build;

test("the site's own counts, given as a file, have the RCA of the engine", () => {
  const {engine, universe} = engines.patents;
  const counts = engine.countsBy(reportCounting("patents"));
  const among = Array.from({length: places.locations}, (_, i) => i).filter((i) => places.benchmark[i] === 1);
  const lines = among.flatMap((place) =>
    Array.from(
      {length: universe.domains},
      (_, domain) =>
        `${places.codes[place]},D${String(domain).padStart(4, "0")},${counts.values[place * counts.columns + domain]}`
    )
  );
  const indicators = ownIndicators(readCsv(`location,technology,value\n${lines.join("\n")}`));
  for (const code of ["BE21", "NL41", "EL62"]) {
    const {technologies: expected} = takeSnapshot(build.engines, {region: {code, name: code}});
    const {rows} = placeOf(indicators, indicators.table.locations.indexOf(code));
    for (const [
      t,
      {
        lenses: {
          patents: {rca, share, expected: number}
        }
      }
    ] of expected.entries()) {
      for (const [own, theirs] of [
        [rows[t]!.rca, rca],
        [rows[t]!.share, share],
        [rows[t]!.expected, number]
      ] as const)
        assert.ok(Math.abs(own - theirs!) <= 1e-9 * Math.max(1, theirs!), `${code} ${t}: ${own} ${theirs}`);
    }
  }
});

test("the table of indicators has the snapshot's values, a row for each region, technology and lens", async () => {
  const rows = [];
  for await (const row of indicatorRows(build)) rows.push(row);
  const regions = new Set(rows.map(([region]) => region));
  assert.equal(rows.length, regions.size * technologies.length * 3);
  const snapshot = takeSnapshot(build.engines, {region: {code: "BE2", name: "Flanders"}});
  const found = rows.find(
    ([region, , , , , slug, , lens]) => region === "BE2" && slug === "semiconductors" && lens === "publications"
  )!;
  const {
    complexity,
    quadrant,
    lenses: {publications}
  } = snapshot.technologies.find(({slug}) => slug === "semiconductors")!;
  assert.deepEqual(found.slice(8), [
    publications.count,
    publications.documents,
    publications.share,
    publications.benchmark_share,
    publications.rca,
    publications.low,
    publications.high,
    publications.density,
    publications.rank,
    complexity,
    quadrant,
    publications.missing
  ]);
});

test("a stricter cut only loses advantages, and no change is none", async () => {
  const report = {
    published: await loadPublished(technologies, build.config),
    years: await readYears(build.query, build.config.years)
  };
  const region = {code: "BE2", name: "Flanders"};
  const at = (rca_threshold: number) => ({
    snapshot: takeSnapshot(build.engines, {region, method: {...reportMethod, rca_threshold}}),
    cut: {rca_threshold, strict: true}
  });
  const none = changesOf(at(1), at(1), report);
  assert.deepEqual([none.quadrants, none.claims, none.advantages.patents.lost], [[], [], []]);
  const {
    advantages: {patents}
  } = changesOf(at(1), at(1.5), report);
  const between = at(1)
    .snapshot.technologies.filter(
      ({
        lenses: {
          patents: {rca}
        }
      }) => rca! > 1 && rca! <= 1.5
    )
    .map(({slug}) => slug);
  assert.ok(between.length > 0);
  assert.deepEqual([patents.gained, patents.lost], [[], between]);
  assert.throws(
    () =>
      changesOf(at(1), {...at(1), snapshot: takeSnapshot(build.engines, {region: {code: "NL4", name: "NL4"}})}, report),
    /views of two regions: BE2 and NL4/
  );
});
