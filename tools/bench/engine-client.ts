/** The part of the bench that runs in the page: the engine and plain SQL over the same tables, in one tab. */
import * as duckdb from "@duckdb/duckdb-wasm";
import {DataType, type Table} from "apache-arrow";
import initParquet, {readParquet} from "parquet-wasm";
import {concentrationComplexity} from "../../src/indicators/complexity.ts";
import {relatednessDensity} from "../../src/indicators/density.ts";
import {LensEngine} from "../../src/indicators/engine/engine.ts";
import {densityIndicators, indicatorsOf, quadrantsOf} from "../../src/indicators/engine/indicators.ts";
import {foldLens} from "../../src/indicators/engine/fold.ts";
import {createPlaces, createUniverse, loadLinks, loadTables, type Query} from "../../src/indicators/engine/load.ts";
import {reclassifySql} from "./plain-sql/reclassify.ts";
import type {RuleThresholds} from "../../src/indicators/link-rule.ts";
import {rowOf} from "../../src/indicators/matrix.ts";
import {type Method, reportMethod} from "../../src/indicators/method.ts";
import {complexitySql, densitySql, rcaSql, relatednessSql} from "./plain-sql/indicators.ts";
import {advantage, rca} from "../../src/indicators/rca.ts";
import {relatedness} from "../../src/indicators/relatedness.ts";

const tables = ["locations", "technologies", "codes", "links", "patents", "patents_code_sets", "patents_location_sets"];
const years = [1900, 2100] as const;

export interface ClientResult {
  timings: Record<string, number[]>;
  facts: Record<string, number>;
  /** SQL that the page ran, to be repeated in native DuckDB. */
  sql: {setup: string[]; similarity: string[][]; cooccurrence: string[][]; chain: string[]};
}

export interface ClientOptions {
  moves: number;
  sqlMoves: number;
  chains: number;
  start: RuleThresholds;
}

/** The SQL statements of a threshold move: reclassify, and compute the displayed values. */
function moveSql(rule: RuleThresholds, shown?: number): string[] {
  return [
    ...reclassifySql(rule, years),
    `CREATE OR REPLACE TABLE relatednesses AS ${relatednessSql(reportMethod)}`,
    `CREATE OR REPLACE TABLE advantages AS ${rcaSql(reportMethod)}`,
    `CREATE OR REPLACE TABLE densities AS ${densitySql({ordered: false, targets: shown})}`,
    `CREATE OR REPLACE TABLE complexities AS ${complexitySql(reportMethod)}`
  ];
}

/** The values of a dragged slider: steps of a hundredth, with occasional jumps. */
function* drag(from: number, low: number, high: number, moves: number): Generator<number> {
  let [value, direction] = [from, 1];
  for (let i = 1; i <= moves; ++i) {
    if (i % 20 === 0) value = low + (((i * 37) % 100) / 100) * (high - low);
    else value += direction * 0.01;
    if (value > high || value < low) {
      direction = -direction;
      value = Math.min(high, Math.max(low, value));
    }
    yield Math.round(value * 100) / 100;
  }
}

/** Measured times in milliseconds, by name. */
class Stopwatch {
  readonly timings: Record<string, number[]> = {};

  time<T>(name: string, work: () => T): T {
    const started = performance.now();
    const result = work();
    (this.timings[name] ??= []).push(performance.now() - started);
    return result;
  }

  async timeAsync<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    (this.timings[name] ??= []).push(performance.now() - started);
    return result;
  }
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** Opens DuckDB, loads the tables and folds them. */
async function openWorld(base: string, watch: Stopwatch) {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("/duckdb-browser-eh.worker.js"));
  await database.instantiate("/duckdb-eh.wasm");
  await database.open({query: {castDecimalToDouble: true, castBigIntToDouble: true}});
  const connection = await database.connect();
  await initParquet({module_or_path: "/parquet_wasm_bg.wasm"});
  let bytes = 0;
  await watch.timeAsync("load-tables", async () => {
    for (const name of tables) {
      const file = new Uint8Array(await (await fetch(`${base}/${name}.parquet`)).arrayBuffer());
      bytes += file.length;
      await connection.insertArrowFromIPCStream(readParquet(file, {batchSize: 122_880}).intoIPCStream(), {name});
    }
  });
  const query: Query = async (sql) => columnsOf(await connection.query(sql));
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await connection.query(statement);
  };
  const places = await createPlaces(query);
  const universe = await createUniverse(query, "patents");
  const links = await loadLinks(query, "patents");
  const lens = await loadTables(query, "patents");
  const fold = () => foldLens(lens, places, universe.familyOfCode.length, years);
  return {bytes, query, run, places, universe, links, fold, folded: watch.time("fold", fold)};
}

