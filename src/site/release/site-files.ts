import {readdir} from "node:fs/promises";
import {join, relative} from "node:path";

/** The paths of all files in a built site, with slashes, sorted. */
export async function listSiteFiles(site: string): Promise<string[]> {
  const entries = await readdir(site, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
