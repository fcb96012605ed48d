import {mkdir} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {dirname} from "node:path";
import {DuckDBInstance, type DuckDBConnection, type JS} from "@duckdb/node-api";
import {InputError} from "../console/input-error.ts";
import {quoteName} from "../../src/text/sql.ts";

/** DuckDB's memory limit. DuckDB spills the rest to disk, so that memory does not grow with the input. */
const memoryLimit = "1200MB";

export type Row = Record<string, JS>;

/**
 * A DuckDB database for one run. It lives in memory and spills the rest to disk: staged rows are read only once or
 * twice, so writing them all to a file would take longer.
 */
export class WorkDatabase {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens an empty work database that spills to `folder`. Without a folder it cannot spill. */
  static async open(folder?: string): Promise<WorkDatabase> {
    if (folder !== undefined) await mkdir(folder, {recursive: true});
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(availableParallelism()),
      memory_limit: memoryLimit,
      temp_directory: folder ?? "",
      // The order of rows does not matter until the final sorted write.
      preserve_insertion_order: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false"
    });
    return new WorkDatabase(instance, await instance.connect());
  }

  /**
   * Runs one or more statements.
   * @returns the number of rows that the last statement changed
   * @throws InputError when the disk is full
   */
  async run(sql: string): Promise<number> {
    return await guard(async () => (await this.#connection.run(sql)).rowsChanged);
  }

  /** Runs a query and returns its rows as JavaScript values (BIGINT as bigint). */
  async rows(sql: string): Promise<Row[]> {
    return await guard(async () => (await this.#connection.runAndReadAll(sql)).getRowObjectsJS());
  }

  /** Runs a query and returns its columns as arrays of JavaScript values. */
  async columns(sql: string): Promise<Record<string, JS[]>> {
    return await guard(async () => (await this.#connection.runAndReadAll(sql)).getColumnsObjectJS());
  }

  /** Runs a query for one value and returns it as a number, or 0 for NULL. */
  async number(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    const value = row && Object.values(row)[0];
    if (value === undefined) throw new Error(`no row from query: ${sql}`);
    return Number(value);
  }

  /**
   * Creates `table` in the current schema with the given columns and fills it with `rows`, in order. Suits small tables
   * only, since each value passes through JavaScript.
   */
  async insert(table: string, columns: Record<string, ColumnType>, rows: Iterable<readonly unknown[]>): Promise<void> {
    const definition = Object.entries(columns).map(([name, type]) => `${quoteName(name)} ${type}`);
    await this.run(`CREATE OR REPLACE TABLE ${quoteName(table)} (${definition.join(", ")})`);
    const types = Object.values(columns);
    const [{schema}] = (await this.rows("SELECT current_schema() AS schema")) as [{schema: string}];
    const appender = await this.#connection.createAppender(table, schema);
    for (const row of rows) {
      row.forEach((value, i) => {
        const type = types[i];
        if (value === null || value === undefined) appender.appendNull();
        else if (type === "VARCHAR") appender.appendVarchar(String(value));
        else if (type === "BOOLEAN") appender.appendBoolean(Boolean(value));
        else if (type === "BIGINT") appender.appendBigInt(BigInt(value as number));
        else if (type === "INTEGER") appender.appendInteger(Number(value));
        else if (type === "SMALLINT") appender.appendSmallInt(Number(value));
        else if (type === "TINYINT") appender.appendTinyInt(Number(value));
        else if (type === "BLOB") appender.appendBlob(value as Uint8Array);
        else if (type === "FLOAT") appender.appendFloat(Number(value));
        else appender.appendDouble(Number(value));
      });
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Progress of the running query in per cent (0–100), or -1 if DuckDB does not know it. */
  get progress(): number {
    return this.#connection.progress.percentage;
  }

  /** Stops the running query; its promise rejects. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

export type ColumnType =
  "BIGINT" | "INTEGER" | "SMALLINT" | "TINYINT" | "DOUBLE" | "FLOAT" | "VARCHAR" | "BOOLEAN" | "BLOB";

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDiskFull(error) ?? error;
  }
}

function explainDiskFull(error: unknown): InputError | undefined {
  const text = String(error);
  if (!/No space left on device|ENOSPC|Could not write .*File too large/i.test(text)) return undefined;
  const file = /"([^"]+)"/.exec(text)?.[1];
  const place = file ? ` in ${dirname(file)}` : "";
  return new InputError("the disk is full", {
    file,
    advice: `free some space${place} or choose another folder with --out; the previous data are unchanged`,
    cause: error
  });
}
