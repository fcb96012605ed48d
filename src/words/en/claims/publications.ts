import type {ClaimSentence} from "../../claims.ts";

export const publications: Readonly<Record<string, ClaimSentence>> = {
  "biotech-leads-both": {
    says: "In biomanufacturing, biotechnology, and genomics and gene editing, {region} is above Europe’s share in both patents and publications.",
    because:
      "RCA in publications against patents: biomanufacturing {publications.rca biomanufacturing} against {patents.rca biomanufacturing}, biotechnology {publications.rca biotechnology} against {patents.rca biotechnology}, genomics and gene editing {publications.rca genomics-and-gene-editing} against {patents.rca genomics-and-gene-editing}."
  },
  "biotech-patents-ahead-of-science": {
    says: "In biomanufacturing, biotechnology, and genomics and gene editing, patents are stronger than publications.",
    because:
      "RCA in patents against publications: biomanufacturing {patents.rca biomanufacturing} against {publications.rca biomanufacturing}, biotechnology {patents.rca biotechnology} against {publications.rca biotechnology}, genomics and gene editing {patents.rca genomics-and-gene-editing} against {publications.rca genomics-and-gene-editing}."
  },
  "publications-life-sciences-confirmed": {
    says: "Publications confirm the lead in the life sciences: most of these technologies are above Europe’s share.",
    because:
      "In publications, {publications.above health-and-biotech} of {group.size health-and-biotech} technologies of health and biotech are above Europe’s share; together they have an RCA of {publications.rca health-and-biotech}."
  },
  "publications-quantum-below-patents": {
    says: "Quantum computing is weaker in publications than in patents, and below Europe’s share in both.",
    because:
      "RCA is {publications.rca quantum-computing} in publications and {patents.rca quantum-computing} in patents."
  },
  "publications-digital-below": {
    says: "Quantum computing, cloud and edge computing, the internet of things and artificial intelligence are below Europe’s share in publications.",
    because:
      "RCA in publications: {publications.rca quantum-computing}, {publications.rca cloud-and-edge-computing}, {publications.rca internet-of-things} and {publications.rca artificial-intelligence}."
  },
  "publications-semiconductors-strongest": {
    says: "Semiconductors are very strong in publications: no key technology has a higher RCA.",
    because: "RCA in publications is {publications.rca semiconductors}. The highest is that of {first}."
  },
  "chips-science-ahead-of-patents": {
    says: "Research on semiconductors and microelectronics is strong, but patents have not kept pace.",
    because:
      "RCA in publications against patents: semiconductors {publications.rca semiconductors} against {patents.rca semiconductors}, microelectronics {publications.rca microelectronics} against {patents.rca microelectronics}."
  },
  "computing-below-in-both": {
    says: "In artificial intelligence, the internet of things, and cloud, high-performance and quantum computing, {region} is below Europe’s share in publications and in patents.",
    because:
      "RCA in publications and patents: artificial intelligence {publications.rca artificial-intelligence} and {patents.rca artificial-intelligence}, cloud {publications.rca cloud-and-edge-computing} and {patents.rca cloud-and-edge-computing}, high-performance computing {publications.rca high-performance-computing} and {patents.rca high-performance-computing}, internet of things {publications.rca internet-of-things} and {patents.rca internet-of-things}, quantum computing {publications.rca quantum-computing} and {patents.rca quantum-computing}."
  },
  "digital-weak-in-both": {
    says: "Most digital technologies are weak in patents, and most are weak in publications.",
    because:
      "Digital technologies above Europe’s share: {patents.above digital-and-ai} in patents and {publications.above digital-and-ai} in publications, out of {group.size digital-and-ai}."
  }
};
