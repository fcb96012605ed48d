import type {FieldName} from "../../scenario/scenario.ts";
import type {Notice} from "../../scenario/address.ts";
import type {Lens} from "../../indicators/region-profile.ts";

/** What a control says: its label, and the names of the values where it is a choice. */
export interface FieldWords {
  label: string;
  values?: Readonly<Record<string, string>>;
}

const number = (value: number) => value.toLocaleString("en-GB", {maximumFractionDigits: 2});

/** Labels of the controls of a scenario, by field. */
export const fieldWords: Readonly<Record<Exclude<FieldName, "decisions">, FieldWords>> = {
  lens: {label: "Lens", values: {patents: "Patents", publications: "Publications", deals: "Funding"}},
  region: {label: "Region"},
  years_patents: {label: "Years of patents"},
  years_publications: {label: "Years of publications"},
  years_deals: {label: "Years of funding"},
  vintage: {label: "Edition of the publications", values: {current: "that of the figures", earlier: "December 2025"}},
  similarity_cpc: {label: "Similarity, patents"}, similarity_topic: {label: "Similarity, publications"}, similarity_industry: {label: "Similarity, funding"},
  cooccurrence_cpc: {label: "Co-occurrence, patents"}, cooccurrence_topic: {label: "Co-occurrence, publications"}, cooccurrence_industry: {label: "Co-occurrence, funding"},
  alone_cpc: {label: "Similarity alone, patents"}, alone_topic: {label: "Similarity alone, publications"}, alone_industry: {label: "Similarity alone, funding"},
  rca_threshold: {label: "RCA cut"},
  strict: {label: "RCA must exceed the cut"},
  benchmark: {label: "Compared with", values: {pooled: "all regions together", mean: "the mean of the regions"}},
  benchmark_area: {label: "Area compared with", values: {europe: "EU, United Kingdom, EFTA", eu27: "EU27"}},
  benchmark_region: {label: "The region in the comparison", values: {parts: "in its parts", whole: "as a whole"}},
  counting: {label: "Counting", values: {whole: "whole", fractional: "fractional"}},
  measure: {label: "Funding counts", values: {amounts: "amounts", documents: "deals"}},
  universe: {label: "Shares of", values: {full: "all technologies", technologies: "the 38 alone"}},
  relatedness: {label: "Relatedness", values: {cosine: "cosine", association: "association", jaccard: "Jaccard", prob: "probability"}},
  diagonal: {label: "A technology counts as related to itself"},
  complexity_start: {label: "Complexity: first run"},
  complexity_step: {label: "Complexity: locations added"},
  complexity_end: {label: "Complexity: last run (empty: all)"},
  quadrant_cut: {label: "Lines between quadrants", values: {median: "median", mean: "mean", midrange: "middle of the range", fixed: "fixed"}},
  quadrant_relatedness: {label: "Fixed line, relatedness"},
  quadrant_complexity: {label: "Fixed line, complexity"}
};

/** Everything else that the parts of a forked page say. */
export const forkWords = {
  controls: "Choices of this page",
  reset: "As the page began",
  first: (label: string) => `${label}: first`,
  last: (label: string) => `${label}: last`,
  number,
  notice: ({kind, key, value, expected}: Notice) => {
    switch (kind) {
      case "invalid": return `${key}=${value} in the address was not followed: it takes ${expected}.`;
      case "unknown": return `${key} in the address means nothing here.`;
      case "twice": return `${key} stands twice in the address; the first one counts.`;
      case "version": return `The address is of version ${value}, which this page does not know; what it could read it followed.`;
    }
  },
  failed: (message: string) => `The choices cannot be offered: ${message}`,
  noScenario: "no scenario: give what scenarioControls gives, as in figure(\"treemap-patents\", scenario)",
  noField: (name: string, names: string) => `no choice ${name}; there are ${names}`,
  noFigure: (id: string, ids: string) => `no figure ${id}; there are ${ids}`,
  claims: (shown: number) => `Claims that make sense here: ${number(shown)}, judged under the choices of this page`,
  noClaims: "No claim fits.",
  lenses: {patents: "patents", publications: "publications", deals: "funding"} as Record<Lens, string>,
  changes: {
    summary: ({quadrants, technologies, claims}: {quadrants: number; technologies: number; claims: number}) =>
      `Against the published view, ${number(quadrants)} of ${number(technologies)} technologies change their quadrant and ${claims === 1 ? "1 claim turns" : `${number(claims)} claims turn`}.`,
    advantages: "Technologies above the cut", quadrants: "Technologies that change their quadrant", claims: "Claims that turn",
    lens: "Lens", published: "Published view", now: "This page", gained: "Gained", lost: "Lost", technology: "Technology", density: "Relatedness density", claim: "Claim",
    truth: (value: boolean | null) => (value === null ? "cannot tell" : value ? "true" : "not true"),
    none: "none", noQuadrant: "no value"
  }
};
