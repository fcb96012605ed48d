import type {Locator} from "../regions/locate.ts";
import type {Regions} from "../regions/regions.ts";
import type {WorkDatabase} from "../engine/database.ts";
import type {DropReason, SourceAccount} from "./tally.ts";
import type {Lens} from "../../src/terms/lenses.ts";

/** Whose addresses place a patent. */
export const parties = ["inventors", "applicants"] as const;
export type Party = (typeof parties)[number];

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
  limits: Partial<Record<DropReason, number>>;
  /** Says what is being done now. */
  note: (text: string) => void;
}

/** What a source reader found; its rows are in `documents`, `document_codes`, `document_locations`, `code_symbols`. */
export interface SourceResult {
  /** Edition as the source names it, e.g. `202401` or a snapshot date. */
  edition: string;
  /** The files that were read, for the manifest. */
  files: string[];
  account: SourceAccount;
}

/** Where documents come from: all that the project knows of one source. `sources.ts` lists them. */
export interface Source {
  /** As readers are told it. */
  name: string;
  /**
   * Whose documents it holds. Their codes are of the vocabulary of that lens, so that the report's links apply to them.
   */
  lens: Lens;
  /** What `npm run data` is given, for its help. */
  extract: string;
  /** In one line: whose the records are, and what may be published of them. */
  licence: string;
  /** The licence's name in the SPDX list; null where records may not be passed on. */
  spdx: string | null;
  /**
   * Whether a small cell could tell what one company got: the build then makes its documents safe to publish.
   * Its reader also writes `document_units` (document, unit), the company behind each document.
   */
  confidential: boolean;
  /** What names a record, as the source writes it: no published file may hold it. */
  identifiers: readonly {pattern: RegExp; what: string}[];
  /**
   * Reads an extract into the tables of a dataset (see `docs/architecture.md`).
   * @throws InputError when files or columns are missing or too many rows are unusable
   */
  read: (context: SourceContext) => Promise<SourceResult>;
}
