import {once} from "node:events";
import {connect} from "node:net";
import {setTimeout} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {exitCodes, runCommand} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {findFreePort, parseAddress, type Address} from "./server-address.ts";
import {updateData} from "./data.ts";
import {runFramework} from "./framework/process.ts";
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
  const args = ["preview", "--host", host, "--port", String(freePort), "--no-open"];
  const ended = new AbortController();
  try {
    void announce({host, port: freePort}, log, signal ? AbortSignal.any([signal, ended.signal]) : ended.signal);
    const code = await runFramework(args, projectSite, {signal});
    if (code !== 0) {
      throw new InputError(`preview failed: framework ended with code ${code}`, {
        advice: "mend what its lines above name"
      });
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    ended.abort();
  }
}

/** Tells the address as soon as somebody answers there. */
async function announce({host, port}: Address, log: (line: string) => void, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    if (await answers(host, port)) return log(`the site is at http://${host}:${port}/ (end with ctrl-c)`);
    await setTimeout(100);
  }
}

async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async (signal) => {
    const address = parseAddress(process.argv.slice(2));
    await previewSite(address, {signal, log: (line) => process.stdout.write(`${line}\n`)});
    return exitCodes.done;
  });
}
