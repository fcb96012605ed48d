import {type Lens, lenses} from "../terms/lenses.js";
import type {Missing} from "./missing.ts";
import {missingRank, type LensValues, type Snapshot, type TechnologyValues} from "./snapshot.js";

/** One technology of a region in one lens, with the columns of the table `indicators`. */
export interface IndicatorRow
  extends
    Pick<TechnologyValues, "technology" | "name" | "slug" | "complexity" | "quadrant">,
    Pick<
      LensValues,
      "count" | "documents" | "share" | "benchmark_share" | "rca" | "low" | "high" | "density" | "rank"
    > {
  region: string;
  region_name: string;
  technology_group: string;
  lens: Lens;
  missing: Missing | null;
}

/**
 * A snapshot as rows, one for each technology and lens. Names, units and ranges are those of the table `indicators` in
 * docs/data-dictionary.md; a value that does not exist is null.
 * @param held lenses; by default those of which the build has documents
 */
export function rowsOf(
  snapshot: Snapshot,
  held: readonly Lens[] = lenses.filter((lens) => snapshot.totals[lens].held)
): IndicatorRow[] {
  const {region, technologies} = snapshot;
  return technologies.flatMap(({technology, name, slug, group, complexity, quadrant, lenses: values}) =>
    held.map((lens): IndicatorRow => {
      const {count, documents, share, benchmark_share, rca, low, high, density, rank} = values[lens];
      return {
        region: region.code,
        region_name: region.name,
        technology,
        name,
        slug,
        technology_group: group,
        lens,
        count,
        documents,
        share,
        benchmark_share,
        rca,
        low,
        high,
        density,
        rank,
        complexity,
        quadrant,
        missing: missingRank(snapshot, technology, lens)
      };
    })
  );
}
