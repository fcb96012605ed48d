import {fileURLToPath} from "node:url";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {updateData} from "./data.ts";
import {buildPages} from "./pages.ts";
import {projectSite} from "./site.ts";

export interface BuildOptions {
  log?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * Brings the data up to date and builds the site into `dist`, all from this checkout and node_modules.
 *
 * Throws when the data or a page cannot be made; `dist` then stays as it was.
 */
export async function buildSite(options: BuildOptions = {}): Promise<void> {
  const dataKey = await updateData(options);
  await buildPages({site: projectSite, dataKey, ...options});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async (signal) => {
    await buildSite({signal, log: (line) => process.stdout.write(`${line}\n`)});
    return exitCodes.done;
  });
}
