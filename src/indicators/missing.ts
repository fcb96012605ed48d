import type {Matrix} from "./matrix.ts";

/**
 * Why a count is unknown. `withheld`: the tables have no documents, but the disclosure rule left some out.
 * `undisclosed`: there are deals, but no amount of one is known.
 */
export const unknownKinds = ["withheld", "undisclosed"] as const;
export type Unknown = (typeof unknownKinds)[number];

/**
 * Why a value is missing: its count is unknown, the place has too few documents to tell, or the build has no documents
 * of the dataset at all (`absent`).
 */
export type Missing = Unknown | "few" | "absent";

/**
 * Why the count of a cell is unknown; null for a known one.
 * @param count documents or amounts, as published
 * @param documents the number of documents behind it
 * @param withheld whether documents of the cell were withheld
 */
export function unknownCount(count: number, documents: number, withheld: boolean): Unknown | null {
  if (count !== 0) return null;
  if (withheld) return "withheld";
  return documents > 0 ? "undisclosed" : null;
}

/**
 * Whether a place has too few documents in a lens to tell more than counts: fewer than technologies. At one expected
 * document, a technology in which a region is exactly like Europe has none with probability 1/e = 37 %, so that ranks,
 * quadrants and statements about the region are mostly chance.
 * @param documents of each technology, as published
 */
export function hasFew(documents: Float64Array): boolean {
  return documents.reduce((sum, value) => sum + value, 0) < documents.length;
}

/** Why nothing can be told of a place's profile in a dataset; null if it can. The fields are those of `LensTotals`. */
export function missingProfile({few, held}: {few: boolean; held: boolean}): Missing | null {
  if (!held) return "absent";
  return few ? "few" : null;
}

/**
 * Tells of each cell of places × technologies why its count is unknown.
 * @param counts, documents places × domains, technologies first
 * @param withheld places × technologies, 1 where documents were withheld
 */
export function unknownCells(
  {counts, documents, withheld}: {counts: Matrix; documents: Matrix; withheld: Uint8Array},
  technologies: number
): (place: number, technology: number) => Unknown | null {
  return (place, technology) =>
    unknownCount(
      counts.values[place * counts.columns + technology]!,
      documents.values[place * documents.columns + technology]!,
      withheld[place * technologies + technology] === 1
    );
}
