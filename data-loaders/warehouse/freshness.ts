import {existsSync} from "node:fs";
import {join} from "node:path";
import {InputError} from "../console/input-error.ts";
import {createProgress, type Progress} from "../console/progress.ts";
import {projectRoot} from "../console/project-root.ts";
import {loadReportConfig} from "../report-config.ts";
import {buildKey} from "../fingerprint/stages.ts";
import {ensureSample} from "../sample/sample.ts";
import {type BuildInputs, buildWarehouse, stepsOf} from "./build.ts";
import type {Manifest} from "./manifest.ts";
import {licensedDatasets} from "./publishable.ts";
import {type BuildOptions, readOptions, writeOptions} from "./options.ts";
import {hashFile} from "../sources/files.ts";
import {BuildInProgress, currentBuild} from "./staging.ts";
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
  const given = [...Object.values(options.extracts), options.regions, ...Object.values(options.vocabularies)].filter(
    (path) => path !== undefined
  );
  for (const path of given) {
    if (!existsSync(path)) throw new InputError("no such file or folder", {file: path, advice: "check the path"});
  }
  const {taxonomy: file, years: reportYears} = await loadReportConfig();
  const taxonomy = join(projectRoot, file);
  // Only licensed records are reduced to the report's years.
  const pooled = options.exact ? [] : licensedDatasets(options);
  const inputs = {
    ...options,
    taxonomy: await hashFile(taxonomy),
    pooled: pooled.map((dataset) => [dataset, reportYears[lensOf(dataset)]])
  };
  return {key: await buildKey(projectRoot, inputs, given, isSampled(options)), taxonomy, reportYears};
}

/** Whether any lens shows the synthetic sample. */
function isSampled({extracts}: BuildOptions): boolean {
  return lenses.some((lens) => extracts[lens] === undefined);
}

/**
 * Builds `out` from the given options, unless its current build has the same key.
 * @returns the current manifest, and whether it is new
 * @throws InputError for anything wrong with the inputs; the current build then stays unchanged
 */
export async function makeWarehouse(
  out: string,
  options: BuildOptions,
  {progress, signal}: MakeEffects = {}
): Promise<{manifest: Manifest; built: boolean}> {
  const {key, taxonomy, reportYears} = await describeInputs(options);
  const current = await currentBuild(out);
  if (current?.manifest.key === key) {
    await writeOptions(out, options);
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
    {...options, data: join(projectRoot, "data"), taxonomy, reportYears, extracts},
    {progress: bar, signal}
  );
  await writeOptions(out, options);
  bar.finish(`${manifest.tables.length} tables`);
  return {manifest, built: true};
}

/** Whether the options of the last build in `out` would give the same build now. */
export async function isCurrent(out: string): Promise<boolean> {
  const {key} = await describeInputs(await readOptions(out));
  return (await currentBuild(out))?.manifest.key === key;
}

/**
 * Brings the data that the site reads up to date, with the options of the last build.
 *
 * If the extracts of that build are gone, it stays in use. If another process is building, this waits for its result.
 * @returns a key that changes exactly when the data change, and the path of the manifest
 */
export async function ensureWarehouse({
  out = defaultOut,
  log
}: {out?: string; log?: (line: string) => void} = {}): Promise<{key: string; manifestPath: string}> {
  const manifestPath = join(out, "manifest.json");
  const options = await readOptions(out);
  for (;;) {
    try {
      const {manifest} = await makeWarehouse(out, options);
      return {key: manifest.build, manifestPath};
    } catch (error) {
      if (error instanceof BuildInProgress) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        continue;
      }
      const current = await currentBuild(out);
      const missing = Object.values(options.extracts).some((path) => path !== undefined && !existsSync(path));
      if (!(error instanceof InputError) || !current || !missing) throw error;
      log?.(`${error.describe()}; the data built from it before are used`);
      return {key: current.manifest.build, manifestPath};
    }
  }
}
