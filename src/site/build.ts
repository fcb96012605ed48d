import {writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async (signal) => {
    const {values} = parseArgs({options: {times: {type: "string"}}});
    const {steps, times} = timedSteps();
    await buildSite({signal, steps, log: (line) => process.stdout.write(`${line}\n`)});
    if (values.times !== undefined) await writeFile(values.times, `${JSON.stringify(times, null, 1)}\n`);
    return exitCodes.done;
  });
}
