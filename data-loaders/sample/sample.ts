import {mkdirSync, writeFileSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join, relative, resolve} from "node:path";
import {defineCommand, runIfStarted} from "../console/command.ts";
import {projectRoot} from "../console/project-root.ts";
import type {Dataset} from "../../src/terms/lenses.ts";
import {runInThreads} from "../duckdb/threads.ts";
import {replaceFolder} from "../folders/replace-folder.ts";
import {stageKey} from "../fingerprint/stages.ts";
import {searchPairs, writeDataset} from "./dataset.ts";
import {type KeptPlan, readKeptPlan, writeKeptPlan} from "./plan/kept.ts";
import {loadSites} from "./sites.ts";

const module = new URL("./dataset.ts", import.meta.url);

/** The writing order of the datasets: the longest first, so that threads end at about the same time. */
const inOrder = ["publications", "publications_earlier", "patents", "deals"] as const satisfies readonly Dataset[];

/** The co-occurrence that `npm run sample -- --plan` found. */
export const keptPlanPath = join(projectRoot, "data/sample/together.parquet");

const note =
  "Synthetic records in the file formats of the sources, " +
  "calibrated to the values that the report publishes for Flanders.\n" +
  "They describe no real patent, work, company or person.\n";

export interface SampleOptions {
  /** Share of the documents, 0–1; only 1, the default, gives the published values. */
  share?: number;
  signal?: AbortSignal;
}

/**
 * Writes the synthetic extracts, one folder per dataset, in the file formats of the three sources. The output is the
 * same, byte for byte, on every run. The folder is replaced as a whole; if the run fails or is interrupted, it stays
 * unchanged.
 * @throws InputError if the folder is not ours (see `checkOutput`)
 * @returns the paths of the files, relative to the folder
 */
export async function writeSample(folder: string, {share = 1, signal}: SampleOptions = {}): Promise<{files: string[]}> {
  const replaced = {path: folder, kind: "sample", staging: `${folder}.draft`} as const;
  return await replaceFolder(replaced, async (draft) => {
    mkdirSync(draft);
    writeFileSync(join(draft, "README.txt"), note);
    const sites = await loadSites();
    const kept = await readKeptPlan(keptPlanPath);
    const jobs = inOrder.map((dataset) => ({dataset, sites, kept: kept.get(dataset), folder: draft, share}));
    const written = await runInThreads({module, run: writeDataset}, jobs, {signal});
    return {files: ["README.txt", ...written.flat()]};
  });
}

/** Plans the sample from the committed inputs alone, without the kept plan; takes about half a minute. */
export async function planSample({signal}: Pick<SampleOptions, "signal"> = {}): Promise<KeptPlan> {
  const sites = await loadSites();
  const jobs = inOrder.map((dataset) => ({dataset, sites}));
  const found = await runInThreads({module, run: searchPairs}, jobs, {signal});
  return new Map(inOrder.map((dataset, i) => [dataset, found[i]!]));
}

/** Writes the sample, unless the folder already has the one of this generator and share; returns the folder. */
export async function ensureSample(folder: string, {share = 1, signal}: SampleOptions = {}): Promise<string> {
  const key = `${await stageKey(projectRoot, "sample")} ${share}`;
  const stamp = join(folder, ".generator");
  if ((await readFile(stamp, "utf8").catch(() => "")) === key) return folder;
  await writeSample(folder, {share, signal});
  await writeFile(stamp, key);
  return folder;
}

export const command = defineCommand({
  name: "npm run sample --",
  about: "Writes the synthetic sample in the file formats of the sources.",
  options: {
    out: {
      value: "DIR",
      help: "folder for the files (default data/raw/sample)",
      default: join(projectRoot, "data/raw/sample")
    },
    plan: {help: "instead plan the sample again and update data/sample/together.parquet"}
  },
  async run({out, plan}, {signal}) {
    if (plan) {
      await writeKeptPlan(keptPlanPath, await planSample({signal}));
      process.stdout.write(`${relative(projectRoot, keptPlanPath)}\n`);
      return;
    }
    const folder = resolve(out);
    const {files} = await writeSample(folder, {signal});
    process.stdout.write(`${files.map((file) => join(folder, file)).join("\n")}\n`);
  }
});

await runIfStarted(import.meta.url, command);
