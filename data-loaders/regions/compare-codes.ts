import {type CodePlace, locateRegionCode, partsOf} from "./region-codes.ts";
import type {Regions} from "./regions.ts";

/** A row of a list of regions. */
export interface ListedRegion {
  code: string;
  /** Code of its country; empty if the list has none. */
  country: string;
  /** Code of the region above it; empty if the list has none. */
  above: string;
}

/** Codes of a list of regions, compared with the project's tables. */
export interface CodeComparison {
  /** Codes located where the list puts them, or in its country. */
  agree: number;
  /** Codes of no region below NUTS1. */
  coarse: number;
  /** One sentence for each code that lies elsewhere. */
  disagree: string[];
  /** The same for each code in a smaller part of the region above it, which NUTS 2021 divides. */
  divided: string[];
  /** Codes that are unknown. */
  unknown: string[];
  /** NUTS2 regions to which no code leads. */
  unreached: string[];
}

/**
 * Compares every code of a list with the project's tables: a code must lie where the region above it lies. Where the
 * list names no region above, that is the NUTS2 region in the code. NUTS 2021 divides some regions of other editions; a
 * code in one of them must lie in one of its parts.
 */
export function compareRegionCodes(regions: Regions, list: readonly ListedRegion[]): CodeComparison {
  const result: CodeComparison = {agree: 0, coarse: 0, divided: [], disagree: [], unknown: [], unreached: []};
  const reached = new Set<string>();
  for (const {code, country, above} of list) {
    const ours = locateRegionCode(regions, code, country);
    if (ours.location !== null) reached.add(ours.location);
    const upper = above || code.slice(0, 4);
    const theirs = locateRegionCode(regions, upper, country);
    if (ours.location === null && ours.way === "unclassified") ++result.coarse;
    else if (ours.location === null) result.unknown.push(code);
    else if (theirs.location === null ? theirs.way === "unclassified" : theirs.location === ours.location)
      ++result.agree;
    else {
      const explained = regions.divided.has(upper) && partsOf(regions, upper).has(ours.location);
      const sentences = explained ? result.divided : result.disagree;
      sentences.push(`${code} lies in ${ours.location}, and ${upper} above it ${place(theirs)}`);
    }
  }
  result.unreached = regions.locations.flatMap(({level, code}) =>
    level === "nuts2" && !reached.has(code) ? [code] : []
  );
  return result;
}

const place = ({location}: CodePlace) => (location === null ? "is unknown" : `in ${location}`);
