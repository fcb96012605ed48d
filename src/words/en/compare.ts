import type {Dataset} from "../../terms/lenses.ts";
import type {CompareWords} from "../compare.ts";
import {figureWords} from "./figures.js";

const {number, fixed, interval, amount} = figureWords;
const inLens: Record<Dataset, string> = {
  patents: "in patents",
  publications: "in publications",
  deals: "in startup funding",
  publications_earlier: "in publications (December 2025 run)"
};
const told = (count: number | null) =>
  count === null
    ? "they share documents, so that chance cannot be told apart"
    : `${number(count)} ${count === 1 ? "difference" : "differences"} can be told from chance`;

export const compareWords: CompareWords = {
  title: ({first, second, dataset, ahead, told: sure, all}) =>
    second === null
      ? `${first} lies above Europe’s share in ${number(ahead)} of ${number(all)} technologies ${inLens[dataset]}, clearly so in ${number(sure)}`
      : `${first} is ahead of ${second} in ${number(ahead)} of ${number(all)} technologies ${inLens[dataset]}; ${told(sure)}`,
  howToRead: ({first, second, technology, rca, other, times}) => {
    const start = `A circle is ${first}${second === null ? "" : `, a diamond ${second}`}; further right is a larger share than Europe’s, and a grey mark cannot be told from it.`;
    if (technology === null) return start;
    if (second === null) return `${start} ${technology}, at ${fixed(rca, 2)}, has the largest.`;
    return `${start} In ${technology} they lie furthest apart, ${fixed(rca, 2)} against ${fixed(other, 2)}${Number.isFinite(times) ? `, ${fixed(times, 1)} times` : ""}.`;
  },
  describe: ({first, second, dataset, ahead, told: sure, all, widest}) =>
    second === null
      ? `RCA of ${first} ${inLens[dataset]} in ${number(all)} technologies: ${number(ahead)} above Europe’s share, ${number(sure)} clearly${widest === null ? "" : `; the highest is ${widest}`}.`
      : `RCA ${inLens[dataset]} of ${first} and ${second} in ${number(all)} technologies: ${first} is ahead in ${number(ahead)}; ${told(sure)}${widest === null ? "" : `; the widest gap is in ${widest}`}.`,
  side: ({region, rca, low, high, dataset, count}) =>
    `${region} RCA ${fixed(rca, 2)} (${low === null || high === null ? "no interval" : interval(low, high)}), ${amount(dataset, count)}`,
  mark: ({technology, sides, told: sure}) =>
    `${technology}: ${sides.join("; ")}${sure === null ? "" : sure ? "; the difference can be told from chance" : "; the difference may be chance"}`,
  key: {told: "told from chance", untold: "may be chance", interval: "95% interval", europe: "1 = Europe"},
  columns: {
    share: "Share",
    benchmarkShare: "Share in Europe",
    told: "Difference told from chance",
    of: (label, region) => `${region}: ${label}`
  },
  yes: "yes",
  no: "no",
  noTest: "not tested",
  quadrants: {
    title: ({first, second, differ, same}) =>
      differ === 0
        ? `${first} and ${second} have all ${number(same)} technologies in the same quadrants`
        : `${number(differ)} of ${number(differ + same)} technologies lie in another quadrant in ${second} than in ${first}`,
    howToRead: `Quadrants follow from patents, whatever the lens. The complexity of a technology is the same everywhere; what differs is how related it is to what a region does, and the line between near and far.`,
    describe: ({first, second, differ, same}) =>
      `Quadrants of ${differ + same} technologies in ${first} and ${second}: ${number(same)} are the same, ${number(differ)} differ.`,
    mark: ({technology, first, second, one, other}) =>
      one === other ? `${technology}: ${one} in both` : `${technology}: ${one} in ${first}, ${other} in ${second}`,
    same: (quadrant) => `${quadrant} in both:`,
    short: {cautious: "Cautious", incremental: "Incremental", moonshot: "Moonshot", optimal: "Optimal"},
    none: "no quadrant"
  }
};
