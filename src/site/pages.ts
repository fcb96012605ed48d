import {existsSync} from "node:fs";
import {join, relative} from "node:path";
import {InputError} from "../../data-loaders/console/input-error.ts";
import {replaceFolder} from "../../data-loaders/folders/replace-folder.ts";
import {withTemporaryFolder} from "../../data-loaders/folders/work-folder.ts";
import {ensureReport} from "../../data-loaders/report/report.ts";
import {defaultOut} from "../../data-loaders/warehouse/freshness.ts";
import {readManifest} from "../../data-loaders/warehouse/manifest.ts";
import type {PublishedTable} from "./api/manifest.ts";
import {makeApi, placeApi} from "./api/make-api.ts";
import {writeBesidePages} from "./release/companion-files.ts";
import {transformPages} from "./html/transform-pages.ts";
import {runFramework} from "./framework/process.ts";
import {checkBudgets} from "./release/budgets.ts";
import {keepPackedEngine} from "./framework/packed-duckdb.ts";
import {dropStaleOutputs} from "./framework/loader-cache.ts";
import {layOutTables} from "./framework/table-outputs.ts";
import {readRelease} from "./release/release.ts";
import {checkRelease} from "./release/check-release.ts";
import {shows} from "./release/social-card.ts";
import type {SiteAccount} from "./release/summary.ts";
import {cacheFolder, type Site, siteFolder} from "./site.ts";
import {type Steps, untimed} from "./steps.ts";
import {vendor} from "./framework/vendor.ts";

export interface PagesOptions {
  site: Site;
  /** Changes exactly when the data behind the loaders change. */
  dataKey: string;
  log?: (line: string) => void;
  /** Environment variables for Framework and the loaders, in addition to those of this process. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Runs each step. */
  steps?: Steps;
}

/** Prepares Framework's caches for a build or a preview: removes stale loader outputs and provides all packages. */
export async function prepareCaches({site, dataKey, log = () => {}}: PagesOptions): Promise<void> {
  if (await dropStaleOutputs(site, dataKey)) log("data or loaders have changed: loaders run again");
  await layOutTables(site);
  await vendor({site, log});
}

/**
 * Builds the pages of a site into its output folder.
 *
 * The output is replaced only when everything succeeds; otherwise the previous output stays as it was.
 *
 * @returns the results of the checks at the end
 * @throws InputError for a faulty page; Framework's lines in `log` say more
 */
export async function buildPages(options: PagesOptions): Promise<SiteAccount> {
  const {site, steps = untimed} = options;
  await steps("packages", async () => await prepareCaches(options));
  const build = async (staged: string, api: string) => {
    const tables = await makePagesAndApi(options, staged, api);
    await keepPackedEngine(staged, cacheFolder(site));
    // It fills in a page, so it comes before the pages are transformed.
    if (tables) await placeApi(api, tables, staged);
    return await finishSite(staged, steps);
  };
  return await withTemporaryFolder(
    "api",
    async (api) => await replaceFolder(siteFolder(site), async (staged) => await build(staged, api))
  );
}

/** Runs Framework and, at the same time, makes the files of the API if the site has a page for it. */
async function makePagesAndApi(
  options: PagesOptions,
  staged: string,
  api: string
): Promise<readonly PublishedTable[] | undefined> {
  const {site, steps = untimed} = options;
  const hasApi = existsSync(join(site.root, "api/index.md"));
  // Both read the report, so it is computed once before them.
  if (hasApi) await steps("report", async () => await ensureReport());
  const [pages, tables] = await Promise.allSettled([
    steps("pages", async () => await makePages(options, staged)),
    hasApi ? steps("static API", async () => await makeApi(api)) : undefined
  ]);
  if (pages.status === "rejected") throw pages.reason;
  if (tables.status === "rejected") throw tables.reason;
  return tables.value;
}

async function makePages({site, log = () => {}, env, signal}: PagesOptions, staged: string): Promise<void> {
  const output = relative(site.folder, staged);
  const code = await runFramework(["build"], site, {log, signal, env: {...env, SITE_OUTPUT: output}});
  if (code !== 0) {
    throw new InputError(`build failed: framework ended with code ${code}`, {
      advice: "fix the error that its output above shows"
    });
  }
}

/** Completes a site after Framework has built it. */
async function finishSite(staged: string, steps: Steps): Promise<SiteAccount> {
  const release = await readRelease();
  const pages = await steps("pages' HTML", async () => await transformPages(staged, release));
  const manifest = await readManifest(defaultOut);
  if (manifest)
    await steps(
      "licences, citation, search engines",
      async () => await writeBesidePages(staged, pages, release, manifest)
    );
  const searched = await steps("licence gate", async () => await checkRelease(staged, manifest));
  const weights = await steps("budgets", async () => await checkBudgets(staged));
  const sources = manifest?.sources ?? [];
  const hasPicture = shows({config: release, sources});
  return {searched, weights, sources, siteUrl: release.siteUrl, hasPicture};
}
