import {contradictions} from "./claims/contradictions.js";
import {funding} from "./claims/funding.js";
import {introduction} from "./claims/introduction.js";
import {map} from "./claims/map.js";
import {mapFunding} from "./claims/map-funding.js";
import {mapPublications} from "./claims/map-publications.js";
import {patents} from "./claims/patents.js";
import {policy} from "./claims/policy.js";
import {publications} from "./claims/publications.js";
import type {ClaimWords} from "../claims.ts";

export const claimWords: ClaimWords = {
  numbers: {
    "patents.rca": (technology, published) => `${technology} has an RCA of ${published} in patents.`,
    "publications.rca": (technology, published) => `${technology} has an RCA of ${published} in publications.`,
    "deals.rca": (technology, published) => `${technology} has an RCA of ${published} in startup funding.`,
    "patents.count": (technology, published, region) => `${region} has ${published} patents in ${technology}.`,
    "deals.count": (technology, published, region) =>
      `Startups of ${region} in ${technology} raised ${published} million US dollars.`,
    "patents.share38": (technology, published) =>
      `${technology} makes up ${published} of the patents in the key technologies.`,
    "deals.share38": (technology, published) =>
      `${technology} makes up ${published} of the startup funding in the key technologies.`,
    "patents.density": (technology, published) => `${technology} has a relatedness density of ${published}.`,
    complexity: (technology, published) => `${technology} has a complexity of ${published}.`
  },
  placement: (technology, quadrant) => `${technology} lies in the ${quadrant} quadrant.`,
  placementOfGroup: (group, quadrant) => `Virtually all technologies of ${group} lie in the ${quadrant} quadrant.`,
  written: {
    ...introduction,
    ...patents,
    ...publications,
    ...funding,
    ...map,
    ...mapPublications,
    ...mapFunding,
    ...policy,
    ...contradictions
  }
};
