import type {Claim} from "./claims/claim.ts";
import {contradictionClaims} from "./claims/contradictions.js";
import {fundingClaims} from "./claims/funding.js";
import {introductionClaims} from "./claims/introduction.js";
import {mapFundingClaims} from "./claims/map-funding.js";
import {mapPublicationClaims} from "./claims/map-publications.js";
import {mapClaims} from "./claims/map.js";
import {numberClaims} from "./claims/numbers.js";
import {patentClaims} from "./claims/patents.js";
import {placementClaims} from "./claims/placements.js";
import {policyClaims} from "./claims/policy.js";
import {publicationClaims} from "./claims/publications.js";
import type {Published} from "./published.ts";

export type {Claim} from "./claims/claim.ts";

/** Statements and contradictions: the claims that are not generated from a file of published values. */
export const writtenClaims: readonly Claim[] = [
  ...introductionClaims,
  ...patentClaims,
  ...publicationClaims,
  ...fundingClaims,
  ...mapClaims,
  ...mapPublicationClaims,
  ...mapFundingClaims,
  ...policyClaims,
  ...contradictionClaims
];

/**
 * Every claim of the published report: statements, printed numbers, placements and contradictions. A report without
 * published values makes none of them.
 */
export function makeClaims(published: Published): Claim[] {
  if (published.region === null) return [];
  return [...writtenClaims, ...numberClaims(published), ...placementClaims(published)];
}

/**
 * The claims that apply to a region.
 * @param region NUTS code
 */
export function claimsFor(region: string, published: Published): Claim[] {
  return makeClaims(published).filter(({scope}) => scope === "region" || region === published.region);
}