const ruleFrom =
  (start: RuleThresholds) =>
  (name: "similarity" | "cooccurrence", value: number): RuleThresholds => ({
    ...start,
    cpc: {...start.cpc, [name]: value}
  });

/** The thresholds that move, with the ends of their sliders. */
const sliders = [
  ["similarity", 0.15, 0.6],
  ["cooccurrence", 0.1, 0.95]
] as const;

/**
 * Measures the moves of the engine.
 * @returns the engine, the mean number of sets that a move touches, and a number that keeps all results in use
 */
function measureEngine(world: World, {moves, chains, start}: ClientOptions, watch: Stopwatch) {
  const {places, universe, links, fold, folded} = world;
  const create = () => new LensEngine(folded, places.count, universe, links, start);
  const engine = watch.time("first-classification", create);
  const scope = {technologies: universe.technologies, locations: places.locations, among: places.benchmark};
  const place = places.locations > 7 ? 7 : 0;
  const rule = ruleFrom(start);
  const compute = () => indicatorsOf(engine.counts, engine.cooccurrence, scope, reportMethod);
  let shown = compute();
  let kept = 0;
  const showAll = (method: Method) => {
    for (let one = 0; one < places.count; ++one)
      kept += quadrantsOf(rowOf(shown.density, one), shown.complexity, method).length;
  };
  let touched = 0;
  const apply = (moved: RuleThresholds) => {
    touched += engine.apply(moved);
    shown = compute();
    kept += quadrantsOf(rowOf(shown.density, place), shown.complexity, reportMethod).length;
  };
  // Runs everything once before measuring, since only a reader's first moment is slower.
  for (const value of [0.3, 0.31, 0.2, start.cpc.similarity]) apply(rule("similarity", value));
  for (const value of drag(30, 5, 95, moves)) {
    const lines = {quadrant_relatedness: value, quadrant_complexity: 100 - value};
    watch.time("cut", () => showAll({...reportMethod, quadrant_cut: "fixed", ...lines}));
  }
  for (const value of drag(1, 0.5, 3, moves)) {
    watch.time("rca-threshold", () => {
      const method = {...reportMethod, rca_threshold: value};
      shown = {...shown, ...densityIndicators(engine.counts, shown.relatedness, scope, method, shown.sums)};
      showAll(method);
    });
  }
  touched = 0;
  for (const [threshold, low, high] of sliders) {
    for (const value of drag(start.cpc[threshold], low, high, moves))
      watch.time(`${threshold}-threshold`, () => apply(rule(threshold, value)));
    engine.apply(start);
  }
  for (let i = 0; i < chains; ++i) {
    watch.time("whole-chain", () => {
      const fresh = new LensEngine(fold(), places.count, universe, links, start);
      const among = {among: places.benchmark};
      const density = relatednessDensity(advantage(fresh.counts, among), relatedness(fresh.cooccurrence));
      kept += rca(fresh.counts, among).values.length + density.values.length;
      kept += concentrationComplexity(fresh.counts).length;
    });
  }
  return {engine, touchedPerMove: Math.round(touched / (2 * moves)), kept};
}

