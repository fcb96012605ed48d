import {existsSync} from "node:fs";
import {readFile, readdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {parseNpmSpecifier, resolveNpmImport} from "@observablehq/framework/dist/npm.js";
import {InputError} from "../../../data-loaders/console/input-error.ts";

/** A package in node_modules that pages may import as `npm:<name>`. */
export interface NpmPackage {
  name: string;
  version: string;
  folder: string;
  /** Path of the main module in Framework's cache, such as `/_npm/d3@7.9.0/_esm.js`. */
  path: string;
  /** The package that contains all of this one, as d3 contains d3-array. One copy then serves both names. */
  partOf?: string;
}

export interface NpmPackages {
  /** By name. */
  packages: Map<string, NpmPackage>;
  /** Names that Framework's client mentions and that are not installed. */
  absent: string[];
}

interface Manifest {
  version: string;
  dependencies?: Record<string, string>;
}

const framework = "@observablehq/framework";

/**
 * Lists the packages that pages may import: the `dependencies` of the project's `package.json`, the parts of d3, and
 * the installed packages that Framework's client imports.
 *
 * @throws InputError for a dependency that is not installed
 */
export async function listPackages(project: string): Promise<NpmPackages> {
  const packages = new Map<string, NpmPackage>();
  const absent: string[] = [];

  async function add(name: string, from: string, partOf?: string): Promise<NpmPackage | undefined> {
    const folder = findPackage(name, from);
    if (folder === undefined) return undefined;
    const {version} = await readManifest(folder);
    const path = await resolveNpmImport(project, `${name}@${version}`);
    const found: NpmPackage = {name, version, folder, path, ...(partOf !== undefined && {partOf})};
    packages.set(name, found);
    return found;
  }

  const {dependencies = {}} = await readManifest(project);
  for (const name of Object.keys(dependencies)) {
    if (name === framework) continue;
    if (!(await add(name, project))) throw notInstalled(name);
  }
  const d3 = packages.get("d3");
  if (d3) {
    const parts = Object.keys((await readManifest(d3.folder)).dependencies ?? {});
    for (const name of parts) await add(name, d3.folder, "d3");
  }
  const frameworkFolder = findPackage(framework, project);
  if (frameworkFolder === undefined) throw notInstalled(framework);
  for (const name of await readClientPackages(frameworkFolder)) {
    if (!packages.has(name) && !(await add(name, frameworkFolder))) absent.push(name);
  }
  return {packages, absent};
}

function notInstalled(name: string): InputError {
  return new InputError(`dependency not installed: ${name}`, {advice: "run npm ci"});
}

/** The folder in which Node finds a package from `folder`; undefined if it is not installed. */
export function findPackage(name: string, folder: string): string | undefined {
  for (let base = folder, parent; ; base = parent) {
    const found = join(base, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if ((parent = dirname(base)) === base) return undefined;
  }
}

/**
 * The names in all `npm:` imports of Framework's client. Framework bundles a module that mentions them all, and looks
 * up the version of each, whether or not a page uses it.
 */
async function readClientPackages(frameworkFolder: string): Promise<Set<string>> {
  const names = new Set<string>();
  const dist = join(frameworkFolder, "dist");
  const client = await readdir(join(dist, "client"), {recursive: true});
  const files = client.filter((file) => file.endsWith(".js")).map((file) => join("client", file));
  for (const file of [...files, "libraries.js"]) {
    const source = await readFile(join(dist, file), "utf8");
    for (const [, specifier] of source.matchAll(/["']npm:([^"']+)["']/g)) {
      names.add(parseNpmSpecifier(specifier!).name);
    }
  }
  return names;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}
