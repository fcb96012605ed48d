import * as Inputs from "npm:@observablehq/inputs";
import type {Region} from "../indicators/region-list.js";
import {type Lens, lenses, reportYears} from "../terms/lenses.js";

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
  return Inputs.radio(lenses, {
    label: "Lens",
    value: "patents",
    format: (lens: Lens) => lens[0]!.toUpperCase() + lens.slice(1)
  });
}

/** A choice of years within those of the data; starts at the years of the report. */
export function yearPicker({parameters}: {parameters: {years: readonly [number, number]}}, lens: Lens): HTMLElement {
  const [first, last] = parameters.years;
  const [from, to] = reportYears[lens];
  const choices = [[from, to], ...Array.from({length: last - first + 1}, (_, i) => [last - i, last - i])] as [
    number,
    number
  ][];
  return Inputs.select(choices, {
    label: "Years",
    format: ([a, b]: [number, number]) => (a === b ? String(a) : `${a}–${b}`)
  });
}
