import type {LiveValue} from "../../narrative/values.ts";
import {fixed as format, number, significant} from "./locale.js";

const isShare = ({unit}: Pick<LiveValue, "unit">) => unit === "share";

/** What a value's card says. */
export const cardWords = {
  title: "About this number",
  close: "Close",
  published: "Published",
  notPublished: "not published",
  computed: "Unrounded",
  difference: "Difference",
  query: "SQL query",
  run: "Run the query",
  running: "Starting the database…",
  figure: "See it in its figure",
  evidence: "More about this number",
  records: "See its records",
  number: (value: number, of: LiveValue) =>
    isShare(of) ? `${format(100 * value, of.decimals)}%` : format(value, of.decimals),
  /** Of shares, in percentage points. */
  difference_: (value: number, of: Pick<LiveValue, "unit" | "decimals">) => {
    const size = Math.abs(value) * (isShare(of) ? 100 : 1);
    if (size < 0.05 * 10 ** -of.decimals) return "none";
    const text = `${value < 0 ? "−" : "+"}${significant(size, 2)}${isShare(of) ? " percentage points" : ""}`;
    return size < 0.5 * 10 ** -of.decimals ? `within rounding (${text})` : text;
  },
  full: (value: number) => significant(value, 12),
  ran: (value: unknown, milliseconds: number) =>
    `The query returns ${typeof value === "number" || typeof value === "bigint" ? significant(Number(value), 12) : String(value)} in ${format(milliseconds, 0)} ms.`,
  failed: (message: string) => `The query failed: ${message}`
};

/** What the card of a verdict says. */
export const claimCardWords = {
  title: "About this verdict",
  why: "Why",
  intervals: "95% intervals",
  noLimit: "It stays true at both limits of each RCA that it uses.",
  specifications: "Specifications",
  alternatives: "Other methods",
  tried: (holding: number, tried: number) =>
    `True under ${number(holding)} of ${number(tried)} other choices of method.`,
  choices: "Single choices",
  manyChoices: (choices: number) => `${number(choices)} single choices make it false`,
  references: (numbers: number) =>
    numbers === 1 ? "The number behind it" : `The ${number(numbers)} numbers behind it`,
  interval: (low: string, high: string) => ` (${low}–${high})`,
  ledger: "See it in the ledger of claims"
};

/** What stands beside the reason of a verdict to which a reader has come from its sentence. */
export const reasonReturnWords = {back: "Back to the sentence"};

/** What the line about the state of the page says. */
export const statusWords = {
  waiting: "These numbers were computed when the site was built.",
  loading: "The database is starting. You can read on.",
  checking: "Recomputing every number in your browser…",
  live: (numbers: number, region: string, seconds: number) =>
    `Live: your browser recomputed all ${number(numbers)} published values of ${region} from the Parquet files in ${format(seconds, 1)} s. They agree.`,
  differs: (numbers: number) =>
    `${numbers === 1 ? "1 recomputed value differs from that" : `${number(numbers)} recomputed values differ from those`} on the page. The page may be older than the data: reload it.`,
  failed: (reason: string) =>
    `Your browser cannot recompute the numbers (${reason}). They are those computed when the site was built.`
};

/** What the tools below a figure say. */
export const toolWords = {
  intervals: "95% intervals",
  png: "PNG",
  svg: "SVG",
  csv: "CSV",
  parquet: "Parquet",
  download: (what: string) => `Download as ${what}`,
  failed: (message: string) => `The download failed: ${message}`,
  embed: "Embed",
  embedLines: "HTML that shows this figure in another page",
  embedCopied: "Copied. The embedded figure stays at this release.",
  embedShown: "Copy these lines. The embedded figure stays at this release.",
  stamp: (source: string, address: string) => `${source} ${address}`
};

/** What the controls of the map say. */
export const mapWords = {
  technology: "Technology",
  lens: "Lens",
  lenses: {patents: "Patents", publications: "Publications", deals: "Funding"} as Record<string, string>
};

/** What the choice of a region at the top of a page says. */
export const scenarioBarWords = {
  computing: (name: string, shown: string) =>
    name === shown
      ? `Computing every number for ${name}…`
      : `Computing every number for ${name}… Until then, the faded page below is about ${shown}.`,
  shown: (name: string, choices: number, seconds: number) =>
    `This page now shows ${name}${choices === 0 ? "" : `, with ${choices === 1 ? "one choice" : `${choices} choices`} of your own`}. Your browser computed it in ${format(seconds, 1)} s. In this view a claim is fragile when it is false at a limit of an interval or under one equally defensible choice of method.`,
  failed: (reason: string) => `Your browser cannot compute another view (${reason}). The page is unchanged.`,
  back: "Back to the published view",
  notice: {
    invalid: (key: string, value: string, expected: string) =>
      `${key}=${value} in the address is invalid: use ${expected}. The page uses the published choice.`,
    absent: (key: string, value: string, why: string) => `${key}=${value} in the address has no effect: ${why}.`,
    unknown: (key: string) => `The address has an unknown setting, ${key}, which is ignored.`,
    others: (count: number) =>
      count === 1 ? "Another setting is ignored, too." : `${number(count)} other settings are ignored, too.`,
    twice: (key: string) => `The address has ${key} twice; the first one is used.`,
    version: (value: string) =>
      `The address comes from version ${value} of this site; settings that this version does not know are ignored.`
  }
};
