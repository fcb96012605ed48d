import type {Counting} from "../indicators/engine/counting.ts";
import type {Method} from "../indicators/method.ts";

/** A choice that is as defensible as the report's; its text is in the words files, by id. */
export interface Alternative {
  id: string;
  method?: Partial<Method>;
  counting?: Partial<Counting>;
}

/** The choices under which each claim is tested, one at a time. */
export const alternatives: readonly Alternative[] = [
  {id: "cut-mean", method: {quadrant_cut: "mean"}},
  {id: "cut-midrange", method: {quadrant_cut: "midrange"}},
  {id: "cut-fifty", method: {quadrant_cut: "fixed", quadrant_relatedness: 50, quadrant_complexity: 50}},
  {id: "fractional", counting: {counting: "fractional"}},
  {id: "rca-equal", method: {strict: false}},
  {id: "benchmark-mean", method: {benchmark: "mean"}},
  {id: "association", method: {relatedness: "association"}},
  {id: "jaccard", method: {relatedness: "jaccard"}},
  {id: "runs-all", method: {complexity_end: null}},
  {id: "runs-fifty", method: {complexity_end: 50}},
  {id: "the-38-alone", counting: {universe: "technologies"}},
  {id: "region-whole", counting: {benchmark_region: "whole"}},
  {id: "diagonal", method: {diagonal: true}}
];
