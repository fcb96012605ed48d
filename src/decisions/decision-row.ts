/** Columns of `data/classification/decisions.csv`, in order. */
export const decisionColumns = [
  "vocabulary",
  "code",
  "technology",
  "decision",
  "reviewer",
  "date",
  "note",
  "similarity",
  "cooccurrence",
  "model"
] as const;

export type DecisionColumn = (typeof decisionColumns)[number];

/** One row of the file. It names the technology in full. */
export type DecisionRow = Record<DecisionColumn, string>;

/** Columns of a decision besides those that identify its link. */
export type DecisionField = Exclude<DecisionColumn, "vocabulary" | "code" | "technology">;

const isNumber = (text: string) => text !== "" && Number.isFinite(Number(text));

const isValid: Readonly<Record<DecisionField, (value: string) => boolean>> = {
  decision: (value) => value === "accept" || value === "reject",
  reviewer: (value) => value.trim() !== "",
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  note: (value) => value.trim() !== "",
  similarity: isNumber,
  cooccurrence: (value) => value === "" || isNumber(value),
  model: (value) => value !== ""
};

/** The first field of a decision with an invalid value, apart from its link; undefined if all are valid. */
export function invalidField(row: Pick<DecisionRow, DecisionField>): DecisionField | undefined {
  return (Object.keys(isValid) as DecisionField[]).find((field) => !isValid[field](row[field]));
}
