import type {View} from "../claims/view.ts";
import {justInside} from "../degrees.js";
import {isTested, perLens, ranked, type RegionFacts, rounded, slugsOf, type TechnologyFacts} from "./facts.js";
import {hasQuadrants, membersOf, mostComplexText, selected} from "./graphs.js";
import {
  aboveIn,
  belowIn,
  documentsIn,
  first,
  gapText,
  strongText,
  unfundedIn,
  unknownIn,
  weakText
} from "./position.js";
import {again, allRca, both, isAbove, isBelow, labelled, say, state, type Statement} from "./statement.js";

/** Combined RCA of a group from which the text calls a region strong or weak in it; and least such technologies. */
const groupLimits = {strong: 1.1, weak: 0.9, technologies: 2} as const;

/** The lead: the profile, and the three lenses side by side. */
export function leadText(facts: RegionFacts): Statement[] {
  const {evidence, technologies} = facts;
  const above = perLens((lens) => (evidence[lens] === "enough" ? aboveIn(facts, lens).length : null));
  // Without patents, that nothing is above Europe's share in another lens says little.
  const tells = above.patents !== null || Object.values(above).some((one) => one !== null && one > 0);
  return [
    evidence.patents === "enough"
      ? profileText(facts)
      : evidence.patents === "chance"
        ? say({kind: "profile-by-chance"})
        : say({kind: "too-few-to-tell", documents: documentsIn(technologies, "patents")}),
    ...(tells ? [say({kind: "contrast", above})] : []),
    say({kind: "method"})
  ];
}

/** The groups in which most technologies point one way, and the group as a whole does. */
function profileText(facts: RegionFacts): Statement {
  const members = (group: string, technologies: readonly TechnologyFacts[]) =>
    technologies.filter((one) => one.group === group).length;
  const [above, below] = [aboveIn(facts, "patents"), belowIn(facts, "patents")];
  const groups = facts.groups.map(({group, rca}) => ({
    group,
    rca,
    above: members(group, above),
    below: members(group, below)
  }));
  const strong = ranked(
    groups.filter(
      (one) => (one.rca ?? 0) > groupLimits.strong && one.above > one.below && one.above >= groupLimits.technologies
    ),
    ({rca}) => rca
  ).slice(0, 2);
  const weak = ranked(
    groups.filter(
      (one) => (one.rca ?? 1) < groupLimits.weak && one.below > one.above && one.below >= groupLimits.technologies
    ),
    ({rca}) => -rca!
  ).slice(0, 2);
  if (strong.length + weak.length === 0) return say({kind: "no-profile"});
  const groupTest = (found: readonly {group: string}[], test: (rca: number) => boolean) => (view: View) =>
    found.every(({group}) => test(view.groupRca("patents", group)));
  return state(
    {kind: "profile", strong: strong.map(({group}) => group), weak: weak.map(({group}) => group)},
    both(groupTest(strong, isAbove), groupTest(weak, isBelow))
  );
}

/** The summary: the main statements of each section. */
export function summaryText(facts: RegionFacts): Statement[] {
  const {evidence, totals} = facts;
  return [
    ...(isTested(evidence.patents) ? labelled("strengths", again("patents", strongText(facts, "patents"))) : []),
    ...labelled("gaps", again("patents", weakText(facts, "patents"))),
    ...labelled("science", again("publications", gapText(facts))),
    ...(evidence.deals === "none" || evidence.deals === "part" || rounded(totals.deals.technologies ?? 0, 0) < 1
      ? []
      : labelled("funding", [
          say({kind: "brief-funding", unfunded: unfundedIn(facts).length, unknown: unknownIn(facts).length})
        ])),
    ...labelled("reach", nearText(facts))
  ];
}

/** What is close and complex, with a warning where the region is weak in it. */
function nearText(facts: RegionFacts): Statement[] {
  if (!hasQuadrants(facts))
    return [say({kind: "brief-unplaced", documents: documentsIn(facts.technologies, "patents")})];
  return [
    say({kind: "brief-near", optimal: membersOf(facts, "optimal").length}),
    ...again("graph-patents", [
      ...mostComplexText(facts, "optimal"),
      ...selected(facts, "optimal", "below", "optimal-weak")
    ])
  ];
}

/** The end of the introduction: what is strong in science and invention alike. */
export function introductionText(facts: RegionFacts): Statement[] {
  if (facts.evidence.patents !== "enough" || facts.evidence.publications !== "enough") return [];
  const found = ranked(
    facts.technologies.filter(({lenses}) => lenses.patents.above && lenses.publications.above),
    ({lenses}) => lenses.patents.rca
  );
  if (found.length === 0) return [say({kind: "none-in-two-lenses"})];
  const named = first(found, 3);
  return [
    state(
      {kind: "in-two-lenses", ...named},
      both(allRca("patents", named.technologies, isAbove), allRca("publications", named.technologies, isAbove))
    )
  ];
}

/**
 * The technologies next to the line of relatedness density. Those next to the line of complexity are the same for every
 * region.
 */
export function linesText(facts: RegionFacts): Statement[] {
  const line = facts.lines.relatedness;
  if (!hasQuadrants(facts) || line === null) return [];
  const distance = ({quadrant, lenses: {patents}}: TechnologyFacts) =>
    quadrant === null || patents.density === null ? null : Math.abs(patents.density - line);
  const near = ranked(facts.technologies, (one) => {
    const found = distance(one);
    return found !== null && found < justInside ? -found : null;
  }).slice(0, 3);
  return near.length > 0 ? [say({kind: "close-to-line", technologies: slugsOf(near)})] : [];
}
