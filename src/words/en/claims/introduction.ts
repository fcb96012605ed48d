import type {ClaimSentence} from "../../claims.ts";

export const introduction: Readonly<Record<string, ClaimSentence>> = {
  "health-strengths-in-three": {
    says: "In mRNA technology, advanced therapies and bioinformatics {region} holds more than the European share of patents, publications and funding.",
    because:
      "RCA in patents, publications and funding: mRNA {patents.rca mrna-technology}, {publications.rca mrna-technology}, {deals.rca mrna-technology}; advanced therapies {patents.rca advanced-therapy-medicinal-products}, {publications.rca advanced-therapy-medicinal-products}, {deals.rca advanced-therapy-medicinal-products}; bioinformatics {patents.rca bioinformatics}, {publications.rca bioinformatics}, {deals.rca bioinformatics}."
  },
  "health-along-the-chain": {
    says: "In the life sciences, strengths can be seen along the whole chain from science to funding.",
    because:
      "Technologies of health and biotech above the European share: {publications.above health-and-biotech} in publications, {patents.above health-and-biotech} in patents and {deals.above health-and-biotech} in funding, of {group.size health-and-biotech}."
  },
  "digital-lags-everywhere": {
    says: "In artificial intelligence, the internet of things, high-performance computing and quantum computing {region} lags in science, patents and funding alike.",
    because:
      "Those that are not below the European share in all three lenses: {exceptions}. Artificial intelligence has an RCA of {deals.rca artificial-intelligence} in funding."
  },
  "digital-no-comparable-leadership": {
    says: "Digital technologies show no concentration of leadership comparable to the life sciences.",
    because:
      "Digital technologies above the European share: {patents.above digital-and-ai} in patents, {publications.above digital-and-ai} in publications, {deals.above digital-and-ai} in funding, of {group.size digital-and-ai}. Health and biotech: {patents.above health-and-biotech}, {publications.above health-and-biotech} and {deals.above health-and-biotech} of {group.size health-and-biotech}."
  },
  "digital-weaker-patenting": {
    says: "Most digital technologies are weak in patents.",
    because:
      "Digital technologies above the European share of patents: {patents.above digital-and-ai} of {group.size digital-and-ai}."
  },
  "digital-lower-capital": {
    says: "Digital technologies together attract less capital than in Europe.",
    because: "All digital technologies together have an RCA of {deals.rca digital-and-ai} in funding."
  },
  "chips-promising-in-science": {
    says: "Semiconductors and microelectronics show scientific excellence.",
    because:
      "RCA in publications: semiconductors {publications.rca semiconductors}, microelectronics {publications.rca microelectronics}."
  },
  "science-not-translated": {
    says: "Scientific strengths are too often not matched in patents or funding.",
    because:
      "{strong} technologies are above the European share in publications; {untranslated} of them are not in patents or in funding."
  },
  "health-clusters": {
    says: "In the network of technologies, those of health and biotech cluster together.",
    because: "Of {all} drawn links that touch health and biotech, {inside} stay inside the group."
  },
  "grids-and-things-linked": {
    says: "Smart grids and the internet of things are connected in the network of technologies.",
    because: "Weight of the link (cosine × 100): {weight}; 0 where none is drawn."
  }
};
