import {readdir, readFile, rename, rm, stat, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";

/** How many results of one kind stay: an edit that is undone, and a branch that is left and returned to, compute nothing. */
const most = 4;

const kept = /^(values|specifications|judgements)-[0-9a-f]{16}\.(json|bin)$/;

/** A result that was kept; undefined where there is none. */
export async function readResult(folder: string, name: string): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(join(folder, name));
    // The results that are used last are those that stay.
    const now = new Date();
    await utimes(join(folder, name), now, now);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Writes a result in one step, and removes those of its kind that have not been used for longest. */
export async function keepResult(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const draft = join(folder, `.${name}-${process.pid}`);
  await writeFile(draft, content);
  await rename(draft, join(folder, name));
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
