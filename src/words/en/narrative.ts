import type {NamedChoices, NarrativeWords} from "../narrative.ts";
import {list, locale} from "./locale.js";
import {missingWords} from "./missing.js";

const smallNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const share38 = (what: string) =>
  `of the region’s ${what} in the key technologies together, with those that belong to two technologies counted twice`;

const notPublished = "A value that this claim needs is not published, or only in part, to protect single companies.";

const areas = {europe: "European regions", eu27: "regions of the EU"} as const;

const advantageAt = ({rca_threshold: threshold, strict}: NamedChoices) =>
  strict ? `above ${threshold}` : `of ${threshold} or more`;

const runsOf = ({complexity_start: start, complexity_step: step, complexity_end: end}: NamedChoices) =>
  end === null ? `${start}, ${start + step}, … locations, up to all` : `${start}, ${start + step}, … ${end} largest`;

/** Lines between the quadrants, one and several. */
const cuts = {
  median: ["median", "medians of the key technologies"],
  mean: ["mean", "means of the key technologies"],
  midrange: ["midpoint of the range of the", "midpoints of the ranges of the key technologies"],
  fixed: ["chosen", "chosen values"]
} as const;

const lineOf = ({quadrant_cut: cut}: NamedChoices, what: string, tail: string) =>
  cut === "fixed" ? `The chosen line of ${what}.` : `The ${cuts[cut][0]} ${what} of the key technologies${tail}.`;

const startUpFunding = "start-up funding";

