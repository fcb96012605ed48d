/**
 * The page's `npm:@duckdb/duckdb-wasm`: the package itself, with a database that reads Parquet files.
 *
 * DuckDB-WASM 1.29 reads Parquet with an extension that it downloads. Here parquet-wasm decodes the
 * file instead, DuckDB gets it as a table, and the query that named the file is made to read the table.
 * Files are always fetched whole: DuckDB's own partial reads over HTTP return wrong bytes when a
 * server or a cache in between gets ranges wrong.
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
import {somebodyReads} from "../../live/first-paint.ts";
import {quoteName} from "../../text/sql.ts";
import {replaceParquet} from "./parquet-sql.ts";

export * from "@duckdb/duckdb-wasm";

/** Of each worker: rejects when it fails where nothing of DuckDB's listens. */
const failures = new WeakMap<Worker, Promise<never>>();

/**
 * Starts the worker from its own file: the package's way, a copy as a `blob:`, would need one more exception in the
 * page's policy.
 */
export function createWorker(url: string): Promise<Worker> {
  const worker = new Worker(url);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("message", (event: MessageEvent<{failure?: unknown}>) => {
      if (typeof event.data.failure !== "string") return;
      // No answer to anything that DuckDB asked.
      event.stopImmediatePropagation();
      reject(new Error(event.data.failure));
    });
    worker.addEventListener("error", ({message}) => reject(new Error(message || "its worker does not start")));
  });
  // Heard by whoever opens a database; a worker may also fail when nobody does.
  failed.catch(() => {});
  failures.set(worker, failed);
  return Promise.resolve(worker);
}

/**
 * The engine for this browser; the site has one.
 *
 * Throws in browsers without WebAssembly exceptions or gzip streams: Chrome before 95, Safari before 16.4, Firefox
 * before 113.
 */
export async function selectBundle(bundles: DuckDBBundles): Promise<DuckDBBundle> {
  const bundle = await select(bundles);
  // Framework's client takes it for granted that both engines are named; a build publishes one: see
  // src/site/framework/packed-duckdb.ts.
  if (bundle.mainModule !== bundles.eh?.mainModule || typeof DecompressionStream !== "function")
    throw new Error("this browser is too old for the database; take a newer one");
  return bundle;
}

type Bytes = () => Promise<Uint8Array>;

/** The statement by which Framework's DuckDBClient loads a Parquet file. */
const loadStatement = /^CREATE (?:TABLE|VIEW) '((?:[^']|'')+)' AS SELECT \* FROM parquet_scan\('((?:[^']|'')+)'\)$/;

/** Rows a batch: few large batches are inserted much faster than many of the default size, 1024. */
const batchSize = 122_880;

export class AsyncDuckDB extends Database {
  /** Parquet files by name. */
  readonly #files = new Map<string, Bytes>();
  /** Where a file of any kind was registered from. */
  readonly #urls = new Map<string, string>();
  /** The table with a Parquet file's contents, as SQL names it. */
  readonly #tables = new Map<string, Promise<string>>();
  #schemas = 0;

  /** Cells ask for a database at once; a page is painted before it, and read. */
  override async instantiate(...args: Parameters<Database["instantiate"]>): Promise<null> {
    await somebodyReads();
    const failed = this._worker && failures.get(this._worker);
    // Where WebAssembly is refused or gets no memory, DuckDB's own answer never comes.
    return await Promise.race([super.instantiate(...args), ...(failed ? [failed] : [])]);
  }

  /**
   * Opens a database that never looks for an extension: a missing one is then an error, not a wait.
   *
   * Sums of integers and decimals come as numbers unless `config` says otherwise; DuckDB-WASM's own
   * default is an array of four 32-bit words.
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

  /** Throws when another file has the name already: DuckDB would silently read one of the two for both. */
  override async registerFileURL(
    ...[name, url, protocol, directIO]: Parameters<Database["registerFileURL"]>
  ): Promise<void> {
    if (protocol !== DuckDBDataProtocol.HTTP) return await super.registerFileURL(name, url, protocol, directIO);
    const known = this.#urls.get(name);
    if (known !== undefined && known !== url)
      throw new Error(`duplicate file name: ${name} (${known}, ${url}); rename one`);
    this.#urls.set(name, url);
    if (isParquet(name)) this.#register(name, () => fetchFile(name, url));
    else await super.registerFileBuffer(name, await fetchFile(name, url));
  }

  override async registerFileBuffer(name: string, buffer: Uint8Array): Promise<void> {
    if (isParquet(name)) this.#register(name, () => Promise.resolve(buffer));
    else await super.registerFileBuffer(name, buffer);
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
    return await super.runQuery(connection, await this.#resolve(sql));
  }

  override async startPendingQuery(connection: number, sql: string): Promise<Uint8Array | null> {
    return await super.startPendingQuery(connection, await this.#resolve(sql));
  }

  override async createPrepared(connection: number, sql: string): Promise<number> {
    return await super.createPrepared(connection, await this.#resolve(sql));
  }

  /** Makes `sql` read tables where it reads Parquet files, and makes those tables. */
  async #resolve(sql: string): Promise<string> {
    return await replaceParquet(sql, async (file, {identifier}) => {
      if (identifier && !this.#files.has(file)) return undefined;
      return await this.#table(file);
    });
  }

  /** Puts a file's contents into a table, once, in a schema of its own so that it is not listed among the page's. */
  async #table(file: string): Promise<string> {
    let table = this.#tables.get(file);
    if (!table) {
      const schema = `parquet_${++this.#schemas}`;
      // As in DuckDB, a column may be qualified by the file's name without its extension.
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

  /** Runs a statement, and what may follow it, on a connection that no query of the page is using. */
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

async function fetchFile(name: string, url: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`file not reachable: ${name}; look whether the site is still being served`, {cause});
  }
  if (!response.ok) throw new Error(`file missing: ${name} (status ${response.status}); build the site again`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The contents of a Parquet file as an Arrow stream. */
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
  // DuckDB-WASM 1.29 takes the days of an interval for milliseconds.
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

function unquote(literal: string): string {
  return literal.replaceAll("''", "'");
}
