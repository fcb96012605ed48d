import type {Lens} from "../../terms/lenses.ts";
import {isMost, ordinaryRound} from "../degrees.js";
import {leaders, ranked, type RegionFacts, rounded, slugsOf, type TechnologyFacts} from "./facts.js";
import {allRca, both, extremes, isAbove, isAhead, isBelow, say, state, type Statement} from "./statement.js";

/** Most technologies that one sentence names. */
export const most = 3;

export const aboveIn = ({technologies}: Pick<RegionFacts, "technologies">, lens: Lens) =>
  ranked(
    technologies.filter(({lenses}) => lenses[lens].above),
    ({lenses}) => lenses[lens].rca
  );
export const belowIn = ({technologies}: RegionFacts, lens: Lens) =>
  ranked(
    technologies.filter(({lenses}) => lenses[lens].below),
    ({lenses}) => -lenses[lens].rca!
  );

/** The first technologies of a list, and how many more it has. */
export function first(technologies: readonly TechnologyFacts[], size = most): {technologies: string[]; more: number} {
  return {technologies: slugsOf(technologies.slice(0, size)), more: Math.max(0, technologies.length - size)};
}

/** Shares of the largest fields from which a portfolio is narrow, and below which it is broad. */
const shapes = {narrow: 2 / 3, broad: 0.4} as const;

/** Section 3.1: what is large, what is strong, what is weak. */
export function patentsText(facts: RegionFacts): Statement[] {
  const {patents} = facts.evidence;
  const size = [say({kind: "size", lens: "patents"})];
  if (patents === "none") return doubtText(facts, "patents");
  if (patents === "few") return [...size, ...doubtText(facts, "patents")];
  return [
    ...size,
    ...concentrationText(facts, "patents"),
    ...largestText(facts),
    ...strongText(facts, "patents"),
    ...groupText(facts),
    ...weakText(facts, "patents"),
    ...shortfallText(facts),
    ...undecidedText(facts)
  ];
}

/** Section 3.2: science, and science against invention. */
export function publicationsText(facts: RegionFacts): Statement[] {
  return [...strongText(facts, "publications"), ...weakText(facts, "publications"), ...gapText(facts)];
}

/** Technologies clearly above Europe's share in one lens whose interval there lies above that of another lens. */
function aheadIn({technologies}: RegionFacts, lens: Lens, behind: Lens): TechnologyFacts[] {
  const found = technologies.filter(({lenses: {[lens]: one, [behind]: other}}) => {
    return one.above && other.rca !== null && other.high !== null && one.low! > other.high;
  });
  return ranked(found, ({lenses}) => lenses[lens].rca! - lenses[behind].rca!);
}

/** In which technologies science and invention differ; nothing where either cannot be told. */
export function gapText(facts: RegionFacts): Statement[] {
  if (facts.evidence.publications !== "enough" || facts.evidence.patents !== "enough") return [];
  const sides = [
    {kind: "science-ahead", lens: "publications", behind: "patents"},
    {kind: "invention-ahead", lens: "patents", behind: "publications"}
  ] as const;
  const found = sides.flatMap(({kind, lens, behind}) => {
    const ahead = aheadIn(facts, lens, behind);
    if (ahead.length === 0) return [];
    const named = first(ahead, 2);
    return [state({kind, ...named}, isAhead(lens, behind, named.technologies))];
  });
  return found.length > 0 ? found : [say({kind: "no-gap"})];
}

/** Section 3.3: how much money, where it goes, and what gets none. */
export function fundingText(facts: RegionFacts): Statement[] {
  const {technologies, totals, evidence} = facts;
  if (evidence.deals === "part") return [say({kind: "part", unfunded: unfundedIn(facts).length})];
  if (evidence.deals === "none") return doubtText(facts, "deals");
  // Deals whose amounts are all unknown are not nothing.
  if (!totals.deals.count) return [say({kind: "untold-amounts", number: unknownIn(facts).length})];
  if (!totals.deals.technologies) return [say({kind: "nothing-in-the-technologies"})];
  const funded = technologies.filter(({lenses}) => (lenses.deals.count ?? 0) > 0);
  return [
    // An amount that rounds to zero is not nothing.
    say(rounded(totals.deals.technologies, 0) < 1 ? {kind: "little-money"} : {kind: "size", lens: "deals"}),
    ...(funded.length > 4 ? concentrationText(facts, "deals") : []),
    ...strongText(facts, "deals"),
    ...unfundedText(facts)
  ];
}

/** Technologies that are known to have received nothing. */
export function unfundedIn({technologies}: RegionFacts): TechnologyFacts[] {
  return technologies.filter(({lenses: {deals}}) => deals.count === 0);
}

/** Technologies whose amount is unknown: withheld, or of deals that do not disclose it. */
export function unknownIn({technologies}: RegionFacts): TechnologyFacts[] {
  return technologies.filter(({lenses: {deals}}) => deals.count === null);
}

