import type {TechnologyName} from "../indicators/snapshot.ts";
import type {SentenceKind, SentenceLabel, SentenceOf, TextPart} from "../narrative/region-text/sentence.ts";

/** A part of a sentence: plain text, the name of a technology by slug, or a live value by its reference. */
export type Piece = string | {technology: string; text: string} | {value: string};

/** What sentences about a region name. */
export interface TextContext {
  /** Code and name, as the tables have it. */
  region: {code: string; name: string};
  technologies: readonly TechnologyName[];
  /** Name of the region that the report is about. */
  ownRegion: string;
}

/** The text about a region in one language. */
export interface RegionTextWords {
  sentences: {readonly [Kind in SentenceKind]: (sentence: SentenceOf<Kind>, context: TextContext) => readonly Piece[]};
  /** A word or two before some sentences. */
  labels: Record<SentenceLabel, string>;
  /** Headings for parts whose heading in the report is about its own region. */
  headings: Partial<Record<TextPart, string>>;
  summary: string;
  /** The text about the report's own region, folded away. */
  folded: {summary(region: string): string; lead(region: string): string};
  /** The list of statements with the reasons of their verdicts. */
  reasons: string;
  verdictLabel(verdict: string): string;
}
