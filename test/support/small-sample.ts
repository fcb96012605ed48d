import {join} from "node:path";
import {projectRoot} from "../../data-loaders/console/project-root.ts";
import {ensureSample} from "../../data-loaders/sample/sample.ts";

/** The share of the sample's documents: enough for every technology to occur in every lens. */
export const smallShare = 0.02;

/**
 * The folder with a small part of the synthetic sample, written once for all tests, since planning it takes as long as
 * planning the whole sample.
 */
export async function smallSample(): Promise<string> {
  return await ensureSample(join(projectRoot, "data/raw/sample-small"), {share: smallShare});
}
