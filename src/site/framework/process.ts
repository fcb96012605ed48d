import {spawn} from "node:child_process";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";
import type {Site} from "../site.ts";

export interface FrameworkOptions {
  /** Takes Framework's output line by line; without it, the output goes to the terminal as it is. */
  log?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** Ends Framework. */
  signal?: AbortSignal;
}

const command = fileURLToPath(import.meta.resolve("@observablehq/framework/dist/bin/observable.js"));
const preload = [import.meta.resolve("tsx"), new URL("./offline.ts", import.meta.url).href];
/** A preview looks at the disk to see what changed. */
const preloadOfBuilds = [new URL("./unchanging-sources.ts", import.meta.url).href];
/** Each page becomes three documents that are dropped at once: more room for the young saves collecting them. */
const memoryOfBuilds = ["--max-semi-space-size=64"];

/**
 * Runs the `observable` command in the site's folder, without a network and without telemetry.
 *
 * Resolves with the exit code when Framework has ended. Rejects with the signal's reason when `signal`
 * ended it.
 */
export async function runFramework(
  args: string[],
  site: Site,
  {log, env, signal}: FrameworkOptions = {}
): Promise<number> {
  signal?.throwIfAborted();
  const isBuild = args[0] === "build";
  const modules = isBuild ? [...preload, ...preloadOfBuilds] : preload;
  const flags = [...modules.flatMap((url) => ["--import", url]), ...(isBuild ? memoryOfBuilds : [])];
  const child = spawn(process.execPath, [...flags, command, ...args], {
    cwd: site.folder,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", ...env},
    stdio: log ? ["ignore", "pipe", "pipe"] : "inherit"
  });
  if (log) for (const stream of [child.stdout!, child.stderr!]) createInterface(stream).on("line", log);

  const end = () => void child.kill();
  signal?.addEventListener("abort", end);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve(status ?? 1));
    });
    signal?.throwIfAborted();
    return code;
  } finally {
    signal?.removeEventListener("abort", end);
  }
}
