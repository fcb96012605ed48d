import type {DealClass} from "../source.ts";

/**
 * The funding types of each class, as the exports and the bulk export of Crunchbase of any year name them.
 *
 * A convertible note is equity, as Invest Europe counts it (quasi-equity): it finances a start-up between two rounds,
 * and becomes shares in the next. A private equity round is no venture round, even where its target was a start-up.
 */
export const typesOfClass: Readonly<Record<DealClass, readonly string[]>> = {
  equity: [
    "Pre-Seed",
    "Seed",
    "Angel",
    ..."ABCDEFGHIJ".split("").map((letter) => `Series ${letter}`),
    "Series C+",
    "Venture - Series Unknown",
    "Series Unknown",
    "Venture",
    "Equity Crowdfunding",
    "Crowd Equity",
    "Convertible Note",
    "Corporate Round"
  ],
  "private-equity": ["Private Equity"],
  debt: ["Debt Financing", "Debt"],
  grant: ["Grant"],
  secondary: ["Secondary Market", "Secondary"],
  "post-ipo": ["Post-IPO Equity", "Post-IPO Debt", "Post-IPO Secondary", "Post-IPO"],
  coin: ["Initial Coin Offering"],
  other: ["Non-equity Assistance", "Product Crowdfunding", "Crowdfunding", "Funding Round", "Undisclosed", "Other"]
};

/** What all spellings of a type share. They differ in case, spaces, hyphens, underscores, and "round" at the end. */
export function typeKey(type: string): string {
  return type
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .replace(/(?<=.)round$/, "");
}

const classByKey: ReadonlyMap<string, DealClass> = new Map(
  (Object.entries(typesOfClass) as [DealClass, readonly string[]][]).flatMap(([name, types]) =>
    types.map((type) => [typeKey(type), name] as const)
  )
);

/** The class of a funding type in any spelling; undefined for a type that is not in the list. */
export function classOf(type: string): DealClass | undefined {
  return classByKey.get(typeKey(type));
}
