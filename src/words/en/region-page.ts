import type {FieldName} from "../../scenario/scenario.ts";
import type {Lens} from "../../terms/lenses.ts";

const format = (value: number, digits = 0) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
const signed = (value: number) => format(value, 2).replace("-", "−");
const countries = new Intl.DisplayNames(["en-GB"], {type: "region"});
/** NUTS has letters of its own for two countries. */
const iso: Readonly<Record<string, string>> = {EL: "GR", UK: "GB"};

/** Everything that the page on two regions says; an edition in another language is another one of these. */
export const regionWords = {
  controls: "What is compared",
  region: "Region",
  second: "Second region",
  lens: "Lens",
  lenses: {patents: "Patents", publications: "Publications", deals: "Funding"} satisfies Record<Lens, string>,
  first: "First year",
  last: "Last year",
  order: "Order",
  orders: {first: "by RCA of the first region", difference: "by difference"},
  nearest: "Nearest computed peer",
  alone: "None: Europe’s share alone",
  computed: "Computed peers",
  swap: "Swap the two",
  reset: "The report’s view",
  option: (name: string, code: string) => `${name} (${code})`,
  peerOption: (name: string, code: string, similarity: number) => `${name} (${code}), ${signed(similarity)}`,
  country: (code: string) => countries.of(iso[code] ?? code) ?? code,
  heading: (first: string, second: string | null) =>
    second === null ? `${first} and Europe’s share` : `${first} and ${second}`,
  nearestLead: (first: string, second: string, similarity: number) =>
    `Of all regions large enough to tell, ${second} has the profile most like that of ${first}: a similarity of ${signed(similarity)}, where 1 is the same and 0 nothing in common.`,
  chosenLead: (first: string, second: string, similarity: number | null) =>
    similarity === null
      ? `The profiles of ${first} and ${second} cannot be compared as a whole.`
      : `The similarity of the two profiles is ${signed(similarity)}, where 1 is the same and 0 nothing in common.`,
  nestedLead: (part: string, whole: string) => `${part} is a part of ${whole}: its documents are counted in both.`,
  noPeerLead: (first: string) =>
    `No region large enough to tell has a profile that can be compared with that of ${first}.`,
  years: (first: number, last: number) => (first === last ? `In ${first}.` : `Years ${first}–${last}.`),
  peers: (first: string) => `Regions with a profile like that of ${first}`,
  peersLead:
    "Similarity is the cosine of the two profiles, ln((1 + RCA) / 2) of each technology: what both do more or less of than Europe. A region takes part when it can be expected to have five documents a technology, in the mean of the 38.",
  noPeers: "There is none in this lens and these years.",
  signed,
  peerColumns: {region: "Region", similarity: "Similarity", alike: "Most alike in", differ: "Furthest apart in"},
  below: (technologies: string) => `${technologies} (both below Europe)`,
  ahead: (region: string, technologies: string) => `${region} ahead: ${technologies}`,
  query: "The query",
  queryLead: (region: string) => `Counts, shares and RCA of ${region} as SQL over the published tables.`,
  run: "Run it here",
  running: "Starting the database…",
  ran: (rows: number, different: number, milliseconds: number) =>
    `${format(rows)} rows in ${format(milliseconds)} ms: ${different === 0 ? "counts, shares and RCA are those of the figure." : `${format(different)} numbers differ from those of the figure.`}`,
  otherQuery: (choices: number) =>
    `The query follows region, lens and years only; this view makes ${format(choices)} other ${choices === 1 ? "choice" : "choices"} of method, so that its numbers differ.`,
  failed: (message: string) =>
    `It could not be computed: ${message}. What is shown belongs to the regions in its title.`,
  queryFailed: (message: string) => `It does not run: ${message}`,
  waiting:
    "The report’s region beside its nearest peer, as computed when the page was made. Choose others: they are computed in this page.",
  busy: (first: string, second: string | null) => `Computing ${second === null ? first : `${first} and ${second}`}…`,
  nearestPeer: "its nearest peer",
  done: (first: string, second: string | null, milliseconds: number) =>
    `${second === null ? first : `${first} and ${second}`}: computed in this page in ${format(milliseconds)} ms.`,
  choices: (fields: readonly FieldName[]) =>
    `This address makes ${format(fields.length)} ${fields.length === 1 ? "choice" : "choices"} of method other than the report’s: ${fields.join(", ")}.`,
  notices: {
    invalid: (key: string, value: string, expected: string) =>
      `“${value}” is no value of ${key} (${expected}); the report’s choice stands instead.`,
    unknown: (key: string) => `This page does not know “${key}” in its address.`,
    twice: (key: string) => `The address says ${key} twice; the first counts.`,
    version: (value: string) => `The address is of version ${value}; this page reads version 1.`,
    peer: (value: string) => `“${value}” is no NUTS1 or NUTS2 region to compare with; the nearest peer stands instead.`,
    samePeer: (region: string) => `${region} is the first region already; its nearest peer stands beside it.`,
    order: (value: string) => `“${value}” is no order; the first region’s RCA decides.`
  }
};
