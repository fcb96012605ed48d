import type {ClaimSentence} from "../../claims.ts";

const research =
  "RCA in publications against patents: Natural Language Processing {publications.rca natural-language-processing} against {patents.rca natural-language-processing}, Generative AI {publications.rca generative-ai} against {patents.rca generative-ai}.";

export const contradictions: Readonly<Record<string, ClaimSentence>> = {
  "two-runs-of-publications": {
    says: "Some printed publication RCAs come from an earlier run of December 2025, others and the figures from the final one.",
    because: "{number} printed values are those of the earlier run, for {technologies}."
  },
  "microelectronics-two-publication-values": {
    says: "The text prints two values for the publication RCA of microelectronics.",
    because:
      "The final run gives {publications.rca microelectronics}, that of December 2025 {publications_earlier.rca microelectronics}."
  },
  "bioinformatics-two-complexities": {
    says: "The text prints two values for the complexity of bioinformatics.",
    because:
      "Two roundings of one value, which is near the middle between them: {complexity bioinformatics} with one decimal."
  },
  "stated-quadrants-disagree": {
    says: "Several technologies do not lie in the quadrant in which the text places them.",
    because: "{number} of {stated} at the medians {line.relatedness} and {line.complexity}: {technologies}."
  },
  "no-cut-gives-the-stated-quadrants": {
    says: "No pair of straight lines puts all technologies where the text places them, even when those that it places twice are left out.",
    because:
      "Advanced manufacturing (relatedness density {patents.density advanced-manufacturing}) would have to lie right of a line, and semiconductors ({patents.density semiconductors}) left of it."
  },
  "optimal-quadrant-is-small": {
    says: "With medians as lines, the optimal quadrant holds fewer than a quarter of the technologies.",
    because:
      "Optimal {quadrant.number optimal}, moonshot {quadrant.number moonshot}, incremental {quadrant.number incremental}, cautious {quadrant.number cautious}."
  },
  "microelectronics-placed-twice": {
    says: "The text places microelectronics in two quadrants.",
    because:
      "It calls it incremental in one section and a moonshot in another; at the medians it is {quadrant microelectronics}."
  },
  "semiconductors-just-inside-optimal": {
    says: "Semiconductors, the moonshot that the report recommends first, lie just inside the optimal quadrant.",
    because:
      "Relatedness density {patents.density semiconductors}, {distance} right of the line at {line.relatedness}: {quadrant semiconductors}."
  },
  "complexity-measure-decides": {
    says: "With the second measure of complexity that its author publishes, more than a quarter of the technologies lie in another quadrant.",
    because: "{moved} technologies move; the rank correlation of the two measures is {correlation}."
  },
  "feasibility-is-present-strength": {
    says: "Feasibility, as relatedness density measures it, is close to present strength.",
    because: "Rank correlation of relatedness density and RCA in patents: {spearman density-rca}."
  },
  "patents-around-one": {
    says: "For some technologies patents cannot tell whether {region} is above or below the European share.",
    because: "RCA 1 lies in the 95 % interval of {patents.untold} technologies: {technologies}."
  },
  "publications-around-one": {
    says: "Most publication RCAs are close to 1.",
    because: "{number} of {all} lie between 0.8 and 1.25."
  },
  "one-company-is-half": {
    says: "About half of the funding of advanced manufacturing went to a single company; without it the field would be below the European share.",
    because:
      "The published tables hold no companies, so that this cannot be computed from them. In the author's data one company has 49.9 % of the field's funding. Here the field has {deals.count advanced-manufacturing} million US dollars and an RCA of {deals.rca advanced-manufacturing}."
  },
  "seven-without-funding": {
    says: "More technologies are without startup funding than the four that the text names.",
    because: "{deals.zero} have none: {technologies}."
  },
  "zeros-that-say-little": {
    says: "Zero funding of regenerative and precision medicine says little: the European share would be less than one ordinary round.",
    because:
      "With the European share regenerative medicine would have {deals.expected regenerative-medicine} and precision medicine {deals.expected precision-medicine} million US dollars."
  },
  "bioinformatics-little-money": {
    says: "The high funding RCA of bioinformatics rests on little money.",
    because:
      "{deals.count bioinformatics} million US dollars, where the European share would be {deals.expected bioinformatics} million."
  },
  "mrna-and-biomanufacturing-same-funding": {
    says: "mRNA technology and biomanufacturing have identical funding: one set of industries stands for both.",
    because: "Million US dollars: {deals.count mrna-technology} and {deals.count biomanufacturing}."
  },
  "defence-and-drones-same-funding": {
    says: "Defence technologies and drones have the same funding.",
    because: "Million US dollars: {deals.count defence-technologies} and {deals.count drones}."
  },
  "language-research-wording": {
    says: "What the text calls a slight lead of research over patents, in natural language processing and generative AI, is large.",
    because: research
  },
  "mrna-research-wording": {
    says: "What the text calls very strong, publications on mRNA technology, cannot be told from the European share.",
    because:
      "RCA {publications.rca mrna-technology}, 95 % interval {publications.low mrna-technology} to {publications.high mrna-technology}, with one publication in ten at hand."
  },
  "no-number-and-no-place": {
    says: "Of some key technologies the text prints no number and states no place.",
    because: "They are {technologies}."
  },
  "fourth-quadrant-two-names": {
    says: "The fourth quadrant is a matter of caution in section 2 and of strategic divestment in section 4.1.",
    because:
      "A matter of words, which data cannot decide. Here it is called cautious; it holds {quadrant.number cautious} technologies."
  },
  "figure-four-missing": {
    says: "The text has no figure 4, the composition of publications.",
    because: "A matter of the document, which data cannot decide. This site draws the figure."
  }
};
