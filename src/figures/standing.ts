import type {Missing} from "../indicators/missing.ts";
import {isNumber} from "../text/numbers.js";

/** Where a region stands among others by RCA. */
export interface Standing {
  name: string;
  rca: number | null;
  /** Rank among `ranked` regions; null for none. */
  rank: number | null;
  ranked: number;
  /** Why there is no RCA or no rank. */
  missing: Missing | null;
}

/** Whether the RCA of a region can be told, so that it counts in ranks. */
export function isTold<Region extends {rca: number | null; missing?: Missing | null}>(
  region: Region
): region is Region & {rca: number} {
  return isNumber(region.rca) && !region.missing;
}