/** Unfunded technologies in which Europe's share of funding would be more than an ordinary round. */
export function missedIn(facts: RegionFacts): TechnologyFacts[] {
  return unfundedIn(facts).filter(({lenses}) => (lenses.deals.expected ?? 0) > ordinaryRound);
}

function unfundedText(facts: RegionFacts): Statement[] {
  const unfunded = unfundedIn(facts);
  const unknown = unknownIn(facts).length;
  const untold = unknown > 0 ? [say({kind: "untold-amounts", number: unknown})] : [];
  if (unfunded.length === 0) return unknown > 0 ? untold : [say({kind: "all-funded"})];
  const strong = ranked(
    missedIn(facts).filter(({lenses}) => lenses.patents.above),
    ({lenses}) => lenses.patents.rca
  );
  const expected = ({lenses}: TechnologyFacts) => lenses.deals.expected;
  const [largest] = leaders(unfunded, expected, {most: 1, decimals: 1});
  const little = unfunded.every((one) => (expected(one) ?? Infinity) <= ordinaryRound);
  const named = first(strong);
  return [
    unfunded.length === 1 && unknown === 0 && expected(unfunded[0]!) !== null
      ? say({kind: "one-unfunded", technology: unfunded[0]!.slug})
      : say({kind: "unfunded", number: unfunded.length, largest: largest?.slug ?? null, little}),
    ...(strong.length > 0
      ? [state({kind: "strong-unfunded", ...named}, allRca("patents", named.technologies, isAbove))]
      : []),
    ...untold
  ];
}

/** Section 3.4: ranks. */
export function regionsText(facts: RegionFacts): Statement[] {
  const {evidence, technologies, ranked: regions} = facts;
  const none = [say({kind: "no-ranks", documents: documentsIn(technologies, "patents")})];
  if (evidence.patents !== "enough" || regions < 2) return none;
  const rank = ({lenses: {patents}}: TechnologyFacts) => (patents.rank === null ? null : -patents.rank);
  const best = leaders(
    technologies.filter(({lenses}) => lenses.patents.above),
    rank,
    {most, decimals: 0}
  );
  const [worst] = leaders(
    technologies.filter(({lenses}) => lenses.patents.below),
    ({lenses}) => lenses.patents.rank,
    {most: 1, decimals: 0}
  );
  if (best.length === 0 && !worst) return none;
  return [
    best.length > 0
      ? say({kind: "best-ranks", technologies: slugsOf(best), ranked: regions})
      : say({kind: "worst-rank", technology: worst!.slug, ranked: regions})
  ];
}

/** The documents of all technologies, each counted in every technology that it belongs to; fractions are rounded. */
export function documentsIn(technologies: readonly TechnologyFacts[], lens: Lens): number {
  return Math.round(technologies.reduce((sum, {lenses}) => sum + (lenses[lens].documents ?? 0), 0));
}

/** That a lens holds nothing of the region, or nothing that chance does not explain. */
export function doubtText({evidence, technologies, clear, tested}: RegionFacts, lens: Lens): Statement[] {
  switch (evidence[lens]) {
    case "none":
      return [say({kind: "nothing", lens})];
    case "few":
      return [say({kind: "too-few", lens, documents: documentsIn(technologies, lens)})];
    case "chance":
      return [say({kind: "within-chance", lens, number: clear[lens], of: tested[lens]})];
    case "part":
      return [say({kind: "part", unfunded: 0})];
    case "enough":
      return [];
  }
}

function concentrationText({technologies, totals}: RegionFacts, lens: "patents" | "deals"): Statement[] {
  const size = lens === "patents" ? 5 : 4;
  const total = totals[lens].technologies;
  const count = ({lenses}: TechnologyFacts) => lenses[lens].count;
  if (technologies.some((one) => count(one) === null)) return [];
  const largest = leaders(technologies, count, {most: size, decimals: lens === "deals" ? 1 : 0});
  if (!total || largest.length < size || !count(largest.at(-1)!)) return [];
  const share = rounded(largest.reduce((sum, one) => sum + count(one)!, 0) / total, 3);
  const shape = share > shapes.narrow ? "narrow" : share < shapes.broad ? "broad" : "plain";
  return [say({kind: "concentration", lens, shape, technologies: slugsOf(largest)})];
}

/** Whether the largest field is a strength. */
function largestText({technologies}: RegionFacts): Statement[] {
  const count = ({lenses}: TechnologyFacts) => lenses.patents.count;
  const [largest] = leaders(technologies, count, {most: 1, decimals: 0});
  if (!largest || technologies.some((one) => count(one) === null)) return [];
  const {slug, lenses} = largest;
  if (lenses.patents.below)
    return [state({kind: "large-but-below", technology: slug}, allRca("patents", [slug], isBelow))];
  // The highest RCAs are named anyway.
  const isNamed = aboveIn({technologies}, "patents").slice(0, most).includes(largest);
  if (lenses.patents.above && !isNamed)
    return [state({kind: "large-and-above", technology: slug}, allRca("patents", [slug], isAbove))];
  return [];
}

