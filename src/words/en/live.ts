import type {LiveValue} from "../../narrative/values.ts";

const format = (value: number, digits: number) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
const isShare = ({unit}: Pick<LiveValue, "unit">) => unit === "share";

/** What a value's card says. */
export const cardWords = {
  title: "About this number",
  close: "Close",
  published: "Published",
  notPublished: "not published",
  computed: "In full",
  difference: "Difference",
  query: "The query",
  run: "Run it here",
  running: "Starting the database…",
  otherMethod:
    "Computed by the page’s engine under your choices of method; the queries of the published view do not know them.",
  figure: "In its figure",
  evidence: "Where it comes from",
  records: "Its records",
  synthetic: "Synthetic records, calibrated to the published values",
  number: (value: number, of: LiveValue) =>
    isShare(of) ? `${format(100 * value, of.decimals)}%` : format(value, of.decimals),
  difference_: (value: number, decimals: number) => {
    const size = Math.abs(value);
    if (size < 0.05 * 10 ** -decimals) return "none";
    const text = `${value < 0 ? "−" : "+"}${size.toLocaleString("en-GB", {maximumSignificantDigits: 2})}`;
    return size < 0.5 * 10 ** -decimals ? `within rounding (${text})` : text;
  },
  full: (value: number) => value.toLocaleString("en-GB", {maximumSignificantDigits: 12}),
  ran: (value: unknown, milliseconds: number) =>
    `The database in this page answers ${typeof value === "number" || typeof value === "bigint" ? Number(value).toLocaleString("en-GB", {maximumSignificantDigits: 12}) : String(value)}, in ${format(milliseconds, 0)} ms.`,
  failed: (message: string) => `It does not run: ${message}`
};

/** What the line about the state of the page says. */
export const statusWords = {
  waiting: "These numbers were computed when the page was made.",
  loading: "The database is starting; you can read on.",
  checking: "Computing every number again in this page…",
  live: (numbers: number, seconds: number) =>
    `Live: this page computed all ${numbers.toLocaleString("en-GB")} values again from its Parquet files, in ${format(seconds, 1)} s, and they agree.`,
  differs: (number: number) =>
    `${number.toLocaleString("en-GB")} values differ from those written into the page. It may be older than its data: reload it.`,
  failed: (reason: string) =>
    `The numbers stand as they were computed when the page was made; this browser cannot compute them again (${reason}).`
};

/** What the tools below a figure say. */
export const toolWords = {
  intervals: "95% intervals",
  png: "PNG",
  svg: "SVG",
  csv: "CSV",
  parquet: "Parquet",
  download: (what: string) => `Download as ${what}`,
  failed: (message: string) => `It could not be made: ${message}`,
  embed: "Embed",
  embedLines: "HTML that shows this figure in another page",
  embedCopied: "Copied. The frame goes on showing this release.",
  embedShown: "Copy these lines. The frame goes on showing this release.",
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
  computing: (name: string) => `Computing every number for ${name}…`,
  shown: (name: string, choices: number, seconds: number) =>
    `Everything on this page is now about ${name}${choices === 0 ? "" : `, with ${choices === 1 ? "one choice" : `${choices} choices`} of method of your own`}; computed here in ${format(seconds, 1)} s. Fragile means here: it turns at a limit of an interval, or under one of the single choices that are as good.`,
  failed: (reason: string) => `This browser cannot compute another view (${reason}). The page stays as it was.`,
  back: "Back to the published view",
  notice: {
    invalid: (key: string, value: string, expected: string) =>
      `${key}=${value} is not possible; it takes ${expected}. The published choice is used.`,
    unknown: (key: string) => `${key} is not known here and was left out.`,
    twice: (key: string) => `${key} was given twice; the first is used.`,
    version: (value: string) =>
      `The address was written by version ${value} of this site; what is not understood was left out.`
  }
};
