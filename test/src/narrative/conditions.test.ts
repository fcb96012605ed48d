import assert from "node:assert/strict";
import {test} from "node:test";
import type {Quadrant} from "../../../src/indicators/quadrants.ts";
import type {Dataset} from "../../../src/terms/lenses.ts";
import {all, type Change, complexity, digital, health, line, place, put, rca, slugs, start, truth} from "./changes.ts";

const everyLens = ["patents", "publications", "deals"] as const;
const both = ["patents", "publications"] as const;
const [patents, publications, deals] = [["patents"], ["publications"], ["deals"]] as const;
const atmp = "advanced-therapy-medicinal-products";
const genomics = "genomics-and-gene-editing";
const three = ["mrna-technology", atmp, "bioinformatics"];
const core = ["biomanufacturing", "biotechnology", genomics];
const language = ["natural-language-processing", "generative-ai"];
const [ai, things, chips] = ["artificial-intelligence", "internet-of-things", "semiconductors"];
const sixNamed = [...three, "immunotherapy", genomics, "biomanufacturing"];
const fourZero = [genomics, "precision-medicine", "regenerative-medicine", "high-performance-computing"];
const orphans = fourZero.slice(0, 3);
const industry = start.technologies
  .filter((one) => one.group === "Advanced Industry & Materials")
  .map((one) => one.slug);

/** What the sentence of a claim says of each of some technologies. */
interface Conditions {
  technologies: readonly string[];
  /** Lenses in which the RCA of each is above 1, and below it. */
  above?: readonly Dataset[];
  below?: readonly Dataset[];
  quadrant?: Quadrant;
  unfunded?: true;
  /** Beyond the line between the quadrants. */
  feasible?: boolean;
  complex?: true;
}

const conditions: Record<string, Conditions> = {
  "health-strengths-in-three": {technologies: three, above: everyLens},
  "digital-lags-everywhere": {
    technologies: [ai, things, "high-performance-computing", "quantum-computing"],
    below: everyLens
  },
  "chips-promising-in-science": {technologies: [chips, "microelectronics"], above: publications},
  "patents-digital-gap": {technologies: [ai, "cloud-and-edge-computing"], below: patents},
  "patents-four-digital-below": {
    technologies: [ai, things, "cybersecurity", "cloud-and-edge-computing"],
    below: patents
  },
  "patents-traditional-strengths": {technologies: ["pharmaceuticals", "advanced-materials"], above: patents},
  "biotech-leads-both": {technologies: core, above: both},
  "publications-digital-below": {
    technologies: ["quantum-computing", "cloud-and-edge-computing", things, ai],
    below: publications
  },
  "computing-below-in-both": {
    technologies: [ai, "cloud-and-edge-computing", "high-performance-computing", things, "quantum-computing"],
    below: both
  },
  "semiconductors-funded": {technologies: [chips], above: deals},
  "cybersecurity-absent-elsewhere": {technologies: ["cybersecurity"], below: both},
  "three-weak-overall": {
    technologies: ["quantum-computing", "cloud-and-edge-computing", "smart-materials"],
    below: both
  },
  "four-without-funding": {technologies: fourZero, unfunded: true},
  "unfunded-despite-strong-portfolios": {technologies: fourZero, above: both, unfunded: true},
  "six-in-the-optimal-quadrant": {technologies: sixNamed, quadrant: "optimal"},
  "four-biotech-incremental": {
    technologies: ["immunotherapy", genomics, "biomanufacturing", "biotechnology"],
    quadrant: "incremental"
  },
  "six-highly-feasible": {technologies: sixNamed, feasible: true},
  "digital-core-in-moonshot": {
    technologies: [ai, "cybersecurity", things, "natural-language-processing"],
    quadrant: "moonshot"
  },
  "semiconductors-with-advantage": {technologies: [chips], above: patents},
  "food-and-waste-feasible-but-simple": {
    technologies: ["food-technology", "waste-management"],
    above: patents,
    quadrant: "incremental"
  },
  "wind-and-defence-weak-in-all": {
    technologies: ["wind-energy", "defence-technologies"],
    below: patents,
    quadrant: "cautious"
  },
  "biotech-research-foundations": {technologies: core, above: publications},
  "biotech-research-matches-complexity": {technologies: core, feasible: true, complex: true},
  "atmp-strong-in-all": {technologies: [atmp], above: everyLens, quadrant: "optimal"},
  "funding-orphans": {technologies: orphans, above: both, unfunded: true},
  "orphans-highly-feasible": {technologies: orphans, feasible: true},
  "cybersecurity-against-the-map": {technologies: ["cybersecurity"], above: deals, below: both, feasible: false},
  "food-strong-in-all-but-simple": {technologies: ["food-technology"], above: everyLens, quadrant: "incremental"},
  "bioinformatics-backed": {technologies: ["bioinformatics"], above: both, quadrant: "optimal"},
  "three-to-double-down-on-are-optimal": {technologies: three, quadrant: "optimal"},
  "three-to-double-down-on-have-advantage": {technologies: three, above: both},
  "wider-biotech-strong": {technologies: [...core, "pharmaceuticals"], above: patents},
  "ai-subdomains-with-research": {technologies: language, above: publications},
  "cybersecurity-capability-gaps": {technologies: ["cybersecurity"], below: patents, feasible: false}
};

