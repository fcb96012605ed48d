import {mkdir, readdir, rmdir, stat, utimes} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {isRunning, parseName, type ProcessIdentity, uniqueName} from "./process-identity.ts";

/** A folder whose name says which process made it. */
export interface Trace {
  path: string;
  owner: ProcessIdentity;
  running: boolean;
  /** Milliseconds since 1970 of the owner's last sign of life. */
  lastSign: number;
}

/** A folder that this process made, and whose time it renews until `stop`. */
export interface Presence {
  path: string;
  stop: () => void;
}

/** Milliseconds between two signs of life. */
const beat = 5000;

/**
 * Makes the folder `PREFIX-NAME`, where the name identifies this process. No two calls ever make the same folder.
 * @param prefix a path; its parent must exist
 */
export async function appear(prefix: string): Promise<Presence> {
  const path = `${prefix}-${uniqueName()}`;
  await mkdir(path, {mode: 0o700});
  const timer = setInterval(() => {
    const now = new Date();
    // Its owner learns of a lost folder where it matters: see `Lock.confirm`.
    utimes(path, now, now).catch(() => {});
  }, beat);
  timer.unref();
  return {path, stop: () => clearInterval(timer)};
}

/** The folders that `appear` made with this prefix, in the order of their names. */
export async function traces(prefix: string): Promise<Trace[]> {
  const parent = dirname(prefix);
  const start = `${basename(prefix)}-`;
  const found: Trace[] = [];
  for (const entry of await readdir(parent, {withFileTypes: true}).catch(() => [])) {
    const owner = entry.isDirectory() && entry.name.startsWith(start) && parseName(entry.name.slice(start.length));
    if (!owner) continue;
    const path = join(parent, entry.name);
    const info = await stat(path).catch(() => undefined);
    if (info) found.push({path, owner, running: isRunning(owner, info.mtimeMs), lastSign: info.mtimeMs});
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Removes a folder if it is empty. */
export async function removeEmpty(path: string): Promise<void> {
  await rmdir(path).catch(() => {});
}
