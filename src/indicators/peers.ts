import {regionError} from "./region-list.js";

/** RCA and expected documents of many regions, in one lens under one method. */
export interface RegionProfiles {
  /** NUTS1 and NUTS2 codes. */
  codes: readonly string[];
  technologies: number;
  /** Regions × technologies, row by row; NaN where the count is unknown. */
  rca: Float64Array;
  /** Regions × technologies: documents, or millions of US dollars; NaN where unknown. */
  counts: Float64Array;
  /** Documents that each region would have with the benchmark's shares: the mean over the technologies. */
  expected: Float64Array;
  /** Of each region, whether it has too few documents to tell its profile: see `fewPlaces`. */
  few: readonly boolean[];
  /** Regions × technologies: 1 where the region is clearly above the benchmark's share, -1 clearly below, else 0. */
  side: Int8Array;
}

/** A region with a similar profile. */
export interface Peer {
  code: string;
  /** From -1 to 1. */
  similarity: number;
  /** Expected documents of the peer, mean over the technologies. */
  expected: number;
  /**
   * Technologies (indices from 0) in which the two are alike, the strongest first, and whether both are clearly above
   * or clearly below the benchmark's share. What they have in common is more than what they differ by.
   */
  alike: {technology: number; above: boolean}[];
  /** Technologies in which they differ most, none of which is alike, and whether the peer has the higher RCA. */
  differ: {technology: number; ahead: boolean}[];
}

/**
 * Least expected documents of a peer per technology, averaged over all technologies: below it a profile is mostly
 * chance. Five is the old rule for expected counts (Cochran 1954); a Poisson count of five varies by 45 %.
 */
const leastExpected = 5;

const named = 3;

/**
 * RCA on a scale that dampens large values and puts the benchmark's share at 0: ln((1 + RCA) / 2), from -0.69 up. The
 * logarithm of RCA describes countries in Bahar, Hausmann and Hidalgo (2014); adding 1 keeps zeros finite.
 */
export function profileOf(rca: ArrayLike<number>): Float64Array {
  return Float64Array.from(rca, (value) => Math.log((1 + value) / 2));
}

/**
 * Cosine of two profiles, as Jaffe (1986) compares positions in technological space: 1 for proportional deviations from
 * the benchmark, 0 for nothing in common, -1 for opposite deviations. A technology that is NaN in one of them is left
 * out.
 * @returns NaN if a profile does not deviate at all
 * @throws RangeError for profiles of different lengths
 */
export function similarity(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length)
    throw new RangeError(`profiles of different lengths: ${one.length} and ${other.length}`);
  let [product, a, b] = [0, 0, 0];
  for (let i = 0; i < one.length; ++i) {
    if (Number.isNaN(one[i]!) || Number.isNaN(other[i]!)) continue;
    product += one[i]! * other[i]!;
    a += one[i]! ** 2;
    b += other[i]! ** 2;
  }
  // Rounding can push the quotient just beyond ±1.
  return a === 0 || b === 0 ? Number.NaN : Math.max(-1, Math.min(1, product / Math.sqrt(a * b)));
}

/**
 * Whether one region equals the other or contains it. A NUTS code begins with the code of the region that contains it.
 */
export function isNested(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/**
 * The regions with the most similar profiles, the most similar first, ties by code. Excluded are the region itself,
 * regions that it contains or that contain it, regions with too few expected documents, and those without a similarity.
 * A region with too few documents to tell its own profile has none.
 * @param region a code of the profiles
 * @throws RangeError for a region without a profile
 */
export function findPeers(
  {codes, technologies, rca, expected, few, side}: RegionProfiles,
  region: string,
  {most = 10, least = leastExpected}: {most?: number; least?: number} = {}
): Peer[] {
  const own = codes.indexOf(region);
  if (own < 0) throw regionError(`no profile of region ${region} in the benchmark`);
  if (few[own]) return [];
  const profile = (row: number) => profileOf(rca.subarray(row * technologies, (row + 1) * technologies));
  const mine = profile(own);
  const found = codes.flatMap((code, row) => {
    if (isNested(code, region) || !(expected[row]! >= least)) return [];
    const theirs = profile(row);
    const value = similarity(mine, theirs);
    return Number.isNaN(value) ? [] : [{code, row, theirs, similarity: value}];
  });
  found.sort((a, b) => b.similarity - a.similarity || (a.code < b.code ? -1 : 1));
  return found.slice(0, most).map(({code, row, theirs, similarity: value}) => {
    const all = Array.from(mine, (one, technology) => ({
      technology,
      together: one * theirs[technology]!,
      apart: theirs[technology]! - one,
      // On the same side for certain, and closer to each other than the nearer one is to the benchmark.
      alike:
        side[own * technologies + technology] !== 0 &&
        side[own * technologies + technology] === side[row * technologies + technology] &&
        Math.abs(theirs[technology]! - one) < Math.min(Math.abs(one), Math.abs(theirs[technology]!)),
      above: one > 0
    })).filter(({apart}) => !Number.isNaN(apart));
    return {
      code,
      similarity: value,
      expected: expected[row]!,
      alike: all
        .filter(({alike}) => alike)
        .sort((a, b) => b.together - a.together || a.technology - b.technology)
        .slice(0, named)
        .map(({technology, above}) => ({technology, above})),
      differ: all
        .filter(({alike, apart}) => !alike && apart !== 0)
        .sort((a, b) => Math.abs(b.apart) - Math.abs(a.apart) || a.technology - b.technology)
        .slice(0, named)
        .map(({technology, apart}) => ({technology, ahead: apart > 0}))
    };
  });
}