export const narrativeWords: NarrativeWords = {
  locale,
  datasets: {
    patents: "patents",
    publications: "publications",
    deals: startUpFunding,
    publications_earlier: "publications of the December 2025 run"
  },
  countUnits: {
    patents: "patents",
    publications: "publications",
    deals: "million US dollars",
    publications_earlier: "publications"
  },
  groups: {
    "advanced-industry-and-materials": "Advanced Industry & Materials",
    "digital-and-ai": "Digital & AI",
    "energy-and-climate": "Energy & Climate",
    "health-and-biotech": "Health & Biotech",
    "security-and-space": "Security & Space"
  },
  quadrants: {
    optimal: "optimal investment",
    moonshot: "moonshot",
    incremental: "incremental growth",
    cautious: "cautious"
  },
  verdicts: {holds: "holds", fragile: "fragile", fails: "fails", open: "open"},
  noValue: "no value",
  partial: "It adds up what is published and disclosed; the true sum may be larger.",
  partly: (text) => `${text} (partly published)`,
  missing: missingWords,
  none: "none",
  units: {
    rca: "times Europe’s share",
    share: "share",
    scale: "on a scale from 0 to 100",
    place: "rank",
    technologies: "technologies",
    links: "links",
    correlation: "rank correlation",
    quadrant: "quadrant",
    documents: {patents: "patents", publications: "publications", deals: "deals", publications_earlier: "publications"}
  },
  indicators: {
    rca: "RCA",
    count: "count",
    documents: "number of documents",
    share: "share",
    share38: "share in the key technologies",
    benchmark_share: "Europe’s share",
    expected: "expected count",
    low: "RCA, lower limit",
    high: "RCA, upper limit",
    rank: "rank among European regions",
    density: "relatedness density",
    complexity: "complexity",
    composite: "composite relatedness",
    quadrant: "quadrant",
    total: "total",
    total38: "total of the key technologies",
    above: "technologies above Europe’s share",
    zero: "technologies with none",
    untold: "technologies whose interval includes 1",
    top1share38: "share of the largest",
    top4share38: "share of the four largest",
    top5share38: "share of the five largest"
  },
  names: {
    whole: {
      "line.relatedness": "line of relatedness density",
      "line.complexity": "line of complexity",
      "network.links": "links drawn",
      technologies: "key technologies",
      "spearman density-rca": "rank correlation of relatedness density and RCA"
    },
    of: (indicator, of, dataset) => `${of}: ${indicator}${dataset === undefined ? "" : ` (${dataset})`}`,
    dataset: (indicator, dataset) => `${indicator} (${dataset})`,
    groupSize: (group) => `technologies of ${group}`,
    quadrant: (quadrant) => `technologies in the ${quadrant} quadrant`
  },
  how: {
    technology: {
      rca: (what, of, {benchmark, benchmark_area: area}) =>
        benchmark === "pooled"
          ? `The share of ${of} in the region’s ${what}, divided by its share in the ${what} of all ${areas[area]} together.`
          : `The share of ${of} in the region’s ${what}, divided by the mean of its shares in the ${what} of single ${areas[area]}.`,
      count: (what, of, {counting}) =>
        counting === "whole"
          ? `The region’s ${what} in ${of}; each counts once here, even if it also belongs to other technologies.`
          : `The region’s ${what} in ${of}.`,
      documents: (what, of) => `The number of documents or deals behind the region’s ${what} in ${of}.`,
      share: (what, of, {universe}) =>
        universe === "full"
          ? `${of} as a share of the region’s ${what} in all domains, including those outside the key technologies.`
          : `${of} as a share of the region’s ${what}.`,
      share38: (what, of) => `${of} as a share ${share38(what)}.`,
      benchmark_share: (what, of, {benchmark, benchmark_area: area, universe}) =>
        `${
          benchmark === "pooled"
            ? `${of} as a share of the ${what} of all ${areas[area]} together`
            : `The mean share of ${of} in the ${what} of single ${areas[area]}`
        }${universe === "full" ? ", in all domains" : ""}.`,
      expected: (what, of) => `The region’s ${what} in ${of} if it had Europe’s share.`,
      low: (what, of) => `Lower 95% limit of the RCA of ${of} in ${what}, from the exact Poisson limits of the count.`,
      high: (what, of) => `Upper 95% limit of the RCA of ${of} in ${what}, from the exact Poisson limits of the count.`,
      rank: (what, of) =>
        `The region’s rank among European NUTS2 regions by the RCA of ${of} in ${what}; 1 is the highest. A NUTS1 region counts as one, in place of its parts.`,
      density: (what, of, choices) =>
        `The part of the relatedness of ${of} in ${what} that links it to domains in which the region has an RCA ${advantageAt(choices)}.`
    },
    position: {
      complexity: (of, choices) =>
        `How concentrated patents in ${of} are in the world’s largest locations: the mean share of the ${runsOf(choices)}.`,
      composite: (of) =>
        `The sum of the ranks of ${of} by relatedness density in patents, publications and funding, rescaled to 0–100.`,
      quadrant: (of, {quadrant_cut: cut}) =>
        `The quadrant of ${of} by relatedness density in patents and by complexity; the ${cuts[cut][1]} are the dividing lines.`
    },
    group: {
      rca: (what, of) =>
        `The sum of the region’s ${what} in the technologies of ${of}, divided by the sum that Europe’s shares would give.`,
      share38: (what, of) => `The technologies of ${of} as a share ${share38(what)}.`,
      above: (what, of) => `The number of technologies of ${of} whose RCA in ${what} is above 1.`
    },
    groupSize: (of) => `The number of technologies of ${of}.`,
    dataset: {
      total: (what) =>
        `The sum of the region’s ${what} over all domains; one that belongs to two domains counts twice.`,
      total38: (what) =>
        `The sum of the region’s ${what} over the key technologies; one that belongs to two technologies counts twice.`,
      above: (what) => `The number of technologies whose RCA in ${what} is above 1.`,
      zero: (what) => `The number of technologies in which the region has no ${what}.`,
      untold: (what) =>
        `The number of technologies whose 95% interval of RCA in ${what} includes 1, so that they may be above or below Europe’s share.`,
      top1share38: (what) => `The largest technology by ${what} as a share ${share38(what)}.`,
      top4share38: (what) => `The four largest technologies by ${what} as a share ${share38(what)}.`,
      top5share38: (what) => `The five largest technologies by ${what} as a share ${share38(what)}.`
    },
    quadrant: (name) => `The number of technologies in the ${name} quadrant.`,
    whole: {
      "line.relatedness": (choices) => lineOf(choices, "relatedness density", " in patents"),
      "line.complexity": (choices) => lineOf(choices, "complexity", ""),
      "network.links": () =>
        "The number of links drawn: those of a maximum spanning tree, all with a weight of at least 2.05, and the two strongest of each technology.",
      technologies: () => "The number of key technologies.",
      "spearman density-rca": () =>
        "The rank correlation (Spearman) of relatedness density and RCA in patents over the key technologies."
    },
    choices: ({counting, universe}) =>
      [
        counting === "fractional" && "Each record is divided among its regions and its technologies.",
        universe === "technologies" && "Shares and relatedness cover the key technologies alone."
      ]
        .filter(Boolean)
        .join(" "),
    deals: ({measure, deal_types: types}) =>
      types === "all"
        ? `${measure === "amounts" ? "funding" : "deals"} of any type`
        : measure === "amounts"
          ? startUpFunding
          : "deals"
  },
  reasons: {
    number: ({value, published}) => `The report prints ${published}; the data give ${value}.`,
    numberDiffers: ({value, published}) =>
      `The report prints ${published}; the data give ${value}, which does not round to that.`,
    earlierRun: ({value, published, earlier}) =>
      `The report prints ${published}. The run of December 2025 gives ${earlier}; the final run, which the figures use, gives ${value}.`,
    placement: ({technology, density, complexity, relatednessLine, complexityLine, quadrant}) =>
      `With a relatedness density of ${density} (line at ${relatednessLine}) and a complexity of ${complexity} (line at ${complexityLine}), the quadrant of ${technology} is ${quadrant}.`,
    placementOfGroup: ({inside, all, group, quadrant, others}) =>
      `${inside} of the ${all} technologies of ${group} lie in the ${quadrant} quadrant${others === "" ? "" : `. Those outside it: ${others}`}.`,
    limit: ({technology, what, low, high}) =>
      `It becomes false within the 95% interval of the RCA of ${technology} in ${what}, ${low} to ${high}.`,
    against: ({alternatives}) => `Choices that make it false: ${alternatives}.`,
    specifications: ({holds, told, share}) =>
      holds === told
        ? `True in all ${told} specifications.`
        : holds === 0
          ? `True in none of the ${told} specifications.`
          : `True in ${share} of the ${told} specifications.`,
    noValue: "A value that this claim needs does not exist for this region.",
    missing: {
      withheld: notPublished,
      partly: notPublished,
      totals: notPublished,
      undisclosed: "A value that this claim needs is unknown: no amount of these deals is disclosed.",
      few: "The region has too few documents in a lens that this claim needs: fewer than technologies.",
      absent: "This site has no records of a kind that this claim needs.",
      uncalibrated: "The records are synthetic, and say nothing about a technology that this claim names or counts.",
      pooled: "A value that this claim needs is of a single year, and the years are published together."
    }
  },
  alternatives: {
    "cut-mean": "the means as the lines between the quadrants",
    "cut-midrange": "the midpoints of the ranges as the lines between the quadrants",
    "cut-fifty": "lines between the quadrants at 50",
    fractional: "fractional counting",
    "rca-equal": "an advantage at an RCA of 1 or more",
    "benchmark-mean": "the mean region as the benchmark",
    association: "association strength as the measure of relatedness",
    jaccard: "the Jaccard index as the measure of relatedness",
    "runs-all": "complexity runs up to all locations",
    "runs-fifty": "complexity runs up to fifty locations",
    "the-38-alone": "shares of the key technologies only",
    "region-whole": "the region counted as one region in the benchmark",
    diagonal: "each technology counted as related to itself",
    "years-without-first": "the first year left out",
    "years-without-last": "the last year left out",
    "years-last": "only the last three years",
    "years-first": "only the first three years",
    "years-earlier": "a period one year earlier",
    "years-later": "a period one year later",
    "years-longer": "two more years at the start",
    "similarity-lower": "lower similarity thresholds",
    "similarity-higher": "higher similarity thresholds",
    "cooccurrence-lower": "lower co-occurrence thresholds",
    "cooccurrence-higher": "higher co-occurrence thresholds",
    "deals-counted": "the number of deals instead of their amounts",
    "earlier-publications": "the publications of December 2025",
    "all-rounds": "funding rounds of all types",
    eu27: "the EU27 as the benchmark",
    prob: "the probability index as the measure of relatedness",
    "start-twenty": "complexity runs from twenty locations",
    "rca-08": "an advantage above an RCA of 0.8",
    "rca-125": "an advantage above an RCA of 1.25",
    "rca-15": "an advantage above an RCA of 1.5"
  },
  list,
  countWord: (count) => smallNumbers[count] ?? String(count)
};
