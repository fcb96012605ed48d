import assert from "node:assert/strict";
import {join} from "node:path";
import {after, test} from "node:test";
import fc from "fast-check";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {buildWarehouse} from "../../data-loaders/warehouse/build.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";
import {createPlaces, createUniverse, loadLens, type PlaceTable} from "../../src/indicators/engine/load.ts";
import {type Counting, reportCounting} from "../../src/indicators/engine/counting.ts";
import {LensEngine} from "../../src/indicators/engine/engine.ts";
import {
  benchmarkPlaces,
  densityIndicators,
  type Indicators,
  indicatorsOf,
  lensBase
} from "../../src/indicators/engine/indicators.ts";
import {reclassifySql} from "../../tools/bench/plain-sql/reclassify.ts";
import type {RuleThresholds} from "../../src/indicators/link-rule.ts";
import {type Method, parseMethod, reportMethod} from "../../src/indicators/method.ts";
import {complexitySql, densitySql, rcaSql, relatednessSql} from "../../tools/bench/plain-sql/indicators.ts";
import {regionProfileSql} from "../../data-loaders/quality/region-profile.ts";
import {smallSample} from "../support/small-sample.ts";
import {tempFolder} from "../support/temp-folder.ts";

const root = tempFolder();
const sample = await smallSample();
const extracts = Object.fromEntries(
  (["patents", "publications", "deals"] as const).map((lens) => [lens, {folder: join(sample, lens), synthetic: true}])
);
const manifest = await buildWarehouse(
  join(root, "out"),
  "key",
  {...defaultOptions, data: join(projectRoot, "data"), extracts},
  {progress: {update() {}, finish() {}}}
);
const db = await WorkDatabase.open();
after(() => db.close());
for (const {name} of manifest.tables)
  await db.run(`CREATE TABLE ${name} AS FROM read_parquet('${join(root, "out", manifest.build, `${name}.parquet`)}')`);

const query = async (sql: string) => await db.rows(sql);
const columns = async (sql: string) => await db.columns(sql);
const universe = await createUniverse(columns, "patents");
const places = await createPlaces(columns);
const published = manifest.classification.thresholds.vocabularies;
const years = [2019, 2022] as const;
const lens = await loadLens(columns, "patents", places, universe, years);
const scope = {technologies: universe.technologies, locations: places.locations, among: places.benchmark};

// The engine's numbers as tables, for the plain SQL.
await db.insert(
  "families",
  {code: "INTEGER", domain: "INTEGER"},
  Array.from(universe.familyOfCode, (domain, code) => [code, domain] as const).filter(([, domain]) => domain >= 0)
);
await db.insert(
  "location_places",
  {location: "SMALLINT", place: "INTEGER"},
  places.wholes.flatMap((wholes, location) => [location, ...wholes].map((place) => [location, place]))
);
await db.run("ALTER TABLE locations RENAME TO all_locations; ALTER TABLE technologies RENAME TO all_technologies");
await db.insert(
  "locations",
  {location: "INTEGER", benchmark: "BOOLEAN", world: "BOOLEAN"},
  Array.from({length: places.count}, (_, place) => [place, places.benchmark[place] === 1, place < places.locations])
);
await db.insert(
  "technologies",
  {technology: "INTEGER"},
  Array.from({length: universe.domains}, (_, domain) => [domain])
);
await db.run(
  "CREATE VIEW rows AS FROM patents; CREATE VIEW location_sets AS FROM patents_location_sets; CREATE VIEW code_sets AS FROM patents_code_sets"
);

const step = fc.integer({min: 0, max: 100}).map((value) => value / 100);
const least = fc.record({similarity: step, cooccurrence: step, alone: step});
const rule: fc.Arbitrary<RuleThresholds> = least.map((one) => ({...published, cpc: one}));

async function dense(
  sql: string,
  rows: number,
  columns: number,
  at: (row: Record<string, unknown>) => number,
  empty = 0
): Promise<number[]> {
  const values = new Array<number>(rows * columns).fill(empty);
  for (const row of await query(sql)) values[at(row)] = row.value === null ? Number.NaN : Number(row.value);
  return values;
}

/** Every figure of one lens by any way of counting; `place` is the selected one. */
function lensIndicators(
  engine: LensEngine,
  places: PlaceTable,
  technologies: number,
  place: number,
  counting: Counting,
  method: Method
): Indicators {
  const {scope, counts, sums, rca, relatedness, complexity} = lensBase(
    engine,
    places,
    technologies,
    place,
    counting,
    method
  );
  return {sums, rca, relatedness, complexity, ...densityIndicators(counts, relatedness, scope, method, sums)};
}

