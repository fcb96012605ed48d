import {outermost, slightLead, veryStrong} from "../degrees.js";
import {type Claim, each, isAbove, largest, statement} from "./claim.js";
import {digital} from "./placements.js";

const core = ["biomanufacturing", "biotechnology", "genomics-and-gene-editing"];
const language = ["natural-language-processing", "generative-ai"];

/** Section 4.2, the map with publications. */
export const mapPublicationClaims: readonly Claim[] = [
  statement("biotech-research-foundations", "4.2", {
    technologies: core,
    references: each("publications.rca", core),
    predicate: (view) => core.every((one) => isAbove(view, "publications", one))
  }),
  statement("biotech-research-matches-complexity", "4.2", {
    technologies: core,
    references: [...each("complexity", core), "line.complexity"],
    facts: (view) => ({below: core.filter((one) => !(view.complexity(one) > view.lines.complexity))}),
    predicate: (view, {below}) => below.length === 0 && core.every((one) => view.density(one) > view.lines.relatedness)
  }),
  statement("mrna-publications-drop", "4.2", {
    technologies: ["mrna-technology"],
    references: ["publications.rca mrna-technology", "patents.rca mrna-technology"],
    predicate: (view) => view.rca("publications", "mrna-technology") < view.rca("patents", "mrna-technology")
  }),
  statement("mrna-publications-very-strong", "4.2", {
    technologies: ["mrna-technology"],
    references: ["publications.rca mrna-technology", "publications.rank mrna-technology"],
    predicate: (view) => view.rca("publications", "mrna-technology") >= veryStrong
  }),
  statement("semiconductors-strongest-digital-research", "4.2", {
    technologies: ["semiconductors"],
    references: ["publications.rca semiconductors", "publications.rca microelectronics"],
    predicate: (view) =>
      isAbove(view, "publications", "semiconductors") &&
      largest(view.group(digital), (one) => view.rca("publications", one), 1)[0] === "semiconductors"
  }),
  statement("semiconductors-moderate-relatedness-high-complexity", "4.2", {
    technologies: ["semiconductors"],
    references: ["patents.density semiconductors", "complexity semiconductors"],
    predicate(view) {
      const density = largest(view.slugs, (one) => view.density(one), view.slugs.length).indexOf("semiconductors");
      return (
        density >= outermost(view.slugs.length) &&
        density < view.slugs.length - outermost(view.slugs.length) &&
        view.complexity("semiconductors") > view.lines.complexity
      );
    }
  }),
  statement("microelectronics-strong-and-broad", "4.2", {
    technologies: ["microelectronics", "semiconductors"],
    references: [
      "publications.rca microelectronics",
      "publications.count microelectronics",
      "publications.count semiconductors"
    ],
    predicate: (view) =>
      isAbove(view, "publications", "microelectronics") &&
      view.count("publications", "microelectronics") > view.count("publications", "semiconductors")
  }),
  statement("quantum-out-of-reach", "4.2", {
    technologies: ["quantum-computing"],
    references: ["publications.rca quantum-computing"],
    facts: (view) => ({last: largest(view.slugs, (one) => -view.rca("publications", one), 1)}),
    predicate: (_, {last}) => last[0] === "quantum-computing"
  }),
  statement("language-research-competitive", "4.2", {
    technologies: language,
    references: each("publications.rca", language),
    predicate: (view) =>
      language.every((one) => isAbove(view, "publications", one) && view.rca("publications", one) < veryStrong)
  }),
  statement("language-research-exceeds-patents", "4.2", {
    technologies: language,
    references: [...each("publications.rca", language), ...each("patents.rca", language)],
    predicate: (view) => language.every((one) => view.rca("publications", one) > view.rca("patents", one))
  }),
  statement("language-research-exceeds-slightly", "4.2", {
    technologies: language,
    references: [...each("publications.rca", language), ...each("patents.rca", language)],
    predicate: (view) =>
      language.every(
        (one) =>
          view.rca("publications", one) > view.rca("patents", one) &&
          view.rca("publications", one) - view.rca("patents", one) <= slightLead
      )
  })
];
