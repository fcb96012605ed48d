import files from "node:fs/promises";
import {readdirSync, renameSync} from "node:fs";
import {syncBuiltinESMExports} from "node:module";
import {join} from "node:path";
import {parseName} from "../../data-loaders/folders/process-identity.ts";
import {endedName} from "./ended-process.ts";

/** What changes a disk. */
const changes = ["mkdir", "writeFile", "rename", "rm", "rmdir", "unlink", "open", "cp", "copyFile"] as const;

class Killed extends Error {}

/**
 * Runs a task as if its process were killed before its change of the disk with this number, counted from 0: that
 * change and all later ones fail, so that nothing is tidied up, and the names that the process gave are those of one
 * that has ended.
 *
 * @param folder where the names are
 * @returns whether the task made so many changes
 */
export async function killAt(step: number, folder: string, task: () => Promise<unknown>): Promise<boolean> {
  const originals = new Map(changes.map((name) => [name, files[name] as (...args: unknown[]) => Promise<unknown>]));
  let count = 0;
  for (const [name, original] of originals)
    Object.assign(files, {
      [name]: async (...args: unknown[]) => {
        if (count++ >= step) throw new Killed(`killed before ${name}`);
        return await original(...args);
      }
    });
  syncBuiltinESMExports();
  let failure: unknown;
  try {
    await task();
  } catch (error) {
    failure = error;
  } finally {
    Object.assign(files, Object.fromEntries(originals));
    syncBuiltinESMExports();
  }
  if (count <= step && failure !== undefined) throw failure;
  giveEndedNames(folder);
  return count > step;
}

/** Renames everything below a folder that this process has named, as if a process that has ended had. */
function giveEndedNames(folder: string): void {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const [, prefix, name] = /^(.*?)-(\d+-\d+-[0-9a-f]{12}-[0-9a-f]{12})$/.exec(entry.name) ?? [];
    if (name === undefined) {
      if (entry.isDirectory()) giveEndedNames(join(folder, entry.name));
    } else if (parseName(name)?.pid === process.pid)
      renameSync(join(folder, entry.name), join(folder, `${prefix}-${endedName()}`));
  }
}
