import {createHash, createHmac, randomBytes} from "node:crypto";
import {link, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {InputError} from "../console/input-error.ts";
import type {WorkDatabase} from "../duckdb/database.ts";

/** The base to which counts of licensed records are rounded: none of them is 1 or 2. */
export const countBase = 3;

/** The least length of a key file: 128 bits as hexadecimal digits. */
const leastLength = 32;

/** The key file of a project, beside its extracts, which are never published. */
export function keyFile(data: string): string {
  return join(data, "raw/disclosure.key");
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * The publisher's secret, from which all random numbers of the disclosure rules are drawn. The same question gets the
 * same number in every build, so that repeated releases cannot be averaged, and no one can repeat a draw without the
 * key: the cell-key method of the Australian Bureau of Statistics (B. Fraser and J. Wooton, "A proposed method for
 * confidentialising tabular output to protect against differencing", 2005).
 */
export class DisclosureKey {
  readonly #secret: Buffer;
  readonly #inner: string;
  readonly #outer: string;

  /** @param secret any bytes; a key of `open` has 256 random bits */
  constructor(secret: Uint8Array) {
    this.#secret = Buffer.from(secret);
    this.#inner = this.hash("inner");
    this.#outer = this.hash("outer");
  }

  /**
   * Reads a key file, or makes it, readable only by its owner, if there is none.
   * @throws InputError when the file is too short to be a key, or cannot be made
   */
  static async open(file: string): Promise<DisclosureKey> {
    const text = (await readKey(file)) ?? (await makeKey(file));
    if (text.length < leastLength)
      throw new InputError(`a key of ${text.length} characters is too short`, {
        file,
        advice: `restore the key, or give a file of at least ${leastLength} random characters as --disclosure-key`
      });
    return new DisclosureKey(Buffer.from(text));
  }

  /** Tells one key from another and reveals nothing of it. */
  get fingerprint(): string {
    return this.hash("fingerprint").slice(0, 12);
  }

  /** A keyed hash (HMAC-SHA256) in hexadecimal digits: without the key, no guess at the text can be checked. */
  hash(text: string): string {
    return createHmac("sha256", this.#secret).update(text).digest("hex");
  }

  /** A number from 0 (included) to 1 (excluded), always the same for a text. */
  draw(text: string): number {
    return Number.parseInt(sha256(this.#outer + sha256(this.#inner + text)).slice(0, 13), 16) / 2 ** 52;
  }

  /**
   * Rounds a count at random to one of its neighbouring multiples of a base. The expected value is the count (random
   * rounding: A. Hundepool and others, *Handbook on Statistical Disclosure Control*, ESSNet, section 5.4).
   * @param what the cell, so that a cell with the same count always gets the same value
   */
  round(what: string, count: number, base = countBase): number {
    return Math.floor(count / base + this.draw(`${what}|${count}`)) * base;
  }

  /** Defines `keyed_draw(text)` and `keyed_round(what, count)`, which do in SQL what `draw` and `round` do. */
  async defineMacros(db: WorkDatabase): Promise<void> {
    await db.run(`
      CREATE OR REPLACE TEMP MACRO keyed_draw(text) AS
        ('0x' || left(sha256('${this.#outer}' || sha256('${this.#inner}' || text)), 13))::UBIGINT::DOUBLE / 2**52;
      CREATE OR REPLACE TEMP MACRO keyed_round(what, count) AS
        floor(count / ${countBase} + keyed_draw(what || '|' || count))::BIGINT * ${countBase};`);
  }
}

/** A count of licensed records as it may be told: a multiple of three, and zero only if it is zero. */
export function tellCount(key: DisclosureKey, what: string, count: number): number {
  return count === 0 ? 0 : Math.max(countBase, key.round(what, count));
}

/** The text of a key file; undefined if there is none. */
async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InputError("cannot read the key", {file, advice: "give a file as --disclosure-key", cause: error});
  }
}

/** Makes a key file in one step; if two processes do so at once, both get the first one's key. */
async function makeKey(file: string): Promise<string> {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(file), {recursive: true});
    await writeFile(draft, `${randomBytes(32).toString("hex")}\n`, {mode: 0o600, flag: "wx"});
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new InputError("cannot make the key that protects licensed records", {
        file,
        advice: "give a file in another folder as --disclosure-key",
        cause: error
      });
  } finally {
    await rm(draft, {force: true});
  }
  return (await readKey(file))!;
}
