/** What stands in braces besides references to live values: the marks by name, each with what follows its name. */
export interface MarkSpec {
  /** What stands after the name: one word, or a list's number, indicator and group; undefined for a single word. */
  word?: "technology" | "claim" | "dataset" | "figure" | "part" | "list" | "text" | "condition";
  /** Whether it is a paragraph of its own rather than part of a line. */
  paragraph: boolean;
}

const inLine = (word?: MarkSpec["word"]): MarkSpec => ({word, paragraph: false});
const paragraph = (word?: MarkSpec["word"]): MarkSpec => ({word, paragraph: true});

export const marks = {
  region: inLine(),
  name: inLine("technology"),
  "technology-name": inLine(),
  claim: inLine("claim"),
  top: inLine("list"),
  "top-number": inLine("list"),
  source: inLine("dataset"),
  records: inLine(),
  byline: inLine(),
  benchmark: inLine(),
  specifications: inLine(),
  if: inLine("condition"),
  end: inLine(),
  scenario: paragraph(),
  text: paragraph("text"),
  figure: paragraph("figure"),
  lab: paragraph("part"),
  contents: paragraph(),
  stamp: paragraph(),
  ledger: paragraph(),
  "ledger-summary": paragraph(),
  "earlier-edition": paragraph(),
  "technology-list": paragraph(),
  "technology-page": paragraph()
} as const satisfies Readonly<Record<string, MarkSpec>>;
export type MarkName = keyof typeof marks;

/** The mark of a name; undefined where there is none. */
export function markOf(name: string): MarkSpec | undefined {
  return Object.hasOwn(marks, name) ? marks[name as MarkName] : undefined;
}

/** A mark as an author writes it: `figure network` is the name `figure` and the word `network`. */
export function splitMark(mark: string): {name: string; word: string} {
  const [name = "", ...rest] = mark.trim().split(/\s+/);
  return {name, word: rest.join(" ")};
}
