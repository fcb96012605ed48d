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

/** A claim of a report of one's own: its sentences and, as text, the condition under which it holds. */
export interface OwnClaim {
  /** In small letters, digits and hyphens; no other claim has it. */
  id: string;
  /** The section of the report to which it belongs. */
  section: "1" | "2" | "3.1" | "3.2" | "3.3" | "4.1" | "4.2" | "4.3" | "5.1" | "5.2" | "5.3";
  says: string;
  /** By default the values that the condition compares. */
  because?: string;
  /**
   * Comparisons (`>`, `<`, `>=`, `<=`, `=`, `!=`) of references with numbers, shares such as `5%`, quadrants or other
   * references, joined by `and` and `or`; `and` binds more closely.
   */
  holds: string;
}
