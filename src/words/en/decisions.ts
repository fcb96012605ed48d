import type {LinkBasis} from "../../indicators/links.ts";
import type {Dataset, Vocabulary} from "../../terms/lenses.ts";

const format = (value: number, digits = 0) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
const signed = (value: number, digits = 0) =>
  value === 0 ? "no" : `${value < 0 ? "−" : "+"}${format(Math.abs(value), digits)}`;
const some = (value: number, one: string, many: string) => `${format(value)} ${value === 1 ? one : many}`;

const vocabularies: Record<Vocabulary, string> = {
  cpc: "CPC main groups of patents",
  topic: "OpenAlex topics of publications",
  industry: "Crunchbase industries of start-ups"
};
const unit: Record<Dataset, [one: string, many: string]> = {
  patents: ["patent", "patents"],
  publications: ["publication", "publications"],
  publications_earlier: ["publication", "publications"],
  deals: ["deal", "deals"]
};

/** What the page on classification says. */
export const classificationWords = {
  number: format,
  meaning: (candidates: string, model: string) =>
    `The title of a code must resemble the technology. A language model (${model}) compares each title with the technology’s name and keywords; codes that come near enough are candidates, ${candidates} in all. The few most similar ones, if the documents confirm them, are the technology’s core codes.`,
  evidence: (links: string, core: string, evidence: string, title: string) =>
    `A candidate must stand on the same documents as the core codes. Its co-occurrence says how much more often than elsewhere it does: 0.5 is chance. A title alone decides only where too few documents bear the code, and then it has to be more similar. Of the ${links} links, ${core} are core codes, ${evidence} rest on title and documents, and ${title} on the title alone.`,
  people: (reviewed: string, accepted: string, waiting: string) =>
    `People decide where the two are in doubt. Their word stands before the rule, with a name, a date and a reason: ${reviewed} decisions, by which ${accepted} of the links stand. ${waiting} candidates wait for one: a small move of a threshold would turn them, or the scores have moved away from an earlier decision.`,
  steps: ["Meaning", "Evidence", "People"],
  waitingLink: "Review them",
  table: "Links by technology",
  tableLead:
    "Each link counts once under what accepted it: a person before the rule, a core code before the others. The last column leads to the candidates that wait for a decision.",
  technology: "Technology",
  links: "Links",
  vocabularies: {cpc: "CPC", topic: "Topics", industry: "Industries"} as Record<Vocabulary, string>,
  basis: {core: "Core", evidence: "Evidence", title: "Title alone", reviewers: "People"} as Record<LinkBasis, string>,
  rejected: "Rejected by people",
  candidates: "Candidates",
  waiting: "Waiting",
  all: "All technologies",
  review: (technology: string, number: number) => `${technology}: review ${some(number, "candidate", "candidates")}`,
  example: "An example",
  exampleLead: (technology: string) =>
    `All candidates of ${technology} among the CPC main groups. The same chart for any technology and vocabulary, under any thresholds, stands on the page for review.`,
  exampleLink: "Try other thresholds",
  subject: (technology: string) => `${technology}, CPC main groups`
};

