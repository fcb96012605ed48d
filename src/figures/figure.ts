import type {Snapshot} from "../indicators/snapshot.ts";
import type {FigureWords} from "../words/figures.ts";
import type {Dataset} from "../terms/lenses.ts";

export interface DrawOptions {
  /** Width in pixels: 1080 for a desk, 350 for a phone. */
  width: number;
  /** Makes the elements: a page's document or jsdom's. */
  document: Document;
  words: FigureWords;
}

/** The table twin of a figure: what is drawn, as rows. */
export interface FigureTable {
  columns: {key: string; label: string; unit?: string; digits?: number}[];
  rows: Record<string, string | number | null>[];
}

/** A figure of the report: a pure function of a snapshot, with its words and its table. */
export interface Figure {
  /** For addresses. */
  id: string;
  /** In the report; null for a figure that it does not have. */
  number: number | null;
  /** What it draws from. */
  datasets: Dataset[];
  /** The finding, as the data have it. */
  title(snapshot: Snapshot, words: FigureWords): string;
  /** One sentence with an example from the data. */
  howToRead(snapshot: Snapshot, words: FigureWords): string;
  /** One sentence for those who do not see the drawing. */
  describe(snapshot: Snapshot, words: FigureWords): string;
  draw(snapshot: Snapshot, options: DrawOptions): SVGSVGElement;
  table(snapshot: Snapshot, words: FigureWords): FigureTable;
}

/** Below this width a figure is drawn for a phone. */
export const wideFrom = 640;
