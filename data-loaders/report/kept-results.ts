import {readdir, readFile, rm, stat, utimes} from "node:fs/promises";
import {join} from "node:path";
import {writeWhole} from "../folders/work-folder.ts";

/** Number of results kept of each kind: enough that undoing an edit or switching branches recomputes nothing. */
const most = 4;

const kept = /^(values|specifications|judgements)-[0-9a-f]{16}\.(json|bin)$/;

/** A kept result, or undefined. */
export async function readResult(folder: string, name: string): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(join(folder, name));
    // Renews the file's time, so that the results used last are kept.
    const now = new Date();
    await utimes(join(folder, name), now, now);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Writes a result in one step, and removes the least recently used results of its kind. */
export async function keepResult(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  await writeWhole(join(folder, name), content);
  const kind = kept.exec(name)?.[1];
  const others = (await readdir(folder)).filter((other) => other !== name && kept.exec(other)?.[1] === kind);
  const used = await Promise.all(
    others.map(async (other) => ({
      other,
      at: await stat(join(folder, other)).then(
        ({mtimeMs}) => mtimeMs,
        () => 0
      )
    }))
  );
  used.sort((a, b) => b.at - a.at);
  for (const {other} of used.slice(most - 1)) await rm(join(folder, other), {force: true});
}
