import type {Manifest} from "./manifest.ts";
import type {BuildOptions} from "./options.ts";

/** Why a build that is still to be made with these options may not be published; undefined when it may. */
export function obstacleInOptions({exactDeals, extracts}: BuildOptions): string | undefined {
  if (!exactDeals || extracts.deals === undefined) return undefined;
  return "its data keep every deal unchanged (--exact-deals), so that a table could show the round of one company";
}

/** Why a build must not be published; undefined if it may be. */
export function obstacleToPublishing({sources}: Pick<Manifest, "sources">): string | undefined {
  const exact = sources.find(({confidential, disclosure}) => confidential && !disclosure);
  return (
    exact && `the ${exact.dataset} of ${exact.name} are exact, so that a table could show the round of one company`
  );
}
