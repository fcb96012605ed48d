/** The columns of a reader's own file. */
export const ownColumns = ["location", "technology", "value", "documents"] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** Limits of the page's file. */
export const ownLimits = {bytes: 50 * 1024 * 1024, technologies: 1000, locations: 5000} as const;

/** Maximum number of characters in a name. */
export const longestName = 200;

/** Formats that are told by their first bytes, or by bytes that no text has. */
export type ForeignFormat = "utf-16" | "workbook" | "gzip" | "archive" | "pdf" | "binary";

/** Where a problem is: a line of a text file or a row of a Parquet file, from 1, and a column by its name. */
export interface Place {
  line?: number;
  row?: number;
  column?: string;
}

/** What is wrong with a file. */
export type Problem = {at?: Place} & (
  | {kind: "empty"}
  | {kind: "too-large"; bytes: number; most: number}
  | {kind: "format"; format: ForeignFormat}
  | {kind: "encoding"}
  | {kind: "parquet"; cut: boolean}
  | {kind: "no-column"; names: readonly string[]; found: string[]}
  | {kind: "column-twice"}
  | {kind: "unclear-header"; found: string[]}
  | {kind: "no-rows"}
  | {kind: "ragged"; fields: number; expected: number}
  | {kind: "open-quote"}
  | {kind: "long-row"; most: number}
  | {kind: "after-quote"; text: string}
  | {kind: "no-name"}
  | {kind: "long-name"; length: number}
  | {kind: "not-number"; value: string; comma: boolean}
  | {kind: "ambiguous"; value: string; readings: readonly [point: number, comma: number]}
  | {kind: "two-marks"; value: string; mark: DecimalMark; other: string; line: number}
  | {kind: "negative"; value: string}
  | {kind: "too-high"; value: string}
  | {kind: "duplicate"; location: string; technology: string; first: number}
  | {kind: "too-many"; what: "locations" | "technologies" | "documents"; most: number}
  | {kind: "too-many-cells"; rows: number; columns: number; most: number}
  | {kind: "one"; what: "location" | "technology"; name: string}
  | {kind: "all-zero"}
);

export type DecimalMark = "." | ",";

/** What is doubtful about a table that can be used. */
export type Doubt =
  /** A location beside its parts, by NUTS codes. */
  | {kind: "parts"; whole: string; parts: string[]}
  /** A location or technology whose values are the sums of all others. */
  | {kind: "sum"; what: "location" | "technology"; name: string}
  /** Locations or technologies whose names differ in capitals alone. */
  | {kind: "alike"; what: "location" | "technology"; names: string[]};

/** An unusable file. The words files turn its problem into a sentence. */
export class DataProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`unusable file: ${JSON.stringify(problem)}`, options);
    this.name = "DataProblem";
    this.problem = problem;
  }
}
