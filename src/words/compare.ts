import type {Gap} from "../indicators/missing.ts";
import type {Quadrant} from "../indicators/quadrants.ts";
import type {Dataset} from "../terms/lenses.ts";

/** What is found when two regions, or one and the benchmark, are compared. */
export interface CompareFindings {
  first: string;
  /** Null for the benchmark alone. */
  second: string | null;
  dataset: Dataset;
  /** Technologies in which the first region has the higher RCA; of the benchmark's share where there is no second. */
  ahead: number;
  /** Differences that can be told from chance; null where the regions share documents. */
  told: number | null;
  /** Technologies that can be compared, since their RCA is known. */
  all: number;
  /** Technologies whose RCA is unknown in one of the regions. */
  unknown: number;
}

/** The language of the figures that compare regions. */
export interface CompareWords {
  title: (found: CompareFindings) => string;
  howToRead: (
    found: CompareFindings & {technology: string | null; rca: number; other: number; times: number}
  ) => string;
  describe: (found: CompareFindings & {widest: string | null}) => string;
  /** One side of a mark. */
  side: (args: {
    region: string;
    missing: Gap | null;
    rca: number | null;
    low: number | null;
    high: number | null;
    dataset: Dataset;
    count: number | null;
  }) => string;
  mark: (args: {technology: string; sides: readonly string[]; told: boolean | null}) => string;
  key: {told: string; untold: string; interval: string; europe: string};
  columns: {share: string; benchmarkShare: string; told: string; of: (label: string, region: string) => string};
  yes: string;
  no: string;
  noTest: string;
  quadrants: {
    /** `few` are the regions with too few patents for quadrants. */
    title: (args: {first: string; second: string; differ: number; same: number; few: readonly string[]}) => string;
    howToRead: string;
    describe: (args: {first: string; second: string; differ: number; same: number; few: readonly string[]}) => string;
    mark: (args: {technology: string; first: string; second: string; one: string; other: string}) => string;
    same: (quadrant: string) => string;
    short: Record<Quadrant, string>;
    none: string;
  };
}
