import type {Quadrant} from "../../indicators/quadrants.ts";
import {type Lens, lenses} from "../../terms/lenses.js";
import {isTested, leaders, ranked, type RegionFacts, slugsOf, type TechnologyFacts} from "./facts.js";
import {aboveIn, documentsIn, doubtText, first, missedIn, most} from "./position.js";
import type {Sentence} from "./sentence.ts";
import {allRca, both, inQuadrant, isAbove, isBelow, labelled, say, state, type Statement} from "./statement.js";

/** Whether the patents suffice to place technologies in quadrants, and any has one. */
export function hasQuadrants({evidence, technologies}: RegionFacts): boolean {
  return isTested(evidence.patents) && technologies.some(({quadrant}) => quadrant !== null);
}

/** The technologies of a quadrant, the most complex first. */
export function membersOf({technologies}: RegionFacts, quadrant: Quadrant): TechnologyFacts[] {
  return ranked(
    technologies.filter((one) => one.quadrant === quadrant),
    ({complexity}) => complexity
  );
}

/** Section 4.1: what is close and complex, and what is not. Every clear strength has its place. */
export function patentGraphText(facts: RegionFacts): Statement[] {
  if (!hasQuadrants(facts)) return [say({kind: "no-quadrants", documents: documentsIn(facts.technologies, "patents")})];
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
    ...selected(facts, null, "above", "strong-unplaced"),
    ...labelled("optimal", [
      ...mostComplexText(facts, "optimal"),
      ...selected(facts, "optimal", "above", "optimal-strong"),
      ...selected(facts, "optimal", "below", "optimal-weak")
    ]),
    ...labelled("moonshots", [
      ...mostComplexText(facts, "moonshot"),
      ...selected(facts, "moonshot", "above", "strong-but-far")
    ]),
    ...labelled("incremental", selected(facts, "incremental", "above", "strong-but-simple")),
    ...labelled("cautious", [
      ...selected(facts, "cautious", "above", "strong-but-cautious"),
      ...selected(facts, "cautious", "below", "cautious-weak")
    ])
  ];
}

/** The most complex technologies of a quadrant of complex ones. */
export function mostComplexText(facts: RegionFacts, quadrant: "optimal" | "moonshot"): Statement[] {
  const members = membersOf(facts, quadrant);
  const technologies = slugsOf(leaders(members, ({complexity}) => complexity, {most, decimals: 1}));
  if (technologies.length === 0) return [];
  const kind = quadrant === "optimal" ? "optimal" : "moonshots";
  return [state({kind, technologies, number: members.length}, inQuadrant(technologies, quadrant))];
}

/** The technologies of a quadrant that are clearly above or below Europe's share of patents. */
export function selected(
  facts: RegionFacts,
  quadrant: Quadrant | null,
  side: "above" | "below",
  kind:
    | "optimal-strong"
    | "optimal-weak"
    | "strong-but-far"
    | "strong-but-simple"
    | "strong-but-cautious"
    | "strong-unplaced"
    | "cautious-weak"
): Statement[] {
  const sign = side === "above" ? 1 : -1;
  const found = ranked(
    facts.technologies.filter((one) => one.quadrant === quadrant && one.lenses.patents[side]),
    ({lenses}) => sign * lenses.patents.rca!
  );
  if (found.length === 0) return [];
  const named = side === "above" ? first(found, found.length) : first(found);
  const test = allRca("patents", named.technologies, side === "above" ? isAbove : isBelow);
  return [state({kind, ...named}, quadrant === null ? test : both(inQuadrant(named.technologies, quadrant), test))];
}

/** Section 4.2: where science reaches beyond the patents. */
export function publicationGraphText(facts: RegionFacts): Statement[] {
  if (facts.evidence.publications === "none") return doubtText(facts, "publications");
  if (!hasQuadrants(facts)) return [say({kind: "no-way-to-tell", lens: "publications"})];
  if (facts.evidence.publications !== "enough") return [say({kind: "adds-nothing", lens: "publications"})];
  const moonshots = membersOf(facts, "moonshot");
  const found = aboveIn({technologies: moonshots}, "publications");
  const wayIn = found.filter(({lenses}) => !lenses.patents.above);
  const alreadyIn = found.filter(({lenses}) => lenses.patents.above);
  return [
    ...withAny("way-in", wayIn, "moonshot", "publications"),
    ...(alreadyIn.length > 0 ? [alreadyInText(alreadyIn)] : []),
    ...(found.length === 0 && moonshots.length > 0 ? [say({kind: "no-way-in", moonshots: moonshots.length})] : []),
    ...withAny(
      "backed",
      aboveIn({technologies: membersOf(facts, "optimal")}, "publications"),
      "optimal",
      "publications"
    )
  ];
}

function alreadyInText(found: readonly TechnologyFacts[]): Statement {
  const named = first(found);
  const {technologies} = named;
  const test = both(
    inQuadrant(technologies, "moonshot"),
    allRca("publications", technologies, isAbove),
    allRca("patents", technologies, isAbove)
  );
  return state({kind: "already-in", ...named}, test);
}

/** Section 4.3: whether money follows strength and feasibility. */
export function dealGraphText(facts: RegionFacts): Statement[] {
  if (facts.evidence.deals === "part" || facts.evidence.deals === "none") return doubtText(facts, "deals");
  if (!hasQuadrants(facts)) return [say({kind: "no-way-to-tell", lens: "deals"})];
  const optimal = membersOf(facts, "optimal");
  const missed = new Set(missedIn(facts));
  const bare = optimal.filter((one) => missed.has(one));
  const named = first(bare);
  const funded = aboveIn({technologies: optimal}, "deals");
  const tells = facts.evidence.deals === "enough";
  return [
    ...(tells ? [] : [say({kind: "adds-nothing", lens: "deals"})]),
    ...threeLensText(facts),
    ...withAny("near-and-funded", funded, "optimal", "deals"),
    ...(tells && funded.length === 0 && optimal.length > 0 ? [say({kind: "no-optimal-funded"})] : []),
    ...(bare.length > 0
      ? [state({kind: "near-and-unfunded", ...named}, inQuadrant(named.technologies, "optimal"))]
      : [])
  ];
}

/** What is clearly above Europe's share in every lens; nothing where one of them cannot tell. */
function threeLensText({evidence, technologies}: RegionFacts): Statement[] {
  if (lenses.some((lens) => evidence[lens] !== "enough")) return [];
  const all = slugsOf(technologies.filter((one) => lenses.every((lens) => one.lenses[lens].above)));
  if (all.length === 0) return [say({kind: "none-in-three-lenses"})];
  const test = both(...lenses.map((lens) => allRca(lens, all, isAbove)));
  return [
    all.length <= most
      ? state({kind: "in-three-lenses", technologies: all}, test)
      : state({kind: "many-in-three-lenses", number: all.length}, test)
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
