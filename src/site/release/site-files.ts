import {readdir} from "node:fs/promises";
import {join, relative} from "node:path";
import {markerName} from "../../../data-loaders/folders/marker.ts";

/** The paths of all files in a built site, with slashes, sorted; without the marker, which makes the folder ours. */
export async function listSiteFiles(site: string): Promise<string[]> {
  const entries = await readdir(site, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile() && !(entry.name === markerName && entry.parentPath === site))
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
