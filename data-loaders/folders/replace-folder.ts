import {existsSync, lstatSync} from "node:fs";
import {mkdir, readdir, rename, stat} from "node:fs/promises";
import {dirname, join} from "node:path";
import {InputError} from "../console/input-error.ts";
import {withLock} from "./lock.ts";
import {type FolderKind, mark} from "./marker.ts";
import {checkOutput, requireOwn} from "./output-folder.ts";
import {leftovers, openWorkFolder} from "./work-folder.ts";

/** A folder that is replaced as a whole. */
export interface Replacement {
  path: string;
  /** What it holds. A `cache` of the project has no marker, and is replaced whatever it holds. */
  kind: FolderKind | "cache";
  /** Prefix of the work folders, on the same disk. A prefix serves one folder. */
  staging: string;
  /** Files and folders that must lie neither in the folder nor around it. */
  inputs?: readonly string[];
}

/**
 * Fills a new folder, and puts it in the place of another only when it is complete.
 *
 * `fill` gets the path of the new folder, which does not exist yet. When `fill` throws, the old folder stays as it was.
 * What killed runs left is removed; if one was killed when the old folder had gone and the new one had not come, the
 * old folder comes back first.
 *
 * @returns what `fill` returns
 * @throws InputError if the folder is a link, or not ours (see `checkOutput`); it then stays untouched
 */
export async function replaceFolder<T>(
  {path, kind, staging, inputs}: Replacement,
  fill: (staged: string) => Promise<T>
): Promise<T> {
  const place = kind === "cache" ? path : await checkOutput({path, kind, inputs});
  refuseLink(path);
  await mkdir(dirname(staging), {recursive: true});
  await withLock(lockOf(staging), async () => await bringBack(place, staging));
  const work = await openWorkFolder(staging);
  try {
    const staged = join(work.path, "new");
    const filled = await fill(staged);
    if (kind !== "cache") await mark(staged, kind);
    await withLock(lockOf(staging), async () => {
      // Since the first check, someone may have put files there.
      if (kind !== "cache") await requireOwn(place, kind);
      await swap(place, staged, join(work.path, oldName));
    });
    return filled;
  } finally {
    // What could be put neither in its place nor back stays where it is.
    if (existsSync(place) || !existsSync(join(work.path, oldName))) await work.close();
    else work.keep();
  }
}

function refuseLink(path: string): void {
  if (lstatSync(path, {throwIfNoEntry: false})?.isSymbolicLink())
    throw new InputError("a link, and a folder that is replaced as a whole cannot be one", {
      file: path,
      advice: "give the folder to which it leads, or remove the link"
    });
}

const lockOf = (staging: string) => `${staging}.lock`;

/** Name, in a work folder, of what was at the target before. */
const oldName = "old";

/** Puts back the folder that a killed run had taken away. */
async function bringBack(place: string, staging: string): Promise<void> {
  for (const path of await leftovers(staging)) {
    const names = await readdir(place).catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? [] : ["?"]));
    if (names.length === 0) await renameIfExists(join(path, oldName), place);
  }
}

async function swap(place: string, staged: string, old: string): Promise<void> {
  await stat(staged);
  const hadTarget = await renameIfExists(place, old);
  try {
    await rename(staged, place);
  } catch (error) {
    if (hadTarget) await rename(old, place);
    throw error;
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
