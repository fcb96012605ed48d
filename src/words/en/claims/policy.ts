import type {ClaimSentence} from "../../claims.ts";

export const policy: Readonly<Record<string, ClaimSentence>> = {
  "activity-concentrated-in-health": {
    says: "Health and biotech has more of the patents, publications and start-up funding than any other group.",
    because:
      "Within the key technologies, health and biotech has {patents.share38 health-and-biotech} of patents, {publications.share38 health-and-biotech} of publications and {deals.share38 health-and-biotech} of funding."
  },
  "three-to-double-down-on-are-optimal": {
    says: "The three fields to double down on, mRNA technology, advanced therapies and bioinformatics, lie in the optimal quadrant.",
    because:
      "Quadrants in this order: {quadrant mrna-technology}, {quadrant advanced-therapy-medicinal-products}, {quadrant bioinformatics}."
  },
  "three-to-double-down-on-have-advantage": {
    says: "mRNA technology, advanced therapies and bioinformatics are above Europe’s share in patents and publications.",
    because:
      "RCA in patents and publications: mRNA {patents.rca mrna-technology} and {publications.rca mrna-technology}, advanced therapies {patents.rca advanced-therapy-medicinal-products} and {publications.rca advanced-therapy-medicinal-products}, bioinformatics {patents.rca bioinformatics} and {publications.rca bioinformatics}."
  },
  "wider-biotech-strong": {
    says: "{region} is also strong in biomanufacturing, genomics, biotechnology and pharmaceuticals.",
    because:
      "RCA in patents: {patents.rca biomanufacturing}, {patents.rca genomics-and-gene-editing}, {patents.rca biotechnology} and {patents.rca pharmaceuticals}."
  },
  "pharmaceuticals-broad": {
    says: "Pharmaceuticals are the broadest field of health and biotech: they have the most patents.",
    because:
      "They have {patents.count pharmaceuticals} patents, {patents.share38 pharmaceuticals} of those in the key technologies."
  },
  "semiconductors-research-foundation": {
    says: "Research on semiconductors is a solid foundation for a moonshot.",
    because:
      "RCA in publications is {publications.rca semiconductors}, rank {publications.rank semiconductors} among European regions."
  },
  "ai-subdomains-with-research": {
    says: "Two branches of artificial intelligence, natural language processing and generative AI, are strong in research.",
    because:
      "RCA in publications: natural language processing {publications.rca natural-language-processing}, generative AI {publications.rca generative-ai}."
  },
  "cybersecurity-capability-gaps": {
    says: "Cybersecurity has capability gaps: weak patents and low relatedness.",
    because:
      "RCA in patents is {patents.rca cybersecurity}; relatedness density is {patents.density cybersecurity}, and the line is at {line.relatedness}."
  },
  "space-beyond-reach": {
    says: "Space technologies are beyond the reach of {region} at present.",
    because:
      "Relatedness density is {patents.density space-technologies} and RCA in patents {patents.rca space-technologies}."
  },
  "biotech-some-startup-activity": {
    says: "There is some start-up activity in biotech and medical technology.",
    because:
      "Health and biotech has {deals.share38 health-and-biotech} of the funding in the key technologies; medical devices received {deals.count medical-devices} million US dollars."
  },
  "funding-bottleneck-in-two-groups": {
    says: "Both digital technologies and advanced industry and materials are short of start-up funding.",
    because:
      "RCA of the groups in funding: digital and AI {deals.rca digital-and-ai}, advanced industry and materials {deals.rca advanced-industry-and-materials}."
  }
};
