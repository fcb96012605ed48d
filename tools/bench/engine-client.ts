/** The part of the bench that runs in the page: the engine and plain SQL on the same tables, in one tab. */
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
import {reportMethod} from "../../src/indicators/method.ts";
import {complexitySql, densitySql, rcaSql, relatednessSql} from "./plain-sql/indicators.ts";
import {advantage, rca} from "../../src/indicators/rca.ts";
import {relatedness} from "../../src/indicators/relatedness.ts";

const tables = ["locations", "technologies", "codes", "links", "patents", "patents_code_sets", "patents_location_sets"];
const years = [1900, 2100] as const;

export interface ClientResult {
  timings: Record<string, number[]>;
  facts: Record<string, number>;
  /** SQL that the page ran, to run again in native DuckDB. */
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

async function run(base: string, {moves, sqlMoves, chains, start}: ClientOptions): Promise<ClientResult> {
  const timings: Record<string, number[]> = {};
  const time = <T>(name: string, work: () => T): T => {
    const started = performance.now();
    const result = work();
    (timings[name] ??= []).push(performance.now() - started);
    return result;
  };
  const timeAsync = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    (timings[name] ??= []).push(performance.now() - started);
    return result;
  };

  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("/duckdb-browser-eh.worker.js"));
  await database.instantiate("/duckdb-eh.wasm");
  await database.open({query: {castDecimalToDouble: true, castBigIntToDouble: true}});
  const connection = await database.connect();
  await initParquet({module_or_path: "/parquet_wasm_bg.wasm"});
  let bytes = 0;
  await timeAsync("load-tables", async () => {
    for (const name of tables) {
      const file = new Uint8Array(await (await fetch(`${base}/${name}.parquet`)).arrayBuffer());
      bytes += file.length;
      await connection.insertArrowFromIPCStream(readParquet(file, {batchSize: 122_880}).intoIPCStream(), {name});
    }
  });
  const query: Query = async (sql) => columnsOf(await connection.query(sql));
  const sql = async (statements: readonly string[]) => {
    for (const statement of statements) await connection.query(statement);
  };

  const places = await createPlaces(query);
  const universe = await createUniverse(query, "patents");
  const links = await loadLinks(query, "patents");
  const lens = await loadTables(query, "patents");
  const folded = time("fold", () => foldLens(lens, places, universe.familyOfCode.length, years));
  const engine = time("first-classification", () => new LensEngine(folded, places.count, universe, links, start));
  const {technologies, domains} = universe;
  const scope = {technologies, locations: places.locations, among: places.benchmark};
  const place = places.locations > 7 ? 7 : 0;
  let shown = indicatorsOf(engine.counts, engine.cooccurrence, scope, reportMethod);
  let kept = 0;
  const rule = (name: "similarity" | "cooccurrence", value: number): RuleThresholds => ({
    ...start,
    cpc: {...start.cpc, [name]: value}
  });

  // Runs everything once before measuring, as for a reader after the first moment.
  const everything = (moved: RuleThresholds) => {
    engine.apply(moved);
    shown = indicatorsOf(engine.counts, engine.cooccurrence, scope, reportMethod);
    kept += quadrantsOf(rowOf(shown.density, place), shown.complexity, reportMethod).length;
  };
  for (const value of [0.3, 0.31, 0.2, start.cpc.similarity]) everything(rule("similarity", value));

  for (const value of drag(30, 5, 95, moves)) {
    time("cut", () => {
      const method = {
        ...reportMethod,
        quadrant_cut: "fixed" as const,
        quadrant_relatedness: value,
        quadrant_complexity: 100 - value
      };
      for (let one = 0; one < places.count; ++one)
        kept += quadrantsOf(rowOf(shown.density, one), shown.complexity, method).length;
    });
  }
  for (const value of drag(1, 0.5, 3, moves)) {
    time("rca-threshold", () => {
      const method = {...reportMethod, rca_threshold: value};
      shown = {...shown, ...densityIndicators(engine.counts, shown.relatedness, scope, method, shown.sums)};
      for (let one = 0; one < places.count; ++one)
        kept += quadrantsOf(rowOf(shown.density, one), shown.complexity, method).length;
    });
  }
  let touched = 0;
  for (const [name, threshold, low, high] of [
    ["similarity-threshold", "similarity", 0.15, 0.6],
    ["cooccurrence-threshold", "cooccurrence", 0.1, 0.95]
  ] as const) {
    for (const value of drag(start.cpc[threshold], low, high, moves)) {
      time(name, () => {
        touched += engine.apply(rule(threshold, value));
        shown = indicatorsOf(engine.counts, engine.cooccurrence, scope, reportMethod);
        kept += quadrantsOf(rowOf(shown.density, place), shown.complexity, reportMethod).length;
      });
    }
    engine.apply(start);
  }
  for (let i = 0; i < chains; ++i) {
    time("whole-chain", () => {
      const fresh = new LensEngine(
        foldLens(lens, places, universe.familyOfCode.length, years),
        places.count,
        universe,
        links,
        start
      );
      const quotients = rca(fresh.counts, {among: places.benchmark});
      const density = relatednessDensity(
        advantage(fresh.counts, {among: places.benchmark}),
        relatedness(fresh.cooccurrence)
      );
      kept += quotients.values.length + density.values.length + concentrationComplexity(fresh.counts).length;
    });
  }

  // The same in plain SQL, in the same tab.
  const values = (rows: readonly (readonly number[])[]) => rows.map((row) => `(${row.join(", ")})`).join(", ");
  const familyRows = Array.from(universe.familyOfCode, (domain, code) => [code, domain]).filter(
    ([, domain]) => domain! >= 0
  );
  const placeRows = places.wholes.flatMap((wholes, location) => [location, ...wholes].map((one) => [location, one]));
  const setup = [
    `CREATE TABLE families AS SELECT * FROM (VALUES ${values(familyRows)}) t(code, domain)`,
    `CREATE TABLE location_places AS SELECT * FROM (VALUES ${values(placeRows)}) t(location, place)`,
    "ALTER TABLE locations RENAME TO all_locations",
    "ALTER TABLE technologies RENAME TO all_technologies",
    `CREATE TABLE locations AS SELECT * FROM (VALUES ${Array.from({length: places.count}, (_, one) => `(${one}, ${places.benchmark[one] === 1}, ${one < places.locations})`).join(", ")}) t(location, benchmark, world)`,
    `CREATE TABLE technologies AS SELECT range::INTEGER AS technology FROM range(${domains})`,
    "CREATE VIEW rows AS FROM patents",
    "CREATE VIEW location_sets AS FROM patents_location_sets",
    "CREATE VIEW code_sets AS FROM patents_code_sets"
  ];
  await sql(setup);
  const statements = (name: "similarity" | "cooccurrence", low: number, high: number) =>
    Array.from(drag(start.cpc[name], low, high, sqlMoves), (value) => moveSql(rule(name, value), technologies));
  const similarity = statements("similarity", 0.15, 0.6);
  const cooccurrenceMoves = statements("cooccurrence", 0.1, 0.95);
  const chain = moveSql(start);
  await sql(similarity[0]!);
  for (const some of similarity) await timeAsync("plain-sql-similarity-threshold", () => sql(some));
  for (const some of cooccurrenceMoves) await timeAsync("plain-sql-cooccurrence-threshold", () => sql(some));
  await timeAsync("plain-sql-whole-chain", () => sql(chain));

  // Both must agree: compares the counts of the last statement with the engine's.
  engine.apply(start);
  const counts = await query(
    "SELECT location::INTEGER AS location, technology::INTEGER AS technology, value FROM counts"
  );
  let different = 0;
  const plain = new Float64Array(engine.counts.values.length);
  for (let i = 0; i < counts.value!.length; ++i)
    plain[Number(counts.location![i]) * domains + Number(counts.technology![i])] = Number(counts.value![i]);
  plain.forEach((value, at) => (different += Number(value !== engine.counts.values[at])));
  const memory = (performance as unknown as {memory?: {usedJSHeapSize: number}}).memory?.usedJSHeapSize ?? 0;
  return {
    timings,
    facts: {
      bytes,
      places: places.count,
      locations: places.locations,
      domains,
      sets: folded.sets,
      set_codes: folded.codes.members.length,
      set_places: folded.places.members.length,
      links: links.length,
      touched_per_move: Math.round(touched / (2 * moves)),
      different_cells: different,
      heap_mb: memory / 1e6,
      kept
    },
    sql: {setup, similarity, cooccurrence: cooccurrenceMoves, chain}
  };
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
