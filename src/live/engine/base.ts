import type {PageReport} from "../../narrative/report-data.ts";
import type {ScenarioBase} from "../../scenario/scenario.ts";
import type {PlainBase} from "./protocol.ts";

/** What scenarios can refer to, from the values with which the page came. */
export function plainBase({
  region,
  thresholds,
  places,
  years,
  snapshot
}: Pick<PageReport, "region" | "thresholds" | "places" | "years" | "snapshot">): PlainBase {
  return {
    region: region.code,
    thresholds,
    years,
    regions: places.map(({code, name}) => [code, name] as const),
    technologies: snapshot.technologies.map(({slug}) => slug)
  };
}

export function readBase({regions, technologies, ...rest}: PlainBase): ScenarioBase {
  return {...rest, regions: new Map(regions), technologies: new Set(technologies)};
}
