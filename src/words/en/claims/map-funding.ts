import type {ClaimSentence} from "../../claims.ts";

export const mapFunding: Readonly<Record<string, ClaimSentence>> = {
  "perfect-alignment-rare": {
    says: "High relatedness, high complexity and strength in all three lenses rarely come together.",
    because: "Technologies with all of these: {number} ({aligned})."
  },
  "atmp-closest-to-alignment": {
    says: "Advanced therapies come closest to strength in everything.",
    because:
      "RCA is {patents.rca advanced-therapy-medicinal-products} in patents, {publications.rca advanced-therapy-medicinal-products} in publications and {deals.rca advanced-therapy-medicinal-products} in funding. Technologies that are optimal and above Europe’s share in all three lenses: {aligned}."
  },
  "atmp-strong-in-all": {
    says: "Advanced therapies are strong in patents, publications and funding, and lie in the optimal quadrant.",
    because:
      "RCA is {patents.rca advanced-therapy-medicinal-products} in patents, {publications.rca advanced-therapy-medicinal-products} in publications and {deals.rca advanced-therapy-medicinal-products} in funding; quadrant: {quadrant advanced-therapy-medicinal-products}."
  },
  "immunotherapy-funding-and-patents-ahead": {
    says: "Immunotherapy is strong in funding and patents, and weaker but still above Europe’s share in publications.",
    because:
      "RCA is {deals.rca immunotherapy} in funding, {patents.rca immunotherapy} in patents and {publications.rca immunotherapy} in publications."
  },
  "funding-orphans": {
    says: "Genomics and gene editing, precision medicine and regenerative medicine are above Europe’s share in patents and publications, but have no funding.",
    because:
      "RCA in patents and publications: genomics and gene editing {patents.rca genomics-and-gene-editing} and {publications.rca genomics-and-gene-editing}, precision medicine {patents.rca precision-medicine} and {publications.rca precision-medicine}, regenerative medicine {patents.rca regenerative-medicine} and {publications.rca regenerative-medicine}."
  },
  "orphans-highly-feasible": {
    says: "Genomics and gene editing, precision medicine and regenerative medicine are highly feasible.",
    because:
      "Relatedness density is {patents.density genomics-and-gene-editing}, {patents.density precision-medicine} and {patents.density regenerative-medicine}; the line is at {line.relatedness}."
  },
  "cybersecurity-against-the-map": {
    says: "Cybersecurity is strong in funding despite weak patents, weak publications and low relatedness.",
    because:
      "RCA is {deals.rca cybersecurity} in funding, {patents.rca cybersecurity} in patents and {publications.rca cybersecurity} in publications; relatedness density is {patents.density cybersecurity}."
  },
  "food-strong-in-all-but-simple": {
    says: "Food technology is strong in all three lenses and highly feasible, but lower in complexity.",
    because:
      "RCA is {deals.rca food-technology} in funding, {patents.rca food-technology} in patents and {publications.rca food-technology} in publications; quadrant: {quadrant food-technology}."
  },
  "bioinformatics-stellar-funding": {
    says: "Bioinformatics is outstanding in funding.",
    because:
      "RCA is {deals.rca bioinformatics}, with a 95% interval of {deals.low bioinformatics} to {deals.high bioinformatics}."
  },
  "bioinformatics-backed": {
    says: "Bioinformatics is strong in patents and publications, and high in relatedness and complexity.",
    because:
      "RCA is {patents.rca bioinformatics} in patents and {publications.rca bioinformatics} in publications; quadrant: {quadrant bioinformatics}."
  }
};
