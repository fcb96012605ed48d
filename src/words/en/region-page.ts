import type {FieldName} from "../../scenario/scenario.ts";
import type {Dataset, Lens} from "../../terms/lenses.ts";
import {countryName, fixed as format} from "./locale.js";
import {narrativeWords} from "./narrative.js";

const {documents} = narrativeWords.units;
const signed = (value: number) => format(value, 2).replace("-", "−");

/** Everything that the page on two regions says; an edition in another language is another one of these. */
export const regionWords = {
  controls: "What to compare",
  region: "Region",
  second: "Second region",
  lens: "Lens",
  lenses: {patents: "Patents", publications: "Publications", deals: "Funding"} satisfies Record<Lens, string>,
  first: "First year",
  last: "Last year",
  order: "Order",
  orders: {first: "by RCA of the first region", difference: "by difference"},
  nearest: "The most similar region",
  alone: "None: Europe’s share only",
  reportPeers: "Compared in this report",
  computed: "Similar regions",
  swap: "Swap the two",
  reset: "The report’s view",
  option: (name: string, code: string) => `${name} (${code})`,
  peerOption: (name: string, code: string, similarity: number) => `${name} (${code}), ${signed(similarity)}`,
  country: countryName,
  heading: (first: string, second: string | null) =>
    second === null ? `${first} and Europe’s share` : `${first} and ${second}`,
  nearestLead: (first: string, second: string, similarity: number) =>
    `Of all regions with enough documents to compare, ${second} has the profile most like that of ${first}. Their similarity is ${signed(similarity)}; 1 means identical and 0 nothing in common.`,
  chosenLead: (first: string, second: string, similarity: number | null) =>
    similarity === null
      ? `The profiles of ${first} and ${second} cannot be compared as a whole.`
      : `The similarity of the two profiles is ${signed(similarity)}; 1 means identical and 0 nothing in common.`,
  nestedLead: (part: string, whole: string) => `${part} is part of ${whole}: its documents count in both.`,
  fewLead: (first: string, dataset: Dataset) =>
    `${first} has too few ${documents[dataset]} to tell its profile: most of its RCAs may be chance, so no region can be called similar.`,
  noPeerLead: (first: string) =>
    `No region with enough documents has a profile that can be compared with that of ${first}.`,
  years: (first: number, last: number) => (first === last ? `In ${first}.` : `Years ${first}–${last}.`),
  peers: (first: string) => `Regions with a profile like that of ${first}`,
  peersLead:
    "Similarity is the cosine of the two profiles, each made of ln((1 + RCA) / 2) for every technology: it is high when both regions do more than Europe, or less, in the same technologies. The list leaves out small regions: those with fewer than five expected documents per technology, on average over the key technologies.",
  noPeers: "There are none for this lens and these years.",
  signed,
  peerColumns: {region: "Region", similarity: "Similarity", alike: "Most alike in", differ: "Furthest apart in"},
  below: (technologies: string) => `${technologies} (both below Europe)`,
  ahead: (region: string, technologies: string) => `${region} ahead: ${technologies}`,
  query: "SQL query",
  queryLead: (region: string) => `Counts, shares and RCA of ${region} as SQL over the published tables.`,
  run: "Run the query",
  running: "Starting the database…",
  ran: (rows: number, different: number, milliseconds: number) =>
    `${format(rows)} rows in ${format(milliseconds)} ms: ${different === 0 ? "counts, shares and RCA are those of the figure." : different === 1 ? "1 number differs from that of the figure." : `${format(different)} numbers differ from those of the figure.`}`,
  failed: (message: string) => `The comparison failed: ${message}. The figures still show the regions in their titles.`,
  queryFailed: (message: string) => `The query failed: ${message}`,
  waiting:
    "The page shows the report’s region and the most similar region, computed when the site was built. Choose other regions, and your browser computes the comparison.",
  busy: (first: string, second: string | null) => `Computing ${second === null ? first : `${first} and ${second}`}…`,
  nearestPeer: "its most similar region",
  done: (first: string, second: string | null, milliseconds: number) =>
    `${second === null ? first : `${first} and ${second}`}: computed in your browser in ${format(milliseconds)} ms.`,
  choices: (fields: readonly FieldName[]) =>
    `This address makes ${format(fields.length)} ${fields.length === 1 ? "choice" : "choices"} of method that ${fields.length === 1 ? "differs" : "differ"} from the report’s: ${fields.join(", ")}.`,
  notices: {
    peer: (value: string) =>
      `“${value}” is not a NUTS1 or NUTS2 region that can be compared; the page shows the most similar region.`,
    samePeer: (region: string) =>
      `${region} is already the first region; the page compares it with the most similar one.`,
    order: (value: string) => `“${value}” is not a valid order; the page sorts by RCA of the first region.`
  }
};
