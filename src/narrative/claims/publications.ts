import {isMost, veryStrong} from "../degrees.js";
import {type Claim, each, isAbove, largest, statement} from "./claim.js";
import {digital} from "./placements.js";

const health = "health-and-biotech";
const core = ["biomanufacturing", "biotechnology", "genomics-and-gene-editing"];
const below = ["quantum-computing", "cloud-and-edge-computing", "internet-of-things", "artificial-intelligence"];
const computing = [
  "artificial-intelligence",
  "cloud-and-edge-computing",
  "high-performance-computing",
  "internet-of-things",
  "quantum-computing"
];
const chips = ["semiconductors", "microelectronics"];

/** Section 3.2, publications. */
export const publicationClaims: readonly Claim[] = [
  statement("biotech-leads-both", "3.2", {
    technologies: core,
    references: [...each("patents.rca", core), ...each("publications.rca", core)],
    predicate: (view) => core.every((one) => isAbove(view, "patents", one) && isAbove(view, "publications", one))
  }),
  statement("biotech-patents-ahead-of-science", "3.2", {
    technologies: core,
    references: [...each("patents.rca", core), ...each("publications.rca", core)],
    predicate: (view) => core.every((one) => view.rca("patents", one) > view.rca("publications", one))
  }),
  statement("publications-life-sciences-confirmed", "3.2", {
    references: [`publications.above ${health}`, `group.size ${health}`, `publications.rca ${health}`],
    predicate: (view) =>
      isMost(view.group(health).filter((one) => isAbove(view, "publications", one)).length, view.group(health).length)
  }),
  statement("publications-quantum-below-patents", "3.2", {
    technologies: ["quantum-computing"],
    references: ["publications.rca quantum-computing", "patents.rca quantum-computing"],
    predicate: (view) =>
      view.rca("publications", "quantum-computing") < view.rca("patents", "quantum-computing") &&
      view.rca("patents", "quantum-computing") < 1
  }),
  statement("publications-digital-below", "3.2", {
    technologies: below,
    references: each("publications.rca", below),
    predicate: (view) => below.every((one) => view.rca("publications", one) < 1)
  }),
  statement("publications-semiconductors-strongest", "3.2", {
    technologies: ["semiconductors"],
    references: ["publications.rca semiconductors"],
    facts: (view) => ({first: largest(view.slugs, (one) => view.values("publications", one).rca, 1)}),
    predicate: (view) =>
      view.rca("publications", "semiconductors") >= veryStrong &&
      largest(view.slugs, (one) => view.rca("publications", one), 1)[0] === "semiconductors"
  }),
  statement("chips-science-ahead-of-patents", "3.2", {
    technologies: chips,
    references: [...each("publications.rca", chips), ...each("patents.rca", chips)],
    predicate: (view) =>
      chips.every(
        (one) => view.rca("publications", one) > 1 && view.rca("publications", one) > view.rca("patents", one)
      )
  }),
  statement("computing-below-in-both", "3.2", {
    technologies: computing,
    references: [...each("patents.rca", computing), ...each("publications.rca", computing)],
    predicate: (view) => computing.every((one) => view.rca("patents", one) < 1 && view.rca("publications", one) < 1)
  }),
  statement("digital-weak-in-both", "3.2", {
    references: [`patents.above ${digital}`, `publications.above ${digital}`, `group.size ${digital}`],
    predicate: (view) =>
      (["patents", "publications"] as const).every((lens) =>
        isMost(view.group(digital).filter((one) => view.rca(lens, one) < 1).length, view.group(digital).length)
      )
  })
];
