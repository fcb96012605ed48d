import type {Quadrant} from "../indicators/quadrants.ts";
import type {Indicator, Ranking} from "../scenario/robustness.ts";

/** What the figures on robustness say; an edition in another language is another one of these. */
export interface RobustnessWords {
  /** Names of what is ranked, and of what a curve shows. */
  rankings: Record<Ranking, string>;
  indicators: Record<Indicator, string>;
  /** Names of choices, and short ones of their levels, by id. */
  choices: Record<string, string>;
  levels: Record<string, string>;
  noQuadrant: string;
  published: string;
  columns: {
    technology: string;
    published: string;
    inPublished: string;
    from: string;
    to: string;
    choice: string;
    level: string;
    number: string;
    least: string;
    median: string;
    most: string;
    above: string;
  };
  shares: {
    title: (args: {
      stable: number;
      all: number;
      technology: string | null;
      share: number;
      quadrant: Quadrant | null;
    }) => string;
    howToRead: (args: {
      technology: string | null;
      share: number;
      quadrant: Quadrant | null;
      count: number;
      names: Record<Quadrant, string>;
    }) => string;
    describe: (args: {all: number; count: number; stable: number}) => string;
    mark: (args: {
      technology: string;
      parts: readonly {quadrant: string; share: number}[];
      published: string;
    }) => string;
    key: string;
  };
  intervals: {
    title: (args: {technology: string | null; low: number; high: number; narrow: number; all: number}) => string;
    howToRead: (args: {
      technology: string | null;
      published: number;
      low: number;
      high: number;
      least: number;
      most: number;
    }) => string;
    describe: (args: {all: number; count: number}) => string;
    mark: (args: {
      technology: string;
      lenses: readonly {lens: string; published: number | null; low: number; high: number}[];
    }) => string;
    axis: string;
    key: {published: string; nine: string; all: string};
  };
  curve: {
    title: (args: {
      technology: string;
      indicator: Indicator;
      above: number | null;
      low: number | null;
      high: number | null;
      count: number;
    }) => string;
    howToRead: (args: {count: number; line: boolean}) => string;
    describe: (args: {
      technology: string;
      indicator: string;
      count: number;
      least: string;
      most: string;
      published: string;
    }) => string;
    rank: Record<"least" | "quarter" | "median" | "threeQuarters" | "most" | "published", string>;
    mark: (args: {rank: string; value: string; choices: string}) => string;
    asPublished: string;
    level: (args: {choice: string; level: string; number: number; median: string; above: string | null}) => string;
    empty: string;
  };
}
