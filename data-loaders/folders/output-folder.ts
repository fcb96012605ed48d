import {lstatSync, realpathSync, type Stats, statSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {homedir} from "node:os";
import {basename, dirname, join, resolve} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {InputError} from "../console/input-error.ts";
import {projectRoot} from "../console/project-root.ts";
import {type FolderKind, isEmpty, kindOf, mark, markerName, readMarker} from "./marker.ts";

/** An output folder and what it is for. */
export interface Output {
  path: string;
  kind: FolderKind;
  /** Files and folders that the command reads. */
  inputs?: readonly string[];
}

/**
 * The folder that an output goes to, with links followed. It need not exist. Nothing is written.
 *
 * @returns an absolute path
 * @throws InputError for an empty path; for a file; for a folder that is, or contains, the current folder, the home
 * folder or the project; for one that contains an input, lies in one, or lies in the output of a command; and for a
 * folder that holds files but not our marker of this kind
 */
export async function checkOutput({path, kind, inputs = []}: Output): Promise<string> {
  if (path.trim() === "") throw new InputError("empty path of the output folder", {advice: "give the folder's name"});
  const folder = realPath(resolve(path));
  for (const [kept, name] of [
    [process.cwd(), "the current folder"],
    [homedir(), "the home folder"],
    [projectRoot, "this project"]
  ] as const) {
    if (contains(folder, realPath(kept)))
      throw refusal(folder, `the output folder would contain ${name}`, "choose a new folder");
  }
  for (const input of inputs) {
    const source = realPath(resolve(input));
    if (contains(folder, source))
      throw refusal(folder, `the output folder contains an input: ${input}`, "choose a folder outside of the inputs");
    if (contains(source, folder))
      throw refusal(folder, `the output folder lies in an input: ${input}`, "choose a folder outside of the inputs");
  }
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if ((await kindOf(above)) !== undefined)
      throw refusal(folder, `the output folder lies in ${above}, the output of a command`, "choose another folder");
  }
  requirePossible(folder);
  await requireOwn(folder, kind);
  return folder;
}

/** @throws InputError for a path that can be no folder, such as one below a file */
function requirePossible(folder: string): void {
  let above = folder;
  try {
    while (statSync(above, {throwIfNoEntry: false}) === undefined) above = dirname(above);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  if (above !== folder && !statSync(above).isDirectory())
    throw refusal(folder, `${above} is not a folder`, "choose another folder");
}

function unwritable(folder: string, cause: unknown): InputError {
  const {code} = cause as NodeJS.ErrnoException;
  return new InputError(`cannot write to the output folder (${code})`, {
    file: folder,
    advice: "choose another folder",
    cause
  });
}

/**
 * Makes a folder for an output: ours, with our marker.
 * @returns its path, with links followed
 * @throws InputError as `checkOutput`, and when the folder cannot be written to
 */
export async function claimOutput(output: Output): Promise<string> {
  const folder = await checkOutput(output);
  try {
    await mkdir(folder, {recursive: true});
    if ((await kindOf(folder)) === undefined) await mark(folder, output.kind);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENAMETOOLONG", "ELOOP"].includes(code)) throw cause;
    throw unwritable(folder, cause);
  }
  return folder;
}

/**
 * Does nothing if a folder has our marker of this kind, is empty or does not exist.
 * @throws InputError for every other folder, and for a file
 */
export async function requireOwn(folder: string, kind: FolderKind): Promise<void> {
  const info = lookAt(folder);
  if (info === undefined) return;
  if (!info.isDirectory()) throw refusal(folder, "not a folder", "choose another folder, or move what is there");
  // Another run may be writing the marker into a new folder.
  for (let look = 0; look < 8; ++look) {
    const found = await kindOf(folder);
    if (found === kind || (await isEmpty(folder))) return;
    if (found !== undefined)
      throw refusal(
        folder,
        `the folder holds ${found}, which another command wrote, not ${kind}`,
        "choose another folder"
      );
    if ((await readMarker(folder)) !== "") break;
    await wait(25);
  }
  throw refusal(
    folder,
    `the folder is not empty, and no command of this project wrote it (it has no ${markerName})`,
    "choose a new or empty folder; if what it holds is an old output, delete the folder and run the command again"
  );
}

/**
 * Checks the file that a command writes.
 * @param isOurs whether an existing file, given its path, is an earlier output of the command
 * @returns its absolute path, with links followed
 * @throws InputError for an empty path, a folder, a missing folder, an input of the command, and a file of another
 * origin
 */
export function checkOutputFile(path: string, inputs: readonly string[], isOurs: (path: string) => boolean): string {
  if (path.trim() === "") throw new InputError("empty path of the output file", {advice: "give the file's name"});
  const file = realPath(resolve(path));
  const info = lookAt(file);
  if (info?.isDirectory()) throw refusal(file, "a folder, not a file", "give --out a file");
  if (!statSync(dirname(file), {throwIfNoEntry: false})?.isDirectory())
    throw refusal(dirname(file), "no such folder", "create it, or choose another --out");
  if (info === undefined) return file;
  if (!info.isFile()) throw refusal(file, "not a file", "choose another --out");
  if (inputs.some((input) => isSame(file, realPath(resolve(input)))))
    throw refusal(file, "the output would replace an input", "choose another --out");
  if (info.size > 0 && !isOurs(file))
    throw refusal(file, "the file exists, and this command did not write it", "choose another --out, or delete it");
  return file;
}

function refusal(file: string, message: string, advice: string): InputError {
  return new InputError(message, {file, advice});
}

/** What is at a path, with links not followed; undefined where nothing is or can be. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, {throwIfNoEntry: false});
  } catch {
    return undefined;
  }
}

/** Follows the links of a path as far as it exists, and of a link that leads nowhere. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (lookAt(path)?.isSymbolicLink())
      throw new InputError("a link that leads nowhere", {file: path, advice: "choose another path", cause});
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** Whether `inner` is `outer` or lies in it; both are real paths. Compares folders themselves, not their names. */
function contains(outer: string, inner: string): boolean {
  for (let at = inner; ; at = dirname(at)) {
    if (isSame(at, outer)) return true;
    if (at === dirname(at)) return false;
  }
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((path) => {
    try {
      return statSync(path, {bigint: true, throwIfNoEntry: false});
    } catch {
      return undefined;
    }
  });
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
