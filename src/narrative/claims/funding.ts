import {rankCorrelation} from "../correlation.js";
import {exceptional, inPart, isMost, largePart, little, majority, parity, veryLittle} from "../degrees.js";
import {type Claim, each, everyOf, isAbove, knownTo, largest, sameSet, statement} from "./claim.js";
import {digital} from "./placements.js";
import type {View} from "./view.ts";

const health = "health-and-biotech";
const fourLargest = ["advanced-manufacturing", "artificial-intelligence", "food-technology", "cybersecurity"];
const fourZero = [
  "genomics-and-gene-editing",
  "precision-medicine",
  "regenerative-medicine",
  "high-performance-computing"
];
const funded = ["bioinformatics", "advanced-therapy-medicinal-products", "immunotherapy"];
const leastFunded = ["quantum-computing", "cloud-and-edge-computing", "smart-materials"];

const topShare = (view: View, lens: "patents" | "publications" | "deals") =>
  largest(view.slugs, (one) => view.count(lens, one), 4).reduce((sum, one) => sum + view.share38(lens, one), 0);
const correlation = (view: View, a: "patents" | "publications" | "deals", b: "patents" | "publications" | "deals") =>
  rankCorrelation(
    view.slugs.map((one) => view.values(a, one).rca),
    view.slugs.map((one) => view.values(b, one).rca)
  );
const strongest = (view: View) => largest(view.group(health), (one) => view.values("patents", one).rca, 5);
const unfunded = (view: View) => knownTo(view.slugs, (one) => view.none("deals", one));

