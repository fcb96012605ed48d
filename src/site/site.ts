import {join} from "node:path";
import {fileURLToPath} from "node:url";

/** Where the parts of a Framework site are; all paths are absolute. */
export interface Site {
  /** Holds `observablehq.config.ts`; Framework runs here. */
  folder: string;
  /** The pages: the config's `root`. */
  root: string;
  /** The built site. */
  output: string;
}

/** The folder with `package.json` and `node_modules`: everything a site is made of comes from there. */
export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

/** The site of this project. */
export const projectSite: Site = siteIn(projectFolder);

/** The site in `folder`, laid out like this project: pages in `src`, output in `dist`. */
export function siteIn(folder: string): Site {
  return {folder, root: join(folder, "src"), output: join(folder, "dist")};
}

/** Where Framework keeps what it made: packages in `_npm`, bundles in `_observablehq`, loader outputs beside them. */
export function cacheFolder(site: Pick<Site, "root">): string {
  return join(site.root, ".observablehq", "cache");
}
