import {virtuallyAll} from "../degrees.js";
import type {Published} from "../published.ts";
import type {Claim} from "./claim.ts";
import type {View} from "./view.ts";

/** The group that the report calls its digital domains. */
export const digital = "digital-and-ai";

/** A claim for each quadrant in which the text places a technology. */
export function placementClaims({placements}: Published): Claim[] {
  return placements.map(({technology, quadrant, section}): Claim => ({
    id: `placement-${section}-${technology ?? digital}-${quadrant}`,
    section,
    kind: "placement",
    technologies: technology === null ? [] : [technology],
    published: quadrant,
    tolerance: null,
    references:
      technology === null
        ? [`quadrant.number ${quadrant}`, `group.size ${digital}`]
        : [
            `quadrant ${technology}`,
            `patents.density ${technology}`,
            `complexity ${technology}`,
            "line.relatedness",
            "line.complexity"
          ],
    scope: "flanders",
    predicate(view) {
      if (technology !== null) return isIn(view, technology, quadrant);
      const all = view.group(digital);
      return all.filter((one) => isIn(view, one, quadrant)).length >= virtuallyAll * all.length;
    }
  }));
}

function isIn(view: View, technology: string, quadrant: string): boolean | null {
  const own = view.quadrant(technology);
  return own === null ? null : own === quadrant;
}
