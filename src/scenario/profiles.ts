import type {RegionProfiles} from "../indicators/peers.ts";
import {regionProfiles} from "../indicators/profiles.js";
import type {Engines} from "../indicators/snapshot.ts";
import {countingOf, methodOf, type Scenario} from "./scenario.js";
import type {Dataset} from "../terms/lenses.ts";

/** The dataset that the lens of a scenario shows. */
export function datasetOf({lens, vintage}: Pick<Scenario, "lens" | "vintage">): Dataset {
  return lens === "publications" && vintage === "earlier" ? "publications_earlier" : lens;
}

/**
 * The profiles of regions in the lens of a scenario, from engines that have been brought to it.
 * @param regions codes of those that take part
 * @throws RangeError for a region that is no place
 */
export function profilesAt(engines: Engines, scenario: Scenario, regions: Iterable<string>): RegionProfiles {
  return regionProfiles(engines, {
    dataset: datasetOf(scenario),
    region: scenario.region,
    regions,
    method: methodOf(scenario),
    counting: countingOf(scenario)
  });
}
