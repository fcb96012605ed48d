import type {ClaimSentence} from "../../claims.ts";

export const patents: Readonly<Record<string, ClaimSentence>> = {
  "patents-diversified": {
    says: "{region} has patents in every key technology, and none of these has a fifth of the patents or more.",
    because: "Technologies without a patent: {patents.zero}. The largest has {patents.top1share38} of the patents."
  },
  "patents-almost-half-in-five": {
    says: "Five key technologies have almost half of the patents.",
    because: "The five largest have {patents.top5share38}.",
    prints: "almost half"
  },
  "patents-five-named": {
    says: "The five technologies with the most patents are microelectronics, pharmaceuticals, smart materials, advanced materials and biomanufacturing.",
    because: "The five largest are {largest}."
  },
  "patents-materials-and-life": {
    says: "Most of the five largest patent fields are in materials and the life sciences.",
    because: "The five largest are {largest}."
  },
  "patents-mrna-leads": {
    says: "mRNA technology has the highest RCA in patents.",
    because: "RCA in patents is {patents.rca mrna-technology}. The highest is that of {first}."
  },
  "patents-mrna-twice": {
    says: "In mRNA technology, {region} has about twice as many patents as its size would suggest.",
    because:
      "It has {patents.count mrna-technology} patents; with Europe’s share it would have {patents.expected mrna-technology}."
  },
  "patents-order-of-five": {
    says: "By RCA in patents, mRNA technology comes first, followed by biomanufacturing, genomics and gene editing, advanced therapies and food technology, in this order.",
    because:
      "RCA in this order: {patents.rca mrna-technology}, {patents.rca biomanufacturing}, {patents.rca genomics-and-gene-editing}, {patents.rca advanced-therapy-medicinal-products}, {patents.rca food-technology}."
  },
  "patents-life-sciences-lead": {
    says: "Most of the five strongest technologies in patents are in the life sciences.",
    because: "The five highest RCAs in patents are those of {strongest}."
  },
  "patents-microelectronics-large-but-below": {
    says: "Microelectronics is the largest field by patents, yet is below Europe’s share.",
    because: "It has {patents.count microelectronics} patents and an RCA of {patents.rca microelectronics}."
  },
  "patents-digital-gap": {
    says: "In artificial intelligence and in cloud and edge computing, {region} is below Europe’s share of patents.",
    because:
      "RCA in patents: artificial intelligence {patents.rca artificial-intelligence}, cloud and edge computing {patents.rca cloud-and-edge-computing}."
  },
  "patents-four-digital-below": {
    says: "In artificial intelligence, the internet of things, cybersecurity, and cloud and edge computing, {region} is below Europe’s share of patents.",
    because:
      "RCA in patents: artificial intelligence {patents.rca artificial-intelligence}, internet of things {patents.rca internet-of-things}, cybersecurity {patents.rca cybersecurity}, cloud and edge computing {patents.rca cloud-and-edge-computing}."
  },
  "patents-traditional-strengths": {
    says: "{region} is strong in patents in pharmaceuticals and advanced materials.",
    because:
      "RCA in patents: pharmaceuticals {patents.rca pharmaceuticals}, advanced materials {patents.rca advanced-materials}."
  },
  "patents-biotech-up-digital-down": {
    says: "In patents, health and biotech as a group are above Europe’s share and digital technologies as a group below it.",
    because:
      "RCA of the groups in patents: health and biotech {patents.rca health-and-biotech}, digital and AI {patents.rca digital-and-ai}."
  }
};
