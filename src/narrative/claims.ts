import {type Claim, sections} from "./claims/claim.js";
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

export {type Claim, ClaimError, onClaim} from "./claims/claim.js";

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
 * Every claim of a report: what its pages claim in conditions, and with published values the statements, printed
 * numbers, placements and contradictions of its study.
 */
export function makeClaims(published: Published): Claim[] {
  const own = makeOwnClaims(published.claims);
  if (published.region === null) return own;
  return [...studyClaims(published), ...own.map((claim) => ({...claim, section: numbered(claim.section)}))];
}

/** The claims of the study whose values are published. */
export function studyClaims(published: Published): Claim[] {
  return [...writtenClaims, ...numberClaims(published), ...placementClaims(published)];
}

/** Whether a name is that of a claim of the study. The names of its numbers and placements follow from its values. */
export function isStudyClaim(name: string): boolean {
  return /^(number|placement)-[\d.]+-/.test(name) || writtenClaims.some(({id}) => id === name);
}

/** The study's section if a heading begins with its number, such as `3.1 Patents`. */
function numbered(heading: string): string {
  return sections.find((section) => heading.startsWith(`${section} `)) ?? heading;
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
