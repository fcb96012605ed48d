import assert from "node:assert/strict";
import {test} from "node:test";
import type {Published} from "../../../src/narrative/published.ts";
import {writtenClaims} from "../../../src/narrative/claims.ts";
import {createView} from "../../../src/narrative/claims/view.ts";
import {all, type Change, claims, complexity, place, put, slugs, start, truth} from "./changes.ts";
import {published} from "./fixture.ts";

const [ai, atmp, genomics] = [
  "artificial-intelligence",
  "advanced-therapy-medicinal-products",
  "genomics-and-gene-editing"
];
const [precision, regenerative] = ["precision-medicine", "regenerative-medicine"];
const fiveLargest = [
  "microelectronics",
  "smart-materials",
  "pharmaceuticals",
  "advanced-materials",
  "biomanufacturing"
];
const aligned = [atmp, "bioinformatics", "mrna-technology", "semiconductors"];

/**
 * Computed from data/published by plain arithmetic outside of the project: medians, ranks with ties, and counts of
 * rows. The reasons in expected-verdicts.csv show most of them.
 */
const expected: Record<string, Record<string, number | string[]>> = {
  "digital-lags-everywhere": {exceptions: [ai]},
  "science-not-translated": {strong: 21, untranslated: 12},
  "health-clusters": {inside: 31, all: 41},
  "grids-and-things-linked": {weight: 2.16},
  "patents-five-named": {largest: fiveLargest},
  "patents-materials-and-life": {largest: fiveLargest},
  "patents-mrna-leads": {first: ["mrna-technology"]},
  "patents-life-sciences-lead": {
    strongest: ["mrna-technology", "biomanufacturing", genomics, atmp, "food-technology"]
  },
  "publications-semiconductors-strongest": {first: ["semiconductors"]},
  "funding-diverges": {science: 0.5204444757893323, patents: 0.16478235704272387, publications: 0.33335327255166913},
  "funding-four-clear-leaders": {largest: ["advanced-manufacturing", ai, "food-technology", "cybersecurity"]},
  "funding-aligns-partially": {strong: 16, both: 9},
  "strongest-biotech-little-funding": {
    strongest: ["mrna-technology", "biomanufacturing", genomics, atmp, "biotechnology"],
    funded: ["mrna-technology", "biomanufacturing", atmp, "biotechnology"]
  },
  "no-others-without-funding": {others: ["carbon-capture-and-storage", "photonics", "quantum-computing"]},
  "unfunded-despite-strong-portfolios": {weak: ["high-performance-computing"]},
  "life-science-funding-in-three": {strongest: ["bioinformatics", atmp, "immunotherapy"]},
  "three-weak-overall": {exceptions: ["smart-materials"]},
  "research-without-capital": {strong: 21, without: 10},
  "optimal-mostly-biotech": {
    optimal: [atmp, "bioinformatics", "mrna-technology", precision, "semiconductors"],
    biotech: 4
  },
  "optimal-biotech-with-advantage": {biotech: [atmp, "bioinformatics", "mrna-technology", precision]},
  "six-in-the-optimal-quadrant": {outside: ["immunotherapy", genomics, "biomanufacturing"]},
  "biotech-interconnected": {biotech: 84.71, all: 32.21},
  "semiconductors-in-between": {digital: 13.385, biotech: 84.71},
  "strengths-in-simple-technologies": {simple: 11},
  "biotech-research-matches-complexity": {below: ["biomanufacturing", "biotechnology", genomics]},
  "quantum-out-of-reach": {last: ["quantum-computing"]},
  "perfect-alignment-rare": {aligned, number: 4},
  "atmp-closest-to-alignment": {aligned},
  "two-runs-of-publications": {
    number: 8,
    technologies: ["microelectronics", ai, atmp, "immunotherapy", genomics, precision, regenerative, "bioinformatics"]
  },
  "stated-quadrants-disagree": {
    number: 7,
    stated: 26,
    technologies: [
      "immunotherapy",
      genomics,
      "biomanufacturing",
      "biotechnology",
      "semiconductors",
      "advanced-manufacturing",
      "microelectronics"
    ]
  },
  "semiconductors-just-inside-optimal": {distance: 0.6},
  "complexity-measure-decides": {moved: 16, correlation: 0.03490535069482438},
  "patents-around-one": {
    technologies: ["carbon-capture-and-storage", "drones", "nuclear-energy", "quantum-computing", "semiconductors"]
  },
  "publications-around-one": {number: 28, all: 38},
  "seven-without-funding": {
    technologies: [
      "carbon-capture-and-storage",
      genomics,
      "high-performance-computing",
      "photonics",
      precision,
      "quantum-computing",
      regenerative
    ]
  },
  "no-number-and-no-place": {
    technologies: [
      "carbon-capture-and-storage",
      "nanotechnologies",
      "nuclear-energy",
      "photonics",
      "robotics",
      "sensor-technologies",
      "smart-grids"
    ]
  }
};

