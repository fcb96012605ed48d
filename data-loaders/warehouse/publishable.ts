import {type Dataset, datasets} from "../../src/terms/lenses.ts";
import {sourceOf} from "../sources/sources.ts";
import type {Manifest} from "./manifest.ts";
import type {BuildOptions} from "./options.ts";

/** The datasets of which a build with these options has licensed records. */
export function licensedDatasets({extracts, sources}: Pick<BuildOptions, "extracts" | "sources">): Dataset[] {
  const given = datasets.filter((dataset) => extracts[dataset] !== undefined);
  return given.filter((dataset) => sourceOf(dataset, sources?.[dataset]).licensed);
}

/** Why a build that is still to be made with these options may not be published; undefined when it may. */
export function obstacleInOptions(options: BuildOptions): string | undefined {
  const licensed = licensedDatasets(options);
  if (!options.exact || licensed.length === 0) return undefined;
  return `its data keep the records of licensed ${licensed.join(" and ")} unchanged (--exact)`;
}

/** Why a build must not be published; undefined if it may be. */
export function obstacleToPublishing({sources}: Pick<Manifest, "sources">): string | undefined {
  const exact = sources.find(({licensed, pooled}) => licensed && !pooled);
  return exact && `the ${exact.dataset} of ${exact.name} are exact, so that its tables are close to licensed records`;
}
