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

/** The rule of disclosure, after a colon. */
export const disclosureReason =
  "fewer than three companies share their place and industries, or one received nearly all of the money";

/** Why a value is missing. */
export const missingWords: Record<Missing, MissingWords> = {
  withheld: {
    text: "not published, to protect single companies",
    short: "not published",
    why: `The deals are not published, to protect single companies: ${disclosureReason}. They may not be zero.`
  },
  partly: {
    text: "partly published, to protect single companies",
    short: "not published",
    why: `Some of the deals are not published, to protect single companies: ${disclosureReason}. The true count may be larger, and no share, RCA or rank can be told.`
  },
  totals: {
    text: "shares not published, to protect single companies",
    short: "not published",
    why: "The totals leave out deals, to protect single companies, so that no share, RCA or rank can be told."
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
  },
  pooled: {
    text: "years are published together",
    short: "not by year",
    why: "The records are licensed, and their years are published together. The values of single years are not zero."
  },
  uncalibrated: {
    text: "no meaning",
    short: "no meaning",
    why: "The records are synthetic, and say nothing about this technology."
  }
};