test("the facts of every reason are those of the published values", () => {
  const view = createView(start, published);
  const facts = Object.fromEntries(
    writtenClaims
      .map(({id, facts: of}) => [id, of?.(view) ?? {}] as const)
      .filter(([, found]) => Object.keys(found).length > 0)
  );
  const rounded = (found: unknown): unknown =>
    JSON.parse(
      JSON.stringify(found, (_, value: unknown) => (typeof value === "number" ? Number(value.toFixed(12)) : value))
    );
  assert.deepEqual(rounded(facts), rounded(expected));
});

test("without a link there is no weight", () => {
  const view = createView({...start, network: []}, published);
  assert.deepEqual(claims.get("grids-and-things-linked")!.facts!(view), {weight: 0});
});

const unchanged: Change = (snapshot) => snapshot;
const withPublished = (change: (published: Published) => Partial<Published>) => ({...published, ...change(published)});

test("a contradiction among printed numbers needs two different ones", () => {
  for (const [claim, technology, indicator] of [
    ["microelectronics-two-publication-values", "microelectronics", "publications.rca"],
    ["bioinformatics-two-complexities", "bioinformatics", "complexity"]
  ] as const) {
    const alike = withPublished(({numbers}) => ({
      numbers: numbers.map((number) =>
        number.technology === technology && number.indicator === indicator ? {...number, text: "1.5"} : number
      )
    }));
    assert.equal(truth(claim, unchanged, alike), false, claim);
  }
});

test("two runs show where a number agrees with the earlier run only", () => {
  const final = withPublished(({numbers}) => ({
    numbers: numbers.filter(({indicator}) => indicator !== "publications.rca")
  }));
  assert.equal(truth("two-runs-of-publications", unchanged, final), false);
});

/** Four technologies in the corners of a square, and all stated as placed there. */
const corners = [
  ["drones", "cautious", 10, 10],
  ["photonics", "moonshot", 10, 90],
  ["robotics", "incremental", 90, 10],
  ["sensor-technologies", "optimal", 90, 90]
] as const;
const square = all(
  ...corners.flatMap(([slug, quadrant, density, value]) => [
    put("patents", "density", density, [slug]),
    complexity(value, [slug]),
    place(quadrant, [slug])
  ])
);
const stated = (
  placements: readonly (readonly [string, Published["placements"][number]["quadrant"], ...unknown[]])[]
) =>
  withPublished(() => ({
    placements: placements.map(([technology, quadrant]) => ({technology, quadrant, section: "4.1"}))
  }));

test("stated quadrants contradict the values if no pair of lines gives them all", () => {
  const claim = "no-cut-gives-the-stated-quadrants";
  assert.equal(truth(claim, square, stated(corners)), false);
  const crossed = corners.map(([slug], i) => [slug, corners[3 - i]![1]] as const);
  assert.equal(truth(claim, square, stated(crossed)), true);
  // The text itself contradicts a technology that it places twice, so it counts for no line.
  assert.equal(truth(claim, square, stated([...corners, ["drones", "optimal"]])), false);
});

test("stated quadrants agree, disagree, or are stated twice", () => {
  assert.equal(truth("stated-quadrants-disagree", square, stated(corners)), false);
  assert.equal(truth("stated-quadrants-disagree", square, stated([["drones", "optimal"]])), true);
  const places = (...quadrants: ("moonshot" | "incremental")[]) =>
    stated(quadrants.map((quadrant) => ["microelectronics", quadrant]));
  assert.equal(truth("microelectronics-placed-twice", unchanged, places("moonshot", "incremental")), true);
  assert.equal(truth("microelectronics-placed-twice", unchanged, places("moonshot", "moonshot")), false);
});

test("nothing is unmentioned if every technology has a number or a place", () => {
  const everywhere = withPublished(() => ({
    numbers: [],
    placements: slugs.map((technology) => ({technology, quadrant: "optimal", section: "4.1"}))
  }));
  assert.equal(truth("no-number-and-no-place", unchanged, everywhere), false);
  const numbered = withPublished(({numbers}) => ({
    numbers: slugs.map((technology) => ({...numbers[0]!, technology})),
    placements: []
  }));
  assert.equal(truth("no-number-and-no-place", unchanged, numbered), false);
});

test("a quarter of the technologies is not a small quadrant", () => {
  const some: Change = (snapshot) => ({
    ...snapshot,
    technologies: snapshot.technologies.slice(0, 8),
    network: []
  });
  const optimal = (number: number) => all(some, place("cautious"), place("optimal", slugs.slice(0, number)));
  assert.equal(truth("optimal-quadrant-is-small", optimal(1)), true);
  assert.equal(truth("optimal-quadrant-is-small", optimal(2)), false);
});
