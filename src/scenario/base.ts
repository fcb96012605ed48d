import type {PageReport} from "../narrative/report-data.ts";
import type {ScenarioBase} from "./scenario.ts";

/** What scenarios can refer to, from the values of a report. */
export function scenarioBase({
  config,
  region,
  thresholds,
  years,
  pooled,
  places,
  snapshot
}: Pick<PageReport, "config" | "region" | "thresholds" | "years" | "pooled" | "places" | "snapshot">): ScenarioBase {
  return {
    region: region.code,
    benchmark: config.benchmark,
    reportYears: config.years,
    thresholds,
    years,
    pooled,
    // The region of the report may not be among those on offer.
    regions: new Map([...places.map(({code, name}) => [code, name] as const), [region.code, region.name]]),
    technologies: new Set(snapshot.technologies.map(({slug}) => slug))
  };
}
