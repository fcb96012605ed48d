import {quadrants} from "../../indicators/quadrants.js";
import {rankCorrelation} from "../correlation.js";
import {aroundOne, closeRanking, isMost, justInside, largeLead, littleMoney, ordinaryRound} from "../degrees.js";
import type {StatedPlacement} from "../published.ts";
import {isUntold} from "../values.js";
import {type Claim, contradiction, each, everyOf, knownTo} from "./claim.js";
import {isFromEarlierRun} from "./numbers.js";
import type {View} from "./view.ts";

const twins = ["mrna-technology", "biomanufacturing"];
const pair = ["defence-technologies", "drones"];
const smallExpectations = ["regenerative-medicine", "precision-medicine"];

const fromEarlierRun = (view: View) => view.published.numbers.filter((number) => isFromEarlierRun(view, number));
const statedOf = (view: View) =>
  view.published.placements.filter((one): one is StatedPlacement & {technology: string} => one.technology !== null);
const disagreeing = (view: View) => [
  ...new Set(
    statedOf(view)
      .filter(({technology, quadrant}) => view.quadrant(technology) !== quadrant)
      .map(({technology}) => technology)
  )
];
const placedTwice = (view: View) => {
  const stated = statedOf(view);
  return [...new Set(stated.map(({technology}) => technology))].filter(
    (one) => new Set(stated.filter(({technology}) => technology === one).map(({quadrant}) => quadrant)).size > 1
  );
};

/** Quadrants by the measure of complexity that the report does not use. */
function movedByOtherComplexity(view: View): string[] {
  const by = (complexity: (technology: string) => number) =>
    quadrants(view.slugs.map((one) => ({relatedness: view.density(one), complexity: complexity(one)})));
  const [used, other] = [by((one) => view.complexity(one)), by((one) => view.published.tci[one]!)];
  return view.slugs.filter((_, i) => used[i] !== other[i]);
}

/** Whether some pair of lines reproduces all stated quadrants, apart from technologies that the text places twice. */
function someCutFits(view: View): boolean {
  const stated = statedOf(view).filter(({technology}) => !placedTwice(view).includes(technology));
  const lines = (value: (technology: string) => number) => [-Infinity, ...view.slugs.map(value)];
  return lines((one) => view.density(one)).some((relatedness) =>
    lines((one) => view.complexity(one)).some((complexity) => {
      const placed = quadrants(
        stated.map(({technology}) => ({
          relatedness: view.density(technology),
          complexity: view.complexity(technology)
        })),
        {cut: "fixed", relatedness, complexity}
      );
      return placed.every((quadrant, i) => quadrant === stated[i]!.quadrant);
    })
  );
}

