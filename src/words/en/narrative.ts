import type {NarrativeWords} from "../narrative.ts";

const share38 = (what: string) =>
  `of the region's ${what} in the 38 technologies together, where one in two of them counts twice`;

export const narrativeWords: NarrativeWords = {
  locale: "en-GB",
  regions: {BE2: "Flanders"},
  datasets: {
    patents: "patents",
    publications: "publications",
    deals: "startup funding",
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
  none: "none",
  units: {
    rca: "times the European share",
    share: "share",
    scale: "on a scale from 0 to 100",
    place: "place",
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
    share38: "share in the 38 technologies",
    benchmark_share: "European share",
    expected: "expected count",
    low: "RCA, lower limit",
    high: "RCA, upper limit",
    rank: "rank among European regions",
    density: "relatedness density",
    complexity: "complexity",
    composite: "composite relatedness",
    quadrant: "quadrant",
    total: "total",
    total38: "total of the 38 technologies",
    above: "technologies above the European share",
    zero: "technologies without any",
    untold: "technologies whose interval holds 1",
    top1share38: "share of the largest",
    top4share38: "share of the four largest",
    top5share38: "share of the five largest"
  },
  how: {
    technology: {
      rca: (what, of) =>
        `The share of ${of} in the region's ${what}, divided by its share in the ${what} of all European regions together.`,
      count: (what, of) => `The region's ${what} in ${of}; each counts once, whatever else it belongs to.`,
      documents: (what, of) => `The number of documents or deals behind the region's ${what} in ${of}.`,
      share: (what, of) =>
        `${of} as a share of the region's ${what} over all domains, those outside the 38 technologies included.`,
      share38: (what, of) => `${of} as a share ${share38(what)}.`,
      benchmark_share: (what, of) =>
        `${of} as a share of the ${what} of all European regions together, over all domains.`,
      expected: (what, of) => `What the region's ${what} in ${of} would come to with the European share.`,
      low: (what, of) => `Lower 95 % limit of the RCA of ${of} in ${what}, from the exact limits of a Poisson count.`,
      high: (what, of) => `Upper 95 % limit of the RCA of ${of} in ${what}, from the exact limits of a Poisson count.`,
      rank: (what, of) =>
        `Place of the region among the European NUTS2 regions by the RCA of ${of} in ${what}; 1 is the highest.`,
      density: (what, of) =>
        `Of all relatedness of ${of} in ${what}, the part to domains in which the region has an RCA above 1.`
    },
    position: {
      complexity: (of) =>
        `How far the largest places of the world hold the patents in ${of}: the mean share of the 10, 15, … 100 largest.`,
      composite: (of) =>
        `Ranks of ${of} by relatedness density in patents, publications and funding, added up and stretched to 0–100.`,
      quadrant: (of) =>
        `Where ${of} lies by relatedness density in patents and by complexity; the medians of the 38 technologies divide the map.`
    },
    group: {
      rca: (what, of) =>
        `The region's ${what} in the technologies of ${of}, added up, divided by what they would come to with the European shares.`,
      share38: (what, of) => `The technologies of ${of} as a share ${share38(what)}.`,
      above: (what, of) => `The technologies of ${of} whose RCA in ${what} is above 1, counted.`
    },
    groupSize: (of) => `The technologies of ${of}, counted.`,
    dataset: {
      total: (what) => `The region's ${what} over all domains, added up; one that belongs to two domains counts twice.`,
      total38: (what) => `The region's ${what} in the 38 technologies, added up; one that belongs to two counts twice.`,
      above: (what) => `The technologies whose RCA in ${what} is above 1, counted.`,
      zero: (what) => `The technologies in which the region has no ${what}, counted.`,
      untold: (what) =>
        `The technologies whose 95 % interval of RCA in ${what} holds 1, counted: they may be above or below.`,
      top1share38: (what) => `The largest technology by ${what} as a share ${share38(what)}.`,
      top4share38: (what) => `The four largest technologies by ${what} as a share ${share38(what)}.`,
      top5share38: (what) => `The five largest technologies by ${what} as a share ${share38(what)}.`
    },
    quadrant: (name) => `The technologies in the ${name} quadrant, counted.`,
    whole: {
      "line.relatedness": "The median of the 38 technologies' relatedness density in patents.",
      "line.complexity": "The median of the 38 technologies' complexity.",
      "network.links":
        "Links of a maximum spanning tree, all links from 2.05 on, and the two best of each technology, counted.",
      technologies: "The key technologies, counted.",
      "spearman density-rca":
        "Rank correlation (Spearman) of the 38 technologies' relatedness density and RCA in patents."
    }
  },
  reasons: {
    number: ({value, published}) => `The report prints ${published}; computed now it is ${value}.`,
    numberDiffers: ({value, published}) =>
      `The report prints ${published}; computed now it is ${value}, which does not round to it.`,
    earlierRun: ({value, published, earlier}) =>
      `The report prints ${published}, which is the run of December 2025 (${earlier}); the final run, which the figures show, gives ${value}.`,
    placement: ({technology, density, complexity, relatednessLine, complexityLine, quadrant}) =>
      `${technology} has relatedness density ${density} (line at ${relatednessLine}) and complexity ${complexity} (line at ${complexityLine}): ${quadrant}.`,
    placementOfGroup: ({inside, all, group, quadrant, others}) =>
      `${inside} of the ${all} technologies of ${group} lie in the ${quadrant} quadrant${others === "" ? "" : `; ${others} not`}.`,
    limit: ({technology, what, low, high}) =>
      `It turns within the 95 % interval of the RCA of ${technology} in ${what}, ${low} to ${high}.`,
    against: ({alternatives}) => `It does not hold with ${alternatives}.`,
    specifications: ({holds, told, share}) =>
      holds === told
        ? `True in all ${told} specifications.`
        : holds === 0
          ? `True in none of ${told} specifications.`
          : `True in ${share} of ${told} specifications.`,
    noValue: "A value that it needs does not exist for this region."
  },
  alternatives: {
    "cut-mean": "means as the lines between the quadrants",
    "cut-midrange": "lines in the middle of the ranges",
    "cut-fifty": "lines at 50",
    fractional: "fractional counting",
    "rca-equal": "an advantage from RCA 1 on",
    "benchmark-mean": "the mean region as benchmark",
    association: "association strength as relatedness",
    jaccard: "the Jaccard index as relatedness",
    "runs-all": "complexity runs over all places",
    "runs-fifty": "complexity runs over fifty places",
    "the-38-alone": "shares within the 38 technologies alone",
    "region-whole": "the region as one in the benchmark",
    diagonal: "each technology related to itself",
    "years-without-first": "the first year left out",
    "years-without-last": "the last year left out",
    "years-last": "the last three years alone",
    "years-first": "the first three years alone",
    "years-earlier": "all years one earlier",
    "years-later": "all years one later",
    "years-longer": "two more years at the start",
    "similarity-lower": "lower thresholds of similarity",
    "similarity-higher": "higher thresholds of similarity",
    "cooccurrence-lower": "lower thresholds of co-occurrence",
    "cooccurrence-higher": "higher thresholds of co-occurrence",
    "deals-counted": "deals counted, not their amounts",
    "earlier-publications": "the publications of December 2025",
    eu27: "the EU27 as benchmark",
    prob: "the probability measure as relatedness",
    "start-twenty": "complexity runs from twenty places on",
    "rca-08": "an advantage above RCA 0.8",
    "rca-125": "an advantage above RCA 1.25",
    "rca-15": "an advantage above RCA 1.5"
  },
  list: (items) => new Intl.ListFormat("en-GB", {type: "conjunction"}).format(items)
};
