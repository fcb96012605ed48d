import type {Claim, Fact} from "./claims/claim.ts";
import {digital} from "./claims/placements.js";
import {formatValue, resolveValue, type ValueContext} from "./values.js";
import {english, formatNumber, formatShare, type NarrativeWords} from "./words.js";

/**
 * The sentence of a claim, and the one that says why it is as it is. In braces stand `{region}`, `{published}`, a live
 * value such as `{patents.rca semiconductors}`, or one of the claim's facts.
 */
export interface ClaimSentence {
  says: string;
  because: string;
}

/** The sentences of all claims in one language. */
export interface ClaimWords {
  written: Readonly<Record<string, ClaimSentence>>;
  /** Sentences of printed numbers, by indicator. */
  numbers: Readonly<Record<string, (technology: string, published: string, region: string) => string>>;
  placement: (technology: string, quadrant: string) => string;
  placementOfGroup: (group: string, quadrant: string) => string;
}

const because = {
  nlp: "RCA in publications against patents: Natural Language Processing {publications.rca natural-language-processing} against {patents.rca natural-language-processing}, Generative AI {publications.rca generative-ai} against {patents.rca generative-ai}."
};

export const englishClaims: ClaimWords = {
  numbers: {
    "patents.rca": (technology, published) => `${technology} has an RCA of ${published} in patents.`,
    "publications.rca": (technology, published) => `${technology} has an RCA of ${published} in publications.`,
    "deals.rca": (technology, published) => `${technology} has an RCA of ${published} in startup funding.`,
    "patents.count": (technology, published, region) => `${region} has ${published} patents in ${technology}.`,
    "deals.count": (technology, published, region) =>
      `Startups of ${region} in ${technology} raised ${published} million US dollars.`,
    "patents.share38": (technology, published) =>
      `${technology} makes up ${published} of the patents in the key technologies.`,
    "deals.share38": (technology, published) =>
      `${technology} makes up ${published} of the startup funding in the key technologies.`,
    "patents.density": (technology, published) => `${technology} has a relatedness density of ${published}.`,
    complexity: (technology, published) => `${technology} has a complexity of ${published}.`
  },
  placement: (technology, quadrant) => `${technology} lies in the ${quadrant} quadrant.`,
  placementOfGroup: (group, quadrant) => `Virtually all technologies of ${group} lie in the ${quadrant} quadrant.`,
  written: {
    "health-strengths-in-three": {
      says: "In mRNA technology, advanced therapies and bioinformatics {region} holds more than the European share of patents, publications and funding.",
      because:
        "RCA in patents, publications and funding: mRNA {patents.rca mrna-technology}, {publications.rca mrna-technology}, {deals.rca mrna-technology}; advanced therapies {patents.rca advanced-therapy-medicinal-products}, {publications.rca advanced-therapy-medicinal-products}, {deals.rca advanced-therapy-medicinal-products}; bioinformatics {patents.rca bioinformatics}, {publications.rca bioinformatics}, {deals.rca bioinformatics}."
    },
    "health-along-the-chain": {
      says: "In the life sciences, strengths can be seen along the whole chain from science to funding.",
      because:
        "Technologies of health and biotech above the European share: {publications.above health-and-biotech} in publications, {patents.above health-and-biotech} in patents and {deals.above health-and-biotech} in funding, of {group.size health-and-biotech}."
    },
    "digital-lags-everywhere": {
      says: "In artificial intelligence, the internet of things, high-performance computing and quantum computing {region} lags in science, patents and funding alike.",
      because:
        "Those that are not below the European share in all three lenses: {exceptions}. Artificial intelligence has an RCA of {deals.rca artificial-intelligence} in funding."
    },
    "digital-no-comparable-leadership": {
      says: "Digital technologies show no concentration of leadership comparable to the life sciences.",
      because:
        "Digital technologies above the European share: {patents.above digital-and-ai} in patents, {publications.above digital-and-ai} in publications, {deals.above digital-and-ai} in funding, of {group.size digital-and-ai}. Health and biotech: {patents.above health-and-biotech}, {publications.above health-and-biotech} and {deals.above health-and-biotech} of {group.size health-and-biotech}."
    },
    "digital-weaker-patenting": {
      says: "Most digital technologies are weak in patents.",
      because:
        "Digital technologies above the European share of patents: {patents.above digital-and-ai} of {group.size digital-and-ai}."
    },
    "digital-lower-capital": {
      says: "Digital technologies together attract less capital than in Europe.",
      because: "All digital technologies together have an RCA of {deals.rca digital-and-ai} in funding."
    },
    "chips-promising-in-science": {
      says: "Semiconductors and microelectronics show scientific excellence.",
      because:
        "RCA in publications: semiconductors {publications.rca semiconductors}, microelectronics {publications.rca microelectronics}."
    },
    "science-not-translated": {
      says: "Scientific strengths are too often not matched in patents or funding.",
      because:
        "{strong} technologies are above the European share in publications; {untranslated} of them are not in patents or in funding."
    },
    "health-clusters": {
      says: "In the network of technologies, those of health and biotech cluster together.",
      because: "Of {all} drawn links that touch health and biotech, {inside} stay inside the group."
    },
    "grids-and-things-linked": {
      says: "Smart grids and the internet of things are connected in the network of technologies.",
      because: "Weight of the link (cosine × 100): {weight}; 0 where none is drawn."
    },
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
    },
    "biotech-leads-both": {
      says: "In biomanufacturing, biotechnology, and genomics and gene editing {region} is above the European share in patents and in publications.",
      because:
        "RCA in publications against patents: biomanufacturing {publications.rca biomanufacturing} against {patents.rca biomanufacturing}, biotechnology {publications.rca biotechnology} against {patents.rca biotechnology}, genomics and gene editing {publications.rca genomics-and-gene-editing} against {patents.rca genomics-and-gene-editing}."
    },
    "biotech-patents-ahead-of-science": {
      says: "In biomanufacturing, biotechnology, and genomics and gene editing, patents are further above the European share than publications.",
      because:
        "RCA in patents against publications: biomanufacturing {patents.rca biomanufacturing} against {publications.rca biomanufacturing}, biotechnology {patents.rca biotechnology} against {publications.rca biotechnology}, genomics and gene editing {patents.rca genomics-and-gene-editing} against {publications.rca genomics-and-gene-editing}."
    },
    "publications-life-sciences-confirmed": {
      says: "Publications confirm the lead in the life sciences.",
      because:
        "Technologies of health and biotech above the European share in publications: {publications.above health-and-biotech} of {group.size health-and-biotech}; together they have an RCA of {publications.rca health-and-biotech}."
    },
    "publications-quantum-below-patents": {
      says: "Quantum computing is weaker in publications than in patents, and below the European share in both.",
      because: "RCA {publications.rca quantum-computing} in publications, {patents.rca quantum-computing} in patents."
    },
    "publications-digital-below": {
      says: "Quantum computing, cloud and edge computing, the internet of things and artificial intelligence are below the European share in publications.",
      because:
        "RCA in publications: {publications.rca quantum-computing}, {publications.rca cloud-and-edge-computing}, {publications.rca internet-of-things} and {publications.rca artificial-intelligence}."
    },
    "publications-semiconductors-strongest": {
      says: "Semiconductors are very strong in publications: no key technology has a higher RCA.",
      because: "RCA in publications: {publications.rca semiconductors}. The highest is that of {first}."
    },
    "chips-science-ahead-of-patents": {
      says: "Research on semiconductors and microelectronics is strong and has not led to patents in proportion.",
      because:
        "RCA in publications against patents: semiconductors {publications.rca semiconductors} against {patents.rca semiconductors}, microelectronics {publications.rca microelectronics} against {patents.rca microelectronics}."
    },
    "computing-below-in-both": {
      says: "In artificial intelligence and computing {region} is below the European share in publications and in patents.",
      because:
        "RCA in publications and patents: artificial intelligence {publications.rca artificial-intelligence} and {patents.rca artificial-intelligence}, cloud {publications.rca cloud-and-edge-computing} and {patents.rca cloud-and-edge-computing}, high-performance computing {publications.rca high-performance-computing} and {patents.rca high-performance-computing}, internet of things {publications.rca internet-of-things} and {patents.rca internet-of-things}, quantum computing {publications.rca quantum-computing} and {patents.rca quantum-computing}."
    },
    "digital-weak-in-both": {
      says: "Most digital technologies are weak in patents and in publications.",
      because:
        "Digital technologies above the European share: {patents.above digital-and-ai} in patents and {publications.above digital-and-ai} in publications, of {group.size digital-and-ai}."
    },
    "funding-diverges": {
      says: "Funding departs from the profile of patents and publications.",
      because: "Rank correlation of RCA in patents with funding {funding}, with publications {science}."
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
      because:
        "The five strongest in patents are {strongest}. Above the European share of funding among them: {funded}."
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
      because:
        "RCA {deals.rca cybersecurity}, and {deals.share38 cybersecurity} of the funding in the key technologies."
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
      because:
        "{strong} technologies are above the European share in publications; {without} of them are not in funding."
    },
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
      because:
        "{simple} of {patents.above} technologies with an RCA above 1 in patents lie below the line of complexity."
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
    },
    "biotech-research-foundations": {
      says: "Biomanufacturing, biotechnology, and genomics and gene editing rest on strong research.",
      because:
        "RCA in publications: {publications.rca biomanufacturing}, {publications.rca biotechnology} and {publications.rca genomics-and-gene-editing}."
    },
    "biotech-research-matches-complexity": {
      says: "Biomanufacturing, biotechnology, and genomics and gene editing are high in relatedness and in complexity.",
      because: "Not above the line of complexity ({line.complexity}): {below}."
    },
    "mrna-publications-drop": {
      says: "mRNA technology is weaker in publications than in patents.",
      because: "RCA {publications.rca mrna-technology} in publications, {patents.rca mrna-technology} in patents."
    },
    "mrna-publications-very-strong": {
      says: "mRNA technology is still very strong in publications.",
      because:
        "RCA in publications: {publications.rca mrna-technology}, place {publications.rank mrna-technology} among the European regions."
    },
    "semiconductors-strongest-digital-research": {
      says: "Semiconductors are the strongest digital field in research.",
      because:
        "RCA in publications {publications.rca semiconductors}; microelectronics {publications.rca microelectronics}."
    },
    "semiconductors-moderate-relatedness-high-complexity": {
      says: "Semiconductors combine moderate relatedness with high complexity.",
      because: "Relatedness density {patents.density semiconductors}, complexity {complexity semiconductors}."
    },
    "microelectronics-strong-and-broad": {
      says: "Microelectronics is strong in research too, and a broader field than semiconductors.",
      because:
        "RCA in publications {publications.rca microelectronics}; {publications.count microelectronics} publications, against {publications.count semiconductors} on semiconductors."
    },
    "quantum-out-of-reach": {
      says: "Quantum computing has the weakest research base of all key technologies.",
      because: "RCA in publications {publications.rca quantum-computing}. The lowest is that of {last}."
    },
    "language-research-competitive": {
      says: "Research on natural language processing and on generative AI is modestly competitive.",
      because:
        "RCA in publications {publications.rca natural-language-processing} and {publications.rca generative-ai}."
    },
    "language-research-exceeds-patents": {
      says: "In natural language processing and generative AI research exceeds patents.",
      because: because.nlp
    },
    "language-research-exceeds-slightly": {
      says: "Research on natural language processing and generative AI exceeds patents only slightly.",
      because: because.nlp
    },
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
      because:
        "RCA {deals.rca bioinformatics}, 95 % interval {deals.low bioinformatics} to {deals.high bioinformatics}."
    },
    "bioinformatics-backed": {
      says: "Bioinformatics is backed by patents and publications, and high in relatedness and complexity.",
      because:
        "RCA {patents.rca bioinformatics} in patents, {publications.rca bioinformatics} in publications; quadrant {quadrant bioinformatics}."
    },
    "activity-concentrated-in-health": {
      says: "Patents, publications and startup funding are concentrated in health and biotech more than in any other group.",
      because:
        "Share of health and biotech in the key technologies: {patents.share38 health-and-biotech} of patents, {publications.share38 health-and-biotech} of publications, {deals.share38 health-and-biotech} of funding."
    },
    "three-to-double-down-on-are-optimal": {
      says: "The three fields to double down on, mRNA technology, advanced therapies and bioinformatics, lie in the optimal quadrant.",
      because:
        "Quadrants in this order: {quadrant mrna-technology}, {quadrant advanced-therapy-medicinal-products}, {quadrant bioinformatics}."
    },
    "three-to-double-down-on-have-advantage": {
      says: "mRNA technology, advanced therapies and bioinformatics are above the European share in patents and publications.",
      because:
        "RCA in patents and publications: mRNA {patents.rca mrna-technology} and {publications.rca mrna-technology}, advanced therapies {patents.rca advanced-therapy-medicinal-products} and {publications.rca advanced-therapy-medicinal-products}, bioinformatics {patents.rca bioinformatics} and {publications.rca bioinformatics}."
    },
    "wider-biotech-strong": {
      says: "{region} is also strong in biomanufacturing, genomics, biotechnology and pharmaceuticals.",
      because:
        "RCA in patents: {patents.rca biomanufacturing}, {patents.rca genomics-and-gene-editing}, {patents.rca biotechnology} and {patents.rca pharmaceuticals}."
    },
    "pharmaceuticals-broad": {
      says: "Pharmaceuticals are a very broad field: the largest of health and biotech by patents.",
      because:
        "{patents.count pharmaceuticals} patents, {patents.share38 pharmaceuticals} of those in the key technologies."
    },
    "semiconductors-research-foundation": {
      says: "Research on semiconductors is a solid foundation for a moonshot.",
      because:
        "RCA in publications {publications.rca semiconductors}, place {publications.rank semiconductors} among the European regions."
    },
    "ai-subdomains-with-research": {
      says: "Some branches of artificial intelligence show research strength.",
      because:
        "RCA in publications: natural language processing {publications.rca natural-language-processing}, generative AI {publications.rca generative-ai}."
    },
    "cybersecurity-capability-gaps": {
      says: "Cybersecurity has capability gaps.",
      because:
        "RCA in patents {patents.rca cybersecurity}; relatedness density {patents.density cybersecurity}, the line is at {line.relatedness}."
    },
    "space-beyond-reach": {
      says: "Space technologies are beyond the present reach of {region}.",
      because:
        "Relatedness density {patents.density space-technologies}, RCA in patents {patents.rca space-technologies}."
    },
    "biotech-some-startup-activity": {
      says: "There is some startup activity in biotech and medical technology.",
      because:
        "Health and biotech hold {deals.share38 health-and-biotech} of the funding in the key technologies; medical devices received {deals.count medical-devices} million US dollars."
    },
    "funding-bottleneck-in-two-groups": {
      says: "Digital technologies and advanced industries and materials are short of startup funding.",
      because:
        "RCA of the groups in funding: digital and AI {deals.rca digital-and-ai}, advanced industry and materials {deals.rca advanced-industry-and-materials}."
    },
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
      because: because.nlp
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
  }
};

