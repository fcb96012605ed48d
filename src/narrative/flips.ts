import type {Quadrant} from "../indicators/quadrants.ts";
import type {Snapshot} from "../indicators/snapshot.ts";
import type {Claim} from "./claims/claim.ts";
import {ask, createView} from "./claims/view.js";
import type {Published} from "./published.ts";

/** Truth of claims, by id; null where the data cannot tell. */
export type Truths = ReadonlyMap<string, boolean | null>;

/** The truth of each claim in a snapshot. */
export function truthsOf(claims: readonly Claim[], snapshot: Snapshot, published: Published): Truths {
  const view = createView(snapshot, published);
  return new Map(claims.map((claim) => [claim.id, ask(claim, view).truth]));
}

/** The claims that are true in one and false in the other. A claim without an answer in either one has not flipped. */
export function turned(before: Truths, after: Truths): string[] {
  return Array.from(after)
    .filter(([id, truth]) => truth !== null && before.get(id) === !truth)
    .map(([id]) => id);
}

/** A technology that changes quadrant. */
interface Move {
  slug: string;
  from: Quadrant | null;
  to: Quadrant | null;
  /** Change of relatedness density and complexity, 0–100. */
  density: number;
  complexity: number;
}

/** The differences between two views of one region. */
export interface ViewDifference {
  /** Claims other than printed numbers that flip, and whether they are true now. */
  flips: {id: string; now: boolean}[];
  /** Printed numbers that cease to agree, or begin to. */
  numbers: {id: string; now: boolean}[];
  moves: Move[];
}

/** Compares the published view of a region with the reader's. */
export function compareViews(
  claims: readonly Claim[],
  published: Published,
  before: Snapshot,
  after: Snapshot
): ViewDifference {
  const truths = truthsOf(claims, after, published);
  const ids = new Set(turned(truthsOf(claims, before, published), truths));
  const flipped = claims.filter(({id}) => ids.has(id)).map(({id, kind}) => ({id, kind, now: truths.get(id) === true}));
  const pick = (numbers: boolean) =>
    flipped.filter(({kind}) => (kind === "number") === numbers).map(({id, now}) => ({id, now}));
  const change = (from: number | null, to: number | null) => (to ?? 0) - (from ?? 0);
  return {
    flips: pick(false),
    numbers: pick(true),
    moves: after.technologies.flatMap((technology, i) => {
      const old = before.technologies[i]!;
      if (old.quadrant === technology.quadrant) return [];
      return [
        {
          slug: technology.slug,
          from: old.quadrant,
          to: technology.quadrant,
          density: change(old.lenses.patents.density, technology.lenses.patents.density),
          complexity: change(old.complexity, technology.complexity)
        }
      ];
    })
  };
}
