import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {mkdir, readFile, stat} from "node:fs/promises";
import {dirname, join, relative, resolve} from "node:path";
import {build, type BuildFailure, type Message, transform, version} from "esbuild";
import {InputError} from "../console/input-error.ts";
import {writeWhole} from "../folders/work-folder.ts";

/** A hash of code, and the files that it covers. */
export interface CodeFingerprint {
  /** Hexadecimal. */
  key: string;
  /** Every file read, relative to the root. No other file can change the key. */
  files: string[];
}

/** Times and sizes of the files of a fingerprint, in their order. */
type Kept = CodeFingerprint & {stats: string[]};

const lockfile = "package-lock.json";

/** Raise it when the method of computing keys changes. */
const format = 2;

/** Modules refer to files that they read with `new URL("./tables.sql", import.meta.url)`. */
const fileReference = /new URL\(\s*"([^":]+)",\s*import\.meta\.url\s*\)/g;

/**
 * A hash of what modules do. It covers the code of the modules and of all that they import, without comments, types,
 * formatting and unused functions; the SQL (without comments) and other files that this code names by `new URL(…,
 * import.meta.url)`; and the installed versions of the packages that it imports.
 *
 * The result is cached in `node_modules/.cache` with the times of all files, so that a second call takes milliseconds.
 *
 * @param root the project's folder; without a `package-lock.json` there, package versions are left out
 * @param entries modules, relative to `root`
 * @throws InputError for a module that cannot be read or parsed, with its line
 */
export async function codeFingerprint(root: string, entries: readonly string[]): Promise<CodeFingerprint> {
  const name = createHash("sha256")
    .update(JSON.stringify([format, version, entries]))
    .digest("hex")
    .slice(0, 16);
  const path = join(root, "node_modules/.cache/code-fingerprints", `${name}.json`);
  const kept = await readKept(path);
  if (kept && (await sameStats(root, kept))) return {key: kept.key, files: kept.files};
  const started = Date.now();
  const found = await computeFingerprint(root, entries);
  const stats = await Promise.all(found.files.map((file) => describe(join(root, file))));
  // The stats of a file that was written meanwhile are not those of the text that was read.
  if (stats.every((one) => lastChange(one) < started - clockStep)) await keep(path, {...found, stats});
  return found;
}

async function computeFingerprint(root: string, entries: readonly string[]): Promise<CodeFingerprint> {
  const files = new Set(existsSync(join(root, lockfile)) ? [lockfile] : []);
  const packages = new Set<string>();
  const code = new Map<string, string>();
  const waiting = [...entries];
  const done = new Set<string>();
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (done.has(entry)) continue;
    done.add(entry);
    const bundle = await bundleModule(root, entry);
    code.set(entry, bundle.text);
    for (const file of bundle.read) files.add(file);
    for (const one of bundle.packages) packages.add(one);
    for (const file of await referredFiles(root, bundle.used)) {
      if (/\.[jt]s$/.test(file)) waiting.push(file);
      else code.set(file, await contentOf(join(root, file)));
      files.add(file);
    }
  }
  const versions = await lockedVersions(root, packages);
  const hash = createHash("sha256");
  for (const [file, text] of [...code].sort(byName)) hash.update(JSON.stringify([file, text]));
  hash.update(JSON.stringify([...versions].sort(byName)));
  return {key: hash.digest("hex"), files: [...files].sort()};
}

interface Bundle {
  text: string;
  /** Local modules that were read, and those with code left after unused functions are removed. */
  read: string[];
  used: string[];
  packages: string[];
}