export interface ClaimContext extends ValueContext {
  claimWords?: ClaimWords;
}

const nameOf = (slug: string, {snapshot}: ClaimContext) =>
  snapshot.technologies.find((technology) => technology.slug === slug)?.name ?? slug;

/** Name of the region in a sentence. */
export function regionName({snapshot, words = english}: ClaimContext): string {
  return words.regions[snapshot.region.code] ?? snapshot.region.name;
}

/**
 * The sentence of a claim.
 * @throws RangeError for a claim without words
 */
export function claimText(claim: Claim, context: ClaimContext): string {
  const {words = english, claimWords = englishClaims} = context;
  if (claim.kind === "number") {
    const [technology] = claim.technologies;
    const generate = claimWords.numbers[claim.references[0]!.split(" ")[0]!];
    if (generate === undefined) throw new RangeError(`no words for the number ${claim.id}`);
    return generate(nameOf(technology!, context), publishedText(claim, context), regionName(context));
  }
  if (claim.kind === "placement") {
    const quadrant = words.quadrants[claim.published as keyof NarrativeWords["quadrants"]];
    return claim.technologies.length === 0
      ? claimWords.placementOfGroup(words.groups[digital]!, quadrant)
      : claimWords.placement(nameOf(claim.technologies[0]!, context), quadrant);
  }
  return fill(sentenceOf(claim, claimWords).says, claim, {}, context);
}

