import {writeFile} from "node:fs/promises";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {updateData} from "./data.ts";
import {buildPages} from "./pages.ts";
import {projectSite} from "./site.ts";
import {type Steps, timedSteps, untimed} from "./steps.ts";

export interface BuildOptions {
  log?: (line: string) => void;
  signal?: AbortSignal;
  /** Runs each step. */
  steps?: Steps;
}

/**
 * Brings the data up to date and builds the site into `dist`, all from this checkout and node_modules.
 *
 * Throws when the data or a page cannot be made; `dist` then stays as it was.
 */
export async function buildSite(options: BuildOptions = {}): Promise<void> {
  const {steps = untimed} = options;
  const dataKey = await steps("data", async () => await updateData(options));
  await buildPages({site: projectSite, dataKey, ...options});
}

export const command = defineCommand({
  name: "npm run build --",
  about: "Brings the data up to date and builds the site into dist.",
  options: {times: {value: "FILE", help: "also writes how long each step took, as JSON"}},
  async run({times: file}, {signal}) {
    const {steps, times} = timedSteps();
    await buildSite({signal, steps, log: (line) => process.stdout.write(`${line}\n`)});
    if (file !== undefined) await writeFile(file, `${JSON.stringify(times, null, 1)}\n`);
  }
});

await runIfStarted(import.meta.url, command);
