import {writeFile} from "node:fs/promises";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {relative} from "node:path";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {checkOutput} from "../../data-loaders/folders/output-folder.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readOptions} from "../../data-loaders/warehouse/options.ts";
import {obstacleInOptions} from "../../data-loaders/warehouse/publishable.ts";
import {updateData} from "./data.ts";
import {readRelease} from "./release/release.ts";
import {describeSite, type SiteAccount} from "./release/summary.ts";
import {buildPages} from "./pages.ts";
import {projectSite, siteFolder} from "./site.ts";
import {type Steps, timedSteps, untimed} from "./steps.ts";

export interface BuildOptions {
  log?: (line: string) => void;
  signal?: AbortSignal;
  /** Runs each step. */
  steps?: Steps;
}

/**
 * Brings the data up to date and builds the site into `dist`, from this checkout and `node_modules` alone.
 *
 * @returns the results of the checks at the end
 * @throws InputError when the data may not be published, and other errors when the data or a page cannot be built;
 * `dist` then stays as it was
 */
export async function buildSite(options: BuildOptions = {}): Promise<SiteAccount> {
  const {steps = untimed, log = () => {}} = options;
  const obstacle = obstacleInOptions(await readOptions(defaultOut));
  if (obstacle !== undefined)
    throw new InputError(`the site may not be published: ${obstacle}`, {
      advice: "run npm run data without --exact; npm start shows exact records on this computer only"
    });
  // What must be right before hours of work: the output folder, and the configuration with the site's address.
  await checkOutput({...siteFolder(projectSite), kind: "site"});
  await readRelease();
  log("checking the data");
  const dataKey = await steps("data", async () => await updateData(options));
  return await buildPages({site: projectSite, dataKey, ...options});
}

export const command = defineCommand({
  name: "npm run build --",
  about: "Brings the data up to date and builds the site into dist.",
  options: {times: {value: "FILE", help: "also writes how long each step took, as JSON"}},
  async run({times: file}, {signal}) {
    const {steps, times} = timedSteps();
    const account = await buildSite({signal, steps, log: (line) => process.stdout.write(`${line}\n`)});
    process.stdout.write(describeSite(relative(process.cwd(), projectSite.output), account));
    if (file !== undefined) await writeFile(file, `${JSON.stringify(times, null, 1)}\n`);
  }
});

await runIfStarted(import.meta.url, command);
