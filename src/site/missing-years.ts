import {configFile} from "../../data-loaders/report-config.ts";
import {type HeldYears, type Lens, lenses, type Years} from "../terms/lenses.ts";

/** A line for each lens of which the data lack years that the report covers. */
export function missingYears(covered: Readonly<Record<Lens, Years>>, held: HeldYears): string[] {
  return lenses.flatMap((lens) => {
    const [[first, last], data] = [covered[lens], held[lens]];
    if (!data || (data[0] <= first && data[1] >= last)) return [];
    const shown = `${Math.max(first, data[0])}–${Math.min(last, data[1])}`;
    return [
      `${configFile}: years.${lens}: the report covers ${first}–${last}, but the data hold ${data.join("–")}; ` +
        `it shows ${shown}; npm run data -- --years keeps other years`
    ];
  });
}
