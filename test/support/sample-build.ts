import {join} from "node:path";
import {isDeepStrictEqual} from "node:util";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {defaultOut, makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions, readOptions} from "../../data-loaders/warehouse/options.ts";

/**
 * The folder with the build of the whole sample under the default options, made once for all tests. It is the site's
 * build, unless the site is built from other extracts.
 */
export async function sampleBuild(): Promise<string> {
  const shared = isDeepStrictEqual(await readOptions(defaultOut), defaultOptions);
  const out = shared ? defaultOut : join(projectRoot, "data/raw/sample-build");
  await makeWarehouse(out, defaultOptions, {progress: {update() {}, finish() {}}});
  return out;
}
