import type {PageWords} from "../pages.ts";

const format = (value: number, digits = 0) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});

export const pageWords: PageWords = {
  noValue: "no value",
  synthetic: "Synthetic records, calibrated to the published values.",
  table: "The numbers as a table",
  contents: "Contents",
  number: format,
  chartLabel: (name) => `${name}: chart. Arrow keys move through its marks.`,
  tableLabel: (title) => `Table: ${title}`,
  source: (sources, build) => `Source: ${sources.join("; ")}. Data build ${build}.`,
  stamp: {
    title: "Read this first",
    text: "The real records are licensed. What stands behind these pages are synthetic records, calibrated to the published values: for Flanders they give the numbers of the report, for other regions plausible ones.",
    more: "Underlined numbers open. The words after a statement are its verdict: it holds, it is fragile (other choices that are as good would turn it), or it fails.",
    status: "These numbers were computed when the page was made."
  },
  benchmark: "Europe’s regions",
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
  elsewhere: "Flanders only",
  elsewhereLabel: "This statement makes sense for Flanders only.",
  scenario: {label: "What this page is about", region: "Region", lab: "Change the method"},
  brief: {
    title: (region) => `${region} in brief`,
    strong: "Clearly above Europe’s share of patents",
    weak: "Clearly below it",
    science: "Above in publications, below in patents",
    unfunded: "Without start-up funding",
    near: "Near and complex (optimal)",
    far: "Complex and far (moonshots)",
    none: "none",
    below: (region) =>
      `The text below was written for Flanders. Its numbers, figures and verdicts are now those of ${region}: where a sentence says “fails”, it does not hold there; “Flanders only” marks what speaks of Flanders alone, and names of universities, institutes and companies are Flemish ones.`
  },
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
      `${holds} hold, ${fragile} are fragile, ${fails} fail, ${open} cannot be decided with these data.`,
    caption: "Every statement of the report with its verdict",
    vintages: "Printed numbers that come from an earlier run"
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
      `Quadrant: ${quadrant}, at a relatedness density of ${relatedness} and a complexity of ${complexity}.`,
    rankOf: (rank, of) => `${format(rank)} of ${format(of)}`,
    neighbours: "Neighbours in the network",
    neighbour: "Technology",
    weight: "Relatedness (cosine × 100)",
    noNeighbours: "No drawn link leads to it.",
    trend: "Year by year",
    among: "Among Europe's regions",
    claims: "What the report says about it",
    codes: "The codes that define it",
    codesLead:
      "A record belongs to the technology when it bears one of these codes. Every candidate, with its scores and the reason, stands on the page on classification.",
    vocabularies: {
      cpc: "CPC main groups of patents",
      topic: "OpenAlex topics of publications",
      industry: "Crunchbase industries of start-ups"
    },
    lensNames: {patents: "Patents", publications: "Publications", deals: "Funding, million US dollars"},
    codesMore: (shown, all) => `${format(shown)} of ${format(all)}, most similar first`,
    rcas: (patents, publications, deals) => `RCA: ${patents} patents, ${publications} publications, ${deals} funding`
  }
};
