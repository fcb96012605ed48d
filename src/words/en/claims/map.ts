import type {ClaimSentence} from "../../claims.ts";

export const map: Readonly<Record<string, ClaimSentence>> = {
  "optimal-mostly-biotech": {
    says: "The optimal quadrant is mostly biotech.",
    because: "In it lie {optimal}; {biotech} of {quadrant.number optimal} belong to health and biotech."
  },
  "optimal-biotech-with-advantage": {
    says: "The biotech fields in the optimal quadrant are above the European share in patents.",
    because: "They are {biotech}."
  },
  "six-in-the-optimal-quadrant": {
    says: "Bioinformatics, mRNA technology, immunotherapy, advanced therapies, genomics and gene editing, and biomanufacturing lie in the optimal quadrant.",
    because: "Outside it: {outside}. The line of complexity is at {line.complexity}."
  },
  "six-highly-feasible": {
    says: "Bioinformatics, mRNA technology, immunotherapy, advanced therapies, genomics and gene editing, and biomanufacturing are closely related to what {region} already does.",
    because:
      "Relatedness density: {patents.density bioinformatics}, {patents.density mrna-technology}, {patents.density immunotherapy}, {patents.density advanced-therapy-medicinal-products}, {patents.density genomics-and-gene-editing} and {patents.density biomanufacturing}; the line is at {line.relatedness}."
  },
  "biotech-interconnected": {
    says: "Biotech in {region} is a deeply connected system.",
    because: "Median relatedness density of health and biotech: {biotech}; of all key technologies: {all}."
  },
  "digital-core-in-moonshot": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are moonshots.",
    because:
      "Quadrants in this order: {quadrant artificial-intelligence}, {quadrant cybersecurity}, {quadrant internet-of-things}, {quadrant natural-language-processing}."
  },
  "digital-core-least-connected": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are among the technologies least connected to what {region} does.",
    because:
      "Relatedness density: {patents.density artificial-intelligence}, {patents.density cybersecurity}, {patents.density internet-of-things} and {patents.density natural-language-processing}."
  },
  "digital-core-highly-complex": {
    says: "Artificial intelligence, cybersecurity, the internet of things and natural language processing are among the most complex technologies.",
    because:
      "Complexity: {complexity artificial-intelligence}, {complexity cybersecurity}, {complexity internet-of-things} and {complexity natural-language-processing}; the line is at {line.complexity}."
  },
  "semiconductors-in-between": {
    says: "In relatedness, semiconductors lie between the digital and the life-science technologies.",
    because:
      "Relatedness density {patents.density semiconductors}; the median of digital technologies is {digital}, that of health and biotech {biotech}."
  },
  "semiconductors-with-advantage": {
    says: "Semiconductors are above the European share in patents.",
    because:
      "RCA {patents.rca semiconductors}, 95 % interval {patents.low semiconductors} to {patents.high semiconductors}."
  },
  "strengths-in-simple-technologies": {
    says: "Several technologies in which {region} is strong lie in the lower half of complexity.",
    because: "{simple} of {patents.above} technologies with an RCA above 1 in patents lie below the line of complexity."
  },
  "food-and-waste-feasible-but-simple": {
    says: "Food technology and waste management are strong and feasible, but not complex.",
    because:
      "RCA in patents {patents.rca food-technology} and {patents.rca waste-management}; quadrants {quadrant food-technology} and {quadrant waste-management}."
  },
  "wind-and-defence-weak-in-all": {
    says: "Wind energy and defence technologies are low in feasibility, complexity and competitive position.",
    because:
      "RCA in patents {patents.rca wind-energy} and {patents.rca defence-technologies}; quadrants {quadrant wind-energy} and {quadrant defence-technologies}."
  }
};
