import {DataProblem, type OwnColumn, ownColumns} from "./problems.js";

/** Accepted names of each column, the preferred one first. Case, spaces, hyphens and underscores are ignored. */
export const synonyms: Readonly<Record<OwnColumn, readonly string[]>> = {
  location: [
    "location",
    "region",
    "place",
    "territory",
    "area",
    "city",
    "country",
    "nuts",
    "nuts2",
    "nuts 2",
    "geo",
    "region code"
  ],
  technology: [
    "technology",
    "technology name",
    "tech",
    "domain",
    "field",
    "sector",
    "industry",
    "product",
    "class",
    "category"
  ],
  value: ["value", "count", "number", "amount", "weight", "total", "n"],
  documents: ["documents", "document count", "docs", "records"]
};

const plain = (name: string) =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/**
 * Finds the columns in a header. For each column it takes the first synonym that occurs.
 * @returns indices from 0; null if there is no column of documents
 * @throws DataProblem if any other column is missing
 */
export function findColumns(
  header: readonly string[]
): Record<Exclude<OwnColumn, "documents">, number> & {documents: number | null} {
  const names = header.map(plain);
  const found = Object.fromEntries(
    ownColumns.map((column) => {
      const name = synonyms[column].find((one) => names.includes(one));
      if (name === undefined && column !== "documents")
        throw new DataProblem({kind: "no-column", column, found: header.map((one) => one.trim())});
      return [column, name === undefined ? null : names.indexOf(name)];
    })
  );
  return found as ReturnType<typeof findColumns>;
}
