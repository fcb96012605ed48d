import type {Quadrant} from "../indicators/quadrants.ts";
import type {OwnLocation, OwnRowValues} from "../your-data/indicators.ts";
import type {NumberMarks} from "../your-data/numbers.ts";
import type {Doubt, OwnColumn, Problem} from "../your-data/problems.ts";
import type {FigureWords} from "./figures.ts";

/** Everything that the page about data of one's own says; an edition in another language is another one of these. */
export interface YourDataWords {
  lead: string;
  privacy: string;
  drop: string;
  choose: string;
  tryExample: string;
  downloadExample: string;
  noScript: string;
  format: {
    title: string;
    columns: [name: string, meaning: string, also: string][];
    column: string;
    meaning: string;
    also: string;
    rules: string[];
  };
  method: {title: string; text: string[]};
  reading: (name: string) => string;
  read: (args: {name: string; locations: number; technologies: number; rows: number}) => string;
  /** What was read of documents and their technologies. */
  pairs: (args: {document: ArrayLike<number>; documents: number; names: ArrayLike<string>}) => string;
  /** What was read, in sentences. */
  notes: (table: {
    columns: Record<OwnColumn, string | null>;
    ignored: readonly string[];
    rows: number;
    withoutDocuments: number;
    marks: NumberMarks;
    missing: number;
    doubts: readonly Doubt[];
  }) => string[];
  problem: (problem: Problem) => string;
  /** The same problem for a terminal, without its place: lower case, without a full stop. */
  fault: (problem: Problem) => {message: string; advice: string};
  failed: (message: string) => string;
  /** Why a computation was stopped. */
  late: (seconds: number) => string;
  kept: (name: string) => string;
  location: string;
  downloadPlace: string;
  downloadAll: string;
  resultTitle: string;
  bars: {title: (location: OwnLocation) => string; howToRead: (location: OwnLocation, all: number) => string};
  plane: {title: (location: OwnLocation) => string; howToRead: (location: OwnLocation) => string};
  table: string;
  source: (name: string) => string;
  mark: (row: Pick<OwnRowValues, "technology" | "value" | "rca" | "low" | "high" | "density" | "complexity">) => string;
  legend: FigureWords["legend"];
  columns: Record<
    "technology" | "value" | "documents" | "rca" | "low" | "high" | "rank" | "density" | "complexity" | "quadrant",
    string
  >;
  quadrants: Record<Quadrant, string>;
  noValue: string;
}
