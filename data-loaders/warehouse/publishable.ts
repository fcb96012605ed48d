import {datasets} from "../../src/terms/lenses.ts";
import {sources as knownSources, sourcesOf} from "../sources/sources.ts";
import type {Manifest} from "./manifest.ts";
import type {BuildOptions} from "./options.ts";

/** Why a build that is still to be made with these options may not be published; undefined when it may. */
export function obstacleInOptions({exactDeals, extracts, sources}: BuildOptions): string | undefined {
  const given = datasets.filter((dataset) => extracts[dataset] !== undefined);
  const confidential = given.some((dataset) => knownSources[sources?.[dataset] ?? sourcesOf(dataset)[0]].confidential);
  if (!exactDeals || !confidential) return undefined;
  return "its data keep every deal unchanged (--exact-deals), so that a table could show the round of one company";
}

/** Why a build must not be published; undefined if it may be. */
export function obstacleToPublishing({sources}: Pick<Manifest, "sources">): string | undefined {
  const exact = sources.find(({confidential, disclosure}) => confidential && !disclosure);
  return (
    exact && `the ${exact.dataset} of ${exact.name} are exact, so that a table could show the round of one company`
  );
}
