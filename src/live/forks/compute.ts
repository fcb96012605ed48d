import type {Snapshot} from "../../indicators/snapshot.ts";
import {publishedScenario, type Scenario} from "../../scenario/scenario.js";
import {startEngine} from "../engine/client.js";
import {somebodyReads} from "../first-paint.js";

/** Number of snapshots to keep, because the parts of a page request the same one. */
const most = 8;
const kept = new Map<string, Promise<Snapshot>>();
let running = 0;
let idlers: (() => void)[] = [];

/**
 * The snapshot of a scenario, computed once for all parts of the page.
 * @throws Error when the browser cannot compute it; the next call tries again
 */
export function snapshotOf(scenario: Scenario, memory = "reader"): Promise<Snapshot> {
  const key = JSON.stringify(scenario);
  const known = kept.get(key);
  kept.delete(key);
  const promise =
    known ??
    busy(async () => {
      await somebodyReads();
      return await (await startEngine()).run("snapshot", {scenario, memory});
    });
  kept.set(key, promise);
  for (const old of kept.keys()) if (kept.size > most) kept.delete(old);
  promise.catch(() => kept.delete(key));
  return promise;
}

/** The published view of a scenario's region. */
export async function publishedLike({region, lens}: Scenario): Promise<Scenario> {
  await somebodyReads();
  return {...publishedScenario((await startEngine()).base), region, lens};
}

/** Runs work. Until it ends, controls hold back newer choices. */
export async function busy<T>(work: () => Promise<T>): Promise<T> {
  ++running;
  try {
    return await work();
  } finally {
    if (--running === 0) {
      const waiting = idlers;
      idlers = [];
      // Waits until the results are on display.
      setTimeout(() => waiting.forEach((tell) => tell()));
    }
  }
}

/** Resolves when no work is in progress. */
export function idle(): Promise<void> {
  return running === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve));
}