/** What the page for review says. */
export const reviewWords = {
  number: format,
  static:
    "What is listed here waits for a decision. Scripts are needed to decide, to try thresholds, and to see what a decision changes.",
  starting: "The database is starting. The list can be read meanwhile.",
  failed: (message: string) =>
    `The database does not start (${message}). The list stands as it was when the page was made.`,
  controls: "What is listed",
  vocabulary: "Codes",
  vocabularies,
  technology: "Technology",
  all: "All technologies",
  show: "Show",
  states: {
    waiting: "Waiting for a decision",
    own: "Decided by you",
    changed: "Changed by you",
    links: "Links",
    all: "All candidates"
  },
  region: "Region",
  thresholds: (vocabulary: Vocabulary) => `Thresholds for ${vocabularies[vocabulary]}`,
  similarity: "Similarity",
  cooccurrence: "Co-occurrence",
  alone: "Similarity without evidence",
  threshold: (value: number, published: number) =>
    `${format(value, 2)}${Math.abs(value - published) < 1e-9 ? "" : ` (published ${format(published, 2)})`}`,
  changes: (accepted: number, gained: number, lost: number) =>
    `${format(accepted)} links are published over all technologies and vocabularies; your thresholds and decisions would add ${format(gained)} and take away ${format(lost)}.`,
  subject: (technology: string | null, vocabulary: Vocabulary) =>
    `${technology ?? "Listed candidates"}, ${vocabularies[vocabulary]}`,
  list: "Candidates",
  listed: (shown: number, all: number) =>
    all === 0
      ? "Nothing to show: choose another technology or another list."
      : `${format(shown)} of ${format(all)}, those with most documents first.`,
  more: (number: number) => `Show ${format(number)} more`,
  columns: {
    code: "Code",
    similarity: "Similarity",
    cooccurrence: "Co-occurrence",
    together: "Stands with",
    effect: "If turned",
    state: "Now",
    decide: "Decide"
  },
  noEvidence: "no evidence",
  core: "core code",
  together: (together: number, documents: number) =>
    `${format(together)} of ${format(documents)} documents with a core code`,
  example: (documents: number) => `on ${some(documents, "document", "documents")}`,
  noExamples: "No core code on one document.",
  none: "No document bears it together with another code.",
  effect: (difference: number, dataset: Dataset, before: number, after: number) =>
    `${signed(difference)} ${unit[dataset][Math.abs(difference) === 1 ? 0 : 1]}; RCA ${format(before, 2)}${Math.abs(after - before) < 5e-5 ? ", as before" : ` → ${format(after, 2)}`}`,
  amount: (difference: number) => `${signed(difference, 1)} million US$`,
  computing: "computing…",
  notComputed: (message: string) => `not computed: ${message}`,
  link: "Link",
  noLink: "No link",
  changed: "changed",
  accept: "Accept",
  reject: "Reject",
  undo: "Undo",
  decideOn: (action: string, symbol: string, technology: string) => `${action}: ${symbol} for ${technology}`,
  yours: "decided by you",
  byThresholds: "by the thresholds that you try",
  steps: {undo: "Undo", redo: "Redo", reset: "Published view"},
  effectTitle: "What your thresholds and decisions change",
  effectNone: "Nothing yet: these are the published links.",
  effectSame: (links: number) =>
    `${some(links, "link differs", "links differ")} from the published ones; no number of the region changes.`,
  effectCaption: (region: string) => `${region}: technologies whose numbers differ from those with the published links`,
  effectColumns: {
    technology: "Technology",
    lens: "Lens",
    before: "Published links",
    after: "Your links",
    quadrant: "Quadrant"
  },
  lenses: {
    patents: "Patents",
    publications: "Publications",
    deals: "Funding",
    publications_earlier: "Publications (December 2025)"
  } as Record<Dataset, string>,
  standing: (dataset: Dataset, count: number, rca: number) =>
    `${dataset === "deals" ? `${format(count, 1)} million US$` : format(count)}; RCA ${format(rca, 2)}`,
  same: "as published",
  moved: (before: string, after: string) => `${before} → ${after}`,
  noQuadrant: "none",
  claims: (turned: number, all: number) =>
    turned === 0
      ? `None of the ${format(all)} claims about this region changes its truth.`
      : `${format(turned)} of the ${format(all)} claims about this region ${turned === 1 ? "changes its" : "change their"} truth:`,
  nowTrue: "now true",
  nowFalse: "no longer true",
  nowOpen: "can no longer be told",
  computingEffect: "Computing…",
  exportTitle: "Keep your decisions",
  exportLead: (own: number) =>
    own === 0
      ? "You have decided nothing yet."
      : `${some(own, "decision", "decisions")} of yours, also in the address of this page. The file holds the published decisions with yours, as the loaders read it: put it in the place of data/classification/decisions.csv and build the data anew.`,
  reviewer: "Your name",
  note: "Reason, for all of them",
  download: "Download decisions.csv",
  import: "Take decisions from a file",
  imported: (number: number, without: number) =>
    `${some(number, "decision differs", "decisions differ")} from the published ones and ${number === 1 ? "is" : "are"} yours now.${without > 0 ? ` ${some(without, "of them is", "of them are")} on codes that are no candidates in this build, and change nothing.` : ""}`,
  notImported: (message: string) => `Not taken: ${message}`,
  notExported: (message: string) => `Not written: ${message}`,
  exported: (number: number, left: number) =>
    `Written, with ${some(number, "decision", "decisions")} of yours.${left > 0 ? ` ${some(left, "decision is", "decisions are")} left out: not on a candidate of this build.` : ""}`,
  notice: (key: string, value: string, expected?: string) =>
    `The address says ${key}=${value}, which ${expected ? `cannot be: take ${expected}` : "means nothing here"}. The published choice stands.`
};

