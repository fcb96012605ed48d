import type {ClaimSentence} from "../../claims.ts";

export const map: Readonly<Record<string, ClaimSentence>> = {
  "optimal-mostly-biotech": {
    says: "Most technologies in the optimal quadrant are biotech.",
    because: "The quadrant contains {optimal}. Of health and biotech: {biotech} of {quadrant.number optimal}."
  },
  "optimal-biotech-with-advantage": {
    says: "The biotech fields in the optimal quadrant are above Europe’s share in patents.",
    because: "They are {biotech}."
  },
  "six-in-the-optimal-quadrant": {
    says: "Bioinformatics, mRNA technology, immunotherapy, advanced therapies, genomics and gene editing, and biomanufacturing lie in the optimal quadrant.",
    because: "Those outside it: {outside}. The line of complexity is at {line.complexity}."
  },
  "four-biotech-incremental": {
    says: "Immunotherapy, genomics and gene editing, biomanufacturing and biotechnology are close to existing strengths but below the line of complexity.",
    because:
      "Complexity is {complexity immunotherapy}, {complexity genomics-and-gene-editing}, {complexity biomanufacturing} and {complexity biotechnology}, and the line is at {line.complexity}. Quadrants: {quadrant immunotherapy}, {quadrant genomics-and-gene-editing}, {quadrant biomanufacturing}, {quadrant biotechnology}."
  },
  "six-highly-feasible": {
    says: "Bioinformatics, mRNA technology, immunotherapy, advanced therapies, genomics and gene editing, and biomanufacturing are closely related to what {region} already does.",
    because:
      "Relatedness density is {patents.density bioinformatics}, {patents.density mrna-technology}, {patents.density immunotherapy}, {patents.density advanced-therapy-medicinal-products}, {patents.density genomics-and-gene-editing} and {patents.density biomanufacturing}; the line is at {line.relatedness}."
  },
  "biotech-interconnected": {
    says: "Biotech is more closely related to the strengths of {region} than the key technologies are as a whole.",
    because: "Median relatedness density is {biotech} in health and biotech and {all} in all key technologies."
  },
  "digital-core-in-moonshot": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are moonshots.",
    because:
      "Quadrants in this order: {quadrant artificial-intelligence}, {quadrant cybersecurity}, {quadrant internet-of-things}, {quadrant natural-language-processing}."
  },
  "digital-core-least-connected": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are among the technologies least connected to what {region} does.",
    because:
      "Relatedness density is {patents.density artificial-intelligence}, {patents.density cybersecurity}, {patents.density internet-of-things} and {patents.density natural-language-processing}."
  },
  "digital-core-highly-complex": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are among the most complex technologies.",
    because:
      "Complexity is {complexity artificial-intelligence}, {complexity cybersecurity}, {complexity internet-of-things} and {complexity natural-language-processing}; the line is at {line.complexity}."
  },
  "semiconductors-in-between": {
    says: "In relatedness, semiconductors lie between digital technologies and the life sciences.",
    because:
      "Relatedness density is {patents.density semiconductors}; the median is {digital} for digital technologies and {biotech} for health and biotech."
  },
  "semiconductors-with-advantage": {
    says: "Semiconductors are above Europe’s share in patents.",
    because:
      "RCA is {patents.rca semiconductors}, with a 95% interval of {patents.low semiconductors} to {patents.high semiconductors}."
  },
  "strengths-in-simple-technologies": {
    says: "Several technologies in which {region} is strong lie in the lower half of complexity.",
    because:
      "Technologies with an RCA above 1 in patents: {patents.above}; of these, below the line of complexity: {simple}."
  },
  "food-and-waste-feasible-but-simple": {
    says: "Food technology and waste management are strong and feasible, but not complex.",
    because:
      "RCA in patents is {patents.rca food-technology} and {patents.rca waste-management}; quadrants: {quadrant food-technology} and {quadrant waste-management}."
  },
  "wind-and-defence-weak-in-all": {
    says: "Wind energy and defence technologies are low in feasibility and complexity, and weak in patents.",
    because:
      "RCA in patents is {patents.rca wind-energy} and {patents.rca defence-technologies}; quadrants: {quadrant wind-energy} and {quadrant defence-technologies}."
  }
};
