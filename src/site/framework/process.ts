import {spawn} from "node:child_process";
import {fileURLToPath} from "node:url";
import type {Site} from "../site.ts";
import {logStreams} from "./quiet-log.ts";

export interface FrameworkOptions {
  /** Receives the lines of Framework's output, apart from messages of a preview; by default the terminal has it all. */
  log?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** Ends Framework when it aborts. */
  signal?: AbortSignal;
}

const command = fileURLToPath(import.meta.resolve("@observablehq/framework/dist/bin/observable.js"));
const preload = [import.meta.resolve("tsx"), new URL("./offline.ts", import.meta.url).href];
/** For previews only: a build serves nothing. */
const preloadOfPreviews = [new URL("./guarded-preview.ts", import.meta.url).href];
/** For builds only: a preview has to notice changes on disk. */
const preloadOfBuilds = [new URL("./unchanging-sources.ts", import.meta.url).href];
/** Each page becomes three short-lived documents; a larger young generation saves collecting them. */
const memoryOfBuilds = ["--max-semi-space-size=64"];

/**
 * Runs the `observable` command in the site's folder, without network and telemetry.
 *
 * @returns Framework's exit code
 * @throws the signal's reason when `signal` ended Framework
 */
export async function runFramework(
  args: string[],
  site: Site,
  {log, env, signal}: FrameworkOptions = {}
): Promise<number> {
  signal?.throwIfAborted();
  const isBuild = args[0] === "build";
  const modules = [...preload, ...(isBuild ? preloadOfBuilds : preloadOfPreviews)];
  const flags = [...modules.flatMap((url) => ["--import", url]), ...(isBuild ? memoryOfBuilds : [])];
  const child = spawn(process.execPath, [...flags, command, ...args], {
    cwd: site.folder,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", ...env},
    stdio: log ? ["ignore", "pipe", "pipe"] : "inherit"
  });
  if (log) logStreams([child.stdout!, child.stderr!], log);

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
