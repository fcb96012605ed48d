import type {Locator} from "../regions/locate.ts";
import type {Regions} from "../regions/regions.ts";
import type {WorkDatabase} from "../duckdb/database.ts";
import type {ExtractFiles} from "./extract-files.ts";
import type {DropReason, SourceAccount} from "./tally.ts";
import type {Lens} from "../../src/terms/lenses.ts";

/** Whose addresses place a patent. */
export const parties = ["inventors", "applicants"] as const;
export type Party = (typeof parties)[number];

/**
 * Classes of funding rounds. `equity` is venture funding of start-ups; `private-equity` is buyouts and growth capital
 * of established companies; `other` is neither money for shares nor any other class, or of a type that is not stated.
 */
export const dealClasses = [
  "equity",
  "private-equity",
  "debt",
  "grant",
  "secondary",
  "post-ipo",
  "coin",
  "other"
] as const;
export type DealClass = (typeof dealClasses)[number];

/** What a source reader is given. */
export interface SourceContext {
  db: WorkDatabase;
  /** Folder with the extracts, in the official file formats. */
  folder: string;
  /** First and last year to keep, both included. */
  years: readonly [first: number, last: number];
  regions: Regions;
  locator: Locator;
  locatePatentsBy: Party;
  /** The classes that count as start-up funding. */
  dealTypes: readonly DealClass[];
  limits: Partial<Record<DropReason, number>>;
  /** Reports the step that begins, for the progress line. */
  note: (text: string) => void;
}

/**
 * What a source reader found. Its rows are in the tables `documents`, `document_codes`, `fallback_codes`,
 * `document_locations` and `code_symbols`; a reader of deals also fills `other_documents`, which exists.
 */
export interface SourceResult {
  /** The edition as the source names it, such as `202401` or the date of a snapshot. */
  edition: string;
  /** The files of the folder, with what was made of each. */
  files: ExtractFiles;
  account: SourceAccount;
  /** Deals of the chosen years by class of funding. */
  types?: Partial<Record<DealClass, number>>;
}

/** Where documents come from: all that the project knows about one source. `sources.ts` lists them. */
export interface Source {
  /** The name that readers see. */
  name: string;
  /** The lens of its documents. Their codes are of the lens's vocabulary, so that the report's links apply to them. */
  lens: Lens;
  /** The files that `npm run data` reads, for its help. */
  extract: string;
  /** One line: who owns the records and what may be published of them. */
  licence: string;
  /** The licence's name in the SPDX list; null where records may not be passed on. */
  spdx: string | null;
  /**
   * Whether a licence protects the records. The build then makes the documents safe to publish. A reader of deals also
   * writes `document_units` (document, unit): the company of each document.
   */
  licensed: boolean;
  /** Patterns of the source's own identifiers of records, which no published file may contain. */
  identifiers: readonly {pattern: RegExp; what: string}[];
  /**
   * Looks for the files of an extract, without reading their rows.
   * @throws InputError when files or columns are missing
   */
  inspect: (folder: string, party: Party) => Promise<unknown>;
  /**
   * Reads an extract into the tables of a dataset (see `docs/architecture.md`).
   * @throws InputError when files or columns are missing, or too many rows are unusable
   */
  read: (context: SourceContext) => Promise<SourceResult>;
}
