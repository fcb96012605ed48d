import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {takeLock} from "../../data-loaders/folders/lock.ts";

/** What a test tells this process to do, and at what time, in milliseconds since 1970. */
export interface Order {
  folder: string;
  at: number;
  /** Whether to keep the lock until the process ends. */
  keep?: boolean;
}

/** How often it tried until it held the lock, and how often another was inside at the same time. */
export interface Report {
  attempts: number;
  met: number;
}

/** Takes the lock of a folder once, and leaves a file there while it holds it: two holders would meet. */
async function contend({folder, at, keep = false}: Order): Promise<Report> {
  while (Date.now() < at) await wait(0);
  for (let attempts = 1; ; ++attempts) {
    const lock = await takeLock(join(folder, ".lock"));
    if (!("release" in lock)) {
      await wait(Math.random() * 10);
      continue;
    }
    if (keep) return {attempts, met: 0};
    let met = 0;
    try {
      writeFileSync(join(folder, "inside"), "", {flag: "wx"});
      await wait(3);
      rmSync(join(folder, "inside"));
    } catch {
      met = 1;
    }
    await lock.release();
    return {attempts, met};
  }
}

process.on("message", (order: Order) => {
  void contend(order).then((report) => process.send!(report));
});
process.on("disconnect", () => process.exit());
process.send!("ready");
