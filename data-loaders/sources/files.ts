import {createReadStream} from "node:fs";
import {readdir, stat} from "node:fs/promises";
import {basename, join} from "node:path";
import {createInterface} from "node:readline";
import {Writable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip} from "node:zlib";
import {InputError} from "../console/input-error.ts";

/**
 * All files in a folder and its subfolders, sorted, as paths that start with the folder. Hidden files are left out.
 * @throws InputError when the folder does not exist or is a file
 */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, {recursive: true, withFileTypes: true});
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT")
      throw new InputError("folder not found", {file: folder, advice: "check the path", cause: error});
    if (code === "ENOTDIR")
      throw new InputError("a file, not a folder", {
        file: folder,
        advice: "give the folder that contains it",
        cause: error
      });
    if (code === "EACCES")
      throw new InputError("no permission to read the folder", {
        file: folder,
        advice: "change its permissions",
        cause: error
      });
    throw error;
  }
}

/** The files whose name matches; of a file and its `.gz` twin only the compressed one. */
export function matchFiles(files: readonly string[], pattern: RegExp): string[] {
  const found = files.filter((file) => pattern.test(basename(file)));
  return found.filter((file) => !found.includes(`${file}.gz`));
}

/**
 * Checks compressed files to their end: a parser would take a truncated file for a short one.
 * @throws InputError when a file is truncated or damaged
 */
export async function verifyGzip(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!file.endsWith(".gz")) continue;
    try {
      await pipeline(
        createReadStream(file),
        createGunzip(),
        new Writable({write: (_chunk, _encoding, done) => done()})
      );
    } catch (error) {
      const {size} = await stat(file);
      throw new InputError(`the gzip file is truncated or damaged (${size.toLocaleString("en-US")} bytes)`, {
        file,
        advice: "download it again",
        cause: error
      });
    }
  }
}

/**
 * The first line in text files that contains all given texts; lines and columns count from 1. It reads line by line,
 * which is fast enough for error messages.
 * @param needles texts in the line; the column is that of the first
 */
export async function findInFiles(
  paths: readonly string[],
  needles: readonly string[]
): Promise<{file: string; line: number; column: number} | undefined> {
  for (const file of paths) {
    const input = file.endsWith(".gz") ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
    const lines = createInterface({input, crlfDelay: Infinity});
    let line = 0;
    try {
      for await (const text of lines) {
        ++line;
        if (needles.every((needle) => text.includes(needle)))
          return {file, line, column: text.indexOf(needles[0]!) + 1};
      }
    } finally {
      lines.close();
      input.destroy();
    }
  }
  return undefined;
}
