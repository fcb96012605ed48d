import {existsSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {dirname} from "node:path";
import {InputError} from "../console/input-error.ts";
import {WorkDatabase} from "../duckdb/database.ts";
import {replaceFile} from "../folders/work-folder.ts";
import {readParquetSql} from "../duckdb/read-files.ts";
import {quote} from "../../src/text/sql.ts";
import type {Embedder} from "./embedders/embedder.ts";

/** Number of texts embedded and saved at a time: few enough that a paid run that fails loses little. */
const portion = 2048;

/**
 * Maximum length of a stored vector before rounding. Products of two such vectors stay below 2^25, so that one number
 * can hold two products.
 */
const greatestLength = 5750;

/**
 * Vectors of texts in two Parquet files: a committed one, and one beside the build for texts that the first lacks. A
 * vector is stored as signed bytes, which changes its direction by less than a thousandth; cosines need only the
 * direction. All results come from stored vectors, so that a cold and a warm cache give the same ones.
 */
export class VectorStore {
  readonly #embedder: Embedder;
  readonly #extra: string | undefined;
  readonly #known = new Map<string, Int8Array>();
  readonly #extraTexts = new Set<string>();
  #made = 0;

  private constructor(embedder: Embedder, extra: string | undefined) {
    this.#embedder = embedder;
    this.#extra = extra;
  }

  /**
   * Opens the store and reads the existing vectors.
   *
   * @param committed file of the project; need not exist
   * @param extra file for new vectors; need not exist; without it, new vectors are not kept
   * @throws InputError when a file is damaged or belongs to another model
   */
  static async open({
    embedder,
    committed,
    extra
  }: {
    embedder: Embedder;
    committed: string;
    extra?: string;
  }): Promise<VectorStore> {
    const store = new VectorStore(embedder, extra);
    const paths = [committed, extra].filter((path) => path !== undefined && existsSync(path)) as string[];
    if (paths.length === 0) return store;
    const db = await WorkDatabase.open();
    try {
      for (const path of paths) {
        for (const [text, stored] of await read(db, path, embedder)) {
          store.#known.set(text, stored);
          if (path === extra) store.#extraTexts.add(text);
        }
      }
    } finally {
      db.close();
    }
    return store;
  }

  get id(): string {
    return this.#embedder.id;
  }

  /** The distinct members of `texts` without a vector. */
  missing(texts: readonly string[]): string[] {
    return [...new Set(texts)].filter((text) => !this.#known.has(text));
  }

  /** Number of vectors computed since the store was opened. */
  get made(): number {
    return this.#made;
  }

  /**
   * The vectors of `texts`, one after another. Missing ones are computed and saved first.
   * @param note called with the number done and the total
   * @returns `texts.length × dimensions` signed bytes; no row is longer than `greatestLength`
   */
  async matrix(texts: readonly string[], note?: (done: number, total: number) => void): Promise<Int8Array> {
    const missing = this.missing(texts);
    for (let from = 0; from < missing.length; from += portion) {
      const part = missing.slice(from, from + portion);
      const vectors = await this.#embedder.embed(part);
      part.forEach((text, i) => {
        this.#known.set(text, compress(vectors[i]!));
        this.#extraTexts.add(text);
      });
      this.#made += part.length;
      if (this.#extra !== undefined) await this.#save(this.#extra, this.#extraTexts);
      note?.(Math.min(from + portion, missing.length), missing.length);
    }
    const {dimensions} = this.#embedder;
    const matrix = new Int8Array(texts.length * dimensions);
    texts.forEach((text, row) => matrix.set(this.#known.get(text)!, row * dimensions));
    return matrix;
  }

  /** Writes a file with the vectors of exactly these texts. */
  async commit(path: string, texts: readonly string[]): Promise<void> {
    await this.matrix(texts);
    await this.#save(path, texts);
  }

  async #save(path: string, texts: Iterable<string>): Promise<void> {
    await mkdir(dirname(path), {recursive: true});
    const db = await WorkDatabase.open();
    try {
      const rows = [...new Set(texts)].sort().map((text) => {
        const bytes = this.#known.get(text)!;
        return [this.#embedder.id, text, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
      });
      await db.insert("vectors", {model: "VARCHAR", text: "VARCHAR", vector: "BLOB"}, rows);
      await replaceFile(path, async (draft) => {
        await db.run(
          `SET preserve_insertion_order = true;
          COPY (FROM vectors ORDER BY text) TO ${quote(draft)} (FORMAT parquet, COMPRESSION zstd)`
        );
      });
    } finally {
      db.close();
    }
  }
}

async function read(db: WorkDatabase, path: string, {id, dimensions}: Embedder): Promise<[string, Int8Array][]> {
  const advice = "remove the file, or write it again with npm run embed";
  let rows;
  try {
    rows = await db.rows(`SELECT model, text, vector FROM ${readParquetSql(path)}`);
  } catch (cause) {
    throw new InputError("the file holds no vectors", {file: path, advice, cause});
  }
  return rows.map(({model, text, vector}) => {
    const bytes = vector as unknown as Uint8Array;
    if (model !== id)
      throw new InputError(`the file holds vectors of ${String(model)}, not of ${id}`, {file: path, advice});
    if (bytes.length !== dimensions)
      throw new InputError(`a vector of ${bytes.length} numbers instead of ${dimensions} for "${String(text)}"`, {
        file: path,
        advice
      });
    return [String(text), new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)];
  });
}

/** The direction of a vector in signed bytes. */
function compress(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  const scale = largest === 0 ? 0 : Math.min(127 / largest, greatestLength / length);
  return Int8Array.from(vector, (value) => Math.trunc(value * scale + Math.sign(value) / 2));
}
