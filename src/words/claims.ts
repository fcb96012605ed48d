/**
 * The sentence of a claim, and the one that says why it is as it is. In braces stand `{region}`, `{published}`, a live
 * value such as `{patents.rca semiconductors}`, or one of the claim's facts.
 */
export interface ClaimSentence {
  says: string;
  because: string;
  /** What the report prints, where it does so in words. */
  prints?: string;
}

/** The sentences of all claims in one language. */
export interface ClaimWords {
  written: Readonly<Record<string, ClaimSentence>>;
  /** Sentences of printed numbers, by indicator. */
  numbers: Readonly<Record<string, (technology: string, published: string, region: string) => string>>;
  placement: (technology: string, quadrant: string) => string;
  placementOfGroup: (group: string, quadrant: string) => string;
}
