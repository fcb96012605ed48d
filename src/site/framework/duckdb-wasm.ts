/**
 * The page's `npm:@duckdb/duckdb-wasm`: the package, with a database that reads Parquet files.
 *
 * DuckDB-WASM 1.29 reads Parquet with an extension that it downloads. Here parquet-wasm decodes the file, DuckDB
 * receives it as a table, and the query that names the file is rewritten to read the table. Files are always fetched
 * whole: DuckDB's partial reads over HTTP return wrong bytes when a server or cache handles ranges wrongly.
 */
import {
  AsyncDuckDB as Database,
  DuckDBDataProtocol,
  selectBundle as select,
  type DuckDBBundle,
  type DuckDBBundles,
  type DuckDBConfig
} from "@duckdb/duckdb-wasm";
import {DataType, RecordBatchReader} from "apache-arrow";
import {fetchFile} from "../../live/fetch-file.ts";
import {somebodyReads} from "../../live/first-paint.ts";
import {isTryAgain, TryAgain, watchOver} from "../../live/patience.ts";
import {quoteName} from "../../text/sql.ts";
import {csvToArrow} from "./csv-table.ts";
import {replaceParquet} from "./parquet-sql.ts";
import {explainQueryError} from "./query-error.ts";

export * from "@duckdb/duckdb-wasm";

/** Name of the event by which a worker shows that its engine is being loaded. */
const signOfLife = "sign-of-life";

/** For each worker, a promise that rejects when the worker fails in a way that DuckDB does not notice. */
const failures = new WeakMap<Worker, Promise<never>>();

/**
 * Starts the worker from its own file. The package would start it from a copy as a `blob:`, which needs one more
 * exception in the page's policy.
 */
export function createWorker(url: string): Promise<Worker> {
  const worker = new Worker(url);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("message", (event: MessageEvent<{failure?: unknown; loading?: unknown}>) => {
      const {failure, loading} = event.data;
      // These messages are no answers to a request, so DuckDB must not see them.
      if (failure !== undefined || loading !== undefined) event.stopImmediatePropagation();
      if (loading !== undefined) worker.dispatchEvent(new Event(signOfLife));
      if (typeof failure === "string") reject(new Error(failure));
    });
    worker.addEventListener("error", ({message}) => reject(new Error(message || "its worker does not start")));
  });
  // Opening a database handles the failure. Without a database, an unhandled rejection would be reported.
  failed.catch(() => {});
  failures.set(worker, failed);
  return Promise.resolve(worker);
}

/**
 * The engine for this browser. The site publishes one.
 *
 * @throws Error in browsers without WebAssembly exceptions or gzip streams: Chrome before 95, Safari before 16.4,
 * Firefox before 113
 */
export async function selectBundle(bundles: DuckDBBundles): Promise<DuckDBBundle> {
  const bundle = await select(bundles);
  // Framework's client always names two engines, but a build publishes only one: see
  // src/site/framework/packed-duckdb.ts.
  if (bundle.mainModule !== bundles.eh?.mainModule || typeof DecompressionStream !== "function")
    throw new Error("this browser is too old for the database; use a newer one");
  return bundle;
}

type Bytes = () => Promise<Uint8Array>;

