import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {updateData} from "../../src/site/data.ts";
import {buildPages} from "../../src/site/pages.ts";
import {projectFolder, projectSite} from "../../src/site/site.ts";
import {blockedNetwork} from "../src/site/fixture.ts";

/**
 * The files and folders from which pages are built, except the data and node_modules, for which the lockfile stands.
 */
const inputs = [
  "src",
  "data-loaders",
  "data/published",
  "data/taxonomy",
  "observablehq.config.ts",
  "package.json",
  "package-lock.json"
];

/**
 * The folder of the site with the current data and code, built without a network. Later test files use what an earlier
 * one has built; outdated builds are removed.
 *
 * @throws Error with Framework's lines when a page cannot be built
 */
export async function builtSite(): Promise<string> {
  if (process.env.TEST_SITE) return process.env.TEST_SITE;
  const dataKey = await updateData({});
  const parent = join(projectFolder, "data/raw");
  const name = `site-${await keyOf(dataKey)}`;
  const output = join(parent, name);
  if (existsSync(join(output, "index.html"))) return output;
  const log: string[] = [];
  try {
    await buildPages({site: {...projectSite, output}, dataKey, log: (line) => log.push(line), env: blockedNetwork});
  } catch (error) {
    throw new Error(`the site failed to build\n${log.join("\n")}`, {cause: error});
  }
  for (const other of await readdir(parent)) {
    if (other !== name && /^site-[0-9a-f]{16}$/.test(other))
      await rm(join(parent, other), {recursive: true, force: true});
  }
  return output;
}

async function keyOf(dataKey: string): Promise<string> {
  const hash = createHash("sha256").update(dataKey);
  for (const input of inputs) {
    const path = join(projectFolder, input);
    const below = await readdir(path, {recursive: true, withFileTypes: true}).catch(() => undefined);
    const files = below
      ? below
          .filter((entry) => entry.isFile() && !entry.parentPath.includes(".observablehq"))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const file of files)
      hash
        .update("\0")
        .update(file.slice(projectFolder.length))
        .update("\0")
        .update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}
