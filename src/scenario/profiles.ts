import type {RegionProfiles} from "../indicators/peers.ts";
import {regionProfiles} from "../indicators/profiles.js";
import type {Engines} from "../indicators/snapshot.ts";
import {countingOf, methodOf, type Scenario} from "./scenario.js";
import {datasetOf} from "../terms/lenses.js";

/**
 * The profiles of regions in the lens of a scenario, from engines that have been brought to the scenario.
 * @param regions codes of the regions to include
 * @throws RangeError for a code that is not a place
 */
export function profilesAt(engines: Engines, scenario: Scenario, regions: Iterable<string>): RegionProfiles {
  return regionProfiles(engines, {
    dataset: datasetOf(scenario.lens, scenario.edition),
    region: scenario.region,
    regions,
    method: methodOf(scenario),
    counting: countingOf(scenario)
  });
}
