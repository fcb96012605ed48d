import type {ScenarioBase} from "../../src/scenario/scenario.ts";
import type {ReportData} from "../../src/narrative/report-data.ts";

/** The limits of scenarios for the report's region. */
export function scenarioBase({
  region,
  thresholds,
  years,
  places,
  snapshot
}: Pick<ReportData, "region" | "thresholds" | "years" | "places" | "snapshot">): ScenarioBase {
  return {
    region: region.code,
    thresholds,
    years,
    regions: new Map([...places.map(({code, name}) => [code, name] as const), [region.code, region.name]]),
    technologies: new Set(snapshot.technologies.map(({slug}) => slug))
  };
}
