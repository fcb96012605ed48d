import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";

/** A DuckDB engine, to run the same SQL in several. */
export interface SqlEngine {
  name: string;
  /** Runs statements and returns the rows of the last one, with BIGINT as numbers. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** DuckDB as the loaders use it. */
export async function nativeEngine(): Promise<SqlEngine> {
  const db = await WorkDatabase.open();
  return {name: "native DuckDB", query: async (sql) => await db.rows(sql), close: () => db.close()};
}

/** The part of the library's blocking API that is used here. The package does not export its types. */
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

/** DuckDB-WASM, the file that browsers load, in Node. */
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