const lines = all(line("relatedness", 50), line("complexity", 50));

/** Fulfils all conditions. */
function fulfil({technologies, above = [], below = [], quadrant, unfunded, feasible, complex}: Conditions): Change {
  return all(
    lines,
    ...above.map((lens) => rca(lens, 1.1, technologies)),
    ...below.map((lens) => rca(lens, 0.9, technologies)),
    ...(quadrant ? [place(quadrant, technologies)] : []),
    ...(unfunded ? [put("deals", "count", 0, technologies)] : []),
    ...(feasible === undefined ? [] : [put("patents", "density", feasible ? 51 : 49, technologies)]),
    ...(complex ? [complexity(51, technologies)] : [])
  );
}

/** Each violates one condition of one technology, by as little as possible. */
function violations({technologies, above = [], below = [], ...rest}: Conditions): [string, Change][] {
  return technologies.flatMap((one): [string, Change][] => [
    ...[...above, ...below].map((lens): [string, Change] => [`${one}, Europe's share in ${lens}`, rca(lens, 1, [one])]),
    ...(rest.quadrant
      ? [[`${one} elsewhere`, place(rest.quadrant === "optimal" ? "moonshot" : "optimal", [one])] as [string, Change]]
      : []),
    ...(rest.unfunded ? [[`${one} funded`, put("deals", "count", 0.01, [one])] as [string, Change]] : []),
    ...(rest.feasible === undefined
      ? []
      : [[`${one} on the line`, put("patents", "density", 50, [one])] as [string, Change]]),
    ...(rest.complex ? [[`${one} on the line of complexity`, complexity(50, [one])] as [string, Change]] : [])
  ]);
}

test("a claim about several technologies or lenses is false as soon as one of them does not comply", () => {
  for (const [claim, condition] of Object.entries(conditions)) {
    assert.equal(truth(claim, fulfil(condition)), true, claim);
    for (const [what, violation] of violations(condition))
      assert.equal(truth(claim, all(fulfil(condition), violation)), false, `${claim}: ${what}`);
  }
});

/** Claims that some technologies have a higher RCA in one lens than in others, each on its own. */
const comparisons: Record<string, {technologies: readonly string[]; more: Dataset; less: readonly Dataset[]}> = {
  "biotech-patents-ahead-of-science": {technologies: core, more: "patents", less: publications},
  "publications-quantum-below-patents": {technologies: ["quantum-computing"], more: "patents", less: publications},
  "mrna-publications-drop": {technologies: ["mrna-technology"], more: "patents", less: publications},
  "language-research-exceeds-patents": {technologies: language, more: "publications", less: patents},
  "chips-science-ahead-of-patents": {technologies: [chips, "microelectronics"], more: "publications", less: patents},
  "food-funding-outperforms": {technologies: ["food-technology"], more: "deals", less: both},
  "ai-funding-ahead": {technologies: [ai], more: "deals", less: both}
};

test("a comparison of lenses is false where a technology has the same RCA in two of them", () => {
  for (const [claim, {technologies, more, less}] of Object.entries(comparisons)) {
    // Below 1 where the sentence says so, above it otherwise.
    const [high, low] = claim === "publications-quantum-below-patents" ? [0.9, 0.5] : [1.9, 1.5];
    const holds = all(rca(more, high), ...less.map((lens) => rca(lens, low)));
    assert.equal(truth(claim, holds), true, claim);
    for (const one of technologies)
      for (const lens of less)
        assert.equal(truth(claim, all(holds, rca(lens, high, [one]))), false, `${claim}: ${one} in ${lens}`);
  }
  assert.equal(
    truth("publications-quantum-below-patents", all(rca("patents", 1), rca("publications", 0.5))),
    false,
    "not below Europe's share in patents"
  );
  assert.equal(
    truth("chips-science-ahead-of-patents", all(rca("publications", 1), rca("patents", 0.5))),
    false,
    "not above Europe's share in science"
  );
  const immunotherapy = all(rca("publications", 1.1), rca("patents", 1.5), rca("deals", 1.5));
  assert.equal(truth("immunotherapy-funding-and-patents-ahead", immunotherapy), true);
  for (const change of [rca("publications", 1), rca("patents", 1.1), rca("deals", 1.1)])
    assert.equal(truth("immunotherapy-funding-and-patents-ahead", all(immunotherapy, change)), false);
});

