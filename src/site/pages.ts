import {readFile, readdir, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {mendShell} from "./accessible-html.ts";
import {writeApi} from "./api/write-api.ts";
import {runFramework} from "./framework-process.ts";
import {lightenPage} from "./light-html.ts";
import {helpOldBrowsers} from "./old-browsers.ts";
import {dropStaleOutputs} from "./loader-cache.ts";
import {checkRelease} from "./release-gate.ts";
import {replaceFolder} from "./replace-folder.ts";
import {securePages} from "./secure-pages.ts";
import type {Site} from "./site.ts";
import {vendor} from "./vendor.ts";

export interface PagesOptions {
  site: Site;
  /** Changes exactly when the data behind the loaders changed. */
  dataKey: string;
  log?: (line: string) => void;
  /** For Framework and the loaders, besides this process's own. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Makes Framework's caches fit for a build or a preview: no stale loader output, all packages at hand. */
export async function prepareCaches({site, dataKey, log = () => {}}: PagesOptions): Promise<void> {
  if (await dropStaleOutputs(site, dataKey)) log("data or loaders changed: loader outputs will be made anew");
  await vendor({site, log});
}

/**
 * Builds the pages of a site into its output folder.
 *
 * The output is replaced only when everything succeeded; when anything fails, this throws and the
 * previous output stays as it was. An InputError is about a page, and Framework's lines in `log` say more.
 */
export async function buildPages(options: PagesOptions): Promise<void> {
  const {site, log = () => {}, env, signal} = options;
  await prepareCaches(options);
  await replaceFolder(site.output, join(site.root, ".observablehq", "output"), async (staged) => {
    const output = relative(site.folder, staged);
    const code = await runFramework(["build"], site, {log, signal, env: {...env, SITE_OUTPUT: output}});
    if (code !== 0) {
      throw new InputError(`build failed: framework ended with code ${code}`, {advice: "mend what its lines above name"});
    }
    const pages = await mendPages(staged);
    await writeApi(staged);
    await checkRelease(staged, await readManifest(defaultOut));
    await securePages(staged, pages);
  });
}

/** Returns the paths of the pages. */
async function mendPages(folder: string): Promise<string[]> {
  const pages: string[] = [];
  for (const path of await readdir(folder, {recursive: true})) {
    if (!path.endsWith(".html")) continue;
    // Files of the authors' own come through loaders and attachments, and are theirs.
    if (path.startsWith("_")) continue;
    pages.push(path);
    const file = join(folder, path);
    const mended = mendShell(await readFile(file, "utf8"), path);
    // The error page is shown at any address: its links start from its base, not from its folder.
    await writeFile(file, helpOldBrowsers(path === "404.html" ? mended : await lightenPage(mended, async (href) => await readFile(join(dirname(file), href), "utf8"))));
  }
  return pages;
}
