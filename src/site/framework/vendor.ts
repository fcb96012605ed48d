import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {getImplicitDownloads, getImplicitStylesheets} from "@observablehq/framework/dist/libraries.js";
import {extractNpmSpecifier, parseNpmSpecifier, resolveNpmImport} from "@observablehq/framework/dist/npm.js";
import {codeFingerprint} from "../../../data-loaders/fingerprint/code.ts";
import {replaceFolder} from "../../../data-loaders/folders/replace-folder.ts";
import {bundleNpm} from "./npm-bundle.ts";
import {listPackages, type NpmPackage} from "./npm-packages.ts";
import {isPacked, pack} from "./packed-duckdb.ts";
import {cacheFolder, projectFolder, type Site} from "../site.ts";

export interface VendorOptions {
  site: Pick<Site, "root">;
  /** The folder with package.json, package-lock.json and node_modules. */
  project?: string;
  log?: (line: string) => void;
}

/** The version that means "not installed". It keeps Framework from looking for one. */
const absentVersion = "0.0.0";

/**
 * Fills Framework's `_npm` cache from `node_modules`, so that builds and previews work without a network.
 *
 * The old cache stays in place until the new one is complete. A dependency that cannot run in a browser is left out,
 * and `log` says so.
 *
 * @returns whether the cache was filled; false if `package.json`, `package-lock.json`, the installed packages and the
 * code that vendors them have not changed since the last time
 */
export async function vendor({site, project = projectFolder, log = () => {}}: VendorOptions): Promise<boolean> {
  const cache = cacheFolder(site);
  const target = join(cache, "_npm");
  const stampFile = join(cache, "_npm.stamp");
  const stamp = await computeStamp(project);
  if (existsSync(target) && (await readIfExists(stampFile)) === stamp) return false;

  await rm(stampFile, {force: true});
  const replaced = {path: target, kind: "cache", staging: target} as const;
  await replaceFolder(replaced, async (staged) => await writePackages(staged, project, log));
  await writeFile(stampFile, stamp);
  return true;
}

async function writePackages(folder: string, project: string, log: (line: string) => void): Promise<void> {
  const {packages, absent} = await listPackages(project);
  async function write(path: string): Promise<void> {
    const file = join(folder, path.slice("/_npm/".length));
    const specifier = extractNpmSpecifier(path);
    const contents = await bundleNpm(specifier, packages);
    await writeAt(file, contents);
    const {name, path: within = ""} = parseNpmSpecifier(specifier);
    if (isPacked(name, within)) await writeAt(`${file}.gz`, await pack(contents as Buffer));
  }
  const vendored = await Promise.all(
    Array.from(packages.values(), async (item) => {
      try {
        await write(item.path);
      } catch (error) {
        log(`left out npm:${item.name}: not for browsers (${firstLine(error)})`);
        return undefined;
      }
      await Promise.all((await listExtraFiles(item, project)).map(write));
      return item.name;
    })
  );
  for (const name of absent) await mkdir(join(folder, `${name}@${absentVersion}`), {recursive: true});
  log(`vendored ${vendored.filter(Boolean).length} npm packages`);
}

/** The files that Framework needs besides the main module: style sheets, fonts, WebAssembly, workers. */
async function listExtraFiles({name, version}: NpmPackage, project: string): Promise<string[]> {
  // Framework lists DuckDB's files under the client that uses them.
  const imports = [`npm:${name}`, ...(name === "@duckdb/duckdb-wasm" ? ["npm:@observablehq/duckdb"] : [])];
  const files = [...getImplicitDownloads(imports, {platforms: {}, extensions: {}}), ...getImplicitStylesheets(imports)];
  const paths: string[] = [];
  for (const file of files) {
    const {name: owner, path} = parseNpmSpecifier(file.replace(/^npm:/, ""));
    if (owner === name) paths.push(await resolveNpmImport(project, `${name}@${version}/${path}`));
  }
  return paths;
}

/** A hash that changes whenever a vendored file may change. */
async function computeStamp(project: string): Promise<string> {
  const hash = createHash("sha256").update(
    (await codeFingerprint(projectFolder, ["src/site/framework/vendor.ts"])).key
  );
  const files = [
    join(project, "package.json"),
    join(project, "package-lock.json"),
    // What npm has installed. It differs from the lockfile until the next `npm ci`.
    join(project, "node_modules/.package-lock.json")
  ];
  for (const file of files) hash.update((await readIfExists(file)) ?? "").update("\0");
  return hash.digest("hex");
}

async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function writeAt(file: string, contents: string | Buffer): Promise<void> {
  await mkdir(dirname(file), {recursive: true});
  await writeFile(file, contents);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 2).join(" ");
}