/** Section 3.3, funding. */
export const fundingClaims: readonly Claim[] = [
  statement("funding-diverges", "3.3", {
    datasets: ["patents", "publications"],
    references: ["deals.above"],
    facts: (view) => ({
      science: correlation(view, "patents", "publications"),
      patents: correlation(view, "patents", "deals"),
      publications: correlation(view, "publications", "deals")
    }),
    predicate: (_, {science, patents, publications}) => Math.max(patents, publications) < science
  }),
  statement("funding-concentrated", "3.3", {
    technologies: fourLargest,
    references: ["deals.top4share38", "patents.top4share38", "publications.top4share38"],
    predicate: (view) => topShare(view, "deals") > Math.max(topShare(view, "patents"), topShare(view, "publications"))
  }),
  statement("funding-four-clear-leaders", "3.3", {
    technologies: fourLargest,
    references: each("deals.share38", fourLargest),
    facts: (view) => ({largest: largest(view.slugs, (one) => view.count("deals", one), 4)}),
    predicate: (_, facts) => sameSet(facts.largest, fourLargest)
  }),
  statement("volumes-distributed-elsewhere", "3.3", {
    references: ["patents.top4share38", "publications.top4share38"],
    predicate: (view) => topShare(view, "patents") < majority && topShare(view, "publications") < majority
  }),
  statement("funding-aligns-partially", "3.3", {
    references: ["patents.above", "deals.above"],
    facts: (view) => {
      const strong = view.slugs.filter((one) => isAbove(view, "patents", one));
      return {strong: strong.length, both: strong.filter((one) => isAbove(view, "deals", one)).length};
    },
    predicate: (_, {strong, both}) => both >= inPart.from * strong && both <= inPart.to * strong
  }),
  statement("strongest-biotech-little-funding", "3.3", {
    datasets: ["patents"],
    references: [`deals.above ${health}`],
    facts: (view) => ({
      strongest: strongest(view),
      funded: strongest(view).filter((one) => view.values("deals", one).rca > 1)
    }),
    predicate: (view, facts) =>
      isMost(facts.strongest.filter((one) => view.rca("deals", one) <= veryLittle).length, facts.strongest.length)
  }),
  statement("four-without-funding", "3.3", {
    technologies: fourZero,
    references: each("deals.count", fourZero),
    predicate: (view) => everyOf(fourZero, (one) => view.none("deals", one))
  }),
  statement("no-others-without-funding", "3.3", {
    technologies: fourZero,
    published: 4,
    references: ["deals.zero"],
    facts: (view) => ({others: unfunded(view).filter((one) => !fourZero.includes(one))}),
    predicate: (view) => everyOf(view.slugs, (one) => fourZero.includes(one) || !view.none("deals", one))
  }),
  statement("unfunded-despite-strong-portfolios", "3.3", {
    technologies: fourZero,
    references: [...each("patents.rca", fourZero), ...each("publications.rca", fourZero)],
    facts: (view) => ({
      weak: fourZero.filter((one) => !isAbove(view, "patents", one) || !isAbove(view, "publications", one))
    }),
    predicate: (view, {weak}) => weak.length === 0 && everyOf(fourZero, (one) => view.none("deals", one))
  }),
  statement("life-science-funding-in-three", "3.3", {
    technologies: funded,
    references: each("deals.rca", funded),
    facts: (view) => ({strongest: largest(view.group(health), (one) => view.rca("deals", one), 3)}),
    predicate: (_, facts) => sameSet(facts.strongest, funded)
  }),
  statement("food-funding-outperforms", "3.3", {
    technologies: ["food-technology"],
    references: ["deals.rca food-technology", "patents.rca food-technology", "publications.rca food-technology"],
    predicate: (view) =>
      view.rca("deals", "food-technology") >
      Math.max(view.rca("patents", "food-technology"), view.rca("publications", "food-technology"))
  }),
  statement("semiconductors-funded", "3.3", {
    technologies: ["semiconductors"],
    references: ["deals.rca semiconductors"],
    predicate: (view) => isAbove(view, "deals", "semiconductors")
  }),
  statement("cybersecurity-funding-exceptional", "3.3", {
    technologies: ["cybersecurity"],
    references: ["deals.rca cybersecurity", "deals.share38 cybersecurity"],
    predicate: (view) =>
      view.rca("deals", "cybersecurity") > exceptional.above &&
      largest(view.slugs, (one) => view.count("deals", one), exceptional.amongLargest).includes("cybersecurity")
  }),
  statement("cybersecurity-absent-elsewhere", "3.3", {
    technologies: ["cybersecurity"],
    references: ["patents.rca cybersecurity", "publications.rca cybersecurity"],
    predicate: (view) => view.rca("patents", "cybersecurity") < 1 && view.rca("publications", "cybersecurity") < 1
  }),
  statement("digital-funding-gap", "3.3", {
    references: [`deals.above ${digital}`, `deals.rca ${digital}`, `group.size ${digital}`],
    predicate: (view) =>
      isMost(view.group(digital).filter((one) => view.rca("deals", one) < 1).length, view.group(digital).length)
  }),
  statement("microelectronics-not-commercialised", "3.3", {
    technologies: ["microelectronics"],
    references: ["deals.rca microelectronics", "publications.rca microelectronics"],
    predicate: (view) =>
      view.rca("deals", "microelectronics") < little && isAbove(view, "publications", "microelectronics")
  }),
  statement("three-with-very-little-funding", "3.3", {
    technologies: leastFunded,
    references: each("deals.rca", leastFunded),
    predicate: (view) => leastFunded.every((one) => view.rca("deals", one) <= veryLittle)
  }),
  statement("three-weak-overall", "3.3", {
    technologies: leastFunded,
    references: [...each("patents.rca", leastFunded), ...each("publications.rca", leastFunded)],
    facts: (view) => ({
      exceptions: leastFunded.filter((one) => !(view.rca("patents", one) < 1 && view.rca("publications", one) < 1))
    }),
    predicate: (_, {exceptions}) => exceptions.length === 0
  }),
  statement("ai-funding-near-parity", "3.3", {
    technologies: ["artificial-intelligence"],
    references: ["deals.rca artificial-intelligence"],
    predicate: (view) =>
      view.rca("deals", "artificial-intelligence") >= parity.from &&
      view.rca("deals", "artificial-intelligence") <= parity.to
  }),
  statement("ai-funding-ahead", "3.3", {
    technologies: ["artificial-intelligence"],
    references: [
      "deals.rca artificial-intelligence",
      "patents.rca artificial-intelligence",
      "publications.rca artificial-intelligence"
    ],
    predicate: (view) =>
      view.rca("deals", "artificial-intelligence") >
      Math.max(view.rca("patents", "artificial-intelligence"), view.rca("publications", "artificial-intelligence"))
  }),
  statement("research-without-capital", "3.3", {
    datasets: ["deals"],
    references: ["publications.above"],
    facts: (view) => {
      const strong = view.slugs.filter((one) => isAbove(view, "publications", one));
      return {strong: strong.length, without: strong.filter((one) => !isAbove(view, "deals", one)).length};
    },
    predicate: (_, {strong, without}) => strong > 0 && without >= largePart * strong
  })
];
