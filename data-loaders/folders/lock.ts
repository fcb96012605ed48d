import {stat} from "node:fs/promises";
import {dirname} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {InputError} from "../console/input-error.ts";
import {appear, removeEmpty, traces} from "./presence.ts";
import {ownIdentity, type ProcessIdentity, silence} from "./process-identity.ts";

/** A lock that this process holds. */
export interface Lock {
  /** @throws InputError if the lock is gone, for example because the computer slept and another process took over */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

/** Milliseconds between two looks at the other contenders, and how often a contender looks before it gives up. */
const pause = 15;
const looks = 40;

/**
 * Takes a lock, which is a folder `PREFIX-NAME` of its own for each contender: one holds the lock if it sees no running
 * contender after it has made its folder. Of two contenders, the later one sees the folder of the earlier one, so two
 * never hold it. Folders of processes that have ended are removed; no other process ever has their names. If several
 * come at once, all but the first by name step back.
 *
 * @param prefix a path; its parent must exist
 * @returns the lock, or the process that has it
 */
export async function takeLock(prefix: string): Promise<Lock | {holder: ProcessIdentity}> {
  const {path, stop} = await appear(prefix);
  const release = async () => {
    stop();
    await removeEmpty(path);
  };
  try {
    for (let look = 1; ; ++look) {
      const others = await running(prefix, path);
      if (others.length === 0) return {confirm: async () => await confirm(path), release};
      const first = others[0]!;
      if (first.path < path || look === looks) {
        await release();
        return {holder: first.owner};
      }
      await wait(pause);
    }
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Runs a short task while holding a lock, and waits for it.
 * @throws InputError when another process keeps the lock for two minutes
 */
export async function withLock<T>(prefix: string, task: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 2 * silence;
  for (;;) {
    const lock = await takeLock(prefix);
    if ("release" in lock) {
      try {
        return await task();
      } finally {
        await lock.release();
      }
    }
    if (Date.now() > deadline)
      throw new InputError(`${describeProcess(lock.holder)} is writing here`, {
        file: dirname(prefix),
        advice: "wait for it, or stop it"
      });
    await wait(pause * (1 + Math.random()));
  }
}

/** A process as messages name it. */
export function describeProcess({pid, machine}: ProcessIdentity): string {
  return `process ${pid}${machine === ownIdentity().machine ? "" : " of another container or computer"}`;
}

async function running(prefix: string, own: string) {
  const others = (await traces(prefix)).filter(({path}) => path !== own);
  for (const {path} of others.filter((other) => !other.running)) await removeEmpty(path);
  return others.filter((other) => other.running);
}

async function confirm(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) return;
  throw new InputError("another process has taken over this folder", {
    file: dirname(path),
    advice: "run the command again"
  });
}