/** A claim with changes that make it true, and others that, after the first of these, make it false. */
interface Turn {
  claim: string;
  holds: Change[];
  fails: Change[];
}

const amounts = (lens: Dataset, count: number, among?: readonly string[]) =>
  all(put(lens, "count", count, among), put(lens, "expected", 10, among));
const share = (lens: Dataset, value: number, among?: readonly string[]) => put(lens, "share38", value, among);
const largest = (lens: Dataset, first: readonly string[]) =>
  all(put(lens, "count", 1), ...first.map((slug, i) => put(lens, "count", 100 - i, [slug])));
const strongest = (lens: Dataset, first: readonly string[]) =>
  all(rca(lens, 0.1), ...first.map((slug, i) => rca(lens, 2 - i / 100, [slug])));
const density = (value: number, among?: readonly string[]) => put("patents", "density", value, among);
const linked =
  (a: string, b: string): Change =>
  (snapshot) => ({
    ...snapshot,
    network: [{source: slugs.indexOf(a), target: slugs.indexOf(b), weight: 3}]
  });
const fiveLargest = [
  "microelectronics",
  "pharmaceuticals",
  "smart-materials",
  "advanced-materials",
  "biomanufacturing"
];
const fiveStrongest = ["mrna-technology", "biomanufacturing", genomics, atmp, "food-technology"];
const fourFunded = ["advanced-manufacturing", ai, "food-technology", "cybersecurity"];
const threeFunded = ["bioinformatics", atmp, "immunotherapy"];
const led = (number: number) =>
  all(...everyLens.map((lens) => all(rca(lens, 0.9), rca(lens, 1.1, [...health, ...digital.slice(0, number)]))));
const healthy = all(...everyLens.map((lens) => all(share(lens, 0.02), share(lens, 0.03, health))));

