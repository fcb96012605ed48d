import type {Lens} from "../../terms/lenses.ts";
import type {View} from "../claims/view.ts";
import {justInside} from "../degrees.js";
import {leaders, ranked, type RegionFacts, rounded, slugsOf, type TechnologyFacts} from "./facts.js";
import {hasQuadrants, membersOf} from "./graphs.js";
import {aboveIn, aheadIn, belowIn, documentsIn, first, unfundedIn, unknownIn} from "./position.js";
import {allRca, both, inQuadrant, isAbove, isAhead, isBelow, say, state, type Statement} from "./statement.js";

/** Combined RCA of a group from which the text calls a region strong or weak in it; and least such technologies. */
const groupLimits = {strong: 1.1, weak: 0.9, technologies: 2} as const;

/** The lead: the profile, and the three lenses side by side. */
export function leadText(facts: RegionFacts): Statement[] {
  const number = (lens: Lens) => (["none", "part"].includes(facts.evidence[lens]) ? null : aboveIn(facts, lens).length);
  const above = {patents: number("patents"), publications: number("publications"), deals: number("deals")};
  return [
    facts.evidence.patents === "enough"
      ? profileText(facts)
      : say({kind: "too-few-to-tell", documents: documentsIn(facts.technologies, "patents")}),
    say({kind: "contrast", above}),
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

/** The summary: one sentence for each section, without its numbers. */
export function summaryText(facts: RegionFacts): Statement[] {
  const {evidence, totals} = facts;
  const [strong, weak] = [aboveIn(facts, "patents"), belowIn(facts, "patents")];
  const tellsPatents = evidence.patents === "enough";
  return [
    ...sideText("brief-strong", strong, isAbove),
    ...(tellsPatents ? weakText(weak) : []),
    ...(tellsPatents && evidence.publications === "enough" ? scienceText(facts) : []),
    ...(evidence.deals === "none" || evidence.deals === "part" || rounded(totals.deals.technologies ?? 0, 0) < 1
      ? []
      : [say({kind: "brief-funding", unfunded: unfundedIn(facts).length, unknown: unknownIn(facts).length})]),
    ...nearText(facts)
  ];
}

function sideText(
  kind: "brief-strong" | "brief-weak",
  found: readonly TechnologyFacts[],
  test: (rca: number) => boolean
): Statement[] {
  const sign = kind === "brief-strong" ? 1 : -1;
  const named = slugsOf(leaders(found, ({lenses}) => sign * lenses.patents.rca!, {most: 3}));
  if (named.length === 0) return [];
  return [state({kind, technologies: named, more: found.length - named.length}, allRca("patents", named, test))];
}

/** The lowest RCAs, or, where every weakness is an absence, the largest absences. */
function weakText(weak: readonly TechnologyFacts[]): Statement[] {
  const isPresent = ({lenses: {patents}}: TechnologyFacts) => (patents.count ?? 0) > 0;
  if (weak.some(isPresent)) return sideText("brief-weak", weak.filter(isPresent), isBelow);
  const named = slugsOf(leaders(weak, ({lenses}) => lenses.patents.expected, {most: 3, decimals: 1}));
  return named.length > 0 ? [say({kind: "brief-absent", technologies: named, more: weak.length - named.length})] : [];
}

function scienceText(facts: RegionFacts): Statement[] {
  const [science, invention] = [
    aheadIn(facts, "publications", "patents"),
    aheadIn(facts, "patents", "publications")
  ].map((ahead) => first(ahead, 2).technologies) as [string[], string[]];
  if (science.length + invention.length === 0) return [];
  return [
    state(
      {kind: "brief-science", science, invention},
      both(isAhead("publications", "patents", science), isAhead("patents", "publications", invention))
    )
  ];
}

function nearText(facts: RegionFacts): Statement[] {
  if (!hasQuadrants(facts)) return [say({kind: "brief-unplaced"})];
  const optimal = membersOf(facts, "optimal");
  const [top] = leaders(optimal, ({complexity}) => complexity, {most: 1, decimals: 1});
  const sentence = {kind: "brief-near", optimal: optimal.length, first: top?.slug ?? null} as const;
  return [top ? state(sentence, inQuadrant([top.slug], "optimal")) : say(sentence)];
}

/** The end of the introduction: what is strong in science and invention alike. */
export function introductionText(facts: RegionFacts): Statement[] {
  if (facts.evidence.patents !== "enough" || facts.evidence.publications === "none") return [];
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
