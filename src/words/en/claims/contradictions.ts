import type {ClaimSentence} from "../../claims.ts";

const research =
  "RCA in publications against patents: natural language processing {publications.rca natural-language-processing} against {patents.rca natural-language-processing}, generative AI {publications.rca generative-ai} against {patents.rca generative-ai}.";

export const contradictions: Readonly<Record<string, ClaimSentence>> = {
  "two-runs-of-publications": {
    says: "Some printed publication RCAs come from the run of December 2025; the others, and the figures, come from the final run.",
    because: "{number} printed values come from the earlier run; they are about {technologies}."
  },
  "microelectronics-two-publication-values": {
    says: "The text prints two values for the publication RCA of microelectronics.",
    because:
      "The final run gives {publications.rca microelectronics}; the run of December 2025 gives {publications_earlier.rca microelectronics}."
  },
  "bioinformatics-two-complexities": {
    says: "The text prints two values for the complexity of bioinformatics.",
    because: "The two are roundings of one value, {complexity bioinformatics} to one decimal place."
  },
  "stated-quadrants-disagree": {
    says: "Some technologies do not lie in the quadrant in which the text places them.",
    because:
      "With lines at {line.relatedness} and {line.complexity}, {number} of {stated} lie elsewhere: {technologies}."
  },
  "no-cut-gives-the-stated-quadrants": {
    says: "No pair of dividing lines puts every technology where the text places it, even leaving out those that it places twice.",
    because:
      "The text places advanced manufacturing (relatedness density {patents.density advanced-manufacturing}) to the right of the line of relatedness and semiconductors ({patents.density semiconductors}) to the left of it."
  },
  "optimal-quadrant-is-small": {
    says: "Fewer than a quarter of the technologies lie in the optimal quadrant.",
    because:
      "Technologies in each quadrant: optimal {quadrant.number optimal}, moonshot {quadrant.number moonshot}, incremental {quadrant.number incremental}, cautious {quadrant.number cautious}."
  },
  "microelectronics-placed-twice": {
    says: "The text places microelectronics in two quadrants.",
    because:
      "The text calls it incremental in one section and a moonshot in another; by the lines drawn here its quadrant is {quadrant microelectronics}."
  },
  "semiconductors-just-inside-optimal": {
    says: "Semiconductors, the first moonshot that the report recommends, lie just inside the optimal quadrant.",
    because:
      "Relatedness density is {patents.density semiconductors}, {distance} to the right of the line at {line.relatedness}; quadrant: {quadrant semiconductors}."
  },
  "complexity-measure-decides": {
    says: "With another measure of complexity, which the report’s author also publishes, more than a quarter of the technologies lie in another quadrant.",
    because: "Technologies that change quadrant: {moved}; the rank correlation of the two measures is {correlation}."
  },
  "feasibility-is-present-strength": {
    says: "Feasibility, measured by relatedness density, ranks technologies in close to the same order as present strength does.",
    because: "The rank correlation of relatedness density and RCA in patents is {spearman density-rca}."
  },
  "patents-around-one": {
    says: "In some technologies there are too few patents to say whether {region} is above or below Europe’s share.",
    because: "Technologies whose 95% interval of RCA includes 1: {patents.untold} ({technologies})."
  },
  "publications-around-one": {
    says: "Most publication RCAs are close to 1.",
    because: "Between 0.8 and 1.25: {number} of {all}."
  },
  "one-company-is-half": {
    says: "About half of the funding of advanced manufacturing went to a single company; without it, the field would be below Europe’s share.",
    because:
      "The published tables do not name companies, so this cannot be computed. In the author’s data one company has 49.9% of the field’s funding. Here the field has {deals.count advanced-manufacturing} million US dollars and an RCA of {deals.rca advanced-manufacturing}."
  },
  "seven-without-funding": {
    says: "More technologies have no start-up funding than the four that the text names.",
    because: "Technologies without funding: {deals.zero} ({technologies})."
  },
  "zeros-that-say-little": {
    says: "Zero funding in regenerative medicine and precision medicine says little: Europe’s share of each would be less than an ordinary funding round.",
    because:
      "With Europe’s share, regenerative medicine would have {deals.expected regenerative-medicine} million US dollars and precision medicine {deals.expected precision-medicine} million."
  },
  "bioinformatics-little-money": {
    says: "The high funding RCA of bioinformatics rests on little money.",
    because:
      "Its RCA is {deals.rca bioinformatics}, from {deals.count bioinformatics} million US dollars (number of deals: {deals.documents bioinformatics}); Europe’s share would be {deals.expected bioinformatics} million."
  },
  "mrna-and-biomanufacturing-same-funding": {
    says: "mRNA technology and biomanufacturing have identical funding, because the same industries define both.",
    because: "Funding in million US dollars: {deals.count mrna-technology} and {deals.count biomanufacturing}."
  },
  "defence-and-drones-same-funding": {
    says: "Defence technologies and drones have the same funding.",
    because: "Funding in million US dollars: {deals.count defence-technologies} and {deals.count drones}."
  },
  "language-research-wording": {
    says: "In natural language processing and generative AI, the lead of research over patents, which the text calls slight, is large.",
    because: research
  },
  "mrna-research-wording": {
    says: "The text calls publications on mRNA technology very strong, but they are too few to say whether {region} is above or below Europe’s share.",
    because:
      "RCA is {publications.rca mrna-technology}, with a 95% interval of {publications.low mrna-technology} to {publications.high mrna-technology}."
  },
  "no-number-and-no-place": {
    says: "For some key technologies the text prints no number and names no quadrant.",
    because: "They are {technologies}."
  },
  "fourth-quadrant-two-names": {
    says: "The fourth quadrant has two names: section 2 speaks of caution, section 4.1 of strategic divestment.",
    because:
      "This is a matter of words, which data cannot decide. This site calls the quadrant cautious; it has {quadrant.number cautious} technologies."
  },
  "figure-four-missing": {
    says: "The text lacks figure 4, the composition of publications.",
    because: "This is a matter of the document, which data cannot decide. This site draws the figure."
  }
};
