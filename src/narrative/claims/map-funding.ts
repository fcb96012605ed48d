import {lenses} from "../../terms/lenses.js";
import {outstanding, rare} from "../degrees.js";
import {type Claim, each, everyOf, isAbove, largest, position, statement} from "./claim.js";
import type {View} from "./view.ts";

const atmp = "advanced-therapy-medicinal-products";
const orphans = ["genomics-and-gene-editing", "precision-medicine", "regenerative-medicine"];

const inAll = (technology: string) => lenses.map((lens) => `${lens}.rca ${technology}`);
const aligned = (view: View) =>
  view.slugs.filter((one) => view.quadrant(one) === "optimal" && lenses.every((lens) => isAbove(view, lens, one)));
/** The weakest of the three lenses decides how close a technology is to strength in all of them. */
const weakest = (view: View, technology: string) => Math.min(...lenses.map((lens) => view.rca(lens, technology)));

/** Section 4.3, the map with funding. */
export const mapFundingClaims: readonly Claim[] = [
  statement("perfect-alignment-rare", "4.3", {
    datasets: ["publications", "deals"],
    references: ["quadrant.number optimal"],
    facts: (view) => ({aligned: aligned(view), number: aligned(view).length}),
    predicate: (view, {number}) => number >= 1 && number <= rare * view.slugs.length
  }),
  statement("atmp-closest-to-alignment", "4.3", {
    technologies: [atmp],
    references: [...inAll(atmp), ...position([atmp])],
    facts: (view) => ({aligned: aligned(view)}),
    predicate: (view, facts) =>
      facts.aligned.includes(atmp) && largest(facts.aligned, (one) => weakest(view, one), 1)[0] === atmp
  }),
  statement("atmp-strong-in-all", "4.3", {
    technologies: [atmp],
    references: [...inAll(atmp), `quadrant ${atmp}`],
    predicate: (view) => view.quadrant(atmp) === "optimal" && lenses.every((lens) => isAbove(view, lens, atmp))
  }),
  statement("immunotherapy-funding-and-patents-ahead", "4.3", {
    technologies: ["immunotherapy"],
    references: inAll("immunotherapy"),
    predicate: (view) =>
      isAbove(view, "publications", "immunotherapy") &&
      view.rca("publications", "immunotherapy") <
        Math.min(view.rca("deals", "immunotherapy"), view.rca("patents", "immunotherapy"))
  }),
  statement("funding-orphans", "4.3", {
    technologies: orphans,
    references: [
      ...each("patents.rca", orphans),
      ...each("publications.rca", orphans),
      ...each("deals.count", orphans)
    ],
    predicate: (view) =>
      everyOf(
        orphans,
        (one) => view.none("deals", one) && isAbove(view, "patents", one) && isAbove(view, "publications", one)
      )
  }),
  statement("orphans-highly-feasible", "4.3", {
    technologies: orphans,
    references: [...each("patents.density", orphans), "line.relatedness"],
    predicate: (view) => orphans.every((one) => view.density(one) > view.lines.relatedness)
  }),
  statement("cybersecurity-against-the-map", "4.3", {
    technologies: ["cybersecurity"],
    references: [...inAll("cybersecurity"), "patents.density cybersecurity"],
    predicate: (view) =>
      isAbove(view, "deals", "cybersecurity") &&
      view.rca("patents", "cybersecurity") < 1 &&
      view.rca("publications", "cybersecurity") < 1 &&
      view.density("cybersecurity") < view.lines.relatedness
  }),
  statement("food-strong-in-all-but-simple", "4.3", {
    technologies: ["food-technology"],
    references: [...inAll("food-technology"), "patents.density food-technology", "complexity food-technology"],
    predicate: (view) =>
      lenses.every((lens) => isAbove(view, lens, "food-technology")) &&
      view.quadrant("food-technology") === "incremental"
  }),
  statement("bioinformatics-stellar-funding", "4.3", {
    technologies: ["bioinformatics"],
    references: ["deals.rca bioinformatics", "deals.low bioinformatics", "deals.high bioinformatics"],
    predicate: (view) =>
      view.rca("deals", "bioinformatics") > outstanding.above &&
      largest(view.slugs, (one) => view.rca("deals", one), outstanding.amongHighest).includes("bioinformatics")
  }),
  statement("bioinformatics-backed", "4.3", {
    technologies: ["bioinformatics"],
    references: ["patents.rca bioinformatics", "publications.rca bioinformatics", "quadrant bioinformatics"],
    predicate: (view) =>
      isAbove(view, "patents", "bioinformatics") &&
      isAbove(view, "publications", "bioinformatics") &&
      view.quadrant("bioinformatics") === "optimal"
  })
];
