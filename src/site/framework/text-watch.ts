import {readdir} from "node:fs/promises";
import {extname, join} from "node:path";
import {FolderWatch} from "./folder-watch.ts";

export interface TextWatch {
  /** The folder of the pages. */
  root: string;
  /** Reads what is compared, such as the claims that the pages make. */
  read: () => Promise<string>;
  changed: () => void;
  /** Takes the error of a reading; the next change of a page leads to another reading. */
  failed: (error: unknown) => void;
}

/** Calls back whenever a text that follows from the pages changes, in new folders too. */
export function followText({root, read, changed, failed}: TextWatch, ended: AbortSignal): void {
  // A name without an extension may be a new folder.
  const watching = new FolderWatch(look, (path) => [".md", ""].includes(extname(path)));
  ended.addEventListener("abort", () => watching.close());
  let known: string | undefined;
  let work = Promise.resolve();
  look();

  function look(): void {
    // One after another, so that an earlier reading does not replace a later one.
    work = work.then(compare).catch(failed);
  }

  async function compare(): Promise<void> {
    const folders = await foldersIn(root);
    if (ended.aborted) return;
    watching.follow(folders);
    const now = await read();
    if (known !== undefined && now !== known && !ended.aborted) changed();
    known = now;
  }
}

/** A folder and all below it, without hidden ones. */
async function foldersIn(root: string): Promise<string[]> {
  const entries = await readdir(root, {withFileTypes: true});
  const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  return [root, ...(await Promise.all(below.map(({name}) => foldersIn(join(root, name))))).flat()];
}
