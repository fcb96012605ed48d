import type {Dataset} from "../terms/lenses.ts";
import type {Provenance} from "../narrative/provenance.ts";

/** How pages, printed pages, downloads and the API say which records are synthetic. */
export interface ProvenanceWords {
  /** A badge. */
  synthetic: string;
  /** The badge beside the site's title; null when no record is synthetic. */
  badge(provenance: Provenance): string | null;
  /** One sentence; null when no record is synthetic. */
  sentence(provenance: Provenance): string | null;
  /**
   * What kind of records a site rests on and what it publishes of them: one to four sentences.
   * @param pooled the datasets whose years are published together
   */
  note(provenance: Provenance, pooled: readonly Dataset[]): string;
  /** What the section on methods adds about the records: one or two sentences. */
  records(provenance: Provenance): string;
}
