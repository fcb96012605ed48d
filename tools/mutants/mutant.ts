import {createHash} from "node:crypto";

/** A change of a piece of source text. */
export interface Change {
  /** The kind of change, such as `boundary`. */
  operator: string;
  /** Start and end of the replaced text, in characters. */
  start: number;
  end: number;
  replacement: string;
}

/** A change of a file of the project, with its position. */
export interface Mutant extends Change {
  /**
   * Eight hexadecimal digits that depend only on the change and the text of its line, so that moving the code does not
   * change them.
   */
  id: string;
  /** Path relative to the project's folder. */
  file: string;
  /** Line of the change, from 1. */
  line: number;
  /** The replaced text. */
  original: string;
}

/** Turns the changes of a file into mutants with ids, in the order of the text. */
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

/** The file's text with the mutant applied. */
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
