import type {RuleThresholds} from "../link-rule.ts";
import type {Engines} from "../snapshot.js";
import {LensEngine} from "./engine.js";
import {createPlaces, createUniverse, loadLens, type Query} from "./load.js";
import {type Dataset, datasets, type DealTypes, type Years} from "../../terms/lenses.js";

export interface OpenOptions {
  /** First and last year to count. */
  years: Readonly<Record<Dataset, Years>>;
  /** Which deals to count; by default start-up funding. */
  types?: DealTypes;
  /** Called before each dataset, to report progress. */
  progress?: (dataset: Dataset) => void;
}

/**
 * Loads the engines of all datasets from the published tables, classified by a rule.
 * @param rule thresholds by vocabulary, as in the manifest of the build
 */
export async function openEngines(
  query: Query,
  rule: RuleThresholds,
  {years, types, progress}: OpenOptions
): Promise<Engines> {
  const {
    name,
    slug,
    technology_group: group
  } = await query("SELECT name, slug, technology_group FROM technologies ORDER BY technology");
  const technologies = Array.from(name!, (one, i) => ({
    name: String(one),
    slug: String(slug![i]),
    group: String(group![i])
  }));
  const places = await createPlaces(query);
  const engines = {} as Engines["engines"];
  for (const dataset of datasets) {
    progress?.(dataset);
    const universe = await createUniverse(query, dataset);
    const {folded, links} = await loadLens(query, dataset, places, universe, years[dataset], types);
    engines[dataset] = {engine: new LensEngine(folded, places.count, universe, links, rule), universe};
  }
  return {places, technologies, engines};
}
