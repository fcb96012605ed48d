import assert from "node:assert/strict";
import {test} from "node:test";
import * as degrees from "../../../src/narrative/degrees.ts";
import type {Dataset} from "../../../src/terms/lenses.ts";
import {
  all,
  allUpTo,
  at,
  byComplexity,
  byDensity,
  type Change,
  complexity,
  digital,
  health,
  line,
  place,
  put,
  ranked,
  rca,
  slugs,
  truth
} from "./changes.ts";
import {published} from "./fixture.ts";

const others = slugs.filter((one) => !health.includes(one));
const language = ["natural-language-processing", "generative-ai"];
const digitalCore = ["artificial-intelligence", "cybersecurity", "internet-of-things", "natural-language-processing"];
const [semiconductors, cybersecurity, bioinformatics] = ["semiconductors", "cybersecurity", "bioinformatics"];

/** Links inside health, and from health to other technologies. */
const links =
  (inside: number, outward: number): Change =>
  (snapshot) => {
    const number = (slug: string) => slugs.indexOf(slug);
    const link = (a: string, b: string) => ({source: number(a), target: number(b), weight: 3});
    return {
      ...snapshot,
      network: [
        ...health.slice(1, inside + 1).map((one) => link(health[0]!, one)),
        ...others.slice(0, outward).map((one) => link(health[0]!, one)),
        link(others[0]!, others[1]!)
      ]
    };
  };
/** Strong in all of one dataset's first technologies, and in `also` of these in another one. */
const strong = (dataset: Dataset, number: number, also: Dataset, both: number) =>
  all(
    rca(dataset, 0.5),
    rca(dataset, 1.5, slugs.slice(0, number)),
    rca(also, 0.5),
    rca(also, 1.5, slugs.slice(0, both))
  );
/** Relatedness densities in the order of the RCAs in patents, but for some that change places. */
const swapped = (...pairs: [number, number][]) => {
  const order = [...slugs];
  for (const [a, b] of pairs) [order[a], order[b]] = [order[b]!, order[a]!];
  return all(ranked("patents", "rca", slugs), byDensity(order));
};

interface Case {
  claim: string;
  /** Changes just inside the limit, and just outside. */
  holds: Change[];
  fails: Change[];
}

