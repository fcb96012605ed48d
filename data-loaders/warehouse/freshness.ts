import {existsSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {isDeepStrictEqual} from "node:util";
import {InputError} from "../console/input-error.ts";
import {createProgress, type Progress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {checkOutput} from "../folders/output-folder.ts";
import {loadReportConfig} from "../report-config.ts";
import {buildKey} from "../fingerprint/stages.ts";
import {ensureSample} from "../sample/sample.ts";
import {type BuildInputs, buildWarehouse, stepsOf} from "./build.ts";
import {DisclosureKey, keyFile} from "./disclosure-key.ts";
import type {Manifest} from "./manifest.ts";
import {licensedDatasets} from "./publishable.ts";
import {type BuildOptions, readOptions} from "./options.ts";
import {hashFile} from "../sources/files.ts";
import {BuildInProgress, currentBuild, Staging} from "./staging.ts";
import {datasets, lenses, lensOf} from "../../src/terms/lenses.ts";

/** The build that the site reads. */
export const defaultOut = join(projectRoot, "data/build");

export interface MakeEffects {
  progress?: Progress;
  signal?: AbortSignal;
}

/**
 * The key that a build would have now, the file of its technologies, and the years that the report covers.
 * @throws InputError when a given folder or file does not exist
 */
export async function describeInputs(
  options: BuildOptions
): Promise<{key: string} & Required<Pick<BuildInputs, "taxonomy" | "reportYears">>> {
  const given = givenPaths(options);
  // A model may also be a name on the hub.
  const {model} = options.embedder;
  const models = model !== undefined && existsSync(model) ? [model] : [];
  for (const path of given) {
    if (!existsSync(path)) throw new InputError("no such file or folder", {file: path, advice: "check the path"});
  }
  const {taxonomy: file, years: reportYears} = await loadReportConfig();
  const taxonomy = join(projectRoot, file);
  // Only licensed records are reduced to the report's years.
  const pooled = options.exact ? [] : licensedDatasets(options);
  const secret = options.disclosureKey ?? keyFile(join(projectRoot, "data"));
  const inputs = {
    ...options,
    disclosureKey: pooled.length > 0 ? (await DisclosureKey.open(secret)).fingerprint : undefined,
    taxonomy: await hashFile(taxonomy),
    pooled: pooled.map((dataset) => [dataset, reportYears[lensOf(dataset)]])
  };
  const key = await buildKey(projectRoot, inputs, [...given, ...models], isSampled(options));
  return {key, taxonomy, reportYears};
}

/** The files and folders that the user has given. */
function givenPaths({extracts, regions, vocabularies}: BuildOptions): string[] {
  return [...Object.values(extracts), regions, ...Object.values(vocabularies)].filter((path) => path !== undefined);
}

/** Whether any lens shows the synthetic sample. */
function isSampled({extracts}: BuildOptions): boolean {
  return lenses.some((lens) => extracts[lens] === undefined);
}

/**
 * Builds `out` from the given options, unless its current build has the same key.
 * @returns the current manifest, and whether it is new
 * @throws InputError for anything wrong with the inputs or the output folder; the current build then stays unchanged
 */
export async function makeWarehouse(
  out: string,
  options: BuildOptions,
  {progress, signal}: MakeEffects = {}
): Promise<{manifest: Manifest; built: boolean}> {
  // First, since reading the inputs may take minutes.
  await checkOutput({path: out, kind: "build", inputs: givenPaths(options)});
  const {key, taxonomy, reportYears} = await describeInputs(options);
  const current = await currentBuild(out);
  if (current?.manifest.key === key) {
    await keepOptions(out, current.manifest, options);
    return {manifest: current.manifest, built: false};
  }
  const extracts: BuildInputs["extracts"] = {};
  const sample = isSampled(options) ? await ensureSample(join(projectRoot, "data/raw/sample")) : undefined;
  for (const dataset of datasets) {
    const folder = options.extracts[dataset];
    if (folder !== undefined) extracts[dataset] = {folder, synthetic: false, source: options.sources?.[dataset]};
    // An edition of the sample is compared only with another edition of the sample, never with the user's.
    else if (options.extracts[lensOf(dataset)] === undefined)
      extracts[dataset] = {folder: join(sample!, dataset), synthetic: true};
  }
  const bar = progress ?? createProgress({label: "data", total: stepsOf(extracts)});
  const manifest = await buildWarehouse(
    out,
    key,
    {...options, data: join(projectRoot, "data"), taxonomy, reportYears, extracts, options},
    {progress: bar, signal}
  );
  bar.finish(`${manifest.tables.length} tables`);
  return {manifest, built: true};
}

/** Keeps options that differ from those of the current build although they give the same one. */
async function keepOptions(out: string, manifest: Manifest, options: BuildOptions): Promise<void> {
  const kept = JSON.parse(JSON.stringify(options)) as BuildOptions;
  if (isDeepStrictEqual(manifest.options, kept)) return;
  const staging = await Staging.open(out, givenPaths(options));
  try {
    // Another process may have built meanwhile.
    if ((await currentBuild(out))?.manifest.key === manifest.key)
      await staging.replaceManifest({...manifest, options: kept});
  } finally {
    await staging.close();
  }
}

/** Whether the options of the last build in `out` would give the same build now. */
export async function isCurrent(out: string): Promise<boolean> {
  const {key} = await describeInputs(await readOptions(out));
  return (await currentBuild(out))?.manifest.key === key;
}

/**
 * Brings the data that the site reads up to date, with the options of the last build.
 *
 * If the extracts of that build are gone, it stays in use. If another process is building, this waits for its result,
 * and says so.
 * @param log by default writes to the standard error
 * @returns a key that changes exactly when the data change, and the path of the manifest
 */
export async function ensureWarehouse({
  out = defaultOut,
  log = (line) => void process.stderr.write(`${line}\n`)
}: {out?: string; log?: (line: string) => void} = {}): Promise<{key: string; manifestPath: string}> {
  const manifestPath = join(out, "manifest.json");
  const options = await readOptions(out);
  let said = "";
  for (;;) {
    try {
      const {manifest} = await makeWarehouse(out, options);
      return {key: manifest.build, manifestPath};
    } catch (error) {
      if (error instanceof BuildInProgress) {
        const waiting = `${error.place.file}: waiting, since ${error.message}`;
        if (waiting !== said) log(waiting);
        said = waiting;
        await wait(300);
        continue;
      }
      const current = await currentBuild(out);
      const missing = Object.values(options.extracts).some((path) => path !== undefined && !existsSync(path));
      if (!(error instanceof InputError) || !current || !missing) throw error;
      log(`${error.describe()}; the data built from it before are used`);
      return {key: current.manifest.build, manifestPath};
    }
  }
}
