import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";

/** A DuckDB to run the same SQL in. */
export interface SqlEngine {
  name: string;
  /** Runs statements and gives the rows of the last one; BIGINT comes as a number. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** The DuckDB of the loaders. */
export async function nativeEngine(): Promise<SqlEngine> {
  const db = await WorkDatabase.open();
  return {name: "native DuckDB", query: async (sql) => await db.rows(sql), close: () => db.close()};
}

/** What is used of the library's blocking API, whose types its package does not export. */
interface Duckdb {
  createDuckDB(
    bundles: unknown,
    logger: unknown,
    runtime: unknown
  ): Promise<{
    instantiate(progress: () => void): Promise<unknown>;
    connect(): {query(sql: string): {toArray(): {toJSON(): Record<string, unknown>}[]}; close(): void};
  }>;
  VoidLogger: new () => unknown;
  NODE_RUNTIME: unknown;
}

/** The very WebAssembly that browsers load, in Node. */
export async function wasmEngine(): Promise<SqlEngine> {
  const require = createRequire(import.meta.url);
  const path = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
  const duckdb = require(path) as Duckdb;
  const bundle = (kind: string) => ({mainModule: join(dirname(path), `duckdb-${kind}.wasm`), mainWorker: ""});
  const db = await duckdb.createDuckDB(
    {mvp: bundle("mvp"), eh: bundle("eh")},
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME
  );
  await db.instantiate(() => {});
  const connection = db.connect();
  return {
    name: "DuckDB-WASM",
    query: async (sql) =>
      connection
        .query(sql)
        .toArray()
        .map((row) => row.toJSON()),
    close: () => connection.close()
  };
}
