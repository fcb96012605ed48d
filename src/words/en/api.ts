import {list} from "./locale.js";

/** What the page of the API says beside its text. */
export const apiPageWords = {
  tables: "Tables",
  table: "Table",
  rows: "Rows",
  files: "Files",
  uses: "What each table may be used for",
  licence: "Licence",
  use: "Use",
  /** In an example, for the address of the site where it is not known. */
  address: "ADDRESS",
  /** Files without rows, and what is in them. */
  documents: {
    "dictionary.csv": "each column with its type and meaning, the keys, and which table explains an id",
    "dictionary.json": "the same for programs",
    "croissant.json":
      "a description of all tables in the format Croissant 1.0 of MLCommons, with the size and hash of every file",
    "manifest.json":
      "release, build, editions of the sources, how the classification was made, the licence of every table, SHA-256 of every file"
  }
};

/** What one may do with a table. */
export const useWords = {
  locations: "Any, naming Eurostat (NUTS 2021) and GeoNames.",
  technologies: "Any. The names are those of the report.",
  codes:
    "Any. The symbols are those of the vocabularies; the titles are this project’s, unless the build was given official ones.",
  claims: "Statements and printed values are the report’s: cite it.",
  synthetic: "Any. Say that the records are synthetic: they describe no real patent, work or company.",
  partlySynthetic: "Partly synthetic: say so.",
  open: (sources: readonly string[]) => `Any, naming ${list(sources)}.`,
  licensed: (sources: readonly string[]) =>
    `Quote and compute with these counts and sums, naming ${list(sources)}; do not try to identify single records. Records need a licence from their owner.`
};

/** What the description of all tables for programs says (Croissant). */
export const croissantWords = {
  /** `provenance` is a sentence, or null when no record is synthetic. */
  description: (description: string, provenance: string | null, build: string) =>
    [`${description.replace(/\.$/, "")}.`, provenance, `Build ${build}.`].filter(Boolean).join(" "),
  table: (name: string) => `Table ${name}`,
  keywords: ["key strategic technologies", "patents", "publications", "funding", "regions", "relatedness", "complexity"]
};
