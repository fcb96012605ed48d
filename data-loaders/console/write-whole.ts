import {rename, rm, writeFile} from "node:fs/promises";

/** Writes a file in one step: it has its old contents or the new ones, whatever stops the process. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, {force: true});
    throw error;
  }
}
