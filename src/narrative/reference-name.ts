import {narrativeWords} from "../words/en/narrative.js";
import {parseReference} from "./references.js";
import type {ValueContext} from "./values.ts";

/**
 * The name of a value in a list, such as `Semiconductors: RCA (patents)`.
 * @throws RangeError for an unknown reference
 */
export function referenceName(
  reference: string,
  {snapshot: {technologies}, words = narrativeWords}: Pick<ValueContext, "snapshot" | "words">
): string {
  const {indicators, datasets, groups, quadrants, names} = words;
  const parsed = parseReference(reference, technologies);
  const technology = (slug: string) => technologies.find((one) => one.slug === slug)!.name;
  const group = (slug: string) => groups[slug] ?? slug;
  switch (parsed.kind) {
    case "technology":
      return names.of(indicators[parsed.indicator], technology(parsed.technology), datasets[parsed.dataset]);
    case "position":
      return names.of(indicators[parsed.indicator], technology(parsed.technology));
    case "group":
      return names.of(indicators[parsed.indicator], group(parsed.group), datasets[parsed.dataset]);
    case "group-size":
      return names.groupSize(group(parsed.group));
    case "dataset":
      return names.dataset(indicators[parsed.indicator], datasets[parsed.dataset]);
    case "quadrant":
      return names.quadrant(quadrants[parsed.quadrant]);
    case "whole":
      return names.whole[parsed.indicator];
  }
}
