import type {ClaimSentence} from "../../claims.ts";

export const introduction: Readonly<Record<string, ClaimSentence>> = {
  "health-strengths-in-three": {
    says: "In mRNA technology, advanced therapies and bioinformatics, {region} exceeds Europe’s share of patents, publications and funding.",
    because:
      "RCA in patents, publications and funding: mRNA {patents.rca mrna-technology}, {publications.rca mrna-technology}, {deals.rca mrna-technology}; advanced therapies {patents.rca advanced-therapy-medicinal-products}, {publications.rca advanced-therapy-medicinal-products}, {deals.rca advanced-therapy-medicinal-products}; bioinformatics {patents.rca bioinformatics}, {publications.rca bioinformatics}, {deals.rca bioinformatics}."
  },
  "health-along-the-chain": {
    says: "Of the life sciences, {region} is strong in most along the whole chain: most in publications, most in patents and most in funding.",
    because:
      "Health and biotech technologies above Europe’s share: {publications.above health-and-biotech} in publications, {patents.above health-and-biotech} in patents and {deals.above health-and-biotech} in funding, out of {group.size health-and-biotech}."
  },
  "digital-lags-everywhere": {
    says: "In artificial intelligence, the internet of things, high-performance computing and quantum computing, {region} lags in science, patents and funding alike.",
    because:
      "At or above Europe’s share in at least one lens: {exceptions}. The RCA of artificial intelligence in funding is {deals.rca artificial-intelligence}."
  },
  "digital-no-comparable-leadership": {
    says: "Digital technologies have no concentration of strengths comparable to that of the life sciences.",
    because:
      "Digital technologies above Europe’s share: {patents.above digital-and-ai} in patents, {publications.above digital-and-ai} in publications and {deals.above digital-and-ai} in funding, out of {group.size digital-and-ai}. Health and biotech technologies: {patents.above health-and-biotech}, {publications.above health-and-biotech} and {deals.above health-and-biotech}, out of {group.size health-and-biotech}."
  },
  "digital-weaker-patenting": {
    says: "Most digital technologies are weak in patents.",
    because:
      "Digital technologies above Europe’s share of patents: {patents.above digital-and-ai} of {group.size digital-and-ai}."
  },
  "digital-lower-capital": {
    says: "Digital technologies together attract less than Europe’s share of capital.",
    because: "All digital technologies together have an RCA of {deals.rca digital-and-ai} in funding."
  },
  "chips-promising-in-science": {
    says: "Semiconductors and microelectronics show scientific excellence.",
    because:
      "RCA in publications: semiconductors {publications.rca semiconductors}, microelectronics {publications.rca microelectronics}."
  },
  "science-not-translated": {
    says: "Most technologies that are strong in science are weak in patents, in funding or in both.",
    because:
      "Technologies above Europe’s share in publications: {strong}; of these, not above it in patents, in funding or in both: {untranslated}."
  },
  "health-clusters": {
    says: "Health and biotech technologies cluster together in the network.",
    because:
      "Of the {all} links drawn from health and biotech technologies, {inside} lead to another technology of the group."
  },
  "grids-and-things-linked": {
    says: "Smart grids and the internet of things are linked in the network of technologies.",
    because: "Weight of the link (cosine × 100): {weight}; 0 means that none is drawn."
  }
};
