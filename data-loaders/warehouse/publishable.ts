import type {Manifest} from "./manifest.ts";

/** Why a build must not be published; undefined if it may be. */
export function obstacleToPublishing({sources}: Pick<Manifest, "sources">): string | undefined {
  const exact = sources.find(({confidential, disclosure}) => confidential && !disclosure);
  return (
    exact && `the ${exact.dataset} of ${exact.name} are exact, so that a table could show the round of one company`
  );
}
