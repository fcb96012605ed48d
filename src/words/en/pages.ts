import type {PageWords} from "../pages.ts";
import {coarseningWords, disclosureWords} from "./disclosure.js";
import {fixed as format, list} from "./locale.js";
import {narrativeWords} from "./narrative.js";
import {provenanceWords} from "./provenance.js";

export const pageWords: PageWords = {
  noValue: "no value",
  provenance: provenanceWords,
  disclosure: disclosureWords.sentence,
  coarse: coarseningWords.sentence,
  table: "The numbers as a table",
  contents: "Contents",
  number: format,
  chartLabel: (name) => `${name}: chart. Use the arrow keys to move through its marks.`,
  tableLabel: (title) => `Table: ${title}`,
  source: (sources, build) => `Source: ${sources.join("; ")}. Data build ${build}.`,
  stamp: {
    title: "Read this first",
    more: "Select an underlined number to see how it is computed. The word after a statement is its verdict: it holds, it is fragile (true, but the uncertainty of the data or other defensible choices could make it false), it fails, or it is open (the data cannot decide).",
    status: "These numbers were computed when the site was built."
  },
  benchmark: "Europe’s regions",
  benchmarkShare: {
    pooled: "the technology’s share of the records of all regions of the EU, the United Kingdom and EFTA together",
    mean: "the mean of the technology’s shares of the records of each region of the EU, the United Kingdom and EFTA"
  },
  sections: {
    "1": "Introduction",
    "2": "Data and methods",
    "3.1": "Patents",
    "3.2": "Publications",
    "3.3": "Funding",
    "4.1": "Relatedness and complexity",
    "4.2": "With publications",
    "4.3": "With funding",
    "5.1": "Biotech",
    "5.2": "Moonshots",
    "5.3": "Start-ups"
  },
  verdictLabel: (verdict) => `Verdict: ${verdict}. See the claim.`,
  elsewhere: (region) => `${region} only`,
  elsewhereLabel: (region) => `This statement is about ${region} only.`,
  noFigure: (absent) =>
    `There is no figure here, since this site holds no data on ${list(absent.map((dataset) => narrativeWords.datasets[dataset]))}.`,
  partialFigure: (partial) =>
    `There is no figure here: it needs all records of ${list(partial.map((dataset) => narrativeWords.datasets[dataset]))}, and not all are published, to protect single companies.`,
  absent: "no data",
  absentLabel: "This site has no records that could test this statement.",
  pending: "being judged",
  pendingLabel: "The verdict on this statement is being computed.",
  origin: (name, [first, last], oneIn) =>
    `${name} (${first}–${last}${oneIn === 1 ? "" : `, one record in ${oneIn === 10 ? "ten" : format(oneIn)}`})`,
  scenario: {label: "Choose what this page shows", region: "Region", lab: "Change the method"},
  claims: {
    number: "Printed number",
    claim: "Statement",
    section: "Section",
    published: "Published",
    computed: "Computed",
    verdict: "Verdict",
    reason: "Why",
    all: "All",
    technology: "Technology",
    search: "Find",
    counts: (holds, fragile, fails, open) =>
      `claims: ${holds} ${holds === "1" ? "holds" : "hold"}, ${fragile} ${fragile === "1" ? "is" : "are"} fragile, ${fails} ${fails === "1" ? "fails" : "fail"} and ${open} ${open === "1" ? "is" : "are"} open (these data cannot decide ${open === "1" ? "it" : "them"}).`,
    caption: "Every statement of the report with its verdict",
    earlierEdition: "Printed numbers from an earlier run",
    noEarlierEdition:
      "This site has no earlier edition of the publications, so it cannot tell which numbers these are.",
    fromEarlierEdition: (count) =>
      count === 0
        ? "The earlier edition on this site gives none of them."
        : `The earlier edition on this site gives ${count === 1 ? "this printed number" : `these ${format(count)} printed numbers`}, which the final run does not give.`
  },
  technology: {
    lenses: "Three lenses",
    lens: "Lens",
    count: "Count",
    share: "Share",
    europe: "Share in Europe",
    rca: "RCA",
    interval: "95% interval",
    density: "Relatedness density",
    rank: "Rank",
    position: (quadrant, relatedness, complexity) =>
      `Quadrant: ${quadrant}, with a relatedness density of ${relatedness} and a complexity of ${complexity}.`,
    noRank: "none",
    rankOf: (rank, of) => `${format(rank)} of ${format(of)}`,
    neighbours: "Related technologies",
    neighbour: "Technology",
    weight: "Relatedness (cosine × 100)",
    noNeighbours: "The network draws no link to this technology.",
    trend: "Year by year",
    among: "Among Europe’s regions",
    claims: "What the report says about this technology",
    tried: (report, region) => `The report’s statements on ${report}, tried on ${region}`,
    codes: "The codes that define this technology",
    codesLead:
      "A record counts towards the technology when it has one of these codes. The page on classification lists every candidate code with its scores and the reason for the decision.",
    vocabularies: {
      cpc: "CPC main groups of patents",
      topic: "OpenAlex topics of publications",
      industry: "Crunchbase industries of start-ups"
    },
    lensNames: {patents: "Patents", publications: "Publications", deals: "Funding, million US dollars"},
    codesMore: (shown, all) => `${format(shown)} of ${format(all)}, most similar first`,
    rcas: (patents, publications, deals) =>
      `RCA in patents: ${patents}; in publications: ${publications}; in funding: ${deals}`
  }
};
