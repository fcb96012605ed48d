import type {OwnLocation} from "../../your-data/indicators.ts";
import type {Doubt, Problem} from "../../your-data/problems.ts";
import type {OwnTable} from "../../your-data/table.ts";

/** A summary of the last table, without its numbers. */
export interface OwnSummary extends Pick<
  OwnTable,
  "rows" | "withoutDocuments" | "columns" | "ignored" | "marks" | "locations"
> {
  technologies: number;
  /** Number of combinations of location and technology without a row. */
  missing: number;
  doubts: Doubt[];
}

export type Ask =
  /** Answered when the modules have loaded. */
  | {kind: "ready"}
  | {kind: "read"; bytes: Uint8Array}
  /** A location of the last table. */
  | {kind: "location"; location: number}
  | {kind: "all"};

export interface Answers {
  ready: null;
  read: {summary: OwnSummary; location: OwnLocation} | {problem: Problem};
  location: OwnLocation;
  /** The results of all locations, as CSV. */
  all: Blob;
}

export type FromWorker = {id: number; answer: unknown} | {id: number; error: string};
