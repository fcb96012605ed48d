import type {Snapshot} from "../indicators/snapshot.ts";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

export interface DrawOptions {
  /** Width in pixels: 1080 on a desk, 350 on a phone. */
  width: number;
  /** The page's document, or jsdom's. */
  document: Document;
  words: FigureWords;
}

/** A cell without a value, which downloads leave empty, and what a page writes there. */
export interface EmptyCell {
  empty: string;
}

/** The content of a figure as a table. */
export interface FigureTable {
  columns: {key: string; label: string; unit?: string; digits?: number}[];
  /** Null for a value that does not exist. */
  rows: Record<string, string | number | EmptyCell | null>[];
}

/** A figure of the report, drawn from a snapshot alone, with its words and its table. */
export interface Figure {
  /** Used in addresses. */
  id: string;
  /** In the report; null for a figure that the report lacks. */
  number: number | null;
  /** Datasets that it shows. */
  datasets: Dataset[];
  /** Whether it has nothing to show where the disclosure rule left documents out of a dataset. */
  whole?: boolean;
  /** The finding, from the data. */
  title(snapshot: Snapshot, words: FigureWords): string;
  /** One sentence with an example from the data. */
  howToRead(snapshot: Snapshot, words: FigureWords): string;
  /** One sentence for screen readers. */
  describe(snapshot: Snapshot, words: FigureWords): string;
  draw(snapshot: Snapshot, options: DrawOptions): SVGSVGElement;
  table(snapshot: Snapshot, words: FigureWords): FigureTable;
}

/** Least width, in pixels, of a drawing for a desk. */
export const wideFrom = 640;
