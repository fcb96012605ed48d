import type {OwnClaim} from "../../claims.ts";

/**
 * Claims of a report of your own, each in one place; `{{claim our-claim}}` shows the verdict. For example:
 *
 *     {
 *       id: "photonics-strong",
 *       section: "3.1",
 *       says: "{region} is strong in photonics, and has more than {patents.count drones} patents in it.",
 *       holds: "patents.rca photonics > 1 and patents.count photonics > patents.count drones"
 *     }
 */
export const ownClaims: readonly OwnClaim[] = [];
