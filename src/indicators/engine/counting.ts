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
}

/** The report's choices for a lens. */
export function reportCounting(lens: "patents" | "publications" | "deals"): Counting {
  return {counting: "whole", measure: lens === "deals" ? "amounts" : "documents", universe: "full", benchmark_region: "parts"};
}
