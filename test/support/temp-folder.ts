import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {after} from "node:test";

/** Makes a folder that is removed after the tests of a file. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "test-"));
  after(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** Makes new empty folders, each with a name of its own, in a folder that is removed after the tests of a file. */
export function tempFolders(): () => string {
  const root = tempFolder();
  return () => mkdtempSync(join(root, "folder-"));
}

/**
 * Writes files, given by name and content, into a folder.
 * @returns the folder
 */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
