import {readFile} from "node:fs/promises";
import {csvParse} from "d3";
import {InputError} from "../console/input-error.ts";

/** A code and its short title. */
export interface VocabularyEntry {
  symbol: string;
  /** The title that readers see. */
  label: string;
  /** The title that the classification compares, where it is not the label. */
  wording?: string;
}

/**
 * Reads a CSV file with a column for codes and one for titles; other columns are ignored.
 * @param accepted pairs of header names, lower case, in order of preference
 * @throws InputError when the header contains no such pair, or a row lacks a code or a title
 */
export async function readVocabularyCsv(
  path: string,
  accepted: readonly (readonly [code: string, label: string])[]
): Promise<VocabularyEntry[]> {
  const text = (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  const rows = csvParse(text);
  const names = new Map(rows.columns.map((name) => [name.trim().toLowerCase(), name]));
  const pair = accepted.find(([code, label]) => names.has(code) && names.has(label));
  if (!pair) {
    throw new InputError(
      `no columns ${accepted.map((names) => names.join(",")).join(" or ")} in the header: ${rows.columns.join(", ")}`,
      {
        file: path,
        line: 1,
        advice: "check that this is the right file"
      }
    );
  }
  return rows.map((row, i) => {
    const symbol = row[names.get(pair[0])!]?.trim();
    const label = row[names.get(pair[1])!]?.trim();
    if (!symbol || !label)
      throw new InputError("a code without a title, or the reverse", {
        file: path,
        line: i + 2,
        advice: "correct the row"
      });
    return {symbol, label};
  });
}

/**
 * The project's own entries with the labels of an official list, and the other entries of that list. Our own titles
 * stay the wording that the classification compares, so an official list changes no link of a code that has one.
 */
export function mergeVocabularies(
  own: readonly VocabularyEntry[],
  official: readonly VocabularyEntry[]
): VocabularyEntry[] {
  const labels = new Map(official.map(({symbol, label}) => [symbol, label]));
  const known = own.map(({symbol, label}) => {
    const given = labels.get(symbol);
    return given === undefined || given === label ? {symbol, label} : {symbol, label: given, wording: label};
  });
  const symbols = new Set(own.map(({symbol}) => symbol));
  return [...known, ...official.filter(({symbol}) => !symbols.has(symbol))];
}
