import {configFile} from "../../data-loaders/report-config.ts";
import {type HeldYears, type Lens, lenses, shownYears, type Years} from "../terms/lenses.ts";

/** A line for each lens of which the data lack years that the report covers. */
export function missingYears(covered: Readonly<Record<Lens, Years>>, held: HeldYears): string[] {
  return lenses.flatMap((lens) => {
    const [shown, data] = [shownYears(lens, held, covered), held[lens]];
    if (!data || String(shown) === String(covered[lens])) return [];
    const [range, rangeShown, rangeHeld] = [covered[lens], shown, data].map((years) => years.join("–"));
    return [
      `${configFile}: years.${lens}: the report covers ${range}, but the data hold ${rangeHeld}; ` +
        `it shows ${rangeShown}; npm run data -- --years keeps other years`
    ];
  });
}

/** The lines that this process has told, kept outside the module: a preview loads it again after each change. */
const told = ((globalThis as {[key: symbol]: unknown})[Symbol.for("site.missing-years")] ??= new Set()) as Set<string>;

/** The lines of `missingYears` that this process has not told yet. */
export function untold(lines: readonly string[]): string[] {
  const left = lines.filter((line) => !told.has(line));
  for (const line of left) told.add(line);
  return left;
}
