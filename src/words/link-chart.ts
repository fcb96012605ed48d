import type {JudgedLink} from "../indicators/links.ts";

/** What the chart of links and its table say. */
export interface LinkChartWords {
  title(subject: string, links: readonly JudgedLink[]): string;
  howToRead: string;
  describe(subject: string, links: readonly JudgedLink[]): string;
  mark(link: JudgedLink): string;
  /** Whether it is a link, and whether that differs from what is published. */
  state(link: JudgedLink): string;
  /** Why it is one or not. */
  why(link: JudgedLink): string;
  number(value: number, digits: number): string;
  similarity: string;
  cooccurrence: string;
  chance: string;
  noEvidence: string;
  columns: Record<
    "symbol" | "label" | "similarity" | "cooccurrence" | "documents" | "together" | "link" | "why",
    string
  >;
}
