import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";

/** The file that makes a folder ours. Without it, nothing in a folder is ever replaced or deleted. */
export const markerName = ".written-by";

/** What a folder of ours holds: only the command that writes it may replace it. */
export type FolderKind = "build" | "sample" | "site" | "archives" | "indicators" | "harvest" | "unfinished work";

const form = /^flanders-key-technologies: ([a-z ]+)\n/;

/** Makes an existing folder ours. */
export async function mark(folder: string, kind: FolderKind): Promise<void> {
  const note = "A command of this project wrote this folder, and may replace or delete what the folder holds.";
  await writeFile(join(folder, markerName), `flanders-key-technologies: ${kind}\n${note}\n`);
}

/** What a folder of ours holds; undefined for any other folder. */
export async function kindOf(folder: string): Promise<string | undefined> {
  return form.exec((await readMarker(folder)) ?? "")?.[1];
}

/** Whether a folder holds nothing, or nothing but a marker that a killed run did not finish. */
export async function isEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.length === 0 || (names.join() === markerName && (await readMarker(folder)) === "");
}

/** The content of the marker; undefined without one, empty while a run is writing it. */
export async function readMarker(folder: string): Promise<string | undefined> {
  return await readFile(join(folder, markerName), "utf8").catch(() => undefined);
}
