/** The entities that are read. */
export const entities = ["works", "institutions"] as const;
export type Entity = (typeof entities)[number];

/**
 * How the objects of a file follow each other: one a line, perhaps after a byte order mark, with white space between
 * them, as a JSON array, as the `results` of a page of the API, or as rows of a Parquet file.
 */
export type EntityFormat = "lines" | "marked lines" | "objects" | "array" | "page" | "parquet";

/** A file of works or institutions. */
export interface Part {
  path: string;
  format: EntityFormat | "flat";
}