test("after any moves of the thresholds, the engine has what the plain SQL computes, to the last digit", async () => {
  const engine = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  const {domains, technologies} = universe;
  let byDifference = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, {minLength: 1, maxLength: 3}),
      fc.constantFrom(0.01, 0.02, 0),
      async (moves, nudge) => {
        for (const move of moves) engine.apply(move);
        const last = moves.at(-1)!;
        const final = {
          ...last,
          cpc: {...last.cpc, similarity: last.cpc.similarity + nudge, cooccurrence: last.cpc.cooccurrence - nudge}
        };
        if (engine.apply(final) < lens.folded.sets) ++byDifference;
        for (const sql of reclassifySql(final, years)) await db.run(sql);
        assert.deepEqual(
          [...engine.counts.values],
          await dense(
            "FROM counts",
            places.count,
            domains,
            (row) => Number(row.location) * domains + Number(row.technology)
          )
        );
        const pair = (row: Record<string, unknown>) => Number(row.technology_a) * domains + Number(row.technology_b);
        assert.deepEqual(
          [...engine.cooccurrence.values],
          await dense("SELECT *, cooccurrence AS value FROM cooccurrences", domains, domains, pair)
        );

        const method = parseMethod({relatedness: "association", complexity_end: 60});
        const shown = indicatorsOf(engine.counts, engine.cooccurrence, scope, method);
        await db.run(
          `CREATE OR REPLACE TABLE relatednesses AS ${relatednessSql(method)}; CREATE OR REPLACE TABLE advantages AS ${rcaSql(method)}`
        );
        const cell = (columns: number) => (row: Record<string, unknown>) =>
          Number(row.location) * columns + Number(row.technology);
        assert.deepEqual(
          [...shown.rca.values],
          await dense(
            `SELECT *, rca AS value FROM advantages WHERE technology < ${technologies}`,
            places.count,
            technologies,
            cell(technologies)
          )
        );
        assert.deepEqual(
          [...shown.advantage],
          await dense("SELECT *, advantage::INTEGER AS value FROM advantages", places.count, domains, cell(domains))
        );
        assert.deepEqual(
          [...shown.relatedness.values],
          await dense(
            `SELECT *, relatedness AS value FROM relatednesses WHERE technology_b < ${technologies}`,
            domains,
            technologies,
            (row) => Number(row.technology_a) * technologies + Number(row.technology_b)
          )
        );
        assert.deepEqual(
          [...shown.density.values],
          await dense(
            `SELECT *, density AS value FROM (${densitySql({ordered: true, targets: technologies})})`,
            places.count,
            technologies,
            cell(technologies)
          )
        );
        assert.deepEqual(
          [...shown.complexity],
          await dense(
            `SELECT *, complexity AS value FROM (${complexitySql(method)}) WHERE technology < ${technologies}`,
            1,
            technologies,
            (row) => Number(row.technology)
          )
        );
      }
    ),
    {numRuns: 8}
  );
  assert.ok(byDifference > 0, "no move was made by difference");
});

test("updating by difference touches few sets for a small move, and comes back to where it began", () => {
  const engine = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  const [counts, together] = [engine.counts.values.slice(), engine.cooccurrence.values.slice()];
  const moved = {...published, cpc: {...published.cpc, similarity: published.cpc.similarity + 0.02}};
  const touched = engine.apply(moved);
  assert.ok(touched > 0 && touched < lens.folded.sets / 3, String(touched));
  assert.notDeepEqual(engine.counts.values, counts);
  assert.equal(engine.apply(moved), 0);
  engine.apply(published);
  assert.deepEqual(engine.counts.values, counts);
  assert.deepEqual(engine.cooccurrence.values, together);
});

test("the engine counts what the region profile counts: whole regions and their provinces", async () => {
  const engine = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  for (const sql of [
    "ALTER TABLE locations RENAME TO engine_locations",
    "ALTER TABLE technologies RENAME TO engine_technologies",
    "ALTER TABLE all_locations RENAME TO locations",
    "ALTER TABLE all_technologies RENAME TO technologies"
  ])
    await db.run(sql);
  for (const region of ["BE2", "BE24", "NL41", "FR1"]) {
    const place = places.codes.indexOf(region);
    const rows = await query(regionProfileSql({lens: "patents", region, years}));
    assert.deepEqual(
      Array.from({length: universe.technologies}, (_, t) => engine.counts.values[place * universe.domains + t]),
      rows.map(({count}) => Number(count)),
      region
    );
  }
});

test("fractional counts add up to the documents that have a domain", async () => {
  const engine = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  const fractions = engine.countsBy({counting: "fractional", measure: "documents"});
  let sum = 0;
  for (let place = 0; place < places.locations; ++place)
    for (let domain = 0; domain < universe.domains; ++domain)
      sum += fractions.values[place * universe.domains + domain]!;
  const documents = await db.number(
    `SELECT sum(documents) FROM patents WHERE year BETWEEN ${years[0]} AND ${years[1]}`
  );
  assert.ok(Math.abs(sum - documents) < 1e-3, `${sum} of ${documents}`);
  const whole = indicatorsOf(engine.counts, engine.cooccurrence, scope, reportMethod).rca.values;
  assert.ok(
    indicatorsOf(fractions, engine.cooccurrence, scope, reportMethod).rca.values.some(
      (value, at) => Math.abs(value - whole[at]!) > 0.01
    ),
    "counting in parts changes nothing"
  );
});

