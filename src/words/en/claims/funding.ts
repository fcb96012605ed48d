import type {ClaimSentence} from "../../claims.ts";

export const funding: Readonly<Record<string, ClaimSentence>> = {
  "funding-diverges": {
    says: "Funding follows a different profile from patents and publications.",
    because:
      "Rank correlation of RCA: funding with patents {patents}, funding with publications {publications}, " +
      "patents with publications {science}."
  },
  "funding-concentrated": {
    says: "Start-up funding is more concentrated in a few technologies than patents and publications are.",
    because:
      "The four largest have {deals.top4share38} of the funding, {patents.top4share38} of the patents and {publications.top4share38} of the publications."
  },
  "funding-four-clear-leaders": {
    says: "Advanced manufacturing, artificial intelligence, food technology and cybersecurity receive the most funding.",
    because: "The four that receive the most are {largest}."
  },
  "volumes-distributed-elsewhere": {
    says: "Patents and publications are spread over many technologies: the four largest have less than half of either.",
    because:
      "The four largest have {patents.top4share38} of the patents and {publications.top4share38} of the publications."
  },
  "funding-aligns-partially": {
    says: "Strengths in funding match strengths in patents only in part.",
    because: "Technologies above Europe’s share in patents: {strong}; of these, above it in funding too: {both}."
  },
  "strongest-biotech-little-funding": {
    says: "Most of the five strongest biotech fields receive very little start-up funding.",
    because: "The five strongest in patents are {strongest}. Those above Europe’s share in funding: {funded}."
  },
  "four-without-funding": {
    says: "Genomics and gene editing, precision medicine, regenerative medicine and high-performance computing receive no start-up funding.",
    because:
      "Funding in million US dollars: {deals.count genomics-and-gene-editing}, {deals.count precision-medicine}, {deals.count regenerative-medicine}, {deals.count high-performance-computing}."
  },
  "no-others-without-funding": {
    says: "No technology lacks funding except the four that the report names.",
    because: "Technologies without funding: {deals.zero}. Besides the four: {others}."
  },
  "unfunded-despite-strong-portfolios": {
    says: "The four technologies without funding have strong patents and publications.",
    because: "Those not above Europe’s share in patents or publications: {weak}."
  },
  "life-science-funding-in-three": {
    says: "In the life sciences, funding favours bioinformatics, advanced therapies and immunotherapy.",
    because: "In health and biotech, the highest RCAs in funding are those of {strongest}."
  },
  "food-funding-outperforms": {
    says: "Food technology is stronger in funding than in patents and publications.",
    because:
      "RCA is {deals.rca food-technology} in funding, {patents.rca food-technology} in patents and {publications.rca food-technology} in publications."
  },
  "semiconductors-funded": {
    says: "Semiconductors are strong in funding.",
    because: "RCA in funding is {deals.rca semiconductors}."
  },
  "cybersecurity-funding-exceptional": {
    says: "Cybersecurity has an exceptional volume of funding and an exceptional RCA.",
    because:
      "RCA is {deals.rca cybersecurity}, and the field has {deals.share38 cybersecurity} of the funding in the key technologies."
  },
  "cybersecurity-absent-elsewhere": {
    says: "Cybersecurity is below Europe’s share in patents and publications.",
    because: "RCA is {patents.rca cybersecurity} in patents and {publications.rca cybersecurity} in publications."
  },
  "digital-funding-gap": {
    says: "Most digital technologies are below Europe’s share in funding.",
    because:
      "Digital technologies above Europe’s share in funding: {deals.above digital-and-ai} of {group.size digital-and-ai}."
  },
  "microelectronics-not-commercialised": {
    says: "Microelectronics receives little funding despite strong publications.",
    because: "RCA is {deals.rca microelectronics} in funding and {publications.rca microelectronics} in publications."
  },
  "three-with-very-little-funding": {
    says: "Quantum computing, cloud and edge computing, and smart materials receive very little funding.",
    because:
      "RCA in funding: {deals.rca quantum-computing}, {deals.rca cloud-and-edge-computing} and {deals.rca smart-materials}."
  },
  "three-weak-overall": {
    says: "Quantum computing, cloud and edge computing, and smart materials are weak in patents and publications as well.",
    because:
      "Those above Europe’s share in patents or publications: {exceptions}. Smart materials have an RCA of {patents.rca smart-materials} in patents."
  },
  "ai-funding-near-parity": {
    says: "Artificial intelligence is near parity with Europe in funding.",
    because: "RCA in funding is {deals.rca artificial-intelligence}."
  },
  "ai-funding-ahead": {
    says: "Artificial intelligence is stronger in funding than in patents and publications.",
    because:
      "RCA is {deals.rca artificial-intelligence} in funding, {patents.rca artificial-intelligence} in patents and {publications.rca artificial-intelligence} in publications."
  },
  "research-without-capital": {
    says: "A large part of the technologies that are strong in research is not strong in funding.",
    because:
      "Technologies above Europe’s share in publications: {strong}; of these, not above it in funding: {without}."
  }
};
