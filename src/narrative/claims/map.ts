import {isMost, outermost, several} from "../degrees.js";
import {type Claim, each, isAbove, largest, position, statement} from "./claim.js";
import {digital} from "./placements.js";
import type {View} from "./view.ts";

const health = "health-and-biotech";
const sixNamed = [
  "bioinformatics",
  "mrna-technology",
  "immunotherapy",
  "advanced-therapy-medicinal-products",
  "genomics-and-gene-editing",
  "biomanufacturing"
];
const fourClose = ["immunotherapy", "genomics-and-gene-editing", "biomanufacturing", "biotechnology"];
const digitalCore = ["artificial-intelligence", "cybersecurity", "internet-of-things", "natural-language-processing"];
const commodity = ["food-technology", "waste-management"];
const weak = ["wind-energy", "defence-technologies"];

const optimal = (view: View) => view.slugs.filter((one) => view.quadrant(one) === "optimal");
const optimalBiotech = (view: View) => optimal(view).filter((one) => view.group(health).includes(one));
const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
const medianDensity = (view: View, technologies: readonly string[]) =>
  median(technologies.map((one) => view.density(one)));

/** Section 4.1, the map of relatedness and complexity with patents. */
export const mapClaims: readonly Claim[] = [
  statement("optimal-mostly-biotech", "4.1", {
    references: ["quadrant.number optimal"],
    facts: (view) => ({optimal: optimal(view), biotech: optimalBiotech(view).length}),
    predicate: (_, facts) => isMost(facts.biotech, facts.optimal.length)
  }),
  statement("optimal-biotech-with-advantage", "4.1", {
    references: ["quadrant.number optimal"],
    facts: (view) => ({biotech: optimalBiotech(view)}),
    predicate: (view, {biotech}) => biotech.length > 0 && biotech.every((one) => isAbove(view, "patents", one))
  }),
  statement("six-in-the-optimal-quadrant", "4.1", {
    technologies: sixNamed,
    references: [...each("quadrant", sixNamed), "line.complexity"],
    facts: (view) => ({outside: sixNamed.filter((one) => view.quadrant(one) !== "optimal")}),
    predicate: (_, {outside}) => outside.length === 0
  }),
  statement("four-biotech-incremental", "4.1", {
    technologies: fourClose,
    references: [...position(fourClose), "line.relatedness", "line.complexity"],
    predicate: (view) => fourClose.every((one) => view.quadrant(one) === "incremental")
  }),
  statement("six-highly-feasible", "4.1", {
    technologies: sixNamed,
    references: [...each("patents.density", sixNamed), "line.relatedness"],
    predicate: (view) => sixNamed.every((one) => view.density(one) > view.lines.relatedness)
  }),
  statement("biotech-interconnected", "4.1", {
    references: each("patents.density", sixNamed),
    facts: (view) => ({biotech: medianDensity(view, view.group(health)), all: medianDensity(view, view.slugs)}),
    predicate: (_, {biotech, all}) => biotech > all
  }),
  statement("digital-core-in-moonshot", "4.1", {
    technologies: digitalCore,
    references: [...position(digitalCore), "line.relatedness", "line.complexity"],
    predicate: (view) => digitalCore.every((one) => view.quadrant(one) === "moonshot")
  }),
  statement("digital-core-least-connected", "4.1", {
    technologies: digitalCore,
    references: each("patents.density", digitalCore),
    predicate(view) {
      const lowest = largest(view.slugs, (one) => -view.density(one), outermost(view.slugs.length));
      return digitalCore.every((one) => lowest.includes(one));
    }
  }),
  statement("digital-core-highly-complex", "4.1", {
    technologies: digitalCore,
    references: [...each("complexity", digitalCore), "line.complexity"],
    predicate(view) {
      const highest = largest(view.slugs, (one) => view.complexity(one), outermost(view.slugs.length));
      return digitalCore.every((one) => highest.includes(one));
    }
  }),
  statement("semiconductors-in-between", "4.1", {
    technologies: ["semiconductors"],
    references: ["patents.density semiconductors"],
    facts: (view) => ({
      digital: medianDensity(view, view.group(digital)),
      biotech: medianDensity(view, view.group(health))
    }),
    predicate: (view, facts) =>
      view.density("semiconductors") > facts.digital && view.density("semiconductors") < facts.biotech
  }),
  statement("semiconductors-with-advantage", "4.1", {
    technologies: ["semiconductors"],
    references: ["patents.rca semiconductors", "patents.low semiconductors", "patents.high semiconductors"],
    predicate: (view) => isAbove(view, "patents", "semiconductors")
  }),
  statement("strengths-in-simple-technologies", "4.1", {
    references: ["patents.above", "line.complexity"],
    facts: (view) => ({
      simple: view.slugs.filter((one) => view.complexity(one) < view.lines.complexity && isAbove(view, "patents", one))
        .length
    }),
    predicate: (_, {simple}) => simple >= several
  }),
  statement("food-and-waste-feasible-but-simple", "4.1", {
    technologies: commodity,
    references: [...each("quadrant", commodity), ...each("patents.rca", commodity)],
    predicate: (view) => commodity.every((one) => view.quadrant(one) === "incremental" && isAbove(view, "patents", one))
  }),
  statement("wind-and-defence-weak-in-all", "4.1", {
    technologies: weak,
    references: [...position(weak), ...each("patents.rca", weak)],
    predicate: (view) => weak.every((one) => view.quadrant(one) === "cautious" && view.rca("patents", one) < 1)
  })
];
