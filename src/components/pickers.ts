import * as Inputs from "npm:@observablehq/inputs";
import type {Region} from "../indicators/region-list.js";
import {type LinkThresholds, type Vocabulary, vocabularies} from "../indicators/link-rule.js";
import {type Lens, lenses, reportYears} from "../indicators/region-profile.js";

/** A list of regions, by country; its value is the chosen region. */
export function regionPicker(regions: readonly Region[], code: string): HTMLElement {
  return Inputs.select(regions, {
    label: "Region",
    format: ({name, code: id, level}: Region) => `${level === "nuts2" ? "\u2003" : ""}${name} (${id})`,
    value: regions.find((region) => region.code === code)
  });
}

/** A choice of lens; its value is the name of its table. */
export function lensPicker(): HTMLElement {
  return Inputs.radio(lenses, {label: "Lens", value: "patents", format: (lens: Lens) => lens[0]!.toUpperCase() + lens.slice(1)});
}

/** A choice of years within those of the data; starts at the years of the report. */
export function yearPicker({parameters}: {parameters: {years: readonly [number, number]}}, lens: Lens): HTMLElement {
  const [first, last] = parameters.years;
  const [from, to] = reportYears[lens];
  const choices = [[from, to], ...Array.from({length: last - first + 1}, (_, i) => [last - i, last - i])] as [number, number][];
  return Inputs.select(choices, {label: "Years", format: ([a, b]: [number, number]) => (a === b ? String(a) : `${a}–${b}`)});
}

/** A list of technologies; its value is the chosen one. */
export function technologyPicker<T extends {name: string}>(technologies: readonly T[], name: string): HTMLElement {
  return Inputs.select(technologies, {label: "Technology", format: (technology: T) => technology.name, value: technologies.find((technology) => technology.name === name)});
}

const vocabularyNames: Record<Vocabulary, string> = {cpc: "CPC groups of patents", topic: "Topics of publications", industry: "Industries of deals"};

/** A choice of vocabulary. */
export function vocabularyPicker(): HTMLElement {
  return Inputs.radio(vocabularies, {label: "Codes", value: "cpc", format: (vocabulary: Vocabulary) => vocabularyNames[vocabulary]});
}

/** Sliders for the thresholds of one vocabulary; its value is the three of them. */
export function thresholdSliders(thresholds: LinkThresholds): HTMLElement {
  const slider = (label: string, value: number, range: [number, number]) => {
    const form = Inputs.range(range, {label, value, step: 0.01});
    // The label belongs to the number beside it.
    form.querySelector("input[type=range]")!.setAttribute("aria-label", label);
    return form;
  };
  return Inputs.form({
    similarity: slider("Similarity", thresholds.similarity, [0.12, 0.8]),
    relatedness: slider("Relatedness", thresholds.relatedness, [0, 1]),
    similarity_alone: slider("Similarity alone", thresholds.similarity_alone, [0.12, 0.8])
  });
}
