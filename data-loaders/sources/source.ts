import type {Locator} from "../regions/locate.ts";
import type {Regions} from "../regions/regions.ts";
import type {WorkDatabase} from "../engine/database.ts";
import type {DropReason, SourceAccount} from "./tally.ts";
import type {Vocabulary} from "../../src/terms/lenses.ts";

/** What a source reader is given. */
export interface SourceContext {
  db: WorkDatabase;
  /** Folder with the extracts, in the official file formats. */
  folder: string;
  /** First and last year to keep, both included. */
  years: readonly [first: number, last: number];
  regions: Regions;
  locator: Locator;
  limits: Partial<Record<DropReason, number>>;
  /** Says what is being done now. */
  note: (text: string) => void;
}

/** What a source reader found; its rows stand in `documents`, `document_codes`, `document_locations`, `code_symbols`. */
export interface SourceResult {
  name: string;
  /** Edition as the source names it, e.g. `202401` or a snapshot date. */
  edition: string;
  /** The files that were read, for the manifest. */
  files: string[];
  /** The vocabulary of the codes: cpc, topic or industry. */
  vocabulary: Vocabulary;
  account: SourceAccount;
}
