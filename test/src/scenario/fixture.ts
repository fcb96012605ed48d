import {checkField, fieldNames, fields} from "../../../src/scenario/fields.ts";
import {type FieldName, publishedScenario, type Scenario, type ScenarioBase} from "../../../src/scenario/scenario.ts";
import {reportChoices} from "../../support/report-choices.ts";

const thresholds = {similarity: 0.24, cooccurrence: 0.8, alone: 0.38};

/** A small base, with all kinds of regions. */
export const base: ScenarioBase = {
  region: "BE2",
  regions: new Map([
    ["BE2", "Vlaams Gewest"],
    ["BE21", "Prov. Antwerpen"],
    ["NL4", "Zuid-Nederland"]
  ]),
  technologies: new Set(["photonics", "artificial-intelligence"]),
  thresholds: {cpc: thresholds, topic: thresholds, industry: thresholds},
  years: {patents: [2015, 2024], publications: [2016, 2025], deals: [2016, 2025], publications_earlier: [2016, 2025]},
  ...reportChoices
};

/** A valid scenario in which any field may differ from the published view. */
export function randomScenario(seed: number): Scenario {
  let state = seed * 7919;
  const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
  const scenario: Scenario = publishedScenario(base);
  for (const name of fieldNames)
    if (next(3) === 0) Object.assign(scenario, {[name]: checkField(name, valueFor(name, next, base), base)});
  return scenario;
}

/** Some value that a field can have over a base. */
export function valueFor(name: FieldName, next: (n: number) => number, base: ScenarioBase): unknown {
  const spec = fields[name];
  switch (spec.kind) {
    case "number":
      return spec.low + next(1 + Math.floor((spec.high - spec.low) / spec.step)) * spec.step;
    case "whole":
      return spec.all && next(4) === 0 ? null : spec.low + next(spec.high - spec.low + 1);
    case "choice":
      return spec.values[next(spec.values.length)];
    case "flag":
      return next(2) === 0;
    case "region":
      return [...base.regions.keys()][next(base.regions.size)];
    case "years": {
      const [low, high] = base.years[spec.lens]!;
      const first = low + next(high - low + 1);
      return [first, first + next(high - first + 1)];
    }
    case "decisions":
      return Array.from({length: next(4)}, () => ({
        vocabulary: ["cpc", "topic", "industry"][next(3)],
        symbol: ["G06N3", "10007", "3D Printing", "Food & Beverage"][next(4)],
        technology: [...base.technologies][next(2)],
        decision: ["accept", "reject"][next(2)]
      }));
  }
}
