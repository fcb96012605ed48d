import type {Dataset, Lens} from "../../terms/lenses.ts";
import type {ScenarioWords} from "../scenario.ts";
import {list} from "./locale.js";

const vocabularies = {cpc: "patents (CPC)", topic: "publications (topics)", industry: "funding (industries)"};

export const fieldWords: ScenarioWords = {
  lens: {label: "Lens", values: {patents: "Patents", publications: "Publications", deals: "Funding"}},
  region: {label: "Region"},
  years_patents: {label: "Years of patents"},
  years_publications: {label: "Years of publications"},
  years_deals: {label: "Years of funding"},
  deal_types: {
    label: "Funding covers",
    values: {startup: "start-up funding", all: "rounds of all types"},
    hint: "Rounds of all types add debt, grants, secondary sales, private equity, coins and funding after a flotation."
  },
  edition: {label: "Edition of the publications", values: {current: "final run", earlier: "December 2025"}},
  similarity_cpc: {label: `Similarity, ${vocabularies.cpc}`},
  similarity_topic: {label: `Similarity, ${vocabularies.topic}`},
  similarity_industry: {label: `Similarity, ${vocabularies.industry}`},
  cooccurrence_cpc: {label: `Co-occurrence, ${vocabularies.cpc}`},
  cooccurrence_topic: {label: `Co-occurrence, ${vocabularies.topic}`},
  cooccurrence_industry: {label: `Co-occurrence, ${vocabularies.industry}`},
  alone_cpc: {label: `Similarity without evidence, ${vocabularies.cpc}`},
  alone_topic: {label: `Similarity without evidence, ${vocabularies.topic}`},
  alone_industry: {label: `Similarity without evidence, ${vocabularies.industry}`},
  decisions: {label: "Your decisions on links"},
  rca_threshold: {
    label: "RCA that counts as an advantage",
    hint: "Technologies above it count towards relatedness density."
  },
  strict: {label: "RCA must exceed this value", hint: "If not selected, RCA may also equal it."},
  benchmark: {label: "RCA compares with", values: {pooled: "all regions pooled", mean: "the mean region"}},
  benchmark_area: {label: "Regions compared with", values: {europe: "EU27, UK and EFTA", eu27: "EU27"}},
  benchmark_region: {
    label: "The region counts in the benchmark",
    values: {parts: "as its NUTS2 parts", whole: "as one region"}
  },
  counting: {
    label: "A record of several regions or technologies",
    values: {whole: "counts once in each", fractional: "is divided among them"}
  },
  measure: {label: "Funding counts", values: {amounts: "dollars", documents: "deals"}},
  universe: {label: "Shares are of", values: {full: "all technologies", technologies: "the key technologies only"}},
  relatedness: {
    label: "Measure of relatedness",
    values: {cosine: "cosine", association: "association strength", jaccard: "Jaccard", prob: "probability index"}
  },
  diagonal: {label: "Count a technology as related to itself"},
  complexity_start: {label: "Complexity: locations in the first run"},
  complexity_step: {label: "Complexity: locations added in each run"},
  complexity_end: {label: "Complexity: locations in the last run", values: {all: "all"}},
  quadrant_cut: {
    label: "Lines between the quadrants at",
    values: {median: "the medians", mean: "the means", midrange: "mid-range", fixed: "fixed values"}
  },
  quadrant_relatedness: {label: "Line of relatedness density"},
  quadrant_complexity: {label: "Line of complexity"}
};

/** What stands at the controls of a scenario, whichever field they are for. */
export const controlWords = {
  published: (value: string) => `published: ${value}`,
  from: "from",
  to: "to",
  remove: "Remove",
  yes: "yes",
  no: "no",
  all: "all"
};

/** What a field can hold, after “it takes”. */
export const expectedWords = {
  number: (low: number, high: number) => `a number from ${low} to ${high}`,
  whole: (low: number, high: number) => `a whole number from ${low} to ${high}`,
  choice: (values: readonly string[]) => `one of ${values.join(", ")}`,
  flag: "yes or no",
  years: (low: number, high: number) => `two years from ${low} to ${high}, the first not after the last`,
  region: "the code of a NUTS1 or NUTS2 region",
  decisions: "a list of decisions on links",
  decision: "decisions with a vocabulary, a code, a technology, and accept or reject",
  fewerDecisions: (most: number) => `at most ${most} decisions on links`
};

const lacking: Readonly<Record<Dataset, string>> = {
  patents: "patents",
  publications: "publications",
  deals: "funding",
  publications_earlier: "earlier edition of the publications"
};

/** Why a site cannot follow a choice, without a full stop. */
export const absentWords = {
  dataset: (dataset: Dataset) => `this site has no ${lacking[dataset]}`,
  years: (lens: Lens) => `this site publishes the years of ${lacking[lens]} only together`,
  /** In place of the controls of years that are published together. */
  noYears: (pooled: readonly Lens[]) =>
    `The years of ${list(pooled.map((lens) => lacking[lens]))} are no choice: this site publishes them only together.`
};

/** Why a file is not read as a scenario. */
export const scenarioFileWords = {
  tooLong: (characters: number) => `too long for a scenario: ${characters} characters`,
  noJson: (message: string) => `not valid JSON: ${message}`,
  otherKind: (found: string, expected: string) => `not a scenario: its kind is ${found}, not "${expected}"`,
  noFields: "the scenario has no fields",
  missing: "missing"
};
