import {createHash} from "node:crypto";
import {mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {basename, extname, join} from "node:path";
import {build} from "esbuild";
import {cacheFolder, type Site} from "../site.ts";

/** What Framework can run as a loader: the keys of its default interpreters. */
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

/**
 * Drops the cached outputs of all loaders when they may be out of date, and returns whether it did.
 *
 * Framework itself never runs a loader again for a build once there is an output. Here outputs are kept
 * only while `dataKey`, the loaders and everything the loaders import are what they were.
 */
export async function dropStaleOutputs(site: Pick<Site, "root">, dataKey: string): Promise<boolean> {
  const cache = cacheFolder(site);
  const stampFile = join(cache, "_loaders.stamp");
  const stamp = await computeStamp(site.root, dataKey);
  const known = await readFile(stampFile, "utf8").catch(() => undefined);
  if (known === stamp) return false;

  await mkdir(cache, {recursive: true});
  for (const name of await readdir(cache)) {
    // Names that start with an underscore are Framework's own; all else are outputs.
    if (!name.startsWith("_")) await rm(join(cache, name), {recursive: true, force: true});
  }
  await writeFile(stampFile, stamp);
  return true;
}

async function computeStamp(root: string, dataKey: string): Promise<string> {
  const hash = createHash("sha256").update(dataKey);
  const loaders = await findLoaders(root);
  for (const file of [...loaders, ...(await findImports(root, loaders))]) {
    hash
      .update("\0")
      .update(file)
      .update("\0")
      .update(await readFile(join(root, file)));
  }
  return hash.digest("hex");
}

/** Loaders are told by their names: an extension of their own behind the one of what they make. */
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

/** The local modules that the loaders import, directly or not, relative to `root`. */
async function findImports(root: string, loaders: string[]): Promise<string[]> {
  const entryPoints = loaders.filter((file) => /\.[jt]s$/.test(file)).map((file) => `./${file}`);
  if (entryPoints.length === 0) return [];
  const {metafile} = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: "unused",
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "silent"
  });
  return Object.keys(metafile.inputs).sort();
}