/** What is clearly above Europe's share in a lens, or why that cannot be told. */
export function strongText(facts: RegionFacts, lens: Lens): Statement[] {
  if (facts.evidence[lens] !== "enough") return doubtText(facts, lens);
  const above = aboveIn(facts, lens);
  const slugs = slugsOf(above);
  if (above.length === 0) return [say({kind: "none-above", lens})];
  const test = allRca(lens, slugs, isAbove);
  if (above.length <= most) return [state({kind: "above-all", lens, technologies: slugs}, test)];
  const highest = slugsOf(leaders(above, ({lenses}) => lenses[lens].rca, {most}));
  return [
    state({kind: "above", lens, number: above.length}, test),
    ...(highest.length > 0
      ? [
          state(
            {kind: "highest", lens, technologies: highest},
            both(allRca(lens, highest, isAbove), extremes(lens, highest, "highest", slugs))
          )
        ]
      : [])
  ];
}

/** What is clearly below Europe's share in a lens; nothing where that cannot be told. */
export function weakText(facts: RegionFacts, lens: Lens): Statement[] {
  if (facts.evidence[lens] !== "enough") return [];
  const below = belowIn(facts, lens);
  const slugs = slugsOf(below);
  if (below.length === 0) return [say({kind: "none-below", lens})];
  const test = allRca(lens, slugs, isBelow);
  const isAbsent = ({lenses}: TechnologyFacts) => lenses[lens].count === 0;
  const absent = below.filter(isAbsent);
  if (below.length <= most && absent.length === 0) return [state({kind: "below-all", lens, technologies: slugs}, test)];
  const named = leaders(absent, ({lenses}) => lenses[lens].expected, {most, decimals: 1});
  return [
    state({kind: "below", lens, number: below.length}, test),
    ...(named.length > 0 ? [say({kind: "absent", lens, technologies: slugsOf(named), number: absent.length})] : []),
    ...lowestText(
      lens,
      below.filter((one) => !isAbsent(one)),
      absent.length > 0
    )
  ];
}

/** The lowest of the technologies that are clearly below Europe's share and have documents. */
function lowestText(lens: Lens, present: readonly TechnologyFacts[], hasOthers: boolean): Statement[] {
  const all = slugsOf(present);
  if (hasOthers && all.length > 0 && all.length <= most)
    return [state({kind: "below-present", lens, technologies: all}, allRca(lens, all, isBelow))];
  const lowest = slugsOf(leaders(present, ({lenses}) => -lenses[lens].rca!, {most}));
  if (lowest.length === 0) return [];
  const test = both(allRca(lens, lowest, isBelow), extremes(lens, lowest, "lowest", all));
  return [state({kind: "lowest", lens, technologies: lowest, present: hasOthers}, test)];
}

/** The group that most of the strengths belong to. */
function groupText(facts: RegionFacts): Statement[] {
  const above = aboveIn(facts, "patents");
  const sizes = facts.groups.map(({group, size}) => ({
    group,
    size,
    inGroup: above.filter((one) => one.group === group).length
  }));
  const [largest] = leaders(sizes, ({inGroup}) => inGroup, {most: 1, decimals: 0});
  if (!largest || largest.inGroup < 2 || !isMost(largest.inGroup, above.length) || above.length < 3) return [];
  return [say({kind: "above-by-group", number: above.length, ...largest})];
}

/** Of several fields clearly below Europe's share, the one that lacks most patents to reach it. */
function shortfallText(facts: RegionFacts): Statement[] {
  const below = belowIn(facts, "patents");
  const missing = ({
    lenses: {
      patents: {expected, count}
    }
  }: TechnologyFacts) => (expected !== null && count !== null ? expected - count : null);
  if (below.length < 2 || below.some((one) => missing(one) === null)) return [];
  const [largest] = leaders(below, missing, {most: 1, decimals: 0});
  // Fields without any patent have a sentence of their own.
  if (!largest?.lenses.patents.count) return [];
  return [say({kind: "shortfall", technology: largest.slug})];
}

/** How many technologies are neither clearly above nor clearly below Europe's share of patents. */
function undecidedText({technologies, evidence}: RegionFacts): Statement[] {
  if (evidence.patents !== "enough") return [];
  const number = technologies.filter(
    ({lenses: {patents}}) => patents.rca !== null && !patents.above && !patents.below
  ).length;
  return number > 0 && number < technologies.length ? [say({kind: "undecided", number})] : [];
}
