import type {Missing} from "../../indicators/missing.ts";

/** How a missing value is written. */
export interface MissingWords {
  /** In place of the value. */
  text: string;
  /** The same where there is little room, as in a cell of a table. */
  short: string;
  /** One sentence. */
  why: string;
}

/** Why a value is missing. */
export const missingWords: Record<Missing, MissingWords> = {
  withheld: {
    text: "not published: fewer than three companies",
    short: "not published",
    why: "The deals are not published: fewer than three companies share their industries, or one company received nearly all of the money. They are not zero."
  },
  undisclosed: {
    text: "amount not disclosed",
    short: "not disclosed",
    why: "There are deals, but no amount is disclosed. It is not zero."
  },
  few: {
    text: "too few to tell",
    short: "too few to tell",
    why: "The region has fewer documents in this lens than there are technologies: too few to tell its profile from chance."
  },
  absent: {
    text: "no data on this site",
    short: "no data",
    why: "This site has no records of this kind, so the value is unknown. It is not zero."
  }
};
