import {lenses} from "../../terms/lenses.js";
import {isMost} from "../degrees.js";
import {type Claim, each, isAbove, statement} from "./claim.js";
import {digital} from "./placements.js";

const health = "health-and-biotech";
const named = ["mrna-technology", "advanced-therapy-medicinal-products", "bioinformatics"];
const laggards = ["artificial-intelligence", "internet-of-things", "high-performance-computing", "quantum-computing"];
const scientific = ["semiconductors", "microelectronics"];

/** Sections 1 and 2. */
export const introductionClaims: readonly Claim[] = [
  statement("health-strengths-in-three", "1", {
    technologies: named,
    references: lenses.flatMap((lens) => each(`${lens}.rca`, named)),
    predicate: (view) => named.every((one) => lenses.every((lens) => isAbove(view, lens, one)))
  }),
  statement("health-along-the-chain", "1", {
    references: [...lenses.map((lens) => `${lens}.above ${health}`), `group.size ${health}`],
    predicate: (view) =>
      lenses.every((lens) =>
        isMost(view.group(health).filter((one) => isAbove(view, lens, one)).length, view.group(health).length)
      )
  }),
  statement("digital-lags-everywhere", "1", {
    technologies: laggards,
    references: lenses.flatMap((lens) => each(`${lens}.rca`, laggards)),
    facts: (view) => ({exceptions: laggards.filter((one) => !lenses.every((lens) => view.rca(lens, one) < 1))}),
    predicate: (_, {exceptions}) => exceptions.length === 0
  }),
  statement("digital-no-comparable-leadership", "1", {
    references: lenses.flatMap((lens) => [`${lens}.above ${health}`, `${lens}.above ${digital}`]),
    predicate: (view) =>
      lenses.every(
        (lens) =>
          part(view.group(digital), (one) => isAbove(view, lens, one)) <
          part(view.group(health), (one) => isAbove(view, lens, one))
      )
  }),
  statement("digital-weaker-patenting", "1", {
    references: [`patents.above ${digital}`, `group.size ${digital}`],
    predicate: (view) =>
      isMost(view.group(digital).filter((one) => view.rca("patents", one) < 1).length, view.group(digital).length)
  }),
  statement("digital-lower-capital", "1", {
    references: [`deals.rca ${digital}`],
    predicate: (view) => view.groupRca("deals", digital) < 1
  }),
  statement("chips-promising-in-science", "1", {
    technologies: scientific,
    references: each("publications.rca", scientific),
    predicate: (view) => scientific.every((one) => isAbove(view, "publications", one))
  }),
  statement("science-not-translated", "1", {
    datasets: ["patents", "deals"],
    references: ["publications.above"],
    facts: (view) => {
      const strong = view.slugs.filter((one) => isAbove(view, "publications", one));
      return {
        strong: strong.length,
        untranslated: strong.filter((one) => !isAbove(view, "patents", one) || !isAbove(view, "deals", one)).length
      };
    },
    predicate: (_, {strong, untranslated}) => isMost(untranslated, strong)
  }),
  statement("health-clusters", "2", {
    references: ["network.links"],
    facts: (view) => clustering(view.links, view.group(health)),
    predicate: (_, {inside, all}) => isMost(inside, all)
  }),
  statement("grids-and-things-linked", "2", {
    technologies: ["smart-grids", "internet-of-things"],
    references: ["network.links"],
    facts: (view) => ({weight: link(view.links, "smart-grids", "internet-of-things")?.weight ?? 0}),
    predicate: (view) => link(view.links, "smart-grids", "internet-of-things") !== undefined
  })
];

/** Share of technologies that satisfy a condition, 0–1. */
function part(technologies: readonly string[], is: (technology: string) => boolean): number {
  return technologies.length === 0 ? 0 : technologies.filter(is).length / technologies.length;
}

/** Number of links with at least one end in a group, and with both ends in it. */
function clustering(
  links: readonly {source: string; target: string}[],
  group: readonly string[]
): {inside: number; all: number} {
  const touching = links.filter(({source, target}) => group.includes(source) || group.includes(target));
  return {
    inside: touching.filter(({source, target}) => group.includes(source) && group.includes(target)).length,
    all: touching.length
  };
}

function link(
  links: readonly {source: string; target: string; weight: number}[],
  a: string,
  b: string
): {weight: number} | undefined {
  return links.find(({source, target}) => (source === a && target === b) || (source === b && target === a));
}
