import {lenses} from "../../terms/lenses.js";
import {beyondReach, solid} from "../degrees.js";
import {type Claim, each, isAbove, largest, position, statement} from "./claim.js";
import {digital} from "./placements.js";
import type {View} from "./view.ts";

const health = "health-and-biotech";
const industry = "advanced-industry-and-materials";
const groups = [health, digital, industry, "energy-and-climate", "security-and-space"];
const three = ["mrna-technology", "advanced-therapy-medicinal-products", "bioinformatics"];
const wider = ["biomanufacturing", "genomics-and-gene-editing", "biotechnology", "pharmaceuticals"];
const pressed = [digital, industry];

const groupShare = (view: View, lens: (typeof lenses)[number], group: string) =>
  view.group(group).reduce((sum, one) => sum + view.share38(lens, one), 0);

/** Section 5, policy. */
export const policyClaims: readonly Claim[] = [
  statement("activity-concentrated-in-health", "5.1", {
    references: lenses.map((lens) => `${lens}.share38 ${health}`),
    predicate: (view) =>
      lenses.every((lens) =>
        groups.every((group) => group === health || groupShare(view, lens, health) > groupShare(view, lens, group))
      )
  }),
  statement("three-to-double-down-on-are-optimal", "5.1", {
    technologies: three,
    references: [...position(three), "line.relatedness", "line.complexity"],
    predicate: (view) => three.every((one) => view.quadrant(one) === "optimal")
  }),
  statement("three-to-double-down-on-have-advantage", "5.1", {
    technologies: three,
    references: [...each("patents.rca", three), ...each("publications.rca", three)],
    predicate: (view) => three.every((one) => isAbove(view, "patents", one) && isAbove(view, "publications", one))
  }),
  statement("wider-biotech-strong", "5.1", {
    technologies: wider,
    references: each("patents.rca", wider),
    predicate: (view) => wider.every((one) => isAbove(view, "patents", one))
  }),
  statement("pharmaceuticals-broad", "5.1", {
    technologies: ["pharmaceuticals"],
    references: ["patents.count pharmaceuticals", "patents.share38 pharmaceuticals"],
    predicate: (view) => largest(view.group(health), (one) => view.count("patents", one), 1)[0] === "pharmaceuticals"
  }),
  statement("semiconductors-research-foundation", "5.2", {
    technologies: ["semiconductors"],
    references: ["publications.rca semiconductors", "publications.rank semiconductors"],
    predicate: (view) => view.rca("publications", "semiconductors") >= solid
  }),
  statement("ai-subdomains-with-research", "5.2", {
    technologies: ["natural-language-processing", "generative-ai"],
    references: ["publications.rca natural-language-processing", "publications.rca generative-ai"],
    predicate: (view) =>
      ["natural-language-processing", "generative-ai"].every((one) => isAbove(view, "publications", one))
  }),
  statement("cybersecurity-capability-gaps", "5.2", {
    technologies: ["cybersecurity"],
    references: ["patents.rca cybersecurity", "patents.density cybersecurity", "line.relatedness"],
    predicate: (view) =>
      view.rca("patents", "cybersecurity") < 1 && view.density("cybersecurity") < view.lines.relatedness
  }),
  statement("space-beyond-reach", "5.2", {
    technologies: ["space-technologies"],
    references: ["patents.density space-technologies", "patents.rca space-technologies"],
    predicate: (view) => largest(view.slugs, (one) => -view.density(one), beyondReach).includes("space-technologies")
  }),
  statement("biotech-some-startup-activity", "5.3", {
    references: [`deals.share38 ${health}`, "deals.count medical-devices"],
    predicate: (view) => !view.none("deals", "medical-devices")
  }),
  statement("funding-bottleneck-in-two-groups", "5.3", {
    references: pressed.map((group) => `deals.rca ${group}`),
    predicate: (view) => pressed.every((group) => view.groupRca("deals", group) < 1)
  })
];
