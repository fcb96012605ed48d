import type {ClaimSentence} from "../../claims.ts";

export const funding: Readonly<Record<string, ClaimSentence>> = {
  "funding-diverges": {
    says: "Funding departs from the profile of patents and publications.",
    because:
      "Rank correlation of RCA in funding with patents {patents}, with publications {publications}; " +
      "of patents with publications {science}."
  },
  "funding-concentrated": {
    says: "Startup funding is more concentrated on few technologies than patents and publications are.",
    because:
      "The four largest hold {deals.top4share38} of the funding, {patents.top4share38} of the patents and {publications.top4share38} of the publications."
  },
  "funding-four-clear-leaders": {
    says: "Advanced manufacturing, artificial intelligence, food technology and cybersecurity receive the most funding.",
    because: "The four that receive most are {largest}."
  },
  "volumes-distributed-elsewhere": {
    says: "Patents and publications are spread over many technologies: four do not hold half of them.",
    because:
      "The four largest hold {patents.top4share38} of the patents and {publications.top4share38} of the publications."
  },
  "funding-aligns-partially": {
    says: "Funding strengths match patent strengths only in part.",
    because: "{strong} technologies are above the European share in patents; {both} of them are in funding too."
  },
  "strongest-biotech-little-funding": {
    says: "The strongest biotech fields receive very little startup funding.",
    because: "The five strongest in patents are {strongest}. Above the European share of funding among them: {funded}."
  },
  "four-without-funding": {
    says: "Genomics and gene editing, precision medicine, regenerative medicine and high-performance computing receive no startup funding.",
    because:
      "Million US dollars: {deals.count genomics-and-gene-editing}, {deals.count precision-medicine}, {deals.count regenerative-medicine}, {deals.count high-performance-computing}."
  },
  "no-others-without-funding": {
    says: "The technologies without funding are the four that the report names.",
    because: "{deals.zero} technologies have none; beside the four: {others}."
  },
  "unfunded-despite-strong-portfolios": {
    says: "The four technologies without funding have strong patents and publications.",
    because: "Those of them at or below the European share in patents or publications: {weak}."
  },
  "life-science-funding-in-three": {
    says: "In the life sciences, funding favours bioinformatics, advanced therapies and immunotherapy.",
    because: "The three highest RCAs in funding in health and biotech are those of {strongest}."
  },
  "food-funding-outperforms": {
    says: "Food technology is stronger in funding than in patents and publications.",
    because:
      "RCA {deals.rca food-technology} in funding, {patents.rca food-technology} in patents, {publications.rca food-technology} in publications."
  },
  "semiconductors-funded": {
    says: "Semiconductors are strong in funding.",
    because: "RCA in funding: {deals.rca semiconductors}."
  },
  "cybersecurity-funding-exceptional": {
    says: "Cybersecurity has an exceptional volume and RCA of funding.",
    because: "RCA {deals.rca cybersecurity}, and {deals.share38 cybersecurity} of the funding in the key technologies."
  },
  "cybersecurity-absent-elsewhere": {
    says: "Cybersecurity is below the European share in patents and publications.",
    because: "RCA {patents.rca cybersecurity} in patents, {publications.rca cybersecurity} in publications."
  },
  "digital-funding-gap": {
    says: "Most digital technologies are below the European share in funding.",
    because: "Digital technologies above it: {deals.above digital-and-ai} of {group.size digital-and-ai}."
  },
  "microelectronics-not-commercialised": {
    says: "Microelectronics receives little funding despite strong publications.",
    because: "RCA {deals.rca microelectronics} in funding, {publications.rca microelectronics} in publications."
  },
  "three-with-very-little-funding": {
    says: "Quantum computing, cloud and edge computing, and smart materials receive very little funding.",
    because:
      "RCA in funding: {deals.rca quantum-computing}, {deals.rca cloud-and-edge-computing} and {deals.rca smart-materials}."
  },
  "three-weak-overall": {
    says: "Quantum computing, cloud and edge computing, and smart materials are weak in patents and publications as well.",
    because:
      "Above the European share in patents or publications among them: {exceptions}. Smart materials have an RCA of {patents.rca smart-materials} in patents."
  },
  "ai-funding-near-parity": {
    says: "Artificial intelligence is near parity with Europe in funding.",
    because: "RCA in funding: {deals.rca artificial-intelligence}."
  },
  "ai-funding-ahead": {
    says: "Artificial intelligence is stronger in funding than in patents and publications.",
    because:
      "RCA {deals.rca artificial-intelligence} in funding, {patents.rca artificial-intelligence} in patents, {publications.rca artificial-intelligence} in publications."
  },
  "research-without-capital": {
    says: "A large part of the research strengths do not attract capital in proportion.",
    because: "{strong} technologies are above the European share in publications; {without} of them are not in funding."
  }
};
