import {spawn} from "node:child_process";

/**
 * Runs a TypeScript module in a separate process and measures its work.
 *
 * @returns wall-clock seconds of the process, including its start-up, and its peak memory in MB
 * @throws Error when it fails
 */
export async function measureInChild(
  module: string,
  args: readonly string[]
): Promise<{seconds: number; peak: number}> {
  // The child reports its peak memory at its end, since the system knows it only while the process runs.
  const report = `process.on("exit", () => require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS)))`;
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      "--import",
      `data:text/javascript,import{createRequire}from"node:module";const require=createRequire("file:///");${report}`,
      module,
      ...args
    ],
    {
      stdio: ["ignore", "ignore", "pipe", "pipe"]
    }
  );
  let errors = "";
  let memory = "";
  child.stderr!.on("data", (chunk: Buffer) => (errors += chunk));
  child.stdio[3]!.on("data", (chunk: Buffer) => (memory += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`${module} ${args.join(" ")} failed: ${errors}`);
  return {seconds: (performance.now() - started) / 1000, peak: Number(memory) / 1024};
}
