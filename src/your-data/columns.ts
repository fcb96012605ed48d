import {DataProblem} from "./problems.js";

/** Accepted names of each column, the preferred one first. Case, blanks, hyphens and underscores do not matter. */
export const synonyms = {
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
    "nuts id",
    "nuts code",
    "nuts2 code",
    "geo",
    "region code",
    "region name",
    "location name",
    "regio",
    "région"
  ],
  technology: [
    "technology",
    "technology name",
    "tech",
    "technologie",
    "domain",
    "field",
    "sector",
    "industry",
    "product",
    "class",
    "category",
    "topic",
    "cluster",
    "cluster id",
    "cluster id1",
    "cluster name"
  ],
  value: [
    "value",
    "count",
    "counts",
    "number",
    "amount",
    "weight",
    "total",
    "n",
    "frequency",
    "obs value",
    "waarde",
    "aantal",
    "valeur",
    "nombre",
    "wert",
    "anzahl",
    "documents"
  ],
  documents: ["documents", "document count", "docs", "records"],
  document: ["document", "document id", "doc", "doc id", "id", "patent", "publication", "application", "appln id"]
} as const satisfies Record<string, readonly string[]>;

/** A header's name without its spelling. */
const plainName = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/**
 * Finds columns in a header, each by the first of its accepted names that occurs.
 * @param header the names in the file
 * @param wanted accepted names by column: lower case, with blanks between words
 * @param optional the columns that may be missing
 * @returns indices from 0; -1 for a missing optional column
 * @throws DataProblem for a missing column, and for a name that two columns have
 */
export function findColumns<Column extends string>(
  header: readonly string[],
  wanted: Readonly<Record<Column, readonly string[]>>,
  {optional = [], line}: {optional?: readonly NoInfer<Column>[]; line?: number} = {}
): Record<Column, number> {
  const names = header.map(plainName);
  const at = line === undefined ? {} : {line};
  const found = (Object.entries(wanted) as [Column, readonly string[]][]).map(([column, accepted]) => {
    const name = accepted.find((one) => names.includes(one));
    if (name === undefined) {
      if (optional.includes(column)) return [column, -1];
      throw new DataProblem({kind: "no-column", at, names: accepted, found: [...header]});
    }
    const first = names.indexOf(name);
    if (names.includes(name, first + 1))
      throw new DataProblem({kind: "column-twice", at: {...at, column: header[first]!}});
    return [column, first];
  });
  return Object.fromEntries(found) as Record<Column, number>;
}