/** Why a written claim is as it is, with the live values and its facts. */
export function factsText(claim: Claim, facts: Record<string, Fact>, context: ClaimContext): string {
  return fill(sentenceOf(claim, context.claimWords ?? englishClaims).because, claim, facts, context);
}

function sentenceOf({id}: Claim, {written}: ClaimWords): ClaimSentence {
  const sentence = written[id];
  if (sentence === undefined) throw new RangeError(`no words for the claim ${id}`);
  return sentence;
}

function fill(template: string, claim: Claim, facts: Record<string, Fact>, context: ClaimContext): string {
  const {words = english} = context;
  const filled = template.replace(/\{([^{}]+)\}/g, (_, mark: string) => {
    if (mark === "region") return regionName(context);
    if (mark === "published") return publishedText(claim, context);
    const fact = facts[mark];
    if (fact === undefined) return resolveValue(mark, context).text;
    if (typeof fact === "number") return formatNumber(fact, Number.isInteger(fact) ? 0 : 2, words);
    return fact.length === 0 ? words.none : words.list(fact.map((slug) => nameOf(slug, context)));
  });
  return filled;
}

/** What the report prints, as it prints it, by the locale; the name of a quadrant; empty where it prints nothing of the kind. */
export function publishedText(claim: Claim, {words = english}: Pick<ClaimContext, "words">): string {
  if (claim.published === null) return "";
  if (claim.kind === "placement") return words.quadrants[claim.published as keyof NarrativeWords["quadrants"]];
  if (typeof claim.published === "string") return claim.published;
  const isShare = /share/.test(claim.references[0] ?? "");
  const decimals = claim.tolerance
    ? Math.max(0, Math.round(-Math.log10(2 * claim.tolerance * (isShare ? 100 : 1))))
    : 0;
  return isShare ? formatShare(claim.published, decimals, words) : formatNumber(claim.published, decimals, words);
}

/** What is computed now in place of what is printed: the live value of a number or placement; empty for other claims. */
export function computedText(claim: Claim, context: ClaimContext): string {
  if (claim.kind === "number") {
    const {value} = resolveValue(claim.references[0]!, context);
    return formatValue(claim.references[0]!, value, context);
  }
  if (claim.kind === "placement" && claim.technologies.length === 1)
    return resolveValue(claim.references[0]!, context).text;
  return "";
}
