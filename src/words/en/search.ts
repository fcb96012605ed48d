import {number} from "./locale.js";

/** What the search of the site says. */
export const searchWords = {
  title: "Search",
  field: "Search this site",
  placeholder: "A technology, a claim, a figure",
  close: "Close",
  results: "Results",
  loading: "Loading the index…",
  all: (entries: number) => `Search ${number(entries)} technologies, claims and sections.`,
  found: (results: number) => `${number(results)} found`,
  nothing: "Nothing found. Try fewer letters or another word.",
  failed: "The index failed to load. Close the search and try again.",
  /** What an entry is. */
  kinds: {technology: "technology", claim: "claim", section: "section"}
};
