import type {Quadrant} from "../../indicators/quadrants.ts";
import type {Lens} from "../../terms/lenses.ts";
import {leaders, ranked, type RegionFacts, slugsOf, type TechnologyFacts} from "./facts.js";
import {aboveIn, first, most, unfundedIn} from "./position.js";
import type {Sentence} from "./sentence.ts";
import {allRca, both, inQuadrant, isAbove, isBelow, say, state, type Statement} from "./statement.js";

/** Whether the patents suffice to place technologies in quadrants, and any has one. */
export function hasQuadrants({evidence, technologies}: RegionFacts): boolean {
  return evidence.patents === "enough" && technologies.some(({quadrant}) => quadrant !== null);
}

/** The technologies of a quadrant, the most complex first. */
export function membersOf({technologies}: RegionFacts, quadrant: Quadrant): TechnologyFacts[] {
  return ranked(
    technologies.filter((one) => one.quadrant === quadrant),
    ({complexity}) => complexity
  );
}

/** Section 4.1: what is close and complex, and what is not. */
export function patentGraphText(facts: RegionFacts): Statement[] {
  if (!hasQuadrants(facts)) return [say({kind: "no-quadrants"})];
  const number = (quadrant: Quadrant) => membersOf(facts, quadrant).length;
  return [
    say({
      kind: "quadrants",
      numbers: {
        optimal: number("optimal"),
        moonshot: number("moonshot"),
        incremental: number("incremental"),
        cautious: number("cautious")
      }
    }),
    ...optimalText(facts),
    ...moonshotText(facts),
    ...selected(facts, "incremental", "above", "strong-but-simple"),
    ...selected(facts, "cautious", "below", "cautious-weak")
  ];
}

function optimalText(facts: RegionFacts): Statement[] {
  const members = membersOf(facts, "optimal");
  if (members.length === 0) return [];
  const named = slugsOf(leaders(members, ({complexity}) => complexity, {most, decimals: 1}));
  const strong = selected(facts, "optimal", "above", "optimal-strong");
  return [
    ...(named.length > 0
      ? [state({kind: "optimal", technologies: named, number: members.length}, inQuadrant(named, "optimal"))]
      : []),
    ...(strong.length > 0 ? strong : selected(facts, "optimal", "below", "optimal-weak"))
  ];
}

function moonshotText(facts: RegionFacts): Statement[] {
  const members = membersOf(facts, "moonshot");
  const named = slugsOf(leaders(members, ({complexity}) => complexity, {most, decimals: 1}));
  return [
    ...(named.length > 0
      ? [state({kind: "moonshots", technologies: named, number: members.length}, inQuadrant(named, "moonshot"))]
      : []),
    ...selected(facts, "moonshot", "above", "strong-but-far")
  ];
}

/** The technologies of a quadrant that are clearly above or below Europe's share of patents. */
function selected(
  facts: RegionFacts,
  quadrant: Quadrant,
  side: "above" | "below",
  kind: "optimal-strong" | "optimal-weak" | "strong-but-far" | "strong-but-simple" | "cautious-weak"
): Statement[] {
  const sign = side === "above" ? 1 : -1;
  const found = ranked(
    facts.technologies.filter((one) => one.quadrant === quadrant && one.lenses.patents[side]),
    ({lenses}) => sign * lenses.patents.rca!
  );
  if (found.length === 0) return [];
  const named = first(found);
  const test = allRca("patents", named.technologies, side === "above" ? isAbove : isBelow);
  return [state({kind, ...named}, both(inQuadrant(named.technologies, quadrant), test))];
}

/** Section 4.2: where science reaches beyond the patents. */
export function publicationGraphText(facts: RegionFacts): Statement[] {
  if (!hasQuadrants(facts)) return [say({kind: "no-way-to-tell", lens: "publications"})];
  if (facts.evidence.publications === "none") return [say({kind: "nothing", lens: "publications"})];
  const moonshots = membersOf(facts, "moonshot");
  const wayIn = aboveIn({technologies: moonshots}, "publications");
  return [
    ...(wayIn.length > 0
      ? [placed("way-in", wayIn, "moonshot", "publications")]
      : moonshots.length > 0
        ? [say({kind: "no-way-in", moonshots: moonshots.length})]
        : []),
    ...withAny(
      "backed",
      aboveIn({technologies: membersOf(facts, "optimal")}, "publications"),
      "optimal",
      "publications"
    )
  ];
}

/** Section 4.3: whether money follows strength and feasibility. */
export function dealGraphText(facts: RegionFacts): Statement[] {
  if (facts.evidence.deals === "part") return [say({kind: "part", unfunded: 0})];
  if (facts.evidence.deals === "none") return [say({kind: "nothing", lens: "deals"})];
  if (facts.evidence.patents !== "enough") return [say({kind: "no-way-to-tell", lens: "deals"})];
  const all = facts.technologies.filter(
    ({lenses: {patents, publications, deals}}) => patents.above && publications.above && deals.above
  );
  const three = slugsOf(all.slice(0, most));
  const test = both(...(["patents", "publications", "deals"] as const).map((lens) => allRca(lens, three, isAbove)));
  const optimal = hasQuadrants(facts) ? membersOf(facts, "optimal") : [];
  const unfunded = new Set(unfundedIn(facts));
  const bare = optimal.filter((one) => unfunded.has(one));
  const named = first(bare);
  return [
    three.length > 0 && all.length === three.length
      ? state({kind: "in-three-lenses", technologies: three}, test)
      : three.length > 0
        ? say({kind: "many-in-three-lenses", number: all.length})
        : say({kind: "none-in-three-lenses"}),
    ...withAny("near-and-funded", aboveIn({technologies: optimal}, "deals"), "optimal", "deals"),
    ...(bare.length > 0
      ? [state({kind: "near-and-unfunded", ...named}, inQuadrant(named.technologies, "optimal"))]
      : [])
  ];
}

type Placed = "way-in" | "backed" | "near-and-funded";

function withAny(kind: Placed, found: readonly TechnologyFacts[], quadrant: Quadrant, lens: Lens): Statement[] {
  return found.length > 0 ? [placed(kind, found, quadrant, lens)] : [];
}

function placed(kind: Placed, found: readonly TechnologyFacts[], quadrant: Quadrant, lens: Lens): Statement {
  const named = first(found);
  const sentence: Sentence = {kind, ...named};
  return state(sentence, both(inQuadrant(named.technologies, quadrant), allRca(lens, named.technologies, isAbove)));
}
