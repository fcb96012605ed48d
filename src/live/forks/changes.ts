import type {Quadrant} from "../../indicators/quadrants.ts";
import type {Snapshot} from "../../indicators/snapshot.ts";
import {ask, createView} from "../../narrative/claims/view.js";
import {type Claim, claimsFor} from "../../narrative/claims.js";
import type {PageReport} from "../../narrative/report-data.ts";
import type {Scenario} from "../../scenario/scenario.ts";
import {type Lens, lenses} from "../../terms/lenses.js";

/** A view of a region: its snapshot, and the RCA from which it has an advantage. */
export interface CutView {
  snapshot: Snapshot;
  cut: Pick<Scenario, "rca_threshold" | "strict">;
}

/** The differences between two views of a region. Technologies are slugs. */
export interface Changes {
  /** By lens: technologies with an advantage before and now, and those gained and lost. */
  advantages: Record<Lens, {before: string[]; now: string[]; gained: string[]; lost: string[]}>;
  quadrants: {
    slug: string;
    name: string;
    before: Quadrant | null;
    now: Quadrant | null;
    densityBefore: number | null;
    density: number | null;
  }[];
  /** Claims whose truth differs. Null means that the data cannot tell. */
  claims: {claim: Claim; before: boolean | null; now: boolean | null}[];
}

/** Technologies with an advantage, in the order of the snapshot. */
function advantagesOf({snapshot, cut: {rca_threshold: cut, strict}}: CutView, lens: Lens): string[] {
  return snapshot.technologies
    .filter(
      ({
        lenses: {
          [lens]: {rca}
        }
      }) => rca !== null && (strict ? rca > cut : rca >= cut && rca > 0)
    )
    .map(({slug}) => slug);
}

/**
 * The changes from one view of a region to another.
 * @throws RangeError for views of different regions, to which different claims apply
 */
export function changesOf(
  before: CutView,
  now: CutView,
  {published, years}: Pick<PageReport, "published" | "years">
): Changes {
  const {code} = now.snapshot.region;
  if (before.snapshot.region.code !== code)
    throw new RangeError(
      `views of two regions: ${before.snapshot.region.code} and ${code}; compare one region with itself`
    );
  const advantages = Object.fromEntries(
    lenses.map((lens) => {
      const [old, current] = [advantagesOf(before, lens), advantagesOf(now, lens)];
      return [
        lens,
        {
          before: old,
          now: current,
          gained: current.filter((slug) => !old.includes(slug)),
          lost: old.filter((slug) => !current.includes(slug))
        }
      ];
    })
  ) as Changes["advantages"];
  const quadrants = now.snapshot.technologies.flatMap(
    (
      {
        slug,
        name,
        quadrant,
        lenses: {
          patents: {density}
        }
      },
      t
    ) => {
      const old = before.snapshot.technologies[t]!;
      return old.quadrant === quadrant
        ? []
        : [{slug, name, before: old.quadrant, now: quadrant, densityBefore: old.lenses.patents.density, density}];
    }
  );
  const [oldView, newView] = [createView(before.snapshot, published), createView(now.snapshot, published)];
  const claims = claimsFor(code, published, years).flatMap((claim) => {
    const [old, current] = [ask(claim, oldView).truth, ask(claim, newView).truth];
    return old === current ? [] : [{claim, before: old, now: current}];
  });
  return {advantages, quadrants, claims};
}
