import {mkdir, readdir, rename, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, dirname, join} from "node:path";
import {isEmpty, kindOf, mark, markerName} from "./marker.ts";
import {appear, traces} from "./presence.ts";

const kind = "unfinished work";

/** A folder for what a run has not finished. */
export interface WorkFolder {
  path: string;
  /** Removes the folder. */
  close: () => Promise<void>;
  /** Leaves the folder as it is, for a person to look at. */
  keep: () => void;
}

/**
 * Makes a work folder of its own for this run, and removes those that killed runs left. Only folders with our marker
 * are removed, and empty ones.
 * @param prefix a path; its parent must exist
 */
export async function openWorkFolder(prefix: string): Promise<WorkFolder> {
  await removeLeftovers(prefix);
  const {path, stop} = await appear(prefix);
  await mark(path, kind);
  return {
    path,
    close: async () => {
      stop();
      await removeMarked(path);
    },
    keep: stop
  };
}

/** The work folders that killed runs left, the latest first. */
export async function leftovers(prefix: string): Promise<string[]> {
  const left = (await traces(prefix)).filter(({running}) => !running).sort((a, b) => b.lastSign - a.lastSign);
  const own = [];
  for (const {path} of left) if ((await kindOf(path)) === kind || (await isEmpty(path))) own.push(path);
  return own;
}

async function removeLeftovers(prefix: string): Promise<void> {
  // One that cannot be removed, such as one of another user in a shared folder, stays.
  for (const path of await leftovers(prefix)) await removeMarked(path).catch(() => {});
}

/** Removes the marker last, so that a run that is killed meanwhile leaves a folder that the next one removes. */
async function removeMarked(path: string): Promise<void> {
  for (const name of await readdir(path).catch(() => []))
    if (name !== markerName) await rm(join(path, name), {recursive: true, force: true});
  await rm(path, {recursive: true, force: true});
}

/**
 * Runs a task with an empty folder among the temporary files of the system, and removes it afterwards.
 * @param name says whose folder it is, such as `api`
 */
export async function withTemporaryFolder<T>(name: string, task: (folder: string) => Promise<T>): Promise<T> {
  const work = await openWorkFolder(join(tmpdir(), `flanders-key-technologies-${name}`));
  try {
    const folder = join(work.path, name);
    await mkdir(folder);
    return await task(folder);
  } finally {
    await work.close();
  }
}

/**
 * Replaces a file in one step: it has its old contents or the new ones, whatever stops the process.
 * @param write writes the new file at the path that it is given
 */
export async function replaceFile(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  const work = await openWorkFolder(join(dirname(path), `.${basename(path)}`));
  try {
    const draft = join(work.path, basename(path));
    await write(draft);
    await rename(draft, path);
  } finally {
    await work.close();
  }
}

/** Replaces a file by one with this content, as `replaceFile`. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, async (draft) => await writeFile(draft, content));
}
