import type {ScenarioWords} from "../scenario.ts";

const vocabularies = {cpc: "patents (CPC)", topic: "publications (topics)", industry: "funding (industries)"};

export const fieldWords: ScenarioWords = {
  lens: {label: "Lens", values: {patents: "Patents", publications: "Publications", deals: "Funding"}},
  region: {label: "Region"},
  years_patents: {label: "Years of patents"},
  years_publications: {label: "Years of publications"},
  years_deals: {label: "Years of funding"},
  vintage: {label: "Edition of the publications", values: {current: "that of the figures", earlier: "December 2025"}},
  similarity_cpc: {label: `Similarity, ${vocabularies.cpc}`},
  similarity_topic: {label: `Similarity, ${vocabularies.topic}`},
  similarity_industry: {label: `Similarity, ${vocabularies.industry}`},
  cooccurrence_cpc: {label: `Co-occurrence, ${vocabularies.cpc}`},
  cooccurrence_topic: {label: `Co-occurrence, ${vocabularies.topic}`},
  cooccurrence_industry: {label: `Co-occurrence, ${vocabularies.industry}`},
  alone_cpc: {label: `Similarity without evidence, ${vocabularies.cpc}`},
  alone_topic: {label: `Similarity without evidence, ${vocabularies.topic}`},
  alone_industry: {label: `Similarity without evidence, ${vocabularies.industry}`},
  decisions: {label: "Links that you decided"},
  rca_threshold: {label: "Advantage from an RCA of", hint: "Technologies above it count towards relatedness density."},
  strict: {label: "RCA must exceed it", hint: "Otherwise it may equal it."},
  benchmark: {label: "RCA compares with", values: {pooled: "all regions pooled", mean: "the mean region"}},
  benchmark_area: {label: "Regions compared with", values: {europe: "EU27, UK and EFTA", eu27: "EU27"}},
  benchmark_region: {label: "The region itself counts", values: {parts: "as its NUTS2 parts", whole: "as one region"}},
  counting: {
    label: "A record of several regions or technologies",
    values: {whole: "counts once in each", fractional: "is divided among them"}
  },
  measure: {label: "Funding counts", values: {amounts: "dollars", documents: "rounds"}},
  universe: {label: "Shares are over", values: {full: "all technologies", technologies: "the 38 alone"}},
  relatedness: {
    label: "Relatedness measured by",
    values: {cosine: "cosine", association: "association strength", jaccard: "Jaccard", prob: "probability index"}
  },
  diagonal: {label: "A technology is related to itself"},
  complexity_start: {label: "Complexity: first run, locations"},
  complexity_step: {label: "Complexity: added each run"},
  complexity_end: {label: "Complexity: last run, locations", values: {all: "all"}},
  quadrant_cut: {
    label: "Quadrants cut at",
    values: {median: "the medians", mean: "the means", midrange: "mid-range", fixed: "fixed lines"}
  },
  quadrant_relatedness: {label: "Line of relatedness density"},
  quadrant_complexity: {label: "Line of complexity"}
};
