import type {ClaimSentence} from "../../claims.ts";

export const mapFunding: Readonly<Record<string, ClaimSentence>> = {
  "perfect-alignment-rare": {
    says: "High relatedness, high complexity and strength in all three lenses rarely come together.",
    because: "Technologies with all of it: {number} ({aligned})."
  },
  "atmp-closest-to-alignment": {
    says: "Advanced therapies come closest to strength in everything.",
    because:
      "RCA {patents.rca advanced-therapy-medicinal-products} in patents, {publications.rca advanced-therapy-medicinal-products} in publications, {deals.rca advanced-therapy-medicinal-products} in funding; optimal and above the European share in all lenses are {aligned}."
  },
  "atmp-strong-in-all": {
    says: "Advanced therapies are strong in patents, publications and funding, and in the optimal quadrant.",
    because:
      "RCA {patents.rca advanced-therapy-medicinal-products}, {publications.rca advanced-therapy-medicinal-products} and {deals.rca advanced-therapy-medicinal-products}; quadrant {quadrant advanced-therapy-medicinal-products}."
  },
  "immunotherapy-funding-and-patents-ahead": {
    says: "Immunotherapy is strong in funding and patents, and weaker but still above Europe in publications.",
    because:
      "RCA {deals.rca immunotherapy} in funding, {patents.rca immunotherapy} in patents, {publications.rca immunotherapy} in publications."
  },
  "funding-orphans": {
    says: "Genomics and gene editing, precision medicine and regenerative medicine have patents and publications above the European share, and no funding.",
    because:
      "RCA in patents and publications: genomics and gene editing {patents.rca genomics-and-gene-editing} and {publications.rca genomics-and-gene-editing}, precision medicine {patents.rca precision-medicine} and {publications.rca precision-medicine}, regenerative medicine {patents.rca regenerative-medicine} and {publications.rca regenerative-medicine}."
  },
  "orphans-highly-feasible": {
    says: "Genomics and gene editing, precision medicine and regenerative medicine are highly feasible.",
    because:
      "Relatedness density {patents.density genomics-and-gene-editing}, {patents.density precision-medicine} and {patents.density regenerative-medicine}; the line is at {line.relatedness}."
  },
  "cybersecurity-against-the-map": {
    says: "Cybersecurity is strong in funding despite weak patents, weak publications and low relatedness.",
    because:
      "RCA {deals.rca cybersecurity} in funding, {patents.rca cybersecurity} in patents, {publications.rca cybersecurity} in publications; relatedness density {patents.density cybersecurity}."
  },
  "food-strong-in-all-but-simple": {
    says: "Food technology is strong in all three lenses and highly feasible, at lower complexity.",
    because:
      "RCA {deals.rca food-technology} in funding, {patents.rca food-technology} in patents, {publications.rca food-technology} in publications; quadrant {quadrant food-technology}."
  },
  "bioinformatics-stellar-funding": {
    says: "Bioinformatics is outstanding in funding.",
    because: "RCA {deals.rca bioinformatics}, 95 % interval {deals.low bioinformatics} to {deals.high bioinformatics}."
  },
  "bioinformatics-backed": {
    says: "Bioinformatics is backed by patents and publications, and high in relatedness and complexity.",
    because:
      "RCA {patents.rca bioinformatics} in patents, {publications.rca bioinformatics} in publications; quadrant {quadrant bioinformatics}."
  }
};
