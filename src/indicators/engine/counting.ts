import type {Lens} from "../../terms/lenses.ts";
import type {ParameterSpec} from "../parameter.ts";

/** How documents become counts, where the report leaves a choice or another one is as good. */
export interface Counting {
  /**
   * `whole`: a document counts once in each of its places and domains (the report). `fractional`: it is divided among
   * its places by their shares, and evenly among its domains, so that all counts add up to the documents.
   */
  counting: "whole" | "fractional";
  /** Documents, or the amounts of deals in millions of US dollars (the report's funding lens). */
  measure: "documents" | "amounts";
  /** Whether shares and relatedness are over all domains (the report) or over the technologies alone. */
  universe: "full" | "technologies";
  /**
   * Whether the benchmark holds the NUTS2 regions as they are (`parts`), or the selected region in place of its parts
   * (`whole`), which makes a difference for NUTS1 regions only.
   */
  benchmark_region: "parts" | "whole";
  /** Countries of the benchmark: EU27, United Kingdom and EFTA (the report), or EU27 alone. */
  benchmark_area: "europe" | "eu27";
}

/** What each choice can be. */
export const countingParameters: {readonly [name in keyof Counting]: ParameterSpec} = {
  counting: {kind: "choice", values: ["whole", "fractional"]},
  measure: {kind: "choice", values: ["amounts", "documents"]},
  universe: {kind: "choice", values: ["full", "technologies"]},
  benchmark_region: {kind: "choice", values: ["parts", "whole"]},
  benchmark_area: {kind: "choice", values: ["europe", "eu27"]}
};

/** Codes of the members of the European Union, as NUTS writes them. */
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
