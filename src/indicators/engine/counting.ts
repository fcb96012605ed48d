import {type Dataset, type Lens, lensOf} from "../../terms/lenses.js";
import type {ParameterSpec} from "../parameter.ts";

/** How documents become counts, where the report leaves a choice or an alternative is as good. */
export interface Counting {
  /**
   * `whole`: a document counts once in each of its places and domains (the report). `fractional`: a document is divided
   * among its places by their shares, and evenly among its domains, so that the counts sum to the documents.
   */
  counting: "whole" | "fractional";
  /** Documents, or the amounts of deals in millions of US dollars (the report's funding lens). */
  measure: "documents" | "amounts";
  /** Whether shares and relatedness cover all domains (the report) or the technologies alone. */
  universe: "full" | "technologies";
  /**
   * Whether the benchmark consists of NUTS2 regions only (`parts`), or the selected region replaces its parts
   * (`whole`), which matters for NUTS1 regions only.
   */
  benchmark_region: "parts" | "whole";
  /** Countries of the benchmark: EU27, United Kingdom and EFTA (the report), or EU27 alone. */
  benchmark_area: "europe" | "eu27";
}

/** The options of each choice. */
export const countingParameters: {readonly [name in keyof Counting]: ParameterSpec} = {
  counting: {kind: "choice", values: ["whole", "fractional"]},
  measure: {kind: "choice", values: ["amounts", "documents"]},
  universe: {kind: "choice", values: ["full", "technologies"]},
  benchmark_region: {kind: "choice", values: ["parts", "whole"]},
  benchmark_area: {kind: "choice", values: ["europe", "eu27"]}
};

/** NUTS codes of the members of the European Union. */
export const eu27: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ")
);

/** The report's choices for a lens. */
export function reportCounting(lens: Lens): Counting {
  return {
    counting: "whole",
    measure: lens === "deals" ? "amounts" : "documents",
    universe: "full",
    benchmark_region: "parts",
    benchmark_area: "europe"
  };
}

/** The counting of a dataset: the report's, with some changes, of which `measure` concerns deals alone. */
export function countingIn(dataset: Dataset, {measure, ...changes}: Partial<Counting>): Counting {
  const counting = {...reportCounting(lensOf(dataset)), ...changes};
  return dataset === "deals" && measure ? {...counting, measure} : counting;
}
