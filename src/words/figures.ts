import type {Quadrant} from "../indicators/quadrants.ts";
import type {TechnologyName} from "../indicators/snapshot.ts";
import type {Dataset} from "../terms/lenses.ts";

/** RCA of a technology, with its interval and count. */
interface MarkArguments {
  technology: string;
  rca: number;
  low: number;
  high: number | null;
  dataset: Dataset;
  count: number;
}

/** Everything of the figures that is language; an edition in another language is another one of these. */
export interface FigureWords {
  /** BCP 47 tag, by which numbers are written. */
  locale: string;
  regionName: (region: {code: string; name: string}) => string;
  technology: (technology: TechnologyName) => string;
  /** A short name for narrow places. */
  shortTechnology: (technology: TechnologyName) => string;
  group: (name: string) => string;
  /** A number with so many decimals at most; none is a dash. */
  number: (value: number | null, digits?: number) => string;
  /** The same with exactly so many decimals. */
  fixed: (value: number | null, digits: number) => string;
  /** Part of one, as a percentage. */
  percent: (share: number, digits?: number) => string;
  interval: (low: number | null, high: number | null) => string;
  amount: (dataset: Dataset, count: number) => string;
  unit: (dataset: Dataset) => string;
  /** What a figure of the report is called. */
  numbered: (figure: number) => string;
  /** What is counted, plural. */
  dataset: Record<Dataset, string>;
  quadrants: Record<Quadrant, {name: string; where: string; advice: string}>;
  list: (items: readonly string[]) => string;
  mark: (mark: MarkArguments) => string;
  /** The line under a figure about technologies that it cannot draw. */
  none: (dataset: Dataset) => string;
  noPlace: string;
  noValue: string;
  legend: {
    title: string;
    below: string;
    quiet: string;
    above: string;
    area: (dataset: Dataset) => string;
    width: string;
  };
  axes: {
    density: string;
    complexity: string;
    composite: string;
    rca: string;
    easier: string;
    harder: string;
    complex: string;
    simple: string;
  };
  columns: {
    technology: string;
    group: string;
    quadrant: string;
    density: string;
    complexity: string;
    composite: string;
    links: string;
    partners: string;
    share: string;
    rca: string;
    low: string;
    high: string;
    region: string;
    code: string;
    year: string;
    count: (dataset: Dataset) => string;
  };
  network: {
    title: (args: {
      region: string;
      group: string;
      inside: number;
      links: number;
      largest: string | null;
      partner: string | null;
    }) => string;
    howToRead: (args: {region: string; first: string | null; second: string | null; cosine: number}) => string;
    describe: (args: {
      region: string;
      technologies: number;
      links: number;
      group: string;
      inside: number;
      largest: string | null;
      count: number;
      first: string | null;
      second: string | null;
    }) => string;
  };
  framework: {
    title: (args: {region: string; counts: Record<Quadrant, number>; all: number}) => string;
    howToRead: (args: {technology: string | null; quadrant: Quadrant | null; region: string}) => string;
    describe: (args: {region: string; counts: Record<Quadrant, number>; all: number}) => string;
    count: (technologies: number) => string;
  };
  treemap: {
    title: (args: {
      region: string;
      dataset: Dataset;
      first: readonly string[];
      share: number;
      above: number;
      none: number;
      all: number;
    }) => string;
    howToRead: (args: {
      region: string;
      dataset: Dataset;
      technology: string | null;
      share: number;
      rca: number;
    }) => string;
    describe: (args: {
      region: string;
      dataset: Dataset;
      groups: readonly {group: string; share: number}[];
      largest: string | null;
      share: number;
      none: number;
    }) => string;
  };
  graph: {
    title: (args: {
      region: string;
      dataset: Dataset;
      above: number;
      near: number;
      all: number;
      composite: boolean;
    }) => string;
    howToRead: (args: {
      region: string;
      dataset: Dataset;
      technology: string | null;
      relatedness: number;
      complexity: number;
      rca: number;
      quadrant: Quadrant | null;
      composite: boolean;
    }) => string;
    describe: (args: {
      region: string;
      dataset: Dataset;
      drawn: number;
      above: number;
      below: number;
      strongest: string | null;
      rca: number;
      composite: boolean;
    }) => string;
  };
  map: {
    title: (args: {
      technology: string;
      dataset: Dataset;
      above: number;
      regions: number;
      region: string | null;
      rank: number;
    }) => string;
    describe: (args: {
      technology: string;
      dataset: Dataset;
      above: number;
      regions: number;
      region: string | null;
      rca: number | null;
      first: string | null;
      firstRca: number;
    }) => string;
    beyond: string;
    mark: (args: {region: string; rca: number | null}) => string;
  };
  trend: {
    describe: (args: {
      label: string;
      region: string;
      from: number;
      to: number;
      first: number;
      last: number;
      benchmarkFirst: number;
      benchmarkLast: number;
      digits: number;
    }) => string;
    empty: string;
    strip: (args: {regions: number; above: number; region: string | null; rca: number | null; rank: number}) => string;
    rank: (rank: number, of: number) => string;
  };
}
