import {join} from "node:path";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {ensureSample} from "../../data-loaders/sample/sample.ts";

/** Part of the sample's documents, enough for every technology to occur in every lens. */
export const smallShare = 0.02;

/**
 * A folder with a small part of the synthetic sample, written once for all tests: planning it takes as long as planning
 * all of it.
 */
export async function smallSample(): Promise<string> {
  return await ensureSample(join(projectRoot, "data/raw/sample-small"), {share: smallShare});
}
