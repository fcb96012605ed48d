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
    "patents.rca": (technology, published) => `The RCA of ${technology} in patents is ${published}.`,
    "publications.rca": (technology, published) => `The RCA of ${technology} in publications is ${published}.`,
    "deals.rca": (technology, published) => `The RCA of ${technology} in start-up funding is ${published}.`,
    "patents.count": (technology, published, region) => `${region} has ${published} patents in ${technology}.`,
    "deals.count": (technology, published, region) =>
      `In ${region}, start-ups in ${technology} raised ${published} million US dollars.`,
    "patents.share38": (technology, published) =>
      `Of the patents in the key technologies, ${published} are in ${technology}.`,
    "deals.share38": (technology, published) =>
      `Of the start-up funding in the key technologies, ${published} is in ${technology}.`,
    "patents.density": (technology, published) => `The relatedness density of ${technology} is ${published}.`,
    complexity: (technology, published) => `The complexity of ${technology} is ${published}.`
  },
  placement: (technology, quadrant) => `The quadrant of ${technology} is ${quadrant}.`,
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
