import {createRequire} from "node:module";
import {statSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {resolve} from "node:path";
import {dirname, join, relative} from "node:path/posix";
import {fileURLToPath} from "node:url";
import {fromJsDelivrPath, parseNpmSpecifier} from "@observablehq/framework/dist/npm.js";
import {build, type BuildOptions, type Metafile, type Plugin} from "esbuild";
import {findPackage, type NpmPackage} from "./npm-packages.ts";
import {unpackingFetch} from "./packed-duckdb.ts";
import {strictScripts} from "./strict-scripts.ts";

/** Modules of this project that replace the main module of a package. */
const adapters = new Map([
  ["@duckdb/duckdb-wasm", fileURLToPath(new URL("./duckdb-wasm.ts", import.meta.url))],
  ["parquet-wasm", fileURLToPath(new URL("./parquet-wasm.ts", import.meta.url))]
]);

/**
 * DuckDB's worker stays silent when WebAssembly is blocked or memory runs out. This code reports such failures to
 * `src/site/framework/duckdb-wasm.ts`.
 */
const reportFailures =
  "addEventListener('unhandledrejection', function (event) { " +
  "event.preventDefault(); postMessage({failure: String(event.reason)}); });\n";

/**
 * Makes the file `name@version/path` for a browser from `node_modules`: a bundle if the path ends with `+esm`,
 * otherwise the file itself. Workers also report their failures and decompress what they fetch.
 *
 * A bundle imports the other packages of `packages` from Framework's cache, so that a page has one copy of each: two
 * copies of apache-arrow do not recognise each other's tables.
 *
 * @throws Error if the package is not in `packages`, has another version, lacks the file, or cannot run in a browser
 */
export async function bundleNpm(specifier: string, packages: Map<string, NpmPackage>): Promise<string | Buffer> {
  const {name, range, path = "+esm"} = parseNpmSpecifier(specifier);
  const found = packages.get(name);
  if (!found) throw new Error(`unknown package: ${name}`);
  if (range !== found.version) throw new Error(`unknown version of ${name}: ${range}; installed is ${found.version}`);
  if (!path.endsWith("+esm")) {
    const file = await readFile(join(found.folder, path));
    return /\.worker\.js$/.test(path) ? Buffer.concat([Buffer.from(reportFailures + unpackingFetch), file]) : file;
  }

  const cachePath = fromJsDelivrPath(`/npm/${name}@${range}/${path}`);
  const isMain = cachePath === found.path;
  const entry = isMain ? name : findModule(found, path.replace(/\/?\+esm$/, ""));
  const base = modulesOf(found);
  const options: BuildOptions = {
    absWorkingDir: base,
    plugins: [sharePackages(found, cachePath, packages), strictScripts]
  };

  const {code, metafile} = await run({...options, entryPoints: [(isMain && adapters.get(name)) || entry]});
  const [output] = Object.values(metafile.outputs);
  if (isMain && found.partOf !== undefined)
    return reexport(output!.exports, cachePath, packages.get(found.partOf)!.path);
  if (isCommonJs(metafile)) return (await run({...options, stdin: await nameExports(entry, base)})).code;
  return code;
}

/**
 * The absolute paths of the files in `node_modules` that a package's bundle contains, including those of other
 * packages.
 * @throws Error as `bundleNpm` does
 */
export async function bundledFiles({name}: NpmPackage, packages: Map<string, NpmPackage>): Promise<string[]> {
  const found = packages.get(name)!;
  const base = modulesOf(found);
  const {metafile} = await run({
    absWorkingDir: base,
    plugins: [sharePackages(found, found.path, packages), strictScripts],
    entryPoints: [adapters.get(name) ?? name]
  });
  return Object.values(metafile.outputs).flatMap(({inputs}) =>
    Object.entries(inputs)
      .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
      .map(([path]) => resolve(base, path))
  );
}

/** The `node_modules` folder that contains a package. */
function modulesOf({name, folder}: NpmPackage): string {
  return resolve(folder, name.startsWith("@") ? "../../.." : "../..");
}

/** Finds a module of a package by its file path, or by a name that only the package's `exports` can resolve. */
function findModule({name, folder}: NpmPackage, path: string): string {
  const file = resolve(folder, path);
  return statSync(file, {throwIfNoEntry: false})?.isFile() ? file : `${name}/${path}`;
}

async function run(options: BuildOptions): Promise<{code: string; metafile: Metafile}> {
  const {outputFiles, metafile} = await build({
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "eof",
    charset: "utf8",
    define: {"process.env.NODE_ENV": '"production"'},
    logLevel: "silent",
    write: false,
    metafile: true,
    ...options
  });
  return {code: outputFiles![0]!.text, metafile: metafile!};
}

/** Imports the main modules of other packages from Framework's cache. */
function sharePackages(self: NpmPackage, cachePath: string, packages: Map<string, NpmPackage>): Plugin {
  return {
    name: "share-packages",
    setup({onResolve, onLoad}) {
      onResolve({filter: /^[^./]/}, ({path: specifier, resolveDir, kind}) => {
        const other = packages.get(specifier);
        if (kind === "entry-point" || !other || other.path === cachePath || other.partOf === self.name)
          return undefined;
        // A package that needs a version different from the page's bundles its own copy.
        if (findPackage(specifier, resolveDir) !== other.folder) return undefined;
        const path = relativePath(cachePath, other.path);
        return kind === "require-call" ? {path, namespace: "required"} : {path, external: true};
      });
      // For a CommonJS module, the result of `require()` is the default export.
      onResolve({filter: /.*/, namespace: "required"}, ({path}) => ({path, external: true}));
      onLoad({filter: /.*/, namespace: "required"}, ({path}) => ({
        contents: `import * as m from ${JSON.stringify(path)}; module.exports = "default" in m ? m.default : m;`
      }));
    }
  };
}

function reexport(names: string[], from: string, to: string): string {
  return `export {${names.join(", ")}} from ${JSON.stringify(relativePath(from, to))};\n`;
}

function isCommonJs({inputs, outputs}: Metafile): boolean {
  const entry = Object.values(outputs)[0]?.entryPoint;
  return entry !== undefined && inputs[entry]?.format === "cjs";
}

/** Makes a module that exports the properties of a CommonJS module by name. */
async function nameExports(entry: string, resolveDir: string): Promise<{contents: string; resolveDir: string}> {
  const names = await listProperties(entry, resolveDir);
  const identifiers = names.filter((name) => /^[a-z_$][\w$]*$/i.test(name) && name !== "default");
  return {
    contents: `import m from ${JSON.stringify(entry)};
export default m;
${identifiers.map((name) => `export const ${name} = m.${name};`).join("\n")}`,
    resolveDir
  };
}

async function listProperties(entry: string, folder: string): Promise<string[]> {
  const require = createRequire(join(folder, "package.json"));
  try {
    return Object.keys(require(entry) as object);
  } catch {
    // The module runs only in a browser, so its text has to tell the names.
    const source = await readFile(require.resolve(entry), "utf8");
    return [...new Set(Array.from(source.matchAll(/\bexports\.([\w$]+)\s*=[^=]/g), ([, name]) => name!))];
  }
}

function relativePath(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