/** The statements that give plain SQL the engine's places and domains. */
function setupSql({places, universe}: World): string[] {
  const values = (rows: readonly (readonly unknown[])[]) => rows.map((row) => `(${row.join(", ")})`).join(", ");
  const families = Array.from(universe.familyOfCode, (domain, code) => [code, domain] as const).filter(
    ([, domain]) => domain >= 0
  );
  const parts = places.wholes.flatMap((wholes, location) => [location, ...wholes].map((one) => [location, one]));
  const locations = Array.from({length: places.count}, (_, one) => [
    one,
    places.benchmark[one] === 1,
    one < places.locations
  ]);
  return [
    `CREATE TABLE families AS SELECT * FROM (VALUES ${values(families)}) t(code, domain)`,
    `CREATE TABLE location_places AS SELECT * FROM (VALUES ${values(parts)}) t(location, place)`,
    "ALTER TABLE locations RENAME TO all_locations",
    "ALTER TABLE technologies RENAME TO all_technologies",
    `CREATE TABLE locations AS SELECT * FROM (VALUES ${values(locations)}) t(location, benchmark, world)`,
    `CREATE TABLE technologies AS SELECT range::INTEGER AS technology FROM range(${universe.domains})`,
    "CREATE VIEW rows AS FROM patents",
    "CREATE VIEW location_sets AS FROM patents_location_sets",
    "CREATE VIEW code_sets AS FROM patents_code_sets"
  ];
}

/** Measures the same moves in plain SQL, in the same tab. */
async function measureSql(
  world: World,
  {sqlMoves, start}: ClientOptions,
  watch: Stopwatch
): Promise<ClientResult["sql"]> {
  const setup = setupSql(world);
  await world.run(setup);
  const rule = ruleFrom(start);
  const [similarity, cooccurrence] = sliders.map(([name, low, high]) =>
    Array.from(drag(start.cpc[name], low, high, sqlMoves), (value) =>
      moveSql(rule(name, value), world.universe.technologies)
    )
  ) as [string[][], string[][]];
  const chain = moveSql(start);
  await world.run(similarity[0]!);
  for (const some of similarity) await watch.timeAsync("plain-sql-similarity-threshold", () => world.run(some));
  for (const some of cooccurrence) await watch.timeAsync("plain-sql-cooccurrence-threshold", () => world.run(some));
  await watch.timeAsync("plain-sql-whole-chain", () => world.run(chain));
  return {setup, similarity, cooccurrence, chain};
}

/**
 * Compares the counts of the last SQL statement with the engine's.
 * @returns the number of cells that differ
 */
async function countDifferences({query, universe}: World, {values}: LensEngine["counts"]): Promise<number> {
  const counts = await query(
    "SELECT location::INTEGER AS location, technology::INTEGER AS technology, value FROM counts"
  );
  const plain = new Float64Array(values.length);
  for (let i = 0; i < counts.value!.length; ++i)
    plain[Number(counts.location![i]) * universe.domains + Number(counts.technology![i])] = Number(counts.value![i]);
  return plain.reduce((different, value, at) => different + Number(value !== values[at]), 0);
}

async function run(base: string, options: ClientOptions): Promise<ClientResult> {
  const watch = new Stopwatch();
  const world = await openWorld(base, watch);
  const {places, universe, folded, links} = world;
  const {engine, touchedPerMove, kept} = measureEngine(world, options, watch);
  const sql = await measureSql(world, options, watch);
  engine.apply(options.start);
  const memory = (performance as unknown as {memory?: {usedJSHeapSize: number}}).memory?.usedJSHeapSize ?? 0;
  const facts = {
    bytes: world.bytes,
    places: places.count,
    locations: places.locations,
    domains: universe.domains,
    sets: folded.sets,
    set_codes: folded.codes.members.length,
    set_places: folded.places.members.length,
    links: links.length,
    touched_per_move: touchedPerMove,
    different_cells: await countDifferences(world, engine.counts),
    heap_mb: memory / 1e6,
    kept
  };
  return {timings: watch.timings, facts, sql};
}

function columnsOf(table: Table): Record<string, ArrayLike<unknown>> {
  return Object.fromEntries(
    table.schema.fields.map((field) => {
      const vector = table.getChild(field.name)!;
      return [
        field.name,
        DataType.isInt(field.type) || DataType.isFloat(field.type)
          ? (vector.toArray() as ArrayLike<number>)
          : vector.toArray() && Array.from(vector)
      ];
    })
  );
}

(globalThis as unknown as {runBench: typeof run}).runBench = run;