const turns: Turn[] = [
  {
    // 9 of 10 in digital against 11 of 11 in health.
    claim: "digital-no-comparable-leadership",
    holds: [led(9)],
    fails: everyLens.map((lens) => rca(lens, 1.1, digital))
  },
  {
    claim: "digital-lower-capital",
    holds: [amounts("deals", 9)],
    fails: [amounts("deals", 10, digital)]
  },
  {
    claim: "funding-bottleneck-in-two-groups",
    holds: [amounts("deals", 9)],
    fails: [amounts("deals", 10, digital), amounts("deals", 10, industry)]
  },
  {
    claim: "patents-biotech-up-digital-down",
    holds: [all(amounts("patents", 9), amounts("patents", 11, health))],
    fails: [amounts("patents", 10, digital), amounts("patents", 10, health)]
  },
  {
    // Medical devices are a field of health and biotech.
    claim: "biotech-some-startup-activity",
    holds: [all(put("deals", "count", 0), put("deals", "count", 0.5, ["medical-devices"]))],
    fails: [put("deals", "count", 0, ["medical-devices"])]
  },
  {
    // Eleven technologies against ten.
    claim: "activity-concentrated-in-health",
    holds: [healthy],
    fails: everyLens.map((lens) => share(lens, 0.033, digital))
  },
  {
    claim: "grids-and-things-linked",
    holds: [linked("smart-grids", things), linked(things, "smart-grids")],
    fails: [linked("smart-grids", ai), linked(ai, things)]
  },
  {
    claim: "pharmaceuticals-broad",
    holds: [largest("patents", ["pharmaceuticals"]), largest("patents", ["microelectronics", "pharmaceuticals"])],
    fails: [put("patents", "count", 101, ["immunotherapy"])]
  },
  {
    claim: "quantum-out-of-reach",
    holds: [rca("publications", 0.1, ["quantum-computing"])],
    fails: [rca("publications", 0.05, ["drones"])]
  },
  {
    claim: "patents-five-named",
    holds: [largest("patents", fiveLargest), largest("patents", fiveLargest.toReversed())],
    fails: [put("patents", "count", 101, ["drones"])]
  },
  {
    claim: "funding-four-clear-leaders",
    holds: [largest("deals", fourFunded), largest("deals", fourFunded.toReversed())],
    fails: [put("deals", "count", 101, ["drones"])]
  },
  {
    claim: "patents-order-of-five",
    holds: [strongest("patents", fiveStrongest)],
    fails: [strongest("patents", fiveStrongest.toReversed()), rca("patents", 3, ["drones"])]
  },
  {
    claim: "life-science-funding-in-three",
    holds: [strongest("deals", threeFunded), strongest("deals", ["drones", ...threeFunded])],
    fails: [rca("deals", 3, ["medical-devices"])]
  },
  {
    claim: "patents-mrna-leads",
    holds: [strongest("patents", ["mrna-technology"])],
    fails: [rca("patents", 2, ["drones"])]
  },
  {
    claim: "patents-microelectronics-large-but-below",
    holds: [all(rca("patents", 0.9), largest("patents", ["microelectronics"]))],
    fails: [rca("patents", 1, ["microelectronics"]), put("patents", "count", 101, ["drones"])]
  },
  {
    claim: "semiconductors-strongest-digital-research",
    holds: [strongest("publications", ["drones", chips])],
    fails: [rca("publications", 1, digital), rca("publications", 3, ["photonics"])]
  },
  {
    claim: "publications-semiconductors-strongest",
    holds: [strongest("publications", [chips])],
    fails: [rca("publications", 3, ["drones"])]
  },
  {
    claim: "microelectronics-strong-and-broad",
    holds: [
      all(
        rca("publications", 1.1),
        put("publications", "count", 2, ["microelectronics"]),
        put("publications", "count", 1, [chips])
      )
    ],
    fails: [rca("publications", 1, ["microelectronics"]), put("publications", "count", 2, [chips])]
  },
  {
    claim: "microelectronics-not-commercialised",
    holds: [all(rca("deals", 0.1), rca("publications", 1.1))],
    fails: [rca("publications", 1)]
  },
  {
    claim: "semiconductors-in-between",
    holds: [all(density(10, digital), density(30, health), density(20, [chips]))],
    fails: [density(20, digital), density(20, health)]
  },
  {
    // The medians of 11 and of 38: with six of health at 30, and more than half of all at 20.
    claim: "biotech-interconnected",
    holds: [all(density(20), density(30, health.slice(0, 6)))],
    fails: [density(20, health.slice(5, 6))]
  },
  {
    claim: "optimal-biotech-with-advantage",
    holds: [
      all(place("cautious"), place("optimal", [...core, "drones"]), rca("patents", 0.5), rca("patents", 1.1, core))
    ],
    fails: [place("cautious"), ...core.map((one) => rca("patents", 1, [one]))]
  },
  {
    claim: "atmp-closest-to-alignment",
    // The weakest of three lenses counts.
    holds: [
      all(
        place("cautious"),
        place("optimal", [atmp, "drones"]),
        ...everyLens.map((lens) => rca(lens, 3)),
        rca("deals", 1.2, ["drones"]),
        rca("patents", 1.3, [atmp])
      )
    ],
    fails: [rca("patents", 1.1, [atmp]), place("moonshot", [atmp]), rca("deals", 1.4, ["drones"])]
  },
  {
    claim: "funding-concentrated",
    holds: [
      all(
        ...everyLens.map((lens) => all(largest(lens, fourFunded), share(lens, 0.1))),
        share("deals", 0.11, fourFunded)
      )
    ],
    fails: [share("patents", 0.11, fourFunded), share("publications", 0.11, fourFunded)]
  },
  {
    claim: "mrna-and-biomanufacturing-same-funding",
    holds: [
      all(put("deals", "count", 0.5), rca("deals", 1.5)),
      all(put("deals", "count", 0.5), rca("deals", 1.5), put("deals", "count", 0.504, ["mrna-technology"]))
    ],
    fails: [
      put("deals", "count", 0),
      put("deals", "count", 0.51, ["mrna-technology"]),
      rca("deals", 1.51, ["biomanufacturing"])
    ]
  },
  {
    claim: "defence-and-drones-same-funding",
    holds: [put("deals", "count", 0.5)],
    fails: [put("deals", "count", 0), put("deals", "count", 0.51, ["drones"])]
  },
  {
    claim: "patents-around-one",
    holds: [all(put("patents", "high", 0.99), put("patents", "high", 1, ["drones"]))],
    fails: [put("patents", "high", 0.99, ["drones"])]
  },
  {
    claim: "mrna-research-wording",
    holds: [all(put("publications", "low", 0.9), put("publications", "high", 1.2))],
    fails: [put("publications", "low", 1.01), put("publications", "high", 0.99)]
  },
  {
    claim: "no-others-without-funding",
    holds: [all(amounts("deals", 9), put("deals", "count", 0, fourZero)), amounts("deals", 9)],
    fails: [put("deals", "count", 0, ["drones"])]
  },
  {
    claim: "research-without-capital",
    // Exactly a third of 36.
    holds: [
      all(
        rca("publications", 0.5),
        rca("deals", 0.5),
        rca("publications", 1.5, slugs.slice(0, 36)),
        rca("deals", 1.5, slugs.slice(0, 24))
      )
    ],
    fails: [rca("deals", 1.5, slugs.slice(0, 25))]
  }
];

test("a claim turns where its sentence does", () => {
  for (const {claim, holds, fails} of turns) {
    holds.forEach((change, i) => assert.equal(truth(claim, change), true, `${claim}, case ${i}`));
    fails.forEach((change, i) => assert.equal(truth(claim, all(holds[0]!, change)), false, `${claim}, change ${i}`));
  }
});
