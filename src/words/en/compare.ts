import type {Dataset} from "../../terms/lenses.ts";
import type {CompareWords} from "../compare.ts";
import {figureWords} from "./figures.js";
import {missingWords} from "./missing.js";

const {number, fixed, interval, amount, list} = figureWords;
const inLens: Record<Dataset, string> = {
  patents: "in patents",
  publications: "in publications",
  deals: "in start-up funding",
  publications_earlier: "in publications (December 2025 run)"
};
const told = (count: number | null) =>
  count === null
    ? "they share documents, so no test of chance is possible"
    : `${count === 0 ? "no" : number(count)} ${count > 1 ? "differences are" : "difference is"} too large to be chance`;

const hidden = (unknown: number) =>
  unknown === 0
    ? ""
    : `; ${number(unknown)} ${unknown === 1 ? "technology has" : "technologies have"} no published value`;

const fewPatents = (regions: readonly string[]) =>
  `${list(regions)} ${regions.length === 1 ? "has" : "have"} too few patents`;

export const compareWords: CompareWords = {
  title: ({first, second, dataset, ahead, told: sure, all, unknown}) =>
    all === 0 && unknown > 0
      ? `No RCA ${inLens[dataset]} can be shown${hidden(unknown)}`
      : second === null
        ? `${first} is above Europe’s share of ${figureWords.dataset[dataset]} in ${number(ahead)} of ${number(all)} technologies, and clearly so in ${number(sure)}${hidden(unknown)}`
        : `${first} is ahead of ${second} in ${number(ahead)} of ${number(all)} technologies ${inLens[dataset]}; ${told(sure)}${hidden(unknown)}`,
  howToRead: ({first, second, technology, rca, other, times}) => {
    const start = `Circles are ${first}${second === null ? "" : ` and diamonds ${second}`}. Marks to the right of 1 have more than Europe’s share; grey marks may be on either side.`;
    if (technology === null) return start;
    if (second === null) return `${start} The highest RCA, ${fixed(rca, 2)}, is in ${technology}.`;
    return `${start} The gap is widest in ${technology}: ${fixed(rca, 2)} against ${fixed(other, 2)}${Number.isFinite(times) ? `, a factor of ${fixed(times, 1)}` : ""}.`;
  },
  describe: ({first, second, dataset, ahead, told: sure, all, unknown, widest}) =>
    all === 0 && unknown > 0
      ? `No RCA ${inLens[dataset]} can be shown${hidden(unknown)}.`
      : second === null
        ? `RCA of ${first} ${inLens[dataset]} in ${number(all)} technologies: ${number(ahead)} above Europe’s share, ${number(sure)} clearly${widest === null ? "" : `; the highest is ${widest}`}${hidden(unknown)}.`
        : `RCA ${inLens[dataset]} of ${first} and ${second} in ${number(all)} technologies: ${first} is ahead in ${number(ahead)}; ${told(sure)}${widest === null ? "" : `; the widest gap is in ${widest}`}${hidden(unknown)}.`,
  side: ({region, missing, rca, low, high, dataset, count}) =>
    missing !== null
      ? `${region} ${missingWords[missing].text}`
      : `${region} RCA ${fixed(rca, 2)} (${low === null || high === null ? "no interval" : interval(low, high)}), ${amount(dataset, count ?? 0)}`,
  mark: ({technology, sides, told: sure}) =>
    `${technology}: ${sides.join("; ")}${sure === null ? "" : sure ? "; the difference is too large to be chance" : "; the difference may be chance"}`,
  key: {told: "too large to be chance", untold: "may be chance", interval: "95% interval", europe: "1 = Europe"},
  columns: {
    share: "Share",
    benchmarkShare: "Share in Europe",
    told: "Too large to be chance",
    of: (label, region) => `${region}: ${label}`
  },
  yes: "yes",
  no: "no",
  noTest: "not tested",
  quadrants: {
    title: ({first, second, differ, same, few}) =>
      few.length > 0
        ? `${fewPatents(few)} to tell the quadrants of the technologies`
        : differ === 0
          ? `All ${number(same)} technologies are in the same quadrants in ${first} and ${second}`
          : `${number(differ)} of ${number(differ + same)} technologies ${differ === 1 ? "is" : "are"} in different quadrants in ${first} and ${second}`,
    howToRead: `Quadrants depend on patents, whatever the lens. A technology’s complexity is the same in every region; what differs is how closely it is related to what the region does, and where the dividing line lies.`,
    describe: ({first, second, differ, same, few}) =>
      few.length > 0
        ? `${fewPatents(few)} to tell the quadrants of the technologies.`
        : `Quadrants of ${differ + same} technologies in ${first} and ${second}: ${number(same)} ${same === 1 ? "is" : "are"} the same, ${number(differ)} ${differ === 1 ? "differs" : "differ"}.`,
    mark: ({technology, first, second, one, other}) =>
      one === other ? `${technology}: ${one} in both` : `${technology}: ${one} in ${first}, ${other} in ${second}`,
    same: (quadrant) => `${quadrant} in both:`,
    short: {cautious: "Cautious", incremental: "Incremental", moonshot: "Moonshot", optimal: "Optimal"},
    none: "no quadrant"
  }
};
