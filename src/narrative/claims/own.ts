import {parseReference} from "../references.js";
import {type Claim, onClaim} from "./claim.js";
import type {OwnClaim} from "../published.ts";
import {isTrue, parseCondition} from "./condition.js";

/**
 * The claims that the pages of a report make, from their sentences and conditions; one without a sentence is none.
 * @throws ClaimError for a condition that cannot be read
 */
export function makeOwnClaims(own: readonly OwnClaim[]): Claim[] {
  return own.filter(({says}) => says !== "").map((claim) => onClaim(claim, () => makeOwnClaim(claim)));
}

function makeOwnClaim({id, section, says, holds}: OwnClaim): Claim {
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
    sentence: {says, because: `${references.map((one) => `${one}: {${one}}`).join("; ")}.`},
    predicate: (view) => isTrue(condition, view)
  };
}
