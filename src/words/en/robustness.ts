import type {Quadrant} from "../../indicators/quadrants.ts";
import type {RobustnessWords} from "../robustness.ts";
import {fixed as written, number} from "./locale.js";

const fixed = (value: number, digits: number) => written(value, digits).replace("-", "−");
const percent = (share: number) =>
  `${share > 0.99 && share < 1 ? "over 99" : share > 0 && share < 0.01 ? "under 1" : fixed(100 * share, 0)}%`;
const quadrantNames: Record<Quadrant, string> = {
  optimal: "optimal investment",
  moonshot: "moonshot",
  incremental: "incremental growth",
  cautious: "cautious"
};
const between = (low: number, high: number) => (low === high ? number(low) : `${number(low)} to ${number(high)}`);

export const robustnessWords: RobustnessWords = {
  rankings: {
    patents: "patents",
    publications: "publications",
    deals: "funding",
    density: "relatedness density",
    complexity: "complexity"
  },
  indicators: {
    "density-line": "Relatedness density, relative to the line between the quadrants",
    "complexity-line": "Complexity, relative to the line between the quadrants",
    patents: "RCA in patents",
    publications: "RCA in publications",
    deals: "RCA in funding",
    density: "Relatedness density",
    complexity: "Complexity"
  },
  choices: {
    window: "Years",
    similarity: "Similarity",
    cooccurrence: "Co-occurrence",
    counting: "Counting",
    rounds: "Rounds",
    measure: "Funding",
    edition: "Publications",
    universe: "Shares of",
    area: "Area",
    unit: "The region",
    benchmark: "Benchmark",
    relatedness: "Relatedness",
    runs: "Runs to",
    start: "Runs from",
    advantage: "Advantage",
    diagonal: "Self-relatedness",
    lines: "Lines"
  },
  levels: {
    "window-published": "as in the report",
    "years-without-first": "without the first",
    "years-without-last": "without the last",
    "years-last": "last three",
    "years-first": "first three",
    "years-earlier": "one year earlier",
    "years-later": "one year later",
    "years-longer": "two more years",
    "similarity-published": "as published",
    "similarity-lower": "0.02 lower",
    "similarity-higher": "0.02 higher",
    "cooccurrence-published": "as published",
    "cooccurrence-lower": "0.02 lower",
    "cooccurrence-higher": "0.02 higher",
    "counting-published": "whole",
    fractional: "fractional",
    "rounds-published": "start-up funding",
    "all-rounds": "all types",
    "measure-published": "amounts",
    "deals-counted": "deals",
    "edition-published": "final",
    "earlier-publications": "December 2025",
    "universe-published": "all technologies",
    "the-38-alone": "only the key technologies",
    "area-published": "EU27, UK, EFTA",
    eu27: "EU27",
    "unit-published": "as its parts",
    "region-whole": "as one region",
    "benchmark-published": "pooled",
    "benchmark-mean": "mean region",
    "relatedness-published": "cosine",
    association: "association",
    jaccard: "Jaccard",
    prob: "probability",
    "runs-published": "100 locations",
    "runs-fifty": "50 locations",
    "runs-all": "all locations",
    "start-published": "10 locations",
    "start-twenty": "20 locations",
    "advantage-published": "RCA > 1",
    "rca-08": "RCA > 0.8",
    "rca-equal": "RCA ≥ 1",
    "rca-125": "RCA > 1.25",
    "rca-15": "RCA > 1.5",
    "diagonal-published": "not counted",
    diagonal: "counted",
    "lines-published": "median",
    "cut-mean": "mean",
    "cut-midrange": "mid-range",
    "cut-fifty": "at 50"
  },
  noQuadrant: "No quadrant",
  published: "published",
  columns: {
    technology: "Technology",
    published: "Published",
    inPublished: "In the published quadrant",
    from: "5%",
    to: "95%",
    choice: "Choice",
    level: "Option",
    number: "Specifications",
    least: "Lowest",
    median: "Median",
    most: "Highest",
    above: "Above the line"
  },
  shares: {
    title: ({stable, all, technology, share, quadrant}) =>
      `${number(stable)} of ${number(all)} technologies ${stable === 1 ? "stays in its" : "stay in their"} published quadrant in at least nine of ten specifications${technology === null || quadrant === null ? "" : `; ${technology} stays in its own (${quadrantNames[quadrant]}) in only ${percent(share)}`}`,
    howToRead: ({technology, share, quadrant, count, names}) =>
      `Each bar shows in which quadrants ${number(count)} specifications place a technology; the outlined part is the published quadrant${technology === null || quadrant === null ? "" : `. For ${technology} that is ${names[quadrant].toLowerCase()}, in ${percent(share)} of specifications`}.`,
    describe: ({all, count, stable}) =>
      `Bars of ${number(all)} technologies by the quadrants in which ${number(count)} specifications place them; ${number(stable)} ${stable === 1 ? "stays" : "stay"} in the published quadrant in at least nine of ten.`,
    mark: ({technology, parts, published}) =>
      `${technology}: ${parts.map(({quadrant, share}) => `${quadrant} ${percent(share)}`).join(", ")}; published: ${published}`,
    key: "published quadrant"
  },
  intervals: {
    title: ({technology, low, high, narrow, all}) =>
      `In nine of ten specifications, the rank in patents varies by ${narrow === 0 ? "more than ten places for every technology" : `at most ten places for ${number(narrow)} of ${number(all)} technologies`}${technology === null ? "" : `; the rank of ${technology}, the highest as published, is ${between(low, high)}`}`,
    howToRead: ({technology, published, low, high, least, most}) =>
      `The chart shows ranks by RCA among Europe’s regions, with the highest on the left${technology === null ? "" : `. In patents ${technology} ranks ${number(published)} as published, ${between(low, high)} in nine of ten specifications and ${between(least, most)} in all`}.`,
    describe: ({all, count}) =>
      `The region’s rank by RCA among Europe’s regions in ${number(all)} technologies and three lenses: the published rank and the range over ${number(count)} specifications.`,
    mark: ({technology, lenses}) =>
      `${technology}: ${lenses.map(({lens, published, low, high}) => `${lens} ${published === null ? "no rank" : number(published)} (${between(low, high)})`).join(", ")}`,
    axis: "Rank among the regions",
    key: {published: "published", nine: "nine of ten specifications", all: "all specifications"}
  },
  curve: {
    title({technology, indicator, above, low, high, count}) {
      if (above === null || indicator === "density" || indicator === "complexity") {
        if (low === null || high === null) return `${technology} has no value under any specification`;
        return `${technology}: ${indicator === "density" ? "relatedness density" : "complexity"} of ${fixed(low, 1)} to ${fixed(high, 1)} in nine of ten specifications`;
      }
      const of = `in ${percent(above)} of ${number(count)} specifications`;
      if (indicator === "density-line") return `${technology}: above the line of relatedness density ${of}`;
      if (indicator === "complexity-line") return `${technology}: above the line of complexity ${of}`;
      return `${technology}: more than Europe’s share of ${indicator === "deals" ? "funding" : indicator} ${of}`;
    },
    howToRead: ({count, line}) =>
      `Each dot is one of ${number(count)} specifications, from the lowest value to the highest${line ? "; dots above the line are blue, those below it orange" : ""}. The marks underneath show which options it uses. An option whose marks gather on one side matters.`,
    describe: ({technology, indicator, count, least, most, published}) =>
      `${indicator} of ${technology} under ${number(count)} specifications, from ${least} to ${most}; published ${published}.`,
    rank: {
      least: "Lowest",
      quarter: "Lower quartile",
      median: "Median",
      threeQuarters: "Upper quartile",
      most: "Highest",
      published: "Published"
    },
    mark: ({rank, value, choices}) => `${rank}: ${value}, with ${choices}`,
    asPublished: "every choice as published",
    level: ({choice, level, number: of, median, above}) =>
      `${choice}, ${level}: median ${median} over ${number(of)} specifications${above === null ? "" : `, above the line in ${above}`}`,
    empty: "No specification gives a value."
  }
};

/** A share in per cent, of which only none and all are 0 and 100. */
export const sharePercent = percent;
/** A number with a true minus. */
export const fixedNumber = fixed;
