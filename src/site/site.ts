import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Replacement} from "../../data-loaders/folders/replace-folder.ts";

/** The folders of a Framework site, as absolute paths. */
export interface Site {
  /** It holds `observablehq.config.ts`; Framework runs here. */
  folder: string;
  /** The folder of the pages: the config's `root`. */
  root: string;
  /** The folder of the built site. */
  output: string;
}

/** The folder with `package.json` and `node_modules`, from which every site is built. */
export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

/** The site of this project. */
export const projectSite: Site = siteIn(projectFolder);

/** The site in `folder`, laid out like this project: pages in `src`, output in `dist`. */
export function siteIn(folder: string): Site {
  return {folder, root: join(folder, "src"), output: join(folder, "dist")};
}

/** How a build replaces the folder of the built site. */
export function siteFolder({root, output}: Site): Replacement {
  return {path: output, kind: "site", staging: join(root, ".observablehq", "output"), inputs: [root]};
}

/** Framework's cache: packages in `_npm`, bundles in `_observablehq`, loader outputs beside them. */
export function cacheFolder(site: Pick<Site, "root">): string {
  return join(site.root, ".observablehq", "cache");
}