/** Contradictions among the report's numbers, and between its numbers and its text. */
export const contradictionClaims: readonly Claim[] = [
  contradiction("two-runs-of-publications", "3.3", {
    byReportChoices: true,
    references: [],
    datasets: ["publications", "publications_earlier"],
    facts: (view) => ({
      number: fromEarlierRun(view).length,
      technologies: [...new Set(fromEarlierRun(view).map(({technology}) => technology))]
    }),
    predicate: (_, {number}) => number > 0
  }),
  contradiction("microelectronics-two-publication-values", "3.3", {
    technologies: ["microelectronics"],
    references: ["publications.rca microelectronics", "publications_earlier.rca microelectronics"],
    predicate: (view) => distinct(view, "microelectronics", "publications.rca") > 1
  }),
  contradiction("bioinformatics-two-complexities", "4.3", {
    technologies: ["bioinformatics"],
    references: ["complexity bioinformatics"],
    predicate: (view) => distinct(view, "bioinformatics", "complexity") > 1
  }),
  contradiction("stated-quadrants-disagree", "4.1", {
    references: ["line.relatedness", "line.complexity"],
    facts: (view) => ({
      number: disagreeing(view).length,
      stated: new Set(statedOf(view).map(({technology}) => technology)).size,
      technologies: disagreeing(view)
    }),
    predicate: (_, {number}) => number > 0
  }),
  contradiction("no-cut-gives-the-stated-quadrants", "4.1", {
    byReportChoices: true,
    references: ["patents.density advanced-manufacturing", "patents.density semiconductors"],
    predicate: (view) => !someCutFits(view)
  }),
  contradiction("optimal-quadrant-is-small", "4.1", {
    byReportChoices: true,
    references: [
      "quadrant.number optimal",
      "quadrant.number moonshot",
      "quadrant.number incremental",
      "quadrant.number cautious"
    ],
    predicate: (view) => view.slugs.filter((one) => view.quadrant(one) === "optimal").length < view.slugs.length / 4
  }),
  contradiction("microelectronics-placed-twice", "4.1", {
    technologies: ["microelectronics"],
    references: ["quadrant microelectronics"],
    predicate: (view) => placedTwice(view).includes("microelectronics")
  }),
  contradiction("semiconductors-just-inside-optimal", "4.2", {
    technologies: ["semiconductors"],
    references: ["patents.density semiconductors", "line.relatedness", "quadrant semiconductors"],
    facts: (view) => ({distance: view.density("semiconductors") - view.lines.relatedness}),
    predicate: (view, {distance}) => view.quadrant("semiconductors") === "optimal" && distance < justInside
  }),
  contradiction("complexity-measure-decides", "2", {
    references: ["line.complexity"],
    facts: (view) => ({
      moved: movedByOtherComplexity(view).length,
      correlation: rankCorrelation(
        view.slugs.map((one) => view.complexity(one)),
        view.slugs.map((one) => view.published.tci[one]!)
      )
    }),
    predicate: (view, {moved}) => moved > view.slugs.length / 4
  }),
  contradiction("feasibility-is-present-strength", "4.1", {
    scope: "region",
    references: ["spearman density-rca"],
    predicate: (view) =>
      rankCorrelation(
        view.slugs.map((one) => orNull(view.density(one))),
        view.slugs.map((one) => view.values("patents", one).rca)
      ) > closeRanking
  }),
  contradiction("patents-around-one", "3.1", {
    scope: "region",
    references: ["patents.untold"],
    facts: (view) => ({technologies: view.slugs.filter((one) => isUntold(view.values("patents", one)))}),
    predicate: (_, {technologies}) => technologies.length > 0
  }),
  contradiction("publications-around-one", "3.2", {
    scope: "region",
    references: ["publications.untold"],
    facts: (view) => ({number: near(view), all: view.slugs.length}),
    predicate: (_, {number, all}) => isMost(number, all)
  }),
  contradiction("one-company-is-half", "3.3", {
    technologies: ["advanced-manufacturing"],
    references: ["deals.count advanced-manufacturing", "deals.rca advanced-manufacturing"],
    predicate: () => null
  }),
  contradiction("seven-without-funding", "3.3", {
    references: ["deals.zero"],
    facts: (view) => ({technologies: knownTo(view.slugs, (one) => view.none("deals", one))}),
    // Counting again throws where a value is missing, so that the claim is open unless the known zeros decide it.
    predicate: (view, {technologies}) =>
      technologies.length > 4 || view.slugs.filter((one) => view.none("deals", one)).length > 4
  }),
  contradiction("zeros-that-say-little", "4.3", {
    technologies: smallExpectations,
    references: each("deals.expected", smallExpectations),
    predicate: (view) =>
      everyOf(smallExpectations, (one) => view.none("deals", one) && view.expected("deals", one) < ordinaryRound)
  }),
  contradiction("bioinformatics-little-money", "4.3", {
    technologies: ["bioinformatics"],
    references: [
      "deals.rca bioinformatics",
      "deals.count bioinformatics",
      "deals.documents bioinformatics",
      "deals.expected bioinformatics"
    ],
    predicate: (view) =>
      view.rca("deals", "bioinformatics") > littleMoney.rcaAbove &&
      view.share38("deals", "bioinformatics") < littleMoney.shareBelow
  }),
  contradiction("mrna-and-biomanufacturing-same-funding", "3.3", {
    technologies: twins,
    references: each("deals.count", twins),
    predicate: (view) =>
      view.count("deals", twins[0]!) > 0 &&
      equal(view.count("deals", twins[0]!), view.count("deals", twins[1]!)) &&
      equal(view.values("deals", twins[0]!).rca, view.values("deals", twins[1]!).rca)
  }),
  contradiction("defence-and-drones-same-funding", "3.3", {
    byReportChoices: true,
    technologies: pair,
    references: each("deals.count", pair),
    predicate: (view) =>
      view.count("deals", pair[0]!) > 0 && equal(view.count("deals", pair[0]!), view.count("deals", pair[1]!))
  }),
  contradiction("language-research-wording", "4.2", {
    technologies: ["natural-language-processing", "generative-ai"],
    references: [
      "publications.rca natural-language-processing",
      "patents.rca natural-language-processing",
      "publications.rca generative-ai",
      "patents.rca generative-ai"
    ],
    predicate: (view) =>
      ["natural-language-processing", "generative-ai"].every(
        (one) => view.rca("publications", one) > largeLead * view.rca("patents", one)
      )
  }),
  contradiction("mrna-research-wording", "4.2", {
    technologies: ["mrna-technology"],
    references: [
      "publications.rca mrna-technology",
      "publications.low mrna-technology",
      "publications.high mrna-technology"
    ],
    predicate: (view) => isUntold(view.values("publications", "mrna-technology"))
  }),
  contradiction("no-number-and-no-place", "3.1", {
    references: [],
    facts: (view) => ({technologies: unmentioned(view)}),
    predicate: (_, {technologies}) => technologies.length > 0
  }),
  contradiction("fourth-quadrant-two-names", "4.1", {
    references: ["quadrant.number cautious"],
    predicate: () => null
  }),
  contradiction("figure-four-missing", "3.2", {
    references: [],
    predicate: () => null
  })
];

/** Technologies for which the text prints no number and states no quadrant. */
function unmentioned(view: View): string[] {
  const mentioned = new Set([...view.published.numbers, ...statedOf(view)].map(({technology}) => technology));
  return view.slugs.filter((one) => !mentioned.has(one));
}

/** Number of distinct values that the text prints for one indicator. */
function distinct(view: View, technology: string, indicator: string): number {
  return new Set(
    view.published.numbers
      .filter((number) => number.technology === technology && number.indicator === indicator)
      .map(({text}) => Number(text))
  ).size;
}

function near(view: View): number {
  // Rounded to two decimals, as printed.
  const printed = view.slugs.map((one) => Math.round(100 * view.values("publications", one).rca) / 100);
  return printed.filter((value) => value >= aroundOne.from && value <= aroundOne.to).length;
}

/** Amounts carry the rounding errors of sums of doubles. */
function equal(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.005;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
