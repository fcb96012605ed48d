import type {Manifest} from "./manifest.ts";

/**
 * Why a build may not be published; undefined when it may.
 * @param manifest of the build
 */
export function obstacleToPublishing({sources}: Pick<Manifest, "sources">): string | undefined {
  const exact = sources.find(({confidential, disclosure}) => confidential && !disclosure);
  return (
    exact && `the ${exact.dataset} of ${exact.name} are exact, so that a table could show the round of one company`
  );
}
