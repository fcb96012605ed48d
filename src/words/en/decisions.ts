import type {LinkBasis} from "../../indicators/links.ts";
import type {LensValues} from "../../indicators/snapshot.ts";
import type {Dataset, Vocabulary} from "../../terms/lenses.ts";
import {fixed as format} from "./locale.js";

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

/** An RCA and the shares that it compares. */
type Ratio = Pick<LensValues, "share" | "benchmark_share" | "rca">;

/** What the page on classification says. */
export const classificationWords = {
  number: format,
  meaning: (candidates: string, model: string) =>
    `The title of a code must resemble the technology. A language model (${model}) compares each title with the technology’s name and keywords. Codes that are similar enough become candidates: ${candidates} in all. The few most similar, if the documents confirm them, are the technology’s core codes.`,
  evidence: (links: string, core: string, evidence: string, title: string) =>
    `A candidate must appear on the same documents as the core codes. Its co-occurrence, from 0 to 1, shows whether it does so more often than chance would suggest: 0.5 is chance. The title alone decides only when too few documents have the code, and then it must be more similar. Of the ${links} links, ${core} are core codes, ${evidence} rest on title and documents, and ${title} on the title alone.`,
  people: (reviewed: string, accepted: string, waiting: string) =>
    `People decide doubtful cases, and their decision overrides the rule. Each decision has a name, a date and a reason. There are ${reviewed} decisions, and ${accepted} links rest on them. ${waiting} candidates await a decision: a small move of a threshold would change them, or their scores no longer match an earlier decision.`,
  steps: ["Meaning", "Evidence", "People"],
  waitingLink: "Review these candidates",
  table: "Links by technology",
  tableLead:
    "Each link counts once, under the step that accepted it: a person’s decision comes before the rule, and a core code before other evidence. The last column links to the candidates that await a decision.",
  technology: "Technology",
  links: "Links",
  vocabularies: {cpc: "CPC", topic: "Topics", industry: "Industries"} as Record<Vocabulary, string>,
  basis: {core: "Core", evidence: "Evidence", title: "Title alone", reviewers: "People"} as Record<LinkBasis, string>,
  rejected: "Rejected by people",
  candidates: "Candidates",
  waiting: "Awaiting decision",
  all: "All technologies",
  review: (technology: string, number: number) => `${technology}: review ${some(number, "candidate", "candidates")}`,
  example: "An example",
  exampleLead: (technology: string) =>
    `The chart shows all candidates of ${technology} among CPC main groups. On the review page you can draw it for any technology, any kind of code and any thresholds.`,
  exampleLink: "Try other thresholds",
  subject: (technology: string) => `${technology}, CPC main groups`
};

