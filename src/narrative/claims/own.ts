import type {OwnClaim} from "../../words/claims.ts";
import {parseReference} from "../references.js";
import {type Claim, onClaim} from "./claim.js";
import {isTrue, parseCondition} from "./condition.js";

/**
 * Claims of a report of one's own, from their sentences and conditions.
 * @throws ClaimError for a condition that cannot be read
 */
export function makeOwnClaims(own: readonly OwnClaim[]): Claim[] {
  return own.map((claim) => onClaim(claim, () => makeOwnClaim(claim)));
}

function makeOwnClaim({id, section, says, because, holds}: OwnClaim): Claim {
  const condition = parseCondition(holds);
  const {references} = condition;
  const subjects = references.flatMap((reference) => {
    const parsed = parseReference(reference);
    return "technology" in parsed ? [parsed.technology] : [];
  });
  return {
    id,
    section,
    kind: "statement",
    technologies: [...new Set(subjects)],
    published: null,
    tolerance: null,
    references,
    scope: "region",
    sentence: {says, because: because ?? `${references.map((one) => `${one}: {${one}}`).join("; ")}.`},
    predicate: (view) => isTrue(condition, view)
  };
}
