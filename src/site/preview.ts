import {spawn} from "node:child_process";
import {once} from "node:events";
import {connect} from "node:net";
import {setTimeout} from "node:timers/promises";
import {join, relative, sep} from "node:path";
import {fileURLToPath} from "node:url";
import {defineCommand, runIfStarted} from "../../data-loaders/console/command.ts";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {committedFolders} from "../../data-loaders/fingerprint/stages.ts";
import {pageClaimsText, readyStages} from "../../data-loaders/report/report.ts";
import {obstacleInOptions} from "../../data-loaders/warehouse/publishable.ts";
import {readOptions} from "../../data-loaders/warehouse/options.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {type Address, addressOptions, findFreePort, isLoopback, readAddress} from "./server-address.ts";
import {updateData} from "./data.ts";
import {hostVariable, inAddress} from "./guard.ts";
import {FolderWatch} from "./framework/folder-watch.ts";
import {LiveConfig} from "./framework/live-config.ts";
import {dropStaleOutputs} from "./framework/loader-cache.ts";
import {runFramework} from "./framework/process.ts";
import {layOutTables} from "./framework/table-outputs.ts";
import {followText} from "./framework/text-watch.ts";
import {prepareCaches} from "./pages.ts";
import {projectSite} from "./site.ts";

export interface PreviewOptions {
  log?: (line: string) => void;
  /** Ends the preview when it aborts. */
  signal?: AbortSignal;
}

/** Number of specifications that test the claims before the pages first appear; the others follow. */
const firstSpecifications = 30;

/**
 * Brings the data up to date and shows the site at `address`, or at the next free port. Open pages follow every change
 * of their source, of the modules behind them, and of the data.
 *
 * Resolves when `signal` aborts. Later errors are printed, and the pages stay as they were until the errors are
 * corrected.
 *
 * @throws InputError and others when the preview cannot start, or licensed records would be shown to other computers
 */