/** What the page for review says. */
export const reviewWords = {
  number: format,
  static: "These candidates await a decision.",
  scripts: "You need JavaScript to decide, to try thresholds and to see what a decision changes.",
  starting: "The database is starting. You can read the list meanwhile.",
  failed: (message: string) =>
    `The database failed to start (${message}). The list is the one from when the site was built.`,
  controls: "What to list",
  vocabulary: "Codes",
  vocabularies,
  technology: "Technology",
  all: "All technologies",
  show: "Show",
  states: {
    waiting: "Awaiting a decision",
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
    `${format(accepted)} links are published for all technologies and kinds of code. Your thresholds and decisions would add ${format(gained)} and remove ${format(lost)}.`,
  subject: (technology: string | null, vocabulary: Vocabulary) =>
    `${technology ?? "This list"}, ${vocabularies[vocabulary]}`,
  list: "Candidates",
  listed: (shown: number, all: number) =>
    all === 0
      ? "Nothing to show. Choose another technology or another list."
      : `${format(shown)} of ${format(all)}, those with the most documents first.`,
  more: (number: number) => `Show ${format(number)} more`,
  columns: {
    code: "Code",
    similarity: "Similarity",
    cooccurrence: "Co-occurrence",
    together: "Appears with",
    effect: "If reversed",
    state: "Now",
    decide: "Decide"
  },
  noEvidence: "no evidence",
  core: "core code",
  together: (together: number, documents: number) =>
    `a core code on ${format(together)} of ${format(documents)} documents`,
  example: (documents: number) => `on ${some(documents, "document", "documents")}`,
  noExamples: "No core code on the same document.",
  none: "It appears with no other code on any document.",
  effect: (difference: number, dataset: Dataset, before: number | null, after: number | null) => {
    const documents = `${signed(difference)} ${unit[dataset][Math.abs(difference) === 1 ? 0 : 1]}`;
    if (before === null || after === null) return documents;
    return `${documents}; RCA ${format(before, 2)}${Math.abs(after - before) < 5e-5 ? ", as before" : ` → ${format(after, 2)}`}`;
  },
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
  byThresholds: "by the thresholds that you are trying",
  steps: {undo: "Undo", redo: "Redo", reset: "Published view"},
  effectTitle: "What your thresholds and decisions change",
  effectNone: "Nothing yet: these are the published links.",
  effectSame: (links: number) =>
    `${some(links, "link differs", "links differ")} from the published ones, but no number of the region changes.`,
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
  standing: (dataset: Dataset, count: number, rca: number | null) =>
    `${dataset === "deals" ? `${format(count, 1)} million US$` : format(count)}${rca === null ? "" : `; RCA ${format(rca, 2)}`}`,
  same: "as published",
  moved: (before: string, after: string) => `${before} → ${after}`,
  noQuadrant: "none",
  claims: (turned: number, all: number) =>
    turned === 0
      ? `None of the ${format(all)} claims about this region becomes true or false.`
      : `${format(turned)} of the ${format(all)} claims about this region ${turned === 1 ? "changes" : "change"}:`,
  nowTrue: "now true",
  nowFalse: "no longer true",
  nowOpen: "can no longer be decided",
  computingEffect: "Computing…",
  exportTitle: "Save your decisions",
  exportLead: (own: number) =>
    own === 0
      ? "You have made no decisions yet."
      : `You have made ${some(own, "decision", "decisions")}, which the address of this page also holds. The file contains the published decisions and yours. To use it, put it in place of data/classification/decisions.csv and rebuild the data.`,
  reviewer: "Your name",
  note: "Reason for all your decisions",
  download: "Download decisions.csv",
  import: "Load decisions from a file",
  imported: (number: number, without: number) =>
    `Loaded ${some(number, "decision that differs", "decisions that differ")} from the published ones.${without > 0 ? ` ${some(without, "of them concerns a code that is not a candidate", "of them concern codes that are not candidates")} in this build, and ${without === 1 ? "has" : "have"} no effect.` : ""}`,
  notImported: (message: string) => `The file could not be loaded: ${message}`,
  notExported: (message: string) => `The file could not be saved: ${message}`,
  exported: (number: number, left: number) =>
    `Saved with ${some(number, "decision", "decisions")} of yours.${left > 0 ? ` ${some(left, "decision is left out because it does", "decisions are left out because they do")} not concern a candidate of this build.` : ""}`
};

/** What the page of evidence says. */
export const evidenceWords = {
  number: format,
  static:
    "Choose a technology and a lens, or follow the link on a number’s card. The page then lists the records behind the number and why each of their codes is linked.",
  scripts: "This needs JavaScript.",
  classification: "How codes are linked",
  technology: "Technology",
  lens: "Lens",
  region: "Region",
  show: "Show the records",
  lenses: reviewWords.lenses,
  starting: "Reading the records…",
  failed: (message: string) => `The records cannot be read: ${message}`,
  unknown: (reference: string) => `There is no number called “${reference}”. Choose a technology and a lens.`,
  whole: (reference: string) => `The number “${reference}” covers several technologies. Choose one of them.`,
  title: (technology: string, lens: string, region: string) => `${technology}, ${lens.toLowerCase()}: ${region}`,
  sum: (count: string, dataset: Dataset, documents: number, years: string, value: string) =>
    dataset === "deals"
      ? `${value}The number rests on ${some(documents, "deal", "deals")} in ${years}, with ${count} million US dollars disclosed.`
      : `${value}The number rests on ${some(documents, ...unit[dataset])} from ${years}.`,
  value: (text: string, unit: string | null, how: string) => `${text}${unit === null ? "" : ` (${unit})`}. ${how} `,
  /** Nothing for a region without any count: it has no shares. */
  ratio: ({share, benchmark_share: benchmark, rca}: Ratio, how: "pooled" | "mean") =>
    share === null || benchmark === null || rca === null
      ? null
      : `Their share of the region’s total is ${format(100 * share, 2)}%; ${how === "pooled" ? "in all European regions together it is" : "the mean share of European regions is"} ${format(100 * benchmark, 2)}%. That gives an RCA of ${format(rca, 2)}.`,
  fractional: "The scenario uses fractional counting; the records below are counted whole.",
  checked: "The sums below agree with the number.",
  differs: (sum: string, number: string) =>
    `The sums below (${sum}) do not agree with the number (${number}): reload the page.`,
  years: "By year",
  year: "Year",
  documents: "Documents",
  amount: "Million US$",
  total: "All",
  sets: "By code",
  setsLead:
    "Records with the same codes are grouped together. The codes that make them count towards the technology come first, in bold.",
  codesOf: "Codes",
  others: (sets: number) => `${some(sets, "other set", "other sets")} of codes`,
  why: "Why each code is linked",
  whyLead: "A record may have several codes, so these numbers add up to more than the total.",
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
  decisions: {accept: "accepted", reject: "rejected", own: "yours"} as Record<string, string>,
  core: "core code",
  rule: "by the rule",
  review: "Review the links of this technology",
  query: "SQL query of the records",
  none: "There are no such records."
};
