import {createHash} from "node:crypto";

/** One change of a piece of source text. */
export interface Change {
  /** What kind of change it is, e.g. `boundary`. */
  operator: string;
  /** Where the replaced text begins and ends, in characters. */
  start: number;
  end: number;
  replacement: string;
}

/** A change of one file of the project, with what a reader needs to find it. */
export interface Mutant extends Change {
  /** Eight hexadecimal digits that follow from the change and its line alone, so that they outlive moves of the code. */
  id: string;
  /** Path from the project's folder. */
  file: string;
  /** Line of the change, from 1. */
  line: number;
  /** The text that it replaces. */
  original: string;
}

/** Gives the changes of a file their ids, in the order of the text. */
export function nameMutants(file: string, text: string, changes: readonly Change[]): Mutant[] {
  const seen = new Map<string, number>();
  const inOrder = [...changes].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.operator, b.operator));
  return inOrder.map((change) => {
    const {operator, start, end, replacement} = change;
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const lineEnd = text.indexOf("\n", start);
    const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim();
    const original = text.slice(start, end);
    const key = JSON.stringify([operator, line, original, replacement]);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return {
      ...change,
      id: digest(`${key} ${nth}`).slice(0, 8),
      file,
      line: text.slice(0, start).split("\n").length,
      original
    };
  });
}

/** The file's text with the mutant in it. */
export function applyMutant(text: string, {start, end, replacement}: Change): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** SHA-256 in hexadecimal digits. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