/** By the limit's name; the numbers are written here again, so that a limit which moves fails. */
const cases: Record<string, Case[]> = {
  majority: [
    {
      claim: "digital-weaker-patenting",
      holds: [all(rca("patents", 2), rca("patents", 0.9, digital.slice(0, 6)))],
      fails: [all(rca("patents", 2), rca("patents", 0.9, digital.slice(0, 5)))]
    },
    {
      claim: "digital-weak-in-both",
      holds: [all(rca("publications", 2), rca("publications", 0.9, digital.slice(0, 6)))],
      fails: [all(rca("publications", 2), rca("publications", 0.9, digital.slice(0, 5)))]
    },
    {
      claim: "digital-funding-gap",
      holds: [all(rca("deals", 2), rca("deals", 0.9, digital.slice(0, 6)))],
      fails: [all(rca("deals", 2), rca("deals", 0.9, digital.slice(0, 5)))]
    },
    {
      claim: "health-along-the-chain",
      holds: [all(rca("deals", 0.9), rca("deals", 2, health.slice(0, 6)))],
      fails: [all(rca("deals", 0.9), rca("deals", 2, health.slice(0, 5)))]
    },
    {
      claim: "publications-life-sciences-confirmed",
      holds: [all(rca("publications", 0.9), rca("publications", 2, health.slice(0, 6)))],
      fails: [all(rca("publications", 0.9), rca("publications", 2, health.slice(0, 5)))]
    },
    {
      claim: "science-not-translated",
      holds: [all(strong("publications", 4, "patents", 1), rca("deals", 2))],
      fails: [all(strong("publications", 4, "patents", 2), rca("deals", 2))]
    },
    {claim: "health-clusters", holds: [links(5, 4)], fails: [links(4, 4), links(0, 0)]},
    {
      claim: "patents-materials-and-life",
      holds: [ranked("patents", "count", [...health.slice(0, 3), "drones", "photonics"])],
      fails: [ranked("patents", "count", ["smart-materials", health[0]!, "drones", "photonics", "robotics"])]
    },
    {
      claim: "patents-life-sciences-lead",
      holds: [ranked("patents", "rca", [...health.slice(0, 3), ...others.slice(0, 2)])],
      fails: [ranked("patents", "rca", [...health.slice(0, 2), ...others.slice(0, 3)])]
    },
    {
      claim: "optimal-mostly-biotech",
      holds: [
        all(place("cautious"), place("optimal", [...health.slice(0, 3), ...others.slice(0, 2)])),
        all(place("cautious"), place("optimal", health.slice(0, 1)))
      ],
      fails: [
        all(place("cautious"), place("optimal", [...health.slice(0, 2), ...others.slice(0, 2)])),
        place("cautious")
      ]
    },
    {
      claim: "volumes-distributed-elsewhere",
      holds: [all(put("patents", "share38", 0.1249), put("publications", "share38", 0.1249))],
      fails: [
        all(put("patents", "share38", 0.125), put("publications", "share38", 0.1)),
        all(put("patents", "share38", 0.1), put("publications", "share38", 0.125))
      ]
    }
  ],
  virtuallyAll: [
    {
      claim: "placement-5.2-digital-and-ai-moonshot",
      holds: [all(place("cautious"), place("moonshot", digital.slice(0, 9)))],
      fails: [all(place("cautious"), place("moonshot", digital.slice(0, 8)))]
    }
  ],
  almostHalf: [
    {
      claim: "patents-almost-half-in-five",
      holds: [put("patents", "share38", 0.401 / 5), put("patents", "share38", 0.499 / 5)],
      fails: [put("patents", "share38", 0.399 / 5), put("patents", "share38", 0.1)]
    }
  ],
  largePart: [
    {
      claim: "research-without-capital",
      holds: [strong("publications", 38, "deals", 25)],
      fails: [strong("publications", 38, "deals", 26), strong("publications", 0, "deals", 0)]
    }
  ],
  inPart: [
    {
      claim: "funding-aligns-partially",
      holds: [strong("patents", 36, "deals", 9), strong("patents", 36, "deals", 27)],
      fails: [strong("patents", 36, "deals", 8), strong("patents", 36, "deals", 28)]
    }
  ],
  rare: [
    {
      claim: "perfect-alignment-rare",
      holds: [1, 4].map((number) =>
        all(strong("patents", 38, "deals", 38), rca("publications", 2), place("cautious"), optimal(number))
      ),
      fails: [0, 5].map((number) =>
        all(strong("patents", 38, "deals", 38), rca("publications", 2), place("cautious"), optimal(number))
      )
    }
  ],
  several: [
    {
      claim: "strengths-in-simple-technologies",
      holds: [all(strong("patents", 38, "deals", 0), complexity(99, slugs), complexity(1, slugs.slice(0, 3)))],
      fails: [all(strong("patents", 38, "deals", 0), complexity(99, slugs), complexity(1, slugs.slice(0, 2)))]
    }
  ],
  parts: [
    {
      claim: "digital-core-least-connected",
      holds: [byDensity(allUpTo(digitalCore, 12).reverse())],
      fails: [byDensity(allUpTo(digitalCore, 13).reverse())]
    },
    {
      claim: "digital-core-highly-complex",
      holds: [byComplexity(allUpTo(digitalCore, 12))],
      fails: [byComplexity(allUpTo(digitalCore, 13))]
    },
    {
      claim: "semiconductors-moderate-relatedness-high-complexity",
      holds: [13, 26].map((number) => byDensity(at(semiconductors, 1, number))),
      fails: [
        ...[12, 27].map((number) => byDensity(at(semiconductors, 1, number))),
        all(line("complexity", 60), complexity(60, [semiconductors]))
      ]
    }
  ],
  beyondReach: [
    {
      claim: "space-beyond-reach",
      holds: [byDensity(at("space-technologies", -1, 5))],
      fails: [byDensity(at("space-technologies", -1, 6))]
    }
  ],
  twice: [
    {
      claim: "patents-mrna-twice",
      holds: [rca("patents", 1.75), rca("patents", 2.249)],
      fails: [rca("patents", 1.749), rca("patents", 2.25)]
    }
  ],
  veryStrong: [
    {
      claim: "mrna-publications-very-strong",
      holds: [rca("publications", 1.25)],
      fails: [rca("publications", 1.249)]
    },
    {
      claim: "publications-semiconductors-strongest",
      holds: [all(rca("publications", 1), rca("publications", 1.25, [semiconductors]))],
      fails: [all(rca("publications", 1), rca("publications", 1.249, [semiconductors]))]
    },
    {
      claim: "language-research-competitive",
      holds: [rca("publications", 1.001, language), rca("publications", 1.249, language)],
      fails: [rca("publications", 1, language), rca("publications", 1.25, language.slice(1))]
    }
  ],
  solid: [
    {
      claim: "semiconductors-research-foundation",
      holds: [rca("publications", 1.5)],
      fails: [rca("publications", 1.499)]
    }
  ],
  exceptional: [
    {
      claim: "cybersecurity-funding-exceptional",
      holds: [rca("deals", 2.001), ranked("deals", "count", at(cybersecurity, 1, 5))],
      fails: [rca("deals", 2), ranked("deals", "count", at(cybersecurity, 1, 6))]
    }
  ],
  outstanding: [
    {
      claim: "bioinformatics-stellar-funding",
      holds: [
        all(rca("deals", 1), rca("deals", 2.001, [bioinformatics])),
        ranked("deals", "rca", at(bioinformatics, 1, 3))
      ],
      fails: [all(rca("deals", 1), rca("deals", 2, [bioinformatics])), ranked("deals", "rca", at(bioinformatics, 1, 4))]
    }
  ],
  little: [{claim: "microelectronics-not-commercialised", holds: [rca("deals", 0.499)], fails: [rca("deals", 0.5)]}],
  veryLittle: [
    {claim: "three-with-very-little-funding", holds: [rca("deals", 0.25)], fails: [rca("deals", 0.251)]},
    {
      claim: "strongest-biotech-little-funding",
      holds: [all(ranked("patents", "rca", health), rca("deals", 0.3), rca("deals", 0.25, health.slice(0, 3)))],
      fails: [
        all(ranked("patents", "rca", health), rca("deals", 0.3), rca("deals", 0.25, health.slice(0, 2))),
        rca("deals", 0.251)
      ]
    }
  ],
  parity: [
    {
      claim: "ai-funding-near-parity",
      holds: [rca("deals", 0.9), rca("deals", 1.1)],
      fails: [rca("deals", 0.899), rca("deals", 1.101)]
    }
  ],
  aroundOne: [
    {
      claim: "publications-around-one",
      holds: [0.8, 1.25].map((value) => all(rca("publications", 3), rca("publications", value, slugs.slice(0, 20)))),
      fails: [
        ...[0.79, 1.26].map((value) => all(rca("publications", 3), rca("publications", value, slugs.slice(0, 20)))),
        all(rca("publications", 3), rca("publications", 1, slugs.slice(0, 19)))
      ]
    }
  ],
  slightLead: [
    {
      claim: "language-research-exceeds-slightly",
      holds: [0.001, 0.2].map((lead) => all(rca("patents", 1), rca("publications", 1 + lead))),
      fails: [0, 0.201].map((lead) => all(rca("patents", 1), rca("publications", 1 + lead)))
    }
  ],
  largeLead: [
    {
      claim: "language-research-wording",
      holds: [all(rca("patents", 1), rca("publications", 1.401))],
      fails: [all(rca("patents", 1), rca("publications", 1.4))]
    }
  ],
  justInside: [
    {
      claim: "semiconductors-just-inside-optimal",
      holds: [all(line("relatedness", 30), put("patents", "density", 30.999, [semiconductors]))],
      fails: [
        all(line("relatedness", 30), put("patents", "density", 31, [semiconductors])),
        all(line("relatedness", 30), put("patents", "density", 30.5), place("moonshot"))
      ]
    }
  ],
  // Of 38 ranks, 6 Σd² / (38 · (38² − 1)) = 6 Σd² / 54834 is below a tenth up to Σd² = 913; changed places add twice
  // the square
  // of their distance: 2 (16² + 10² + 10²) = 912, and 2 (21² + 4²) = 914.
  closeRanking: [
    {
      claim: "feasibility-is-present-strength",
      holds: [swapped([0, 16], [1, 11], [2, 12])],
      fails: [swapped([0, 21], [1, 5])]
    }
  ],
  littleMoney: [
    {
      claim: "bioinformatics-little-money",
      holds: [all(rca("deals", 3.001), put("deals", "share38", 0.0049))],
      fails: [
        all(rca("deals", 3), put("deals", "share38", 0.0049)),
        all(rca("deals", 3.001), put("deals", "share38", 0.005))
      ]
    }
  ],
  ordinaryRound: [
    {
      claim: "zeros-that-say-little",
      holds: [put("deals", "expected", 9.99)],
      fails: [put("deals", "expected", 10), all(put("deals", "expected", 1), put("deals", "count", 0.01))]
    }
  ]
};

