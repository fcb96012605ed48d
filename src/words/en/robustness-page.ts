import type {Family} from "../../scenario/specifications.ts";

const number = (value: number) => value.toLocaleString("en-GB");
const some = (count: number) => `${number(count)} specification${count === 1 ? "" : "s"}`;

/** What the page on robustness says; an edition in another language is another one of these. */
export const robustnessPageWords = {
  shown: {
    stored: (region: string, count: number) => `Shown: ${region}, ${some(count)}, computed when the page was made.`,
    running: (region: string, done: number, all: number) =>
      `Shown: ${region}, computed in this page: ${number(done)} of ${some(all)} so far, in the order in which they are computed.`,
    stopped: (region: string, done: number, all: number) =>
      `Shown: ${region}, computed in this page and stopped after ${number(done)} of ${some(all)}. They are the first ones in the order of computing, nearer to the published view than the others: no random part.`,
    nothing: (all: number) => `Stopped before the first of ${some(all)} was computed; what is shown stays.`,
    done: (region: string, count: number, seconds: number) =>
      `Shown: ${region}, ${some(count)}, computed in this page in ${number(Math.round(seconds))} s.`,
    equal: (numbers: number) => `All ${number(numbers)} numbers equal the stored ones to the last digit.`,
    differs: (different: number, numbers: number) =>
      `${number(different)} of ${number(numbers)} numbers differ from the stored ones. The page may be older than its data: reload it.`,
    elsewhere: (region: string) => `The chosen region is ${region}: run it here to see it.`
  },
  run: {
    title: "Run it here",
    lead: "Your browser can compute all of it again, for any region and for the choices that you let vary. It takes a minute or more; the page stays usable meanwhile.",
    region: "Region",
    vary: "What varies",
    count: "Specifications",
    counts: (count: number) => number(count),
    start: "Run it here",
    stop: "Stop",
    progress: "Specifications computed",
    starting: "The database is starting…",
    failed: (reason: string) => `It cannot be computed in this browser: ${reason}. What is shown stays.`,
    none: "Choose at least one kind of choice that varies.",
    families: {
      lines: "lines between the quadrants",
      advantage: "limit of advantage",
      relatedness: "measure of relatedness",
      counting: "ways of counting",
      benchmark: "benchmark",
      complexity: "runs of complexity",
      records: "years and editions",
      classification: "thresholds of classification"
    } satisfies Record<Family, string>
  },
  claims: {
    title: "Claims",
    lead: "Each statement, placement and contradiction with the part of the specifications in which it is true. Printed numbers are not among them, nor what is about the report’s own choices.",
    label: "Claims under all specifications",
    claim: "Statement",
    verdict: "Verdict",
    share: "True in",
    turnedBy: "Single choices that turn it",
    section: "Section",
    all: "All",
    order: "Order",
    orders: {report: "as in the report", least: "least often true first", most: "most often true first"},
    told: (told: number) => `of ${number(told)} that can tell`,
    untold: "cannot be told",
    none: "none",
    shown: (shown: number, all: number) => `${number(shown)} / ${number(all)}`
  },
  quadrants: {title: "Quadrants"},
  ranks: {title: "Ranks"},
  curve: {
    title: "One result under every specification",
    lead: "A specification curve: all values that the choices give for one technology, and which choices give which.",
    technology: "Technology",
    indicator: "What is shown",
    notable: "Open one of them in the workbench:",
    failed: (reason: string) => `The values could not be loaded: ${reason}.`
  }
};