export async function previewSite({host, port}: Address, {log = () => {}, signal}: PreviewOptions = {}): Promise<void> {
  await assertShowable(host);
  log("checking the data");
  const dataKey = await updateData({log, signal});
  log("preparing the packages and tables of the pages");
  await prepareCaches({site: projectSite, dataKey, log});
  log("computing the report");
  const config = new LiveConfig(projectSite);
  const {judgements} = await readyStages();
  await config.show({file: await config.bundle(), ...(!judgements && {specifications: firstSpecifications})});
  const freePort = await findFreePort(port, host);
  const args = ["preview", "--config", config.path, "--host", host, "--port", String(freePort), "--no-open"];
  const ended = new AbortController();
  const until = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
  try {
    const update = followModules(config, {host, log}, until);
    void announce({host, port: freePort}, log, until).then(() => judgements || until.aborted || update());
    const code = await runFramework(args, projectSite, {log, signal, env: {SITE_PREVIEW: "1", [hostVariable]: host}});
    if (code !== 0) {
      throw new InputError(`preview failed: framework ended with code ${code}`, {
        advice: "fix the error that its output above shows"
      });
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    ended.abort();
  }
}

/** @throws InputError when the data hold exact licensed records, and other computers would see them */
async function assertShowable(host: string): Promise<void> {
  const obstacle = obstacleInOptions(await readOptions(defaultOut));
  if (obstacle !== undefined && !isLoopback(host))
    throw new InputError(`the site may not be shown to other computers: ${obstacle}`, {
      advice: "leave out --host, or run npm run data without --exact"
    });
}

interface FollowOptions {
  /** Where the preview is shown. */
  host: string;
  log: (line: string) => void;
}

/**
 * Makes the preview follow changes of modules and data. A change during an update replaces that update.
 *
 * @returns a function that computes what is missing and shows it
 */
function followModules(config: LiveConfig, options: FollowOptions, ended: AbortSignal): () => void {
  const {log} = options;
  let work = new AbortController();
  const changed = () => {
    work.abort();
    work = new AbortController();
    const stop = AbortSignal.any([work.signal, ended]);
    takeOver(config, options, stop)
      .catch(async (error: unknown) => {
        if (stop.aborted) return;
        log(`pages not updated: ${describe(error)}`);
        await config.warn(describe(error));
      })
      .finally(() => ended.aborted || watching.follow(watchedFolders(config)))
      .catch((error: unknown) => log(describe(error)));
  };
  // The report judges the claims that pages make.
  const failed = (error: unknown) => log(`claims of pages not read: ${describe(error)}`);
  followText({root: projectSite.root, read: pageClaimsText, changed, failed}, ended);
  const watching = new FolderWatch(changed, mattersToPages);
  watching.follow(watchedFolders(config));
  ended.addEventListener("abort", () => watching.close());
  return changed;
}

/** Folders of the modules behind the pages, of the loaders and of the committed data. */
function watchedFolders({folders}: LiveConfig): string[] {
  const data = committedFolders().map((name) => join(projectSite.folder, "data", name));
  return [...folders, join(projectSite.root, "data"), ...data];
}

/** Whether pages may depend on a file. A log written in the project's folder must not restart the update. */
function mattersToPages(path: string): boolean {
  return relative(projectSite.folder, path).includes(sep) || /\.(ts|json)$/.test(path);
}

/**
 * Shows the current modules and data. It first computes what is missing; after a change of an indicator, it starts with
 * few specifications.
 * @throws InputError when the data have come to hold exact deals, which other computers may not see
 */
async function takeOver(config: LiveConfig, {host, log}: FollowOptions, signal: AbortSignal): Promise<void> {
  await assertShowable(host);
  const file = await config.bundle();
  const ready = await readyStages();
  if (file === config.shown && ready.judgements) {
    if ((await dropOutputs()) || config.hasProblem) await config.show({file});
    return;
  }
  if (!ready.values) {
    const few = await readyStages({specifications: firstSpecifications});
    if (!few.judgements) {
      log(ready.warehouse ? "the indicators have changed: computing them" : "the data have changed: building them");
      await refreshReport(signal, firstSpecifications);
      await dropOutputs();
    }
    if (!few.judgements || file !== config.shown) await config.show({file, specifications: firstSpecifications});
    log(`claims are judged over ${firstSpecifications} specifications (ways of computing); the others follow`);
  }
  if (!ready.judgements) await refreshReport(signal);
  signal.throwIfAborted();
  await dropOutputs();
  await config.show({file});
  if (!ready.judgements) log("claims are judged over all specifications");
}

/** Removes the outputs of loaders that depend on other code or data. */
async function dropOutputs(): Promise<boolean> {
  const manifest = await readManifest(defaultOut);
  const dropped = await dropStaleOutputs(projectSite, manifest?.build ?? "");
  await layOutTables(projectSite);
  return dropped;
}

/** Computes what the report needs, with the current code. */
async function refreshReport(signal: AbortSignal, specifications?: number): Promise<void> {
  const options = specifications === undefined ? [] : ["--specifications", String(specifications)];
  const script = fileURLToPath(new URL("./refresh-report.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, ...options], {
    cwd: projectSite.folder,
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  });
  let problem: unknown;
  child.on("message", (message) => (problem = message));
  // It can be killed at any time, because it writes each result in one step.
  const end = () => void child.kill("SIGKILL");
  signal.addEventListener("abort", end);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    signal.throwIfAborted();
    if (typeof problem === "string") throw new Error(problem);
    if (code !== 0) throw new InputError("the report could not be computed", {advice: "fix the error shown above"});
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function describe(error: unknown): string {
  return error instanceof InputError ? error.describe() : error instanceof Error ? error.message : String(error);
}

/** Prints the address as soon as the server answers. */
async function announce({host, port}: Address, log: (line: string) => void, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    if (await answers(host, port)) return log(`the site is at http://${inAddress(host)}:${port}/ (end with ctrl-c)`);
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

export const command = defineCommand({
  name: "npm start --",
  about: "Shows the site, and updates pages when their source changes.",
  options: addressOptions,
  async run(values, {signal}) {
    await previewSite(readAddress(values), {signal, log: (line) => process.stdout.write(`${line}\n`)});
  }
});

await runIfStarted(import.meta.url, command);
