import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {readdir, realpath, stat} from "node:fs/promises";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {Writable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip} from "node:zlib";
import {InputError} from "../console/input-error.ts";
import {isGzip} from "../console/own-file.ts";

/**
 * All files in a folder and its subfolders, sorted, as paths that start with the folder. Symbolic links are followed;
 * hidden files, and links that lead nowhere or back to a folder above them, are left out.
 * @throws InputError when the folder does not exist, is a file or cannot be read
 */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    return (await walk(folder, [])).sort();
  } catch (error) {
    const problem = problems[(error as NodeJS.ErrnoException).code ?? ""];
    if (problem === undefined) throw error;
    throw new InputError(problem.what, {file: folder, advice: problem.advice, cause: error});
  }
}

const problems: Record<string, {what: string; advice: string}> = {
  ENOENT: {what: "folder not found", advice: "check the path"},
  ENOTDIR: {what: "a file, not a folder", advice: "give the folder that contains it"},
  EACCES: {what: "no permission to read the folder", advice: "change its permissions"}
};

/** @param above the real paths of the folders above */
async function walk(folder: string, above: readonly string[]): Promise<string[]> {
  const real = await realpath(folder);
  if (above.includes(real)) return [];
  const found: string[] = [];
  for (const entry of await readdir(folder, {withFileTypes: true})) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (target?.isDirectory()) found.push(...(await walk(path, [...above, real])));
    else if (target?.isFile()) found.push(path);
  }
  return found;
}

/** Whether two files have the same bytes. */
export async function sameContent(one: string, other: string): Promise<boolean> {
  if ((await stat(one)).size !== (await stat(other)).size) return false;
  const [a, b] = await Promise.all([hashFile(one), hashFile(other)]);
  return a === b;
}

/** SHA-256 of a file's contents, hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/**
 * Checks compressed files to their end: a parser would take a truncated file for a short one.
 * @throws InputError when a file is truncated or damaged, or other bytes follow its end
 */
export async function verifyGzip(files: readonly string[]): Promise<void> {
  for (const file of files) if (isGzip(file)) await readToEnd(file, () => {});
}

/**
 * Reads a file to its end, and unpacks it.
 * @param take is given all its bytes in pieces
 * @throws InputError when a gzip file is truncated or damaged, or other bytes follow its end; and what `take` throws
 */
export async function readToEnd(path: string, take: (bytes: Uint8Array) => void): Promise<void> {
  const sink = new Writable({
    write(bytes: Uint8Array, _, done) {
      try {
        take(bytes);
        done();
      } catch (error) {
        done(error as Error);
      }
    }
  });
  const input = createReadStream(path, {highWaterMark: 1 << 20});
  if (!isGzip(path)) return await pipeline(input, sink);
  const {size} = await stat(path);
  const gunzip = createGunzip();
  const advice = "download it again";
  try {
    await pipeline(input, gunzip, sink);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const bytes = size.toLocaleString("en-US");
    throw new InputError(`the gzip file is truncated or damaged (${bytes} bytes)`, {file: path, advice, cause});
  }
  const rest = (size - gunzip.bytesWritten).toLocaleString("en-US");
  if (rest !== "0")
    throw new InputError(`${rest} bytes follow the end of the gzip data`, {
      file: path,
      advice: `${advice}, or unpack it with gzip -d`
    });
}

/** A line of a text file, from 1. */
interface Line {
  file: string;
  line: number;
  text: string;
}

/**
 * The first line in text files that contains all given texts; lines and columns count from 1.
 * @param needles texts in the line; the column is that of the first
 */
export async function findInFiles(
  paths: readonly string[],
  needles: readonly string[]
): Promise<{file: string; line: number; column: number} | undefined> {
  const found = await search(paths, (text) => needles.every((needle) => text.includes(needle)));
  return found && {file: found.file, line: found.line, column: found.text.indexOf(needles[0]!) + 1};
}

/** The first line in text files that passes a test; lines count from 1. */
export async function findLine(
  paths: readonly string[],
  isWanted: (text: string) => boolean
): Promise<{file: string; line: number} | undefined> {
  const found = await search(paths, isWanted);
  return found && {file: found.file, line: found.line};
}

/** It reads line by line, which is fast enough for error messages. */
async function search(paths: readonly string[], isWanted: (text: string) => boolean): Promise<Line | undefined> {
  for (const file of paths) {
    const input = isGzip(file) ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
    const lines = createInterface({input, crlfDelay: Infinity});
    let line = 0;
    try {
      for await (const text of lines) {
        ++line;
        if (isWanted(text)) return {file, line, text};
      }
    } finally {
      lines.close();
      input.destroy();
    }
  }
  return undefined;
}
