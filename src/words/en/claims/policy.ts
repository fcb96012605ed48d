import type {ClaimSentence} from "../../claims.ts";

export const policy: Readonly<Record<string, ClaimSentence>> = {
  "activity-concentrated-in-health": {
    says: "Patents, publications and startup funding are concentrated in health and biotech more than in any other group.",
    because:
      "Share of health and biotech in the key technologies: {patents.share38 health-and-biotech} of patents, {publications.share38 health-and-biotech} of publications, {deals.share38 health-and-biotech} of funding."
  },
  "three-to-double-down-on-are-optimal": {
    says: "The three fields to double down on, mRNA technology, advanced therapies and bioinformatics, lie in the optimal quadrant.",
    because:
      "Quadrants in this order: {quadrant mrna-technology}, {quadrant advanced-therapy-medicinal-products}, {quadrant bioinformatics}."
  },
  "three-to-double-down-on-have-advantage": {
    says: "mRNA technology, advanced therapies and bioinformatics are above the European share in patents and publications.",
    because:
      "RCA in patents and publications: mRNA {patents.rca mrna-technology} and {publications.rca mrna-technology}, advanced therapies {patents.rca advanced-therapy-medicinal-products} and {publications.rca advanced-therapy-medicinal-products}, bioinformatics {patents.rca bioinformatics} and {publications.rca bioinformatics}."
  },
  "wider-biotech-strong": {
    says: "{region} is also strong in biomanufacturing, genomics, biotechnology and pharmaceuticals.",
    because:
      "RCA in patents: {patents.rca biomanufacturing}, {patents.rca genomics-and-gene-editing}, {patents.rca biotechnology} and {patents.rca pharmaceuticals}."
  },
  "pharmaceuticals-broad": {
    says: "Pharmaceuticals are a very broad field: the largest of health and biotech by patents.",
    because:
      "{patents.count pharmaceuticals} patents, {patents.share38 pharmaceuticals} of those in the key technologies."
  },
  "semiconductors-research-foundation": {
    says: "Research on semiconductors is a solid foundation for a moonshot.",
    because:
      "RCA in publications {publications.rca semiconductors}, place {publications.rank semiconductors} among the European regions."
  },
  "ai-subdomains-with-research": {
    says: "Some branches of artificial intelligence show research strength.",
    because:
      "RCA in publications: natural language processing {publications.rca natural-language-processing}, generative AI {publications.rca generative-ai}."
  },
  "cybersecurity-capability-gaps": {
    says: "Cybersecurity has capability gaps.",
    because:
      "RCA in patents {patents.rca cybersecurity}; relatedness density {patents.density cybersecurity}, the line is at {line.relatedness}."
  },
  "space-beyond-reach": {
    says: "Space technologies are beyond the present reach of {region}.",
    because:
      "Relatedness density {patents.density space-technologies}, RCA in patents {patents.rca space-technologies}."
  },
  "biotech-some-startup-activity": {
    says: "There is some startup activity in biotech and medical technology.",
    because:
      "Health and biotech hold {deals.share38 health-and-biotech} of the funding in the key technologies; medical devices received {deals.count medical-devices} million US dollars."
  },
  "funding-bottleneck-in-two-groups": {
    says: "Digital technologies and advanced industries and materials are short of startup funding.",
    because:
      "RCA of the groups in funding: digital and AI {deals.rca digital-and-ai}, advanced industry and materials {deals.rca advanced-industry-and-materials}."
  }
};
