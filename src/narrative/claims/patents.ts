import {almostHalf, isMost, twice} from "../degrees.js";
import {type Claim, each, isAbove, largest, sameSet, statement} from "./claim.js";
import {digital} from "./placements.js";

const health = "health-and-biotech";
const fiveLargest = [
  "microelectronics",
  "pharmaceuticals",
  "smart-materials",
  "advanced-materials",
  "biomanufacturing"
];
const fiveStrongest = [
  "mrna-technology",
  "biomanufacturing",
  "genomics-and-gene-editing",
  "advanced-therapy-medicinal-products",
  "food-technology"
];
const materials = ["smart-materials", "advanced-materials", "nanotechnologies"];
const gap = ["artificial-intelligence", "cloud-and-edge-computing"];
const digitalBelow = ["artificial-intelligence", "internet-of-things", "cybersecurity", "cloud-and-edge-computing"];
const traditional = ["pharmaceuticals", "advanced-materials"];

/** Section 3.1, patents. */
export const patentClaims: readonly Claim[] = [
  statement("patents-diversified", "3.1", {
    references: ["patents.zero", "patents.top1share38"],
    predicate: (view) => view.slugs.every((one) => view.count("patents", one) > 0 && view.share38("patents", one) < 0.2)
  }),
  statement("patents-almost-half-in-five", "3.1", {
    technologies: fiveLargest,
    references: ["patents.top5share38"],
    predicate(view) {
      const share = largest(view.slugs, (one) => view.share38("patents", one), 5).reduce(
        (sum, one) => sum + view.share38("patents", one),
        0
      );
      return share > almostHalf.above && share < almostHalf.below;
    }
  }),
  statement("patents-five-named", "3.1", {
    technologies: fiveLargest,
    references: each("patents.share38", fiveLargest),
    facts: (view) => ({largest: largest(view.slugs, (one) => view.count("patents", one), 5)}),
    predicate: (_, facts) => sameSet(facts.largest, fiveLargest)
  }),
  statement("patents-materials-and-life", "3.1", {
    references: ["patents.top5share38", `patents.share38 ${health}`],
    facts: (view) => ({largest: largest(view.slugs, (one) => view.count("patents", one), 5)}),
    predicate: (view, facts) =>
      isMost(facts.largest.filter((one) => view.group(health).includes(one) || materials.includes(one)).length, 5)
  }),
  statement("patents-mrna-leads", "3.1", {
    technologies: ["mrna-technology"],
    references: ["patents.rca mrna-technology"],
    facts: (view) => ({first: largest(view.slugs, (one) => view.values("patents", one).rca, 1)}),
    predicate: (view) =>
      view.slugs.every(
        (one) => one === "mrna-technology" || view.rca("patents", "mrna-technology") > view.rca("patents", one)
      )
  }),
  statement("patents-mrna-twice", "3.1", {
    technologies: ["mrna-technology"],
    references: ["patents.count mrna-technology", "patents.expected mrna-technology"],
    predicate: (view) =>
      view.rca("patents", "mrna-technology") >= twice.from && view.rca("patents", "mrna-technology") < twice.below
  }),
  statement("patents-order-of-five", "3.1", {
    technologies: fiveStrongest,
    references: each("patents.rca", fiveStrongest),
    predicate: (view) =>
      largest(view.slugs, (one) => view.rca("patents", one), 5).every((one, place) => one === fiveStrongest[place])
  }),
  statement("patents-life-sciences-lead", "3.1", {
    references: [`patents.above ${health}`, `patents.rca ${health}`],
    facts: (view) => ({strongest: largest(view.slugs, (one) => view.rca("patents", one), 5)}),
    predicate: (view, {strongest}) => isMost(strongest.filter((one) => view.group(health).includes(one)).length, 5)
  }),
  statement("patents-microelectronics-large-but-below", "3.1", {
    technologies: ["microelectronics"],
    references: ["patents.count microelectronics", "patents.rca microelectronics"],
    predicate: (view) =>
      largest(view.slugs, (one) => view.count("patents", one), 1)[0] === "microelectronics" &&
      view.rca("patents", "microelectronics") < 1
  }),
  statement("patents-digital-gap", "3.1", {
    technologies: gap,
    references: each("patents.rca", gap),
    predicate: (view) => gap.every((one) => view.rca("patents", one) < 1)
  }),
  statement("patents-four-digital-below", "3.1", {
    technologies: digitalBelow,
    references: each("patents.rca", digitalBelow),
    predicate: (view) => digitalBelow.every((one) => view.rca("patents", one) < 1)
  }),
  statement("patents-traditional-strengths", "3.1", {
    technologies: traditional,
    references: each("patents.rca", traditional),
    predicate: (view) => traditional.every((one) => isAbove(view, "patents", one))
  }),
  statement("patents-biotech-up-digital-down", "3.1", {
    references: [`patents.rca ${health}`, `patents.rca ${digital}`],
    predicate: (view) => view.groupRca("patents", health) > 1 && view.groupRca("patents", digital) < 1
  })
];
