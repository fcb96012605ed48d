import type {Claim} from "./claims/claim.ts";
import {contradictionClaims} from "./claims/contradictions.js";
import {fundingClaims} from "./claims/funding.js";
import {introductionClaims} from "./claims/introduction.js";
import {mapFundingClaims} from "./claims/map-funding.js";
import {mapPublicationClaims} from "./claims/map-publications.js";
import {mapClaims} from "./claims/map.js";
import {makeOwnClaims} from "./claims/own.js";
import {numberClaims} from "./claims/numbers.js";
import {patentClaims} from "./claims/patents.js";
import {placementClaims} from "./claims/placements.js";
import {policyClaims} from "./claims/policy.js";
import {publicationClaims} from "./claims/publications.js";
import {datasetsBehind} from "./provenance.js";
import type {Published} from "./published.ts";
import type {HeldYears} from "../terms/lenses.ts";
import {ownClaims} from "../words/en/claims/own.js";

export {type Claim, ClaimError, onClaim, RepeatedClaimError} from "./claims/claim.js";

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
 * Every claim of the published report (statements, printed numbers, placements and contradictions), and those of one's
 * own. A report without published values makes only the latter.
 */
export function makeClaims(published: Published): Claim[] {
  const printed = published.region === null ? [] : [...numberClaims(published), ...placementClaims(published)];
  const own = makeOwnClaims(ownClaims, [...writtenClaims, ...printed]);
  return published.region === null ? own : [...writtenClaims, ...own, ...printed];
}

/**
 * The claims that apply to a region, and that a build can test.
 * @param region NUTS code
 */
export function claimsFor(region: string, published: Published, held: HeldYears): Claim[] {
  return makeClaims(published).filter(
    (claim) => (claim.scope === "region" || region === published.region) && isTestable(claim, held)
  );
}

/** Whether a build holds every dataset that a claim reads. */
export function isTestable({references, datasets = []}: Claim, held: HeldYears): boolean {
  return [...datasets, ...references.flatMap(datasetsBehind)].every((dataset) => held[dataset] !== undefined);
}
