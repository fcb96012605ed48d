import {readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {InputError} from "../../../data-loaders/console/input-error.ts";
import {listSiteFiles} from "./site-files.ts";

/** The weight of a part of a built site and its limit, in bytes or files. */
export interface Weight {
  what: string;
  weight: number;
  limit: number;
  unit: "bytes" | "files";
}

interface SiteFile {
  /** Path within the site. */
  path: string;
  size: number;
  /** Bytes after gzip, as a host sends it; for a compressed file, its size. */
  packed(): Promise<number>;
}

/** The limit for a part of the site, and how to measure that part. */
interface Budget {
  what: string;
  limit: number;
  unit: Weight["unit"];
  measure(files: readonly SiteFile[]): Promise<number>;
}

const kB = 1000,
  MB = 1000 * kB,
  MiB = 2 ** 20;

const sum = async (files: readonly SiteFile[]) =>
  (await Promise.all(files.map(async (file) => await file.packed()))).reduce((all, one) => all + one, 0);
const largest = async (files: readonly SiteFile[]) =>
  Math.max(0, ...(await Promise.all(files.map(async (file) => await file.packed()))));
const among =
  (pattern: RegExp, reduce: (files: readonly SiteFile[]) => Promise<number>) => async (files: readonly SiteFile[]) =>
    await reduce(files.filter(({path}) => pattern.test(path)));

/**
 * The limits: those of Cloudflare Pages (25 MiB per file, 20,000 files), or some 20% above the weight of the site when
 * they were set.
 */
const budgets: readonly Budget[] = [
  {what: "the report's page, gzipped", limit: 150 * kB, unit: "bytes", measure: among(/^index\.html$/, largest)},
  {
    what: "the largest other page, gzipped",
    limit: 100 * kB,
    unit: "bytes",
    measure: among(/^(?!_|embed\/|index\.html$).*\.html$/, largest)
  },
  {what: "the largest embedded figure, gzipped", limit: 50 * kB, unit: "bytes", measure: among(/^embed\//, largest)},
  {what: "the site's own scripts, gzipped", limit: 330 * kB, unit: "bytes", measure: among(/^_import\/.*\.js$/, sum)},
  {
    what: "packages and Framework, gzipped",
    limit: 330 * kB,
    unit: "bytes",
    measure: among(/^_(npm|observablehq)\/(?!.*\.worker\.).*\.js$/, sum)
  },
  {
    what: "the engine: DuckDB and its Parquet reader",
    limit: 10.5 * MB,
    unit: "bytes",
    measure: among(/\.(wasm|wasm\.gz)$|\.worker\./, sum)
  },
  {what: "tables that pages load", limit: 7 * MB, unit: "bytes", measure: among(/^_file\/.*\.parquet$/, sum)},
  {
    what: "the largest file, on disk",
    limit: 25 * MiB,
    unit: "bytes",
    measure: (files) => Promise.resolve(Math.max(0, ...files.map(({size}) => size)))
  },
  {
    what: "the whole site, on disk",
    limit: 160 * MB,
    unit: "bytes",
    measure: (files) => Promise.resolve(files.reduce((all, {size}) => all + size, 0))
  },
  {what: "files", limit: 20_000, unit: "files", measure: (files) => Promise.resolve(files.length)}
];

/** Weighs each part of a built site. */
export async function weigh(site: string): Promise<Weight[]> {
  const files = await Promise.all(
    (await listSiteFiles(site)).map(async (path): Promise<SiteFile> => {
      const file = join(site, path);
      const {size} = await stat(file);
      const packed = async () =>
        /\.(gz|parquet|png|woff2)$/.test(file)
          ? size
          : (await promisify(gzip)(await readFile(file), {level: 6})).length;
      return {path, size, packed};
    })
  );
  return await Promise.all(
    budgets.map(async ({what, limit, unit, measure}) => ({what, limit, unit, weight: await measure(files)}))
  );
}

/**
 * Fails when a part of a built site exceeds its limit.
 * @returns the weight of every part
 * @throws InputError naming each part that is too heavy
 */
export async function checkBudgets(site: string): Promise<Weight[]> {
  const weights = await weigh(site);
  const over = weights.filter(({weight, limit}) => weight > limit);
  if (over.length === 0) return weights;
  const excesses = over.map(
    ({what, weight, limit, unit}) => `${what} ${describeWeight(weight, unit)}, limit ${describeWeight(limit, unit)}`
  );
  throw new InputError(`the site is too heavy: ${excesses.join("; ")}`, {
    advice: "reduce it, or raise the limit in src/site/release/budgets.ts and give the reason in the commit"
  });
}

/** A weight as text: `12 kB`, `3.4 MB`, `512`. */
export function describeWeight(weight: number, unit: Weight["unit"]): string {
  if (unit === "files") return weight.toLocaleString("en");
  return weight >= MB ? `${(weight / MB).toFixed(1)} MB` : `${Math.round(weight / kB)} kB`;
}
