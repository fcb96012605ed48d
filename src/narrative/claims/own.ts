import type {OwnClaim} from "../../words/claims.ts";
import {parseReference} from "../references.js";
import {type Claim, onClaim, RepeatedClaimError} from "./claim.js";
import {isTrue, parseCondition} from "./condition.js";

/**
 * Claims of a report of one's own, from their sentences and conditions.
 * @param others the other claims, whose ids are taken
 * @throws RepeatedClaimError for an id that is taken
 * @throws ClaimError for a condition that cannot be read
 */
export function makeOwnClaims(own: readonly OwnClaim[], others: readonly Pick<Claim, "id">[] = []): Claim[] {
  const taken = new Set(others.map(({id}) => id));
  return own.map((claim) => {
    if (taken.has(claim.id))
      throw new RepeatedClaimError(claim.id, freeId(claim.id, [...taken, ...own.map(({id}) => id)]));
    taken.add(claim.id);
    return onClaim(claim, () => makeOwnClaim(claim));
  });
}

/** The id with the first number at its end that makes it free. */
function freeId(id: string, taken: readonly string[]): string {
  for (let number = 2; ; ++number) if (!taken.includes(`${id}-${number}`)) return `${id}-${number}`;
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
