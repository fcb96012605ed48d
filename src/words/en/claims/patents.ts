import type {ClaimSentence} from "../../claims.ts";

export const patents: Readonly<Record<string, ClaimSentence>> = {
  "patents-diversified": {
    says: "{region} has patents in all key technologies, and none of these holds a fifth of them.",
    because: "Technologies without a patent: {patents.zero}. The largest holds {patents.top1share38}."
  },
  "patents-almost-half-in-five": {
    says: "Almost half of the patents in the key technologies lie in five of them.",
    because: "The five largest hold {patents.top5share38}."
  },
  "patents-five-named": {
    says: "The five largest by patents are microelectronics, pharmaceuticals, smart materials, advanced materials and biomanufacturing.",
    because: "The five largest are {largest}."
  },
  "patents-materials-and-life": {
    says: "The largest patent fields are concentrated in materials and the life sciences.",
    because: "The five largest are {largest}."
  },
  "patents-mrna-leads": {
    says: "mRNA technology has the highest RCA in patents.",
    because: "The highest is that of {first}; mRNA technology has {patents.rca mrna-technology}."
  },
  "patents-mrna-twice": {
    says: "In mRNA technology {region} has about twice the patents that one would expect.",
    because:
      "{patents.count mrna-technology} patents, against {patents.expected mrna-technology} with the European share."
  },
  "patents-order-of-five": {
    says: "By RCA in patents, mRNA technology is followed by biomanufacturing, genomics and gene editing, advanced therapies, and food technology, in this order.",
    because:
      "RCA in this order: {patents.rca mrna-technology}, {patents.rca biomanufacturing}, {patents.rca genomics-and-gene-editing}, {patents.rca advanced-therapy-medicinal-products}, {patents.rca food-technology}."
  },
  "patents-life-sciences-lead": {
    says: "The strongest specialisations in patents are in the life sciences.",
    because: "The five highest RCAs in patents are those of {strongest}."
  },
  "patents-microelectronics-large-but-below": {
    says: "Microelectronics is the largest field by patents, and still below the European share.",
    because: "{patents.count microelectronics} patents, RCA {patents.rca microelectronics}."
  },
  "patents-digital-gap": {
    says: "In patents on artificial intelligence and on cloud computing {region} is below the European share.",
    because:
      "RCA in patents: artificial intelligence {patents.rca artificial-intelligence}, cloud and edge computing {patents.rca cloud-and-edge-computing}."
  },
  "patents-traditional-strengths": {
    says: "{region} leads in patents on pharmaceuticals and advanced materials.",
    because:
      "RCA in patents: pharmaceuticals {patents.rca pharmaceuticals}, advanced materials {patents.rca advanced-materials}."
  },
  "patents-biotech-up-digital-down": {
    says: "In patents, health and biotech together are above the European share and digital technologies below it.",
    because:
      "RCA of the groups in patents: health and biotech {patents.rca health-and-biotech}, digital and AI {patents.rca digital-and-ai}."
  }
};