/** The statement with which Framework's DuckDBClient loads a Parquet file. */
const loadStatement = /^CREATE (?:TABLE|VIEW) '((?:[^']|'')+)' AS SELECT \* FROM parquet_scan\('((?:[^']|'')+)'\)$/;

/** Rows per batch. A few large batches are inserted much faster than many of the default size, 1024. */
const batchSize = 122_880;

/** DuckDB-WASM's database, which also reads Parquet files by name in SQL. */
export class AsyncDuckDB extends Database {
  /** Parquet files by name. */
  readonly #files = new Map<string, Bytes>();
  /** The address from which each file was registered. */
  readonly #urls = new Map<string, string>();
  /** The SQL name of the table with the contents of each Parquet file. */
  readonly #tables = new Map<string, Promise<string>>();
  #schemas = 0;
  /** Number of requests that the worker has not answered. */
  #asked = 0;
  #givenUp = false;
  /** Database and worker go together: what hangs cannot be asked any more. */
  readonly #watch = watchOver("database", () => {
    this.#givenUp = true;
    void this.terminate();
    for (const {promiseRejecter: reject} of this._pendingRequests.values()) reject(new TryAgain());
    this._pendingRequests.clear();
  });

  /** @throws TryAgain when the reader does not want to wait for an answer any longer */
  protected override async postTask(...args: Parameters<Database["postTask"]>): Promise<never> {
    if (this.#givenUp) throw new TryAgain();
    ++this.#asked;
    this.#watch.alive();
    try {
      return (await super.postTask(...args)) as never;
    } finally {
      if (--this.#asked > 0) this.#watch.alive();
      else this.#watch.rest();
    }
  }

  /** Waits for a reader: cells request a database at once, but the page should be painted first. */
  override async instantiate(...args: Parameters<Database["instantiate"]>): Promise<null> {
    await somebodyReads();
    this._worker?.addEventListener(signOfLife, () => this.#watch.alive());
    const failed = this._worker && failures.get(this._worker);
    // If WebAssembly is blocked or runs out of memory, DuckDB never answers.
    return await Promise.race([super.instantiate(...args), ...(failed ? [failed] : [])]);
  }

  /**
   * Opens a database that does not look for extensions, so that a missing one is an error instead of a wait.
   *
   * Sums of integers and decimals are numbers unless `config` says otherwise. DuckDB-WASM's default is an array of four
   * 32-bit words.
   */
  override async open(config: DuckDBConfig): Promise<void> {
    this.#tables.clear();
    await super.open({...config, query: {castDecimalToDouble: true, ...config.query}});
    await this.#run("SET autoinstall_known_extensions = false");
    await this.#run("SET autoload_known_extensions = false");
  }

  override async reset(): Promise<null> {
    this.#tables.clear();
    return await super.reset();
  }

  /** @throws Error when another file has the name: DuckDB would silently read one of the two for both */
  override async registerFileURL(
    ...[name, url, protocol, directIO]: Parameters<Database["registerFileURL"]>
  ): Promise<void> {
    if (protocol !== DuckDBDataProtocol.HTTP) return await super.registerFileURL(name, url, protocol, directIO);
    const known = this.#urls.get(name);
    if (known !== undefined && known !== url)
      throw new Error(`duplicate file name: ${name} (${known}, ${url}); rename one`);
    this.#urls.set(name, url);
    if (isParquet(name)) this.#register(name, () => fetchFile(name, url));
    else await this.registerFileBuffer(name, await fetchFile(name, url));
  }

  override async registerFileBuffer(name: string, buffer: Uint8Array): Promise<void> {
    if (isParquet(name)) return this.#register(name, () => Promise.resolve(buffer));
    await super.registerFileBuffer(name, buffer);
  }

  /**
   * Loads a CSV file into a table as its header and numbers declare it, where DuckDB would guess from samples. A page's
   * own options, such as a delimiter, leave the file to DuckDB.
   */
  override async insertCSVFromPath(...args: Parameters<Database["insertCSVFromPath"]>): Promise<void> {
    const [connection, path, options] = args;
    const plain = Object.keys(options).every((key) => key === "name" || key === "schema");
    if (!plain || !isCsv(path)) return await super.insertCSVFromPath(...args);
    const stream = csvToArrow(path, await super.copyFileToBuffer(path));
    await super.insertArrowFromIPCStream(connection, stream, {...options, create: true});
  }

  override async registerFileHandle<T>(...args: [name: string, handle: T, DuckDBDataProtocol, boolean]): Promise<void> {
    const [name, handle] = args;
    if (isParquet(name) && handle instanceof Blob) {
      this.#register(name, async () => new Uint8Array(await handle.arrayBuffer()));
    } else {
      await super.registerFileHandle(...args);
    }
  }

  override async dropFile(name: string): Promise<null> {
    this.#urls.delete(name);
    this.#tables.delete(name);
    return this.#files.delete(name) ? null : await super.dropFile(name);
  }

  override async dropFiles(): Promise<null> {
    for (const known of [this.#urls, this.#tables, this.#files]) known.clear();
    return await super.dropFiles();
  }

  override async runQuery(connection: number, sql: string): Promise<Uint8Array> {
    const load = loadStatement.exec(sql.trim());
    if (load) {
      const [table, file] = [unquote(load[1]!), unquote(load[2]!)];
      await this.#insert(connection, file, {schema: "main", name: table});
      sql = `SELECT count(*) AS "Count" FROM main.${quoteName(table)}`;
    }
    const resolved = await this.#resolve(sql);
    return await this.#explaining(sql, super.runQuery(connection, resolved));
  }

  override async startPendingQuery(connection: number, sql: string): Promise<Uint8Array | null> {
    const resolved = await this.#resolve(sql);
    return await this.#explaining(sql, super.startPendingQuery(connection, resolved));
  }

  override async createPrepared(connection: number, sql: string): Promise<number> {
    const resolved = await this.#resolve(sql);
    return await this.#explaining(sql, super.createPrepared(connection, resolved));
  }

  /** @throws Error of the query, which says where the page's version of DuckDB may be the reason */
  async #explaining<T>(sql: string, query: Promise<T>): Promise<T> {
    try {
      return await query;
    } catch (error) {
      if (!(error instanceof Error) || isTryAgain(error)) throw error;
      throw new Error(explainQueryError(error.message, sql, await super.getVersion()), {cause: error});
    }
  }

  /** Rewrites `sql` to read tables instead of Parquet files, and makes those tables. */
  async #resolve(sql: string): Promise<string> {
    return await replaceParquet(sql, async (file, {identifier}) => {
      if (identifier && !this.#files.has(file)) return undefined;
      return await this.#table(file);
    });
  }

  /**
   * Loads a file into a table, once. The table has a schema of its own, so that it is not listed among the page's
   * tables.
   */
  async #table(file: string): Promise<string> {
    let table = this.#tables.get(file);
    if (!table) {
      const schema = `parquet_${++this.#schemas}`;
      // DuckDB lets a query qualify a column with the file's name without extension, so the table has that name.
      const name = file.replace(/^.*\//, "").replace(/\.parquet.*$/i, "");
      table = this.#run(`CREATE SCHEMA ${schema}`, async (connection) => {
        await this.#insert(connection, file, {schema, name});
        return `${schema}.${quoteName(name)}`;
      });
      this.#tables.set(file, table);
      table.catch(() => this.#tables.delete(file));
    }
    return await table;
  }

  async #insert(connection: number, file: string, target: {schema: string; name: string}): Promise<void> {
    const stream = await decode(file, await this.#read(file));
    await super.insertArrowFromIPCStream(connection, stream, {...target, create: true});
  }

  async #read(file: string): Promise<Uint8Array> {
    const bytes = this.#files.get(file);
    if (bytes) return await bytes();
    if (/^https?:\/\//i.test(file)) return await fetchFile(file, file);
    const known = [...this.#files.keys()].join(", ") || "none";
    throw new Error(
      `unknown parquet file: ${file}; this database has: ${known}; give it to DuckDBClient.of or the page's sql`
    );
  }

  #register(name: string, bytes: Bytes): void {
    this.#files.set(name, bytes);
    this.#tables.delete(name);
  }

  /** Runs a statement, and then `then`, on a connection that no query of the page uses. */
  async #run<T>(sql: string, then?: (connection: number) => Promise<T>): Promise<T> {
    const connection = await super.connectInternal();
    try {
      await super.runQuery(connection, sql);
      return (await then?.(connection)) as T;
    } finally {
      await super.disconnect(connection);
    }
  }
}

/** Decodes a Parquet file into an Arrow stream. */
async function decode(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const {default: init, readParquet} = await import("parquet-wasm");
  await init();
  let stream: Uint8Array;
  try {
    stream = readParquet(bytes, {batchSize}).intoIPCStream();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`parquet file unreadable: ${name} (${reason}); build the data again`, {cause});
  }
  // DuckDB-WASM 1.29 reads the days of an interval as milliseconds.
  const interval = RecordBatchReader.from(stream)
    .open()
    .schema.fields.find(({type}) => DataType.isInterval(type));
  if (interval)
    throw new Error(`unsupported column type in ${name}: ${interval.name} is an interval; write it as a number`);
  return stream;
}

function isParquet(name: string): boolean {
  return /\.parquet$/i.test(name);
}

function isCsv(name: string): boolean {
  return /\.(?:csv|tsv)$/i.test(name);
}

function unquote(literal: string): string {
  return literal.replaceAll("''", "'");
}
