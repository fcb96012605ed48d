import {join} from "node:path";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {makeWarehouse} from "../../data-loaders/warehouse/freshness.ts";
import {defaultOptions} from "../../data-loaders/warehouse/options.ts";

/** A folder with the build of the whole sample under the default options, made once for all tests. */
export async function sampleBuild(): Promise<string> {
  const out = join(projectRoot, "data/raw/sample-build");
  await makeWarehouse(out, defaultOptions, {progress: {update() {}, finish() {}}});
  return out;
}
