import type {Matrix} from "./matrix.ts";

/**
 * Why a count is unknown. `withheld`: the tables have no documents, but the disclosure rule left some out.
 * `undisclosed`: there are deals, but no amount of one is known.
 */
export const unknownKinds = ["withheld", "undisclosed"] as const;
export type Unknown = (typeof unknownKinds)[number];

/**
 * Why values of a technology in a lens are missing: its count is unknown, or the disclosure rule left out documents of
 * the dataset, so that no share, RCA, rank or density can be told. `partly`: the count leaves some out, too. `totals`:
 * the count is complete, but the totals are not.
 */
export const gapKinds = [...unknownKinds, "partly", "totals"] as const;
export type Gap = (typeof gapKinds)[number];

/**
 * Why a value is missing: a gap, the place has too few documents to tell, or the build has no documents of the dataset
 * at all (`absent`), or only synthetic ones that say nothing about the technology (`uncalibrated`). Of a single year:
 * the years of the dataset are published together (`pooled`).
 */
export type Missing = Gap | "few" | "absent" | "uncalibrated" | "pooled";

/** What the disclosure rule left out of a dataset. */
interface Withheld {
  /** Whether it left out documents anywhere. */
  partial: boolean;
  /** Places × technologies, 1 where documents were left out. */
  withheld: Uint8Array;
}

/** How much of a lens is published: numbers of technologies. */
export interface Coverage extends Record<Unknown, number> {
  /** Published in full, and above zero. */
  full: number;
  partly: number;
  none: number;
  all: number;
}

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
 * Whether each place has too few documents in a lens to tell more than counts: fewer than technologies. At one expected
 * document, a technology in which a region is exactly like Europe has none with probability 1/e = 37 %, so that ranks,
 * quadrants and statements about the region are mostly chance. Where the disclosure rule left out documents, none has:
 * the published ones may be too few only because of that.
 * @param counts documents of places × domains, technologies first, in whole counting, whatever the way of counting
 */
export function fewPlaces(
  {counts: {rows, columns, values}, partial}: {counts: Matrix; partial: boolean},
  technologies: number
): boolean[] {
  return Array.from({length: rows}, (_, place) => {
    const own = values.subarray(place * columns, place * columns + technologies);
    return !partial && own.reduce((sum, value) => sum + value, 0) < technologies;
  });
}

/**
 * What a technology's gap takes away from one of its values in a lens; null where it takes nothing. A count has its own
 * gap, all else needs totals, too, and a density nothing but them.
 * @param gap that of the technology in the lens
 * @param partial whether the disclosure rule left out documents of the dataset
 */
export function gapOf(indicator: string, gap: Gap | null, partial: boolean): Gap | null {
  if (indicator === "density") return partial ? "totals" : null;
  if (indicator === "count" || indicator === "documents") return gap === "totals" ? null : gap;
  return gap === "partly" ? "totals" : gap;
}

/** Why nothing can be told of a place's profile in a dataset; null if it can. The fields are those of `LensTotals`. */
export function missingProfile({few, held, partial}: {few: boolean; held: boolean; partial: boolean}): Missing | null {
  if (!held) return "absent";
  if (few) return "few";
  return partial ? "totals" : null;
}

/**
 * Tells of each cell of places × technologies what is missing.
 * @param counts, documents places × domains, technologies first
 */
export function gapCells(
  {counts, documents, withheld, partial}: {counts: Matrix; documents: Matrix} & Withheld,
  technologies: number
): (place: number, technology: number) => Gap | null {
  return (place, technology) => {
    const hidden = withheld[place * technologies + technology] === 1;
    const unknown = unknownCount(
      counts.values[place * counts.columns + technology]!,
      documents.values[place * documents.columns + technology]!,
      hidden
    );
    if (unknown !== null || !partial) return unknown;
    return hidden ? "partly" : "totals";
  };
}

/** Whether a gap leaves a count, complete or not. */
export function hasCount(gap: Gap | null): gap is Exclude<Gap, Unknown> | null {
  return gap === null || gap === "partly" || gap === "totals";
}

/**
 * What a gap leaves of a count and of the number of documents behind it; null for what is unknown. Deals without an
 * amount are known all the same.
 */
export function toldCount(
  gap: Gap | null,
  count: number,
  documents: number
): {count: number | null; documents: number | null} {
  const told = hasCount(gap);
  return {count: told ? count : null, documents: told || documents > 0 ? documents : null};
}
