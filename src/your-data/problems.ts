/** The columns of a reader's own file. */
export const ownColumns = ["location", "technology", "value", "documents"] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** Limits of a file. */
export const ownLimits = {bytes: 50 * 1024 * 1024, technologies: 1000, locations: 5000, nameLength: 200} as const;

/** What is wrong with a file. Rows are numbered from 1, as in a spreadsheet; the header of a CSV file counts. */
export type Problem =
  | {kind: "empty"}
  | {kind: "too-large"; bytes: number}
  | {kind: "binary"}
  | {kind: "encoding"}
  | {kind: "parquet"; cut: boolean}
  | {kind: "no-column"; column: OwnColumn; found: string[]}
  | {kind: "no-rows"}
  | {kind: "ragged"; row: number; fields: number; expected: number}
  | {kind: "no-name"; row: number; column: string}
  | {kind: "long-name"; row: number; column: string; length: number}
  | {kind: "not-number"; row: number; column: string; value: string; comma: boolean}
  | {kind: "negative"; row: number; column: string; value: string}
  | {kind: "too-high"; row: number; column: string; value: string}
  | {kind: "duplicate"; location: string; technology: string; first: number; second: number}
  | {kind: "too-many"; what: "locations" | "technologies"}
  | {kind: "one"; what: "location" | "technology"; name: string}
  | {kind: "all-zero"};

/** An unusable file. The words files turn its problem into a sentence. */
export class DataProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`unusable file: ${JSON.stringify(problem)}`, options);
    this.name = "DataProblem";
    this.problem = problem;
  }
}
