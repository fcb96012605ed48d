/**
 * `holds`: true. `fragile`: true, until a choice or an interval turns it. `fails`: false. `open`: the data cannot tell.
 */
export type Verdict = "holds" | "fragile" | "fails" | "open";
