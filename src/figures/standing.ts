import type {Missing} from "../indicators/missing.ts";
import type {standingIn} from "../indicators/snapshot.ts";
import {isNumber} from "../text/numbers.js";

/** Where a region stands among others by RCA. */
export interface Standing extends ReturnType<typeof standingIn> {
  name: string;
}

/** A region's RCA, and why it is unknown or cannot be told. */
interface Ranked {
  rca: number | null;
  missing?: Missing | null;
}

/** Whether the RCA of a region can be told, so that it counts in ranks. */
export function isTold<Region extends Ranked>(region: Region): region is Region & {rca: number} {
  return isNumber(region.rca) && !region.missing;
}

/** Regions by RCA, the chosen one in place of its parts. */
export interface Standings<Region> {
  /** The regions whose RCA can be told, without the chosen one and its parts. */
  others: (Region & {rca: number})[];
  /** Numbers of regions whose RCA can be told, and of those above 1. */
  regions: number;
  above: number;
  /** The chosen region; null without RCA and without a reason for that. */
  region: string | null;
  /** Null where it cannot be told. */
  rca: number | null;
  rank: number | null;
  missing: Missing | null;
}

/**
 * Compares regions with the chosen one.
 * @param region code of the chosen region, with which the codes of its parts begin
 */
export function standings<Region extends Ranked & {code: string}>(
  regions: readonly Region[],
  region: string,
  own: Standing
): Standings<Region> {
  const others = regions.filter(isTold).filter(({code}) => !code.startsWith(region));
  const rca = isTold(own) ? own.rca : null;
  const told = [...others.map((one) => one.rca), ...(rca === null ? [] : [rca])];
  return {
    others,
    regions: told.length,
    above: told.filter((one) => one > 1).length,
    region: rca !== null || own.missing !== null ? own.name : null,
    rca,
    rank: own.rank,
    missing: own.missing
  };
}