test("funding is counted in amounts, its RCA against SQL", async () => {
  const dealUniverse = await createUniverse(columns, "deals");
  const deals = await loadLens(columns, "deals", places, dealUniverse, years);
  const engine = new LensEngine(deals.folded, places.count, dealUniverse, deals.links, published);
  const place = places.codes.indexOf("BE2");
  const shown = lensIndicators(engine, places, dealUniverse.technologies, place, reportCounting("deals"), reportMethod);
  const amounts = engine.countsBy(reportCounting("deals"));
  const rows = await query(regionProfileSql({lens: "deals", region: "BE2", years}));
  rows.forEach(({amount}, technology) =>
    assert.ok(
      Math.abs(amounts.values[place * dealUniverse.domains + technology]! - Number(amount)) < 1e-6,
      String(technology)
    )
  );
  assert.ok(rows.some(({amount}) => Number(amount) > 0));
  const total = (from: number, to: number, technology?: number) => {
    let sum = 0;
    for (let one = from; one < to; ++one)
      if (one === place || places.benchmark[one] === 1)
        for (let domain = 0; domain < dealUniverse.domains; ++domain)
          if (technology === undefined || domain === technology)
            sum += amounts.values[one * dealUniverse.domains + domain]!;
    return sum;
  };
  for (let technology = 0; technology < dealUniverse.technologies; ++technology) {
    const own = amounts.values[place * dealUniverse.domains + technology]!;
    const expected =
      own === 0
        ? 0
        : own / total(place, place + 1) / (total(0, places.locations, technology) / total(0, places.locations));
    assert.ok(
      Math.abs(shown.rca.values[place * dealUniverse.technologies + technology]! - expected) <=
        1e-9 * Math.max(1, expected),
      String(technology)
    );
  }
  const patents = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  assert.throws(() => patents.countsBy({counting: "whole", measure: "amounts"}), /no amounts in this lens/);
});

test("over the technologies alone, shares of a place add up to one over them", () => {
  const engine = new LensEngine(lens.folded, places.count, universe, lens.links, published);
  const place = places.codes.indexOf("BE2");
  const {technologies} = universe;
  const narrow = lensIndicators(
    engine,
    places,
    technologies,
    place,
    {...reportCounting("patents"), universe: "technologies"},
    reportMethod
  );
  const inBenchmark = new Float64Array(technologies);
  let all = 0;
  for (let one = 0; one < places.count; ++one) {
    if (places.benchmark[one] === 0) continue;
    for (let t = 0; t < technologies; ++t) {
      inBenchmark[t]! += engine.counts.values[one * universe.domains + t]!;
      all += engine.counts.values[one * universe.domains + t]!;
    }
  }
  let average = 0;
  for (let t = 0; t < technologies; ++t)
    average += (narrow.rca.values[place * technologies + t]! * inBenchmark[t]!) / all;
  assert.ok(Math.abs(average - 1) < 1e-9, String(average));
});

test("the selected region can stand in the benchmark for its parts, and regions of one's own can be made", async () => {
  const place = places.codes.indexOf("BE2");
  const marks = benchmarkPlaces(places, place, {benchmark_region: "whole", benchmark_area: "europe"});
  assert.equal(marks[place], 1);
  for (const code of ["BE21", "BE22", "BE23", "BE24", "BE25"]) assert.equal(marks[places.codes.indexOf(code)], 0, code);
  assert.equal(
    marks.reduce((sum, mark) => sum + mark, 0),
    places.benchmark.reduce((sum, mark) => sum + mark, 0) - 4
  );
  assert.equal(benchmarkPlaces(places, place, {benchmark_region: "parts", benchmark_area: "europe"}), places.benchmark);

  const own = new Map([["coast", ["BE25", "NL34"]]]);
  const further = await createPlaces(columns, own);
  const withCoast = new LensEngine(
    (await loadLens(columns, "patents", further, universe, years)).folded,
    further.count,
    universe,
    lens.links,
    published
  );
  const rows =
    await query(`SELECT sum(documents) AS documents FROM patents WHERE year BETWEEN ${years[0]} AND ${years[1]}
    AND location_set IN (SELECT location_set FROM patents_location_sets JOIN locations USING (location) WHERE code IN ('BE25', 'NL34'))
    AND code_set IN (SELECT code_set FROM patents_code_sets JOIN links USING (code) WHERE accepted AND technology = 1)`);
  assert.equal(withCoast.counts.values[further.codes.indexOf("coast") * universe.domains], Number(rows[0]!.documents));
  await assert.rejects(createPlaces(columns, new Map([["nowhere", ["XX99"]]])), /no location XX99/);
});
