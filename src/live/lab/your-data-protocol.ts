import type {OwnLocation} from "../../your-data/indicators.ts";
import type {Problem} from "../../your-data/problems.ts";
import type {OwnTable} from "../../your-data/table.ts";

/** What was read, without the numbers. */
export interface OwnSummary extends Pick<OwnTable, "rows" | "columns" | "ignored" | "decimalComma" | "locations"> {
  technologies: number;
  /** Combinations without a row. */
  missing: number;
}

export type Ask =
  /** Answered when everything that computes has been loaded. */
  | {kind: "ready"}
  | {kind: "read"; bytes: Uint8Array}
  /** A location of the table that was read last. */
  | {kind: "location"; location: number}
  | {kind: "all"};

export interface Answers {
  ready: null;
  read: {summary: OwnSummary; location: OwnLocation} | {problem: Problem};
  location: OwnLocation;
  /** The results of all locations as CSV. */
  all: Blob;
}

export type FromWorker = {id: number; answer: unknown} | {id: number; error: string};
