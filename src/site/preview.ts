import {fileURLToPath} from "node:url";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {findFreePort, parseAddress, type Address} from "./address.ts";
import {updateData} from "./data.ts";
import {runFramework} from "./framework-process.ts";
import {prepareCaches} from "./pages.ts";
import {projectSite} from "./site.ts";

export interface PreviewOptions {
  log?: (line: string) => void;
  /** Ends the preview. */
  signal?: AbortSignal;
}

/**
 * Brings the data up to date and shows the site at `address`, or at the next free port; a page is made
 * anew when its source changes.
 *
 * Resolves when `signal` ends it. Throws when the preview cannot start.
 */
export async function previewSite({host, port}: Address, {log = () => {}, signal}: PreviewOptions = {}): Promise<void> {
  const dataKey = await updateData({log, signal});
  await prepareCaches({site: projectSite, dataKey, log});
  const freePort = await findFreePort(port, host);
  log(`the site is at http://${host}:${freePort}/ (end with ctrl-c)`);
  const args = ["preview", "--host", host, "--port", String(freePort), "--no-open"];
  try {
    const code = await runFramework(args, projectSite, {signal});
    if (code !== 0) {
      throw new InputError(`preview failed: framework ended with code ${code}`, {advice: "mend what its lines above name"});
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async (signal) => {
    const address = parseAddress(process.argv.slice(2));
    await previewSite(address, {signal, log: (line) => process.stdout.write(`${line}\n`)});
    return exitCodes.done;
  });
}
