import {createHash} from "node:crypto";
import {mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {basename, dirname, extname, join, relative} from "node:path";
import {codeFingerprint} from "../../../data-loaders/fingerprint/code.ts";
import {cacheFolder, type Site} from "../site.ts";

/** Extensions of files that Framework runs as loaders: the keys of its default interpreters. */
const loaderExtensions = new Set([
  ".js",
  ".ts",
  ".py",
  ".r",
  ".R",
  ".rs",
  ".go",
  ".java",
  ".jl",
  ".php",
  ".sh",
  ".exe"
]);

/** Key of each loader by its path. */
type Keys = Record<string, string>;

/**
 * Removes the cached outputs of loaders that may now give other results. A build by Framework alone would use any
 * existing output. Here an output is kept only as long as `dataKey`, the loader and its imports stay the same, comments
 * aside.
 * @returns whether there were such loaders
 */
export async function dropStaleOutputs(site: Pick<Site, "root">, dataKey: string): Promise<boolean> {
  const cache = cacheFolder(site);
  const stampFile = join(cache, "_loaders.json");
  const keys = await loaderKeys(site.root, dataKey);
  const known = await readKeys(stampFile);
  const stale = [...new Set([...Object.keys(keys), ...Object.keys(known)])].filter(
    (loader) => keys[loader] !== known[loader]
  );
  if (stale.length === 0) return false;

  await mkdir(cache, {recursive: true});
  const patterns = stale.map(outputPattern);
  for (const file of await readdir(cache, {recursive: true})) {
    const path = file.replaceAll("\\", "/");
    // Names that start with an underscore belong to Framework; the others are outputs.
    if (!path.startsWith("_") && patterns.some((pattern) => pattern.test(path)))
      await rm(join(cache, file), {recursive: true, force: true});
  }
  await writeFile(stampFile, JSON.stringify(keys));
  return true;
}

async function loaderKeys(root: string, dataKey: string): Promise<Keys> {
  const project = dirname(root);
  const keys = (await findLoaders(root)).map(async (loader): Promise<[string, string]> => {
    const path = join(root, loader);
    const code = /\.[jt]s$/.test(loader)
      ? (await codeFingerprint(project, [relative(project, path).replaceAll("\\", "/")])).key
      : createHash("sha256")
          .update(await readFile(path))
          .digest("hex");
    return [loader, `${dataKey} ${code}`];
  });
  return Object.fromEntries(await Promise.all(keys));
}

async function readKeys(path: string): Promise<Keys> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Keys;
  } catch {
    return {};
  }
}

/**
 * Matches the paths of a loader's outputs: `data/[table].parquet.ts` makes every `data/….parquet`. An archive is
 * unpacked into a folder.
 */
function outputPattern(loader: string): RegExp {
  const output = loader.slice(0, -extname(loader).length).replaceAll("\\", "/");
  const escaped = output.replace(/[.*+?^${}()|\\]/g, "\\$&").replace(/\[[^/\]]*\]/g, "[^/]+");
  return new RegExp(`^${escaped}($|[./])`);
}

/** Finds the loaders by their names, which have an extension of their own after that of the output. */
async function findLoaders(root: string): Promise<string[]> {
  const loaders: string[] = [];
  for (const entry of await readdir(root, {withFileTypes: true})) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) {
      for (const file of await findLoaders(join(root, entry.name))) loaders.push(join(entry.name, file));
    } else if (isLoader(entry.name)) {
      loaders.push(entry.name);
    }
  }
  return loaders.sort();
}

function isLoader(name: string): boolean {
  const extension = extname(name);
  return loaderExtensions.has(extension) && !name.endsWith(".d.ts") && extname(basename(name, extension)) !== "";
}
