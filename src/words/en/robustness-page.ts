import type {Family} from "../../scenario/specifications.ts";
import {number} from "./locale.js";

const some = (count: number) => `${number(count)} specification${count === 1 ? "" : "s"}`;

/** What the page on robustness says. */
export const robustnessPageWords = {
  shown: {
    stored: (region: string, count: number) =>
      `The page shows ${region} in ${some(count)}, computed when the site was built.`,
    running: (region: string, done: number, all: number) =>
      `The page shows ${region}, computed in your browser: ${number(done)} of ${some(all)} so far.`,
    stopped: (region: string, done: number, all: number) =>
      `The page shows ${region}, computed in your browser and stopped after ${number(done)} of ${some(all)}. These are not a random sample: those computed first are closest to the published view.`,
    nothing: (all: number) => `Stopped before the first of ${some(all)} was computed. The page is unchanged.`,
    done: (region: string, count: number, seconds: number) =>
      `The page shows ${region} in ${some(count)}, computed in your browser in ${number(Math.round(seconds))} s.`,
    equal: (numbers: number) => `All ${number(numbers)} numbers equal the stored ones to the last digit.`,
    differs: (different: number, numbers: number) =>
      `${number(different)} of ${number(numbers)} numbers ${different === 1 ? "differs" : "differ"} from the stored ones. The page may be older than the data: reload it.`,
    notCompared: (reason: string) => `The stored numbers could not be loaded to compare them: ${reason}.`,
    elsewhere: (region: string) => `You have chosen ${region}: compute its specifications below to see it.`
  },
  run: {
    title: "Compute the specifications yourself",
    lead: "Your browser can recompute everything on this page, for any region and any set of choices. This takes a minute or more; you can use the page meanwhile.",
    region: "Region",
    vary: "Choices that vary",
    count: "Specifications",
    counts: (count: number) => number(count),
    start: "Compute",
    stop: "Stop",
    progress: "Specifications computed",
    starting: "The database is starting…",
    failed: (reason: string) => `Your browser could not compute the specifications: ${reason}. The page is unchanged.`,
    none: "Select at least one kind of choice to vary.",
    families: {
      lines: "lines between the quadrants",
      advantage: "RCA that counts as an advantage",
      relatedness: "measure of relatedness",
      counting: "counting",
      benchmark: "benchmark",
      complexity: "runs of complexity",
      records: "years and editions",
      classification: "thresholds of the classification"
    } satisfies Record<Family, string>,
    /** Of `records`, where there is one edition. */
    onlyYears: "years"
  },
  claims: {
    title: "Claims",
    lead: "The table lists each statement, each placement of a technology in a quadrant and each contradiction, with the share of specifications in which it is true. It leaves out printed numbers and claims about the report’s own choices.",
    label: "Claims under all specifications",
    claim: "Statement",
    verdict: "Verdict",
    share: "True in",
    turnedBy: "Single choices that make it false",
    section: "Section",
    all: "All",
    order: "Order",
    orders: {report: "as in the report", least: "least often true first", most: "most often true first"},
    told: (told: number) => `of the ${number(told)} that can decide`,
    untold: "cannot be decided",
    none: "none",
    shown: (shown: number, all: number) => `${number(shown)} / ${number(all)}`
  },
  quadrants: {title: "Quadrants"},
  ranks: {title: "Ranks"},
  curve: {
    title: "One result under every specification",
    lead: "A specification curve shows every value that the choices give for one technology, and which choices give which value.",
    technology: "Technology",
    indicator: "Indicator",
    notable: "Open one of these specifications in “What if?”:",
    failed: (reason: string) => `The values could not be loaded: ${reason}.`
  }
};