/** What the page of evidence says. */
export const evidenceWords = {
  number: format,
  static:
    "Choose a technology and a lens, or come from the card of a number: the page then lists the records behind it and why each of their codes is linked. Scripts are needed for that.",
  classification: "How codes come to be linked",
  technology: "Technology",
  lens: "Lens",
  region: "Region",
  show: "Show the records",
  lenses: reviewWords.lenses,
  starting: "Reading the records…",
  failed: (message: string) => `The records cannot be read: ${message}`,
  unknown: (reference: string) => `There is no number called ${reference}. Choose a technology and a lens.`,
  whole: (reference: string) => `The number ${reference} is made from many technologies. Choose one of them.`,
  title: (technology: string, lens: string, region: string) => `${technology}, ${lens.toLowerCase()}: ${region}`,
  sum: (count: string, dataset: Dataset, documents: number, years: string, value: string) =>
    dataset === "deals"
      ? `${value}Behind it stand ${some(documents, "deal", "deals")} of ${years}, with ${count} million US dollars disclosed.`
      : `${value}Behind it stand ${some(documents, ...unit[dataset])} of ${years}.`,
  value: (text: string, unit: string, how: string) => `${text} (${unit}). ${how} `,
  ratio: (share: string, benchmark: string, rca: string) =>
    `Their share in all of the region’s records is ${share}%, in Europe’s regions together ${benchmark}%: an RCA of ${rca}.`,
  fractional: "The scenario counts fractionally; the records below are counted whole.",
  checked: "The sums agree with the number.",
  differs: (sum: string, number: string) =>
    `The sums (${sum}) do not agree with the number (${number}): reload the page.`,
  years: "By year",
  year: "Year",
  documents: "Documents",
  amount: "Million US$",
  total: "All",
  sets: "By the codes on them",
  setsLead:
    "Records with the same codes stand together. The codes that make them count for the technology come first, in bold.",
  codesOf: "Codes",
  others: (sets: number) => `${some(sets, "other set", "other sets")} of codes`,
  why: "Why each of these codes is linked",
  whyLead: "A record may bear several of them, so that these numbers sum to more.",
  columns: {
    code: "Code",
    documents: "Documents",
    similarity: "Similarity",
    cooccurrence: "Co-occurrence",
    with: "With core codes",
    decision: "Decision",
    reason: "Reason"
  },
  with: (together: number, documents: number) => `${format(together)} of ${format(documents)}`,
  decisions: {accept: "accepted", reject: "rejected", stale: "set aside", own: "yours"} as Record<string, string>,
  core: "core code",
  rule: "by the rule",
  review: "Review the links of this technology",
  query: "The query of the records by year",
  none: "There are no such records."
};
