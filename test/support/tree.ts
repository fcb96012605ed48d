import {readdirSync, readFileSync, readlinkSync} from "node:fs";
import {join} from "node:path";

/** The paths below a folder with the contents of files and the targets of links, to compare. Links are not followed. */
export function treeOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) found[entry.name] = `to ${readlinkSync(path)}`;
    else if (entry.isDirectory()) {
      found[entry.name] = "folder";
      for (const [name, content] of Object.entries(treeOf(path))) found[join(entry.name, name)] = content;
    } else found[entry.name] = entry.isFile() ? readFileSync(path, "utf8") : "special";
  }
  return found;
}
