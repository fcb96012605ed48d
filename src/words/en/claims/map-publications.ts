import type {ClaimSentence} from "../../claims.ts";

const research =
  "RCA in publications against patents: natural language processing {publications.rca natural-language-processing} against {patents.rca natural-language-processing}, generative AI {publications.rca generative-ai} against {patents.rca generative-ai}.";

export const mapPublications: Readonly<Record<string, ClaimSentence>> = {
  "biotech-research-foundations": {
    says: "Biomanufacturing, biotechnology, and genomics and gene editing rest on strong research.",
    because:
      "RCA in publications: {publications.rca biomanufacturing}, {publications.rca biotechnology} and {publications.rca genomics-and-gene-editing}."
  },
  "biotech-research-matches-complexity": {
    says: "Biomanufacturing, biotechnology, and genomics and gene editing are high in relatedness and in complexity.",
    because: "Those not above the line of complexity ({line.complexity}): {below}."
  },
  "mrna-publications-drop": {
    says: "mRNA technology is weaker in publications than in patents.",
    because: "RCA is {publications.rca mrna-technology} in publications and {patents.rca mrna-technology} in patents."
  },
  "mrna-publications-very-strong": {
    says: "mRNA technology is still very strong in publications.",
    because:
      "RCA in publications is {publications.rca mrna-technology}, rank {publications.rank mrna-technology} among European regions."
  },
  "semiconductors-strongest-digital-research": {
    says: "Semiconductors are the strongest digital field in research.",
    because:
      "RCA in publications is {publications.rca semiconductors}, against {publications.rca microelectronics} for microelectronics."
  },
  "semiconductors-moderate-relatedness-high-complexity": {
    says: "Semiconductors combine moderate relatedness with high complexity.",
    because: "Relatedness density is {patents.density semiconductors} and complexity {complexity semiconductors}."
  },
  "microelectronics-strong-and-broad": {
    says: "Microelectronics is also strong in research, and has more publications than semiconductors.",
    because:
      "RCA in publications is {publications.rca microelectronics}; there are {publications.count microelectronics} publications, against {publications.count semiconductors} on semiconductors."
  },
  "quantum-out-of-reach": {
    says: "Quantum computing has the weakest research base of all key technologies.",
    because: "RCA in publications is {publications.rca quantum-computing}. The lowest is that of {last}."
  },
  "language-research-competitive": {
    says: "Research on natural language processing and on generative AI is modestly competitive.",
    because:
      "RCA in publications is {publications.rca natural-language-processing} and {publications.rca generative-ai}."
  },
  "language-research-exceeds-patents": {
    says: "In natural language processing and generative AI, research is stronger than patents.",
    because: research
  },
  "language-research-exceeds-slightly": {
    says: "In natural language processing and generative AI, research is only slightly stronger than patents.",
    because: research
  }
};
