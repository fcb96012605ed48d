import {readFile, readdir, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {mendShell} from "./html/accessible-html.ts";
import {writeApi} from "./api/write-api.ts";
import {linkBeside, writeBesidePages} from "./release/companion-files.ts";
import {offerEmbeds, writeEmbeds} from "./html/embeds.ts";
import {runFramework} from "./framework/process.ts";
import {lightenPage} from "./html/light-html.ts";
import {checkBudgets} from "./release/budgets.ts";
import {keepPackedEngine} from "./framework/packed-duckdb.ts";
import {dropStaleOutputs} from "./framework/loader-cache.ts";
import {readRelease, type Release} from "./release/release.ts";
import {checkRelease} from "./release/gate.ts";
import {replaceFolder} from "./replace-folder.ts";
import {securePages} from "./html/secure-pages.ts";
import {cacheFolder, type Site} from "./site.ts";
import {type Steps, untimed} from "./steps.ts";
import {vendor} from "./framework/vendor.ts";
import {readWithoutModules} from "./html/without-modules.ts";

export interface PagesOptions {
  site: Site;
  /** Changes exactly when the data behind the loaders changed. */
  dataKey: string;
  log?: (line: string) => void;
  /** For Framework and the loaders, besides this process's own. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Runs each step. */
  steps?: Steps;
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
  const {site, log = () => {}, env, signal, steps = untimed} = options;
  await steps("packages", async () => await prepareCaches(options));
  await replaceFolder(site.output, join(site.root, ".observablehq", "output"), async (staged) => {
    const output = relative(site.folder, staged);
    const code = await steps(
      "report and pages",
      async () => await runFramework(["build"], site, {log, signal, env: {...env, SITE_OUTPUT: output}})
    );
    if (code !== 0) {
      throw new InputError(`build failed: framework ended with code ${code}`, {
        advice: "mend what its lines above name"
      });
    }
    await keepPackedEngine(staged, cacheFolder(site));
    const release = await readRelease();
    const pages = await steps("lighter pages, embeds", async () => await mendPages(staged, release));
    await steps("static API", async () => await writeApi(staged));
    const manifest = await readManifest(defaultOut);
    if (manifest)
      await steps(
        "licences, citation, search engines",
        async () => await writeBesidePages(staged, pages, release, manifest.build)
      );
    await steps("licence gate", async () => await checkRelease(staged, manifest));
    await steps("policies", async () => await securePages(staged, pages));
    await steps("budgets", async () => await checkBudgets(staged));
  });
}

/** Returns the paths of the pages, those for frames among them. */
async function mendPages(folder: string, release: Release): Promise<string[]> {
  const pages: string[] = [];
  for (const path of await readdir(folder, {recursive: true})) {
    if (!path.endsWith(".html")) continue;
    // Files of the authors' own come through loaders and attachments, and are theirs.
    if (path.startsWith("_")) continue;
    pages.push(path);
    const file = join(folder, path);
    const readStyle = async (href: string) => await readFile(join(dirname(file), href), "utf8");
    let mended = linkBeside(mendShell(await readFile(file, "utf8"), path));
    if (path === "index.html") {
      const embeds = await writeEmbeds(folder, mended, release, readStyle);
      pages.push(...embeds);
      if (embeds.length > 0) mended = offerEmbeds(mended, release);
    }
    // The error page is shown at any address: its links start from its base, not from its folder.
    await writeFile(file, readWithoutModules(path === "404.html" ? mended : await lightenPage(mended, readStyle)));
  }
  return pages;
}
