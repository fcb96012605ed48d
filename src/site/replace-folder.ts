import {readdir, rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/**
 * Fills a new folder, and replaces `target` with it only when it is complete.
 *
 * `fill` gets the path of the new folder: `staging` followed by the process id, on the same disk as `target`. The
 * folder need not exist. When `fill` throws, `target` stays as it was. Folders left by earlier processes that were
 * killed are removed.
 *
 * @returns what `fill` returns
 */
export async function replaceFolder<T>(
  target: string,
  staging: string,
  fill: (staged: string) => Promise<T>
): Promise<T> {
  const staged = `${staging}-${process.pid}`;
  const old = `${staged}-old`;
  await removeLeftovers(staging);
  try {
    const filled = await fill(staged);
    const hadTarget = await renameIfExists(target, old);
    try {
      await rename(staged, target);
    } catch (error) {
      if (hadTarget) await rename(old, target);
      throw error;
    }
    return filled;
  } finally {
    for (const folder of [staged, old]) await rm(folder, {recursive: true, force: true});
  }
}

async function removeLeftovers(staging: string): Promise<void> {
  const parent = dirname(staging);
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, prefix, pid] = /^(.*)-(\d+)(?:-old)?$/.exec(name) ?? [];
    if (prefix !== basename(staging)) continue;
    if (Number(pid) === process.pid || !isRunning(Number(pid)))
      await rm(join(parent, name), {recursive: true, force: true});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function renameIfExists(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
