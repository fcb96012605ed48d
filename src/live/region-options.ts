import {group} from "npm:d3";
import type {PageReport} from "../narrative/report-data.ts";
import {countryName, locale} from "../words/en/locale.js";

/** Options for a choice of regions: countries by name, and in each the NUTS1 regions before their NUTS2 regions. */
export function regionOptions(
  places: PageReport["places"],
  document: Document = globalThis.document
): HTMLOptGroupElement[] {
  const byCountry = group(places, ({code}) => code.slice(0, 2));
  return Array.from(byCountry, ([country, regions]) => {
    const options = document.createElement("optgroup");
    options.label = countryName(country);
    options.append(
      ...regions.map(({code, name, level}) => {
        const option = document.createElement("option");
        option.value = code;
        option.textContent = `${level === "nuts2" ? "  " : ""}${name} (${code})`;
        return option;
      })
    );
    return options;
  }).sort((a, b) => a.label.localeCompare(b.label, locale));
}
