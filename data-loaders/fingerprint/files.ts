import {createHash} from "node:crypto";
import {stat} from "node:fs/promises";
import {relative} from "node:path";
import {hashFile, listFiles} from "../sources/files.ts";

/**
 * A hash of the names, sizes and contents of files. It does not depend on where the files are or when they were
 * written.
 */
export async function fingerprintFiles(
  paths: readonly string[],
  root: string
): Promise<{fingerprint: string; bytes: number}> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const path of [...paths].sort()) {
    const info = await stat(path);
    bytes += info.size;
    hash.update(JSON.stringify([relative(root, path).replaceAll("\\", "/"), info.size, await hashFile(path)]));
  }
  return {fingerprint: hash.digest("hex"), bytes};
}

/** A quick hash of the names, sizes and times of one file, or of all files in a folder. */
export async function statFingerprint(path: string): Promise<string> {
  const info = await stat(path);
  if (info.isFile()) return createHash("sha256").update(`${info.size} ${info.mtimeMs}`).digest("hex");
  const hash = createHash("sha256");
  for (const name of await listFiles(path)) {
    const file = await stat(name);
    hash.update(JSON.stringify([relative(path, name), file.size, file.mtimeMs]));
  }
  return hash.digest("hex");
}
