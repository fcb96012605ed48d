import type {ReportSource} from "./report-data.ts";
import {type Dataset, datasets, lenses} from "../terms/lenses.js";

/** Which datasets of a build hold synthetic records, and which hold real ones. */
export interface Provenance {
  synthetic: readonly Dataset[];
  real: readonly Dataset[];
}

/** What a source says of its records: the manifest of a build has one for each dataset. */
export type RecordSource = Pick<ReportSource, "dataset" | "synthetic">;

/**
 * The provenance of numbers that rest on some datasets.
 *
 * @param sources those of a build
 * @param used the datasets behind the numbers; by default all
 */
export function provenanceOf(sources: readonly RecordSource[], used: readonly Dataset[] = datasets): Provenance {
  const which = (wanted: boolean) =>
    used.filter((dataset) => sources.some((source) => source.dataset === dataset && source.synthetic === wanted));
  return {synthetic: which(true), real: which(false)};
}

/**
 * The datasets behind a reference such as `deals.rca semiconductors`: its own, and patents wherever relatedness or
 * complexity is used. The numbers of technologies, in all and in a group, rest on no dataset.
 */
export function datasetsBehind(reference: string): readonly Dataset[] {
  const [word, indicator] = reference.split(/[. ]/) as [string, string | undefined];
  const own = datasets.find((dataset) => dataset === word);
  if (own) return indicator === "density" && own !== "patents" ? ["patents", own] : [own];
  if (word === "technologies" || word === "group") return [];
  return word === "composite" ? lenses : ["patents"];
}