function optimal(number: number): Change {
  return place("optimal", slugs.slice(0, number));
}

for (const [limit, list] of Object.entries(cases))
  test(`${limit}: true just inside, false just outside`, () => {
    for (const {claim, holds, fails} of list) {
      holds.forEach((change, i) => assert.equal(truth(claim, change), true, `${claim}, inside, case ${i}`));
      fails.forEach((change, i) => assert.equal(truth(claim, change), false, `${claim}, outside, case ${i}`));
    }
  });

test("every limit of a word of degree has a case", () => {
  const limits = Object.entries(degrees).filter(([, value]) => typeof value !== "function");
  assert.deepEqual(Object.keys(cases).sort(), [...limits.map(([name]) => name)].sort());
});

test("numbers that a sentence names itself are its limits", () => {
  assert.equal(truth("patents-diversified", put("patents", "share38", 0.199)), true);
  assert.equal(truth("patents-diversified", put("patents", "share38", 0.2, ["drones"])), false);
  assert.equal(truth("patents-diversified", put("patents", "count", 0, ["drones"])), false);
  const small = (number: number) => all(place("cautious"), optimal(number));
  assert.equal(truth("optimal-quadrant-is-small", small(9)), true);
  assert.equal(truth("optimal-quadrant-is-small", small(10)), false);
  const unfunded = (number: number) => all(put("deals", "count", 1), put("deals", "count", 0, slugs.slice(0, number)));
  assert.equal(truth("seven-without-funding", unfunded(5)), true);
  assert.equal(truth("seven-without-funding", unfunded(4)), false);
});

test("more than a quarter of the technologies lie in another quadrant from ten of 38 on", () => {
  // The other measure agrees, but for pairs that change places across the median.
  const moving = (pairs: number) => ({
    ...published,
    tci: Object.fromEntries(slugs.map((slug, i) => [slug, i < pairs || i >= 38 - pairs ? i : 37 - i]))
  });
  const change = all(byDensity(slugs), byComplexity(slugs));
  assert.equal(truth("complexity-measure-decides", change, moving(5)), true);
  assert.equal(truth("complexity-measure-decides", change, moving(4)), false);
});
