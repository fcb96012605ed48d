import type {TechnologyName} from "../indicators/snapshot.ts";
import {groupSlug, parseReference} from "./references.js";
import {type Dataset, datasets, lenses} from "../terms/lenses.js";

/** Which datasets of a build hold synthetic records, and which hold real ones. */
export interface Provenance {
  synthetic: readonly Dataset[];
  real: readonly Dataset[];
  /** Names of the technologies about which the synthetic records say nothing; left out if there are none. */
  uncalibrated?: readonly string[];
}

/** What a source says of its records: the manifest of a build has one for each dataset. */
export interface RecordSource {
  dataset: Dataset;
  /** Whether they are synthetic records, calibrated to the published values. */
  synthetic: boolean;
  /** Names of the technologies about which synthetic records say nothing; left out if there are none. */
  uncalibrated?: readonly string[];
}

/**
 * The provenance of numbers that rest on some datasets.
 *
 * @param sources those of a build
 * @param used the datasets behind the numbers; by default all
 * @param names the technologies behind the numbers, by name; by default all
 */
export function provenanceOf(
  sources: readonly RecordSource[],
  used: readonly Dataset[] = datasets,
  names?: readonly string[]
): Provenance {
  const which = (wanted: boolean) =>
    used.filter((dataset) => sources.some((source) => source.dataset === dataset && source.synthetic === wanted));
  const behind = sources.flatMap(({dataset, uncalibrated = []}) => (used.includes(dataset) ? uncalibrated : []));
  const uncalibrated = [...new Set(behind)].filter((name) => names === undefined || names.includes(name));
  return {synthetic: which(true), real: which(false), ...(uncalibrated.length > 0 && {uncalibrated})};
}

/** The technologies behind a reference, by slug: its own, those of its group, or all. */
export function technologiesBehind(reference: string, technologies: readonly TechnologyName[]): string[] {
  const parsed = parseReference(reference, technologies);
  const behind = technologies.filter(({slug, group}) =>
    "technology" in parsed ? slug === parsed.technology : !("group" in parsed) || groupSlug(group) === parsed.group
  );
  return behind.map(({slug}) => slug);
}

/** The provenance of the numbers of some references. */
export function provenanceBehind(
  references: readonly string[],
  sources: readonly RecordSource[],
  technologies: readonly TechnologyName[]
): Provenance {
  const used = new Set(references.flatMap(datasetsBehind));
  const slugs = new Set(references.flatMap((reference) => technologiesBehind(reference, technologies)));
  return provenanceOf(
    sources,
    datasets.filter((dataset) => used.has(dataset)),
    technologies.filter(({slug}) => slugs.has(slug)).map(({name}) => name)
  );
}

/**
 * The datasets behind a reference such as `deals.rca semiconductors`: its own, and patents wherever relatedness or
 * complexity is used. The numbers of technologies, in all and in a group, rest on no dataset.
 */
export function datasetsBehind(reference: string): readonly Dataset[] {
  const [word, indicator] = reference.split(/[. ]/) as [string, string | undefined];
  const own = datasets.find((dataset) => dataset === word);
  if (own) return indicator === "density" && own !== "patents" ? ["patents", own] : [own];
  if (word === "technologies" || word === "group") return [];
  return word === "composite" ? lenses : ["patents"];
}
