import type {OpenBuild} from "../../data-loaders/report/engines.ts";
import {readPlaces, readYears} from "../../src/narrative/tables.ts";
import type {ScenarioBase} from "../../src/scenario/scenario.ts";
import {reportChoices} from "./report-choices.ts";

/** What scenarios can refer to, read from the tables of a build. */
export async function scenarioBase(build: OpenBuild): Promise<ScenarioBase> {
  const places = await readPlaces(build.query);
  return {
    region: "BE2",
    regions: new Map(places.map(({code, name}) => [code, name])),
    technologies: new Set(build.engines.technologies.map(({slug}) => slug)),
    thresholds: build.manifest.classification.thresholds.vocabularies,
    years: await readYears(build.query, build.config.years),
    ...reportChoices
  };
}
