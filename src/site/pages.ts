import {join, relative} from "node:path";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import {writeApi} from "./api/write-api.ts";
import {writeBesidePages} from "./release/companion-files.ts";
import {transformPages} from "./html/transform-pages.ts";
import {runFramework} from "./framework/process.ts";
import {checkBudgets} from "./release/budgets.ts";
import {keepPackedEngine} from "./framework/packed-duckdb.ts";
import {dropStaleOutputs} from "./framework/loader-cache.ts";
import {readRelease} from "./release/release.ts";
import {checkRelease} from "./release/gate.ts";
import {replaceFolder} from "./replace-folder.ts";
import {cacheFolder, type Site} from "./site.ts";
import {type Steps, untimed} from "./steps.ts";
import {vendor} from "./framework/vendor.ts";

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
    // Fills a page, and so comes before all pages are transformed.
    await steps("static API", async () => await writeApi(staged));
    const pages = await steps("pages' HTML", async () => await transformPages(staged, release));
    const manifest = await readManifest(defaultOut);
    if (manifest)
      await steps(
        "licences, citation, search engines",
        async () => await writeBesidePages(staged, pages, release, manifest.build)
      );
    await steps("licence gate", async () => await checkRelease(staged, manifest));
    await steps("budgets", async () => await checkBudgets(staged));
  });
}