async function bundleModule(root: string, entry: string): Promise<Bundle> {
  try {
    const {metafile, outputFiles} = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      outdir: "unused",
      bundle: true,
      write: false,
      metafile: true,
      // A minifier's short names depend on comments and unused code, so names stay.
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: "none",
      packages: "external",
      // This module says what results depend on; it does not change them.
      external: ["*/fingerprint/stages.ts"],
      platform: "node",
      format: "esm",
      logLevel: "silent"
    });
    const output = Object.values(metafile.outputs)[0]!;
    return {
      text: outputFiles[0]!.text,
      read: Object.keys(metafile.inputs),
      used: Object.entries(output.inputs).flatMap(([file, {bytesInOutput}]) => (bytesInOutput > 0 ? [file] : [])),
      packages: output.imports.flatMap(({path, external}) => (external ? packageOf(path) : []))
    };
  } catch (cause) {
    const [first] = (cause as Partial<BuildFailure>).errors ?? [];
    if (!first) throw cause;
    throw parseError(first, cause);
  }
}

/** The error in a module, with its position. */
export function parseError({text, location}: Message, cause?: unknown): InputError {
  return new InputError(text.toLowerCase(), {
    ...(location && {file: location.file, line: location.line, column: location.column + 1}),
    advice: "fix the error in the module",
    cause
  });
}

/** The package of an import, as a list of one name; empty for Node's own modules. */
function packageOf(specifier: string): string[] {
  if (/^(node:|\.)/.test(specifier)) return [];
  return [/^(?:npm:)?((?:@[^/]+\/)?[^/]+)/.exec(specifier)![1]!];
}

/** Files that modules refer to, relative to the root, without folders. */
async function referredFiles(root: string, modules: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const module of modules) {
    const source = await readFile(join(root, module), "utf8");
    if (!source.includes("import.meta.url")) continue;
    // Comments may refer to files too.
    const {code} = await transform(source, {loader: "ts", minifyWhitespace: true, legalComments: "none"});
    for (const [, reference] of code.matchAll(fileReference)) {
      const path = resolve(root, dirname(module), reference!);
      const info = await stat(path).catch((cause: unknown) => {
        throw new InputError(`file not found: ${reference}`, {
          file: module,
          advice: "correct the name in the module",
          cause
        });
      });
      if (info.isFile()) files.push(relative(root, path).replaceAll("\\", "/"));
    }
  }
  return files;
}

async function contentOf(path: string): Promise<string> {
  if (path.endsWith(".sql")) return withoutSqlComments(await readFile(path, "utf8"));
  return (await readFile(path)).toString("base64");
}

/** SQL without comments and with single spaces. Quoted texts and names keep theirs. */
export function withoutSqlComments(sql: string): string {
  return sql
    .replace(
      /('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:--[^\n]*|\/\*[\s\S]*?\*\/|\s)+/g,
      (_, quoted?: string) => quoted ?? " "
    )
    .trim();
}

async function lockedVersions(root: string, packages: ReadonlySet<string>): Promise<Map<string, string>> {
  if (packages.size === 0 || !existsSync(join(root, lockfile))) return new Map();
  const lock = JSON.parse(await readFile(join(root, lockfile), "utf8")) as {
    packages: Record<string, {version?: string}>;
  };
  return new Map(Array.from(packages, (name) => [name, lock.packages[`node_modules/${name}`]?.version ?? ""]));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

async function sameStats(root: string, {files, stats}: Kept): Promise<boolean> {
  const now = await Promise.all(files.map((file) => describe(join(root, file))));
  return now.every((one, i) => one === stats[i] && one !== "");
}

/** Milliseconds by which the times of files may lag behind the clock. */
const clockStep = 20;

/** The time in a description of a file, as `Date.now` gives it; infinite for a missing file. */
function lastChange(described: string): number {
  return described === "" ? Infinity : Number(described.split(" ").at(-1));
}

/** Text that changes whenever a file is written; empty for a missing file. */
async function describe(path: string): Promise<string> {
  return await stat(path).then(
    ({size, mtimeMs, ctimeMs}) => `${size} ${mtimeMs} ${ctimeMs}`,
    () => ""
  );
}

async function keep(path: string, kept: Kept): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  await writeWhole(path, JSON.stringify(kept));
}
