import type {Quadrant} from "../indicators/quadrants.ts";
import type {TechnologyName} from "../indicators/snapshot.ts";
import type {Dataset} from "../terms/lenses.ts";

/**
 * A claim that a page makes: `{{claim photonics-strong: patents.rca photonics > 1}}` judges the sentence that it
 * follows.
 */
export interface OwnClaim {
  /** In small letters, digits and hyphens; no other claim has it. */
  id: string;
  /** The heading under which it stands. */
  section: string;
  /** The sentence, with marks in single braces; empty where there is none. */
  says: string;
  /** Comparisons of references with numbers, shares such as `5%`, quadrants or references: see `parseCondition`. */
  holds: string;
  /** Whether several marks make a claim of this name, of which this is the first. */
  repeated?: true;
}

/** Texts of the files in `data/published`. */
export interface PublishedTexts {
  /** values.csv */
  values: string;
  /** figure-1-links.csv */
  links: string;
  /** printed-numbers.csv */
  numbers: string;
  /** stated-quadrants.csv */
  placements: string;
}

/** A number in the text of the report. */
export interface PrintedNumber {
  technology: string;
  /** The live value that it is a rounding of, e.g. `patents.rca`. */
  indicator: string;
  /** In the unit of the live value: shares are 0–1. */
  value: number;
  /** As printed. */
  text: string;
  /** Largest distance of a value that rounds to it. */
  tolerance: number;
  section: string;
}

/** The quadrant in which the report's text places a technology; null stands for the digital technologies as a group. */
export interface StatedPlacement {
  technology: string | null;
  quadrant: Quadrant;
  section: string;
}

/** What a report says that data can test: its published values, and the claims of its pages. Plain data. */
export interface Published {
  /** The region that they describe, a NUTS code; null where a report has no published values. */
  region: string | null;
  /**
   * By slug and indicator, in the units of the live values. Counts of publications are those of a source that holds as
   * many of them as the build's.
   */
  values: Record<string, Record<string, number>>;
  /** By slug, 0–100: a second measure of complexity, which the report does not use. */
  tci: Record<string, number>;
  /** Links of figure 1; weights are cosines × 100. */
  links: {source: string; target: string; weight: number}[];
  numbers: PrintedNumber[];
  placements: StatedPlacement[];
  /** As `publishedTotals`, with as many publications as the build's source would hold. */
  totals: Readonly<Record<Dataset, number>>;
  /** Medians that divide the quadrants of the report's figures. */
  lines: {relatedness: number; complexity: number};
  /** Claims that the pages make. */
  claims: readonly OwnClaim[];
  /** Slugs of technologies about which a dataset says nothing, since its records are synthetic. */
  uncalibrated: Readonly<Partial<Record<Dataset, readonly string[]>>>;
}

/** One in how many publications the sample holds. */
export const sampledPublications = 10;

/**
 * Counts of Flanders over the full universe that the published shares imply; publications as the sample has them, deals
 * in millions of US dollars.
 */
export const publishedTotals: Readonly<Record<Dataset, number>> = {
  patents: 26_089,
  publications: 36_795,
  publications_earlier: 36_795,
  deals: 11_302
};

interface Column {
  indicator: string;
  /** Units of the file per unit of the live value. */
  per: number;
}

const percent = 100;
const columns: Record<string, Column> = {
  tech_rca: {indicator: "patents.rca", per: 1},
  pub_rca: {indicator: "publications.rca", per: 1},
  fund_rca: {indicator: "deals.rca", per: 1},
  tech_complexity: {indicator: "complexity", per: 1},
  tech_reldens: {indicator: "patents.density", per: 1},
  pub_reldens: {indicator: "publications.density", per: 1},
  fund_reldens: {indicator: "deals.density", per: 1},
  composite_reldens: {indicator: "composite", per: 1},
  pat_count: {indicator: "patents.count", per: 1},
  pat_share_pct: {indicator: "patents.share", per: percent},
  pat_eu_share_pct: {indicator: "patents.benchmark_share", per: percent},
  fund_musd: {indicator: "deals.count", per: 1},
  fund_share_pct: {indicator: "deals.share", per: percent},
  fund_eu_share_pct: {indicator: "deals.benchmark_share", per: percent},
  pub_count_dec25: {indicator: "publications_earlier.count", per: sampledPublications},
  pub_rca_dec25: {indicator: "publications_earlier.rca", per: 1},
  pub_share_pct_dec25: {indicator: "publications_earlier.share", per: percent},
  pub_reldens_dec25: {indicator: "publications_earlier.density", per: 1}
};

const printedIndicators: Record<string, Column> = {
  patent_share: {indicator: "patents.share38", per: percent},
  funding_share: {indicator: "deals.share38", per: percent},
  patent_rca: {indicator: "patents.rca", per: 1},
  publication_rca: {indicator: "publications.rca", per: 1},
  funding_rca: {indicator: "deals.rca", per: 1},
  patent_count: {indicator: "patents.count", per: 1},
  funding_amount: {indicator: "deals.count", per: 1},
  relatedness_density: {indicator: "patents.density", per: 1},
  complexity: {indicator: "complexity", per: 1}
};

/** The figures have two decimals, so the text rounds values that are already rounded. */
const halfHundredth = 0.005;

/** Finds the slug of a technology by its name in a file, ignoring case. */
function slugFinder(technologies: readonly TechnologyName[]): (name: string, file: string) => string {
  const slugs = new Map(technologies.map(({name, slug}) => [name.toLowerCase(), slug]));
  return (name, file) => {
    const slug = slugs.get(name.toLowerCase());
    if (slug === undefined)
      throw new RangeError(`unknown technology in ${file}: ${name}; write it as in taxonomy.json`);
    return slug;
  };
}

/**
 * Reads the values of the figures.
 *
 * @param text of values.csv
 * @returns `values` and `tci` of `Published`
 * @throws RangeError as `parsePublished`
 */
export function parseValues(text: string, technologies: readonly TechnologyName[]): Pick<Published, "values" | "tci"> {
  const slugOf = slugFinder(technologies);
  const values: Published["values"] = {};
  const tci: Published["tci"] = {};
  for (const row of rowsOf(text, "values.csv")) {
    const slug = slugOf(row.kst!, "values.csv");
    values[slug] = Object.fromEntries(
      Object.entries(columns).map(([column, {indicator, per}]) => [
        indicator,
        numberOf(row[column], `values.csv, ${row.kst}, ${column}`) / per
      ])
    );
    tci[slug] = numberOf(row.pat_TCI, `values.csv, ${row.kst}, pat_TCI`);
  }
  return {values, tci};
}

/**
 * Reads the links of figure 1.
 *
 * @param text of figure-1-links.csv
 * @returns `links` of `Published`
 * @throws RangeError as `parsePublished`
 */
export function parseLinks(text: string, technologies: readonly TechnologyName[]): Published["links"] {
  const slugOf = slugFinder(technologies);
  return rowsOf(text, "figure-1-links.csv").map((row) => ({
    source: slugOf(row.kst_a!, "figure-1-links.csv"),
    target: slugOf(row.kst_b!, "figure-1-links.csv"),
    weight: numberOf(row.weight, "figure-1-links.csv, weight")
  }));
}

/**
 * Reads the published values.
 *
 * @param technologies the 38, with names as in values.csv
 * @param region NUTS code of the region that the values describe
 * @param oneIn one in how many publications the build holds; by default as the sample
 * @throws RangeError for a file with quotes, an unknown technology, indicator or quadrant, or a field that must be a
 * number and is not
 */
export function parsePublished(
  texts: PublishedTexts,
  technologies: readonly TechnologyName[],
  region: string,
  oneIn = sampledPublications
): Published {
  const more = sampledPublications / oneIn;
  const slugOf = slugFinder(technologies);
  const {values, tci} = parseValues(texts.values, technologies);
  // Words such as "almost half" are statements, not numbers.
  const numbers = rowsOf(texts.numbers, "printed-numbers.csv")
    .filter(({unit}) => unit !== "text")
    .map((row): PrintedNumber => {
      const column = printedIndicators[row.indicator!];
      if (column === undefined) throw new RangeError(`unknown indicator in printed-numbers.csv: ${row.indicator}`);
      return {
        technology: slugOf(row.kst!, "printed-numbers.csv"),
        indicator: column.indicator,
        value: numberOf(row.value, "printed-numbers.csv, value") / column.per,
        text: row.value!,
        tolerance: toleranceOf(row.value!) / column.per,
        section: row.section!
      };
    });
  const placements = rowsOf(texts.placements, "stated-quadrants.csv").map((row): StatedPlacement => ({
    technology: row.kst!.startsWith("ALL ") ? null : slugOf(row.kst!, "stated-quadrants.csv"),
    quadrant: quadrantOf(row.stated_quadrant!),
    section: row.section!
  }));
  return {
    region,
    values: Object.fromEntries(
      Object.entries(values).map(([slug, row]) => [
        slug,
        {...row, "publications_earlier.count": row["publications_earlier.count"]! * more}
      ])
    ),
    tci,
    links: parseLinks(texts.links, technologies),
    numbers,
    placements,
    totals: {
      ...publishedTotals,
      publications: publishedTotals.publications * more,
      publications_earlier: publishedTotals.publications_earlier * more
    },
    lines: {relatedness: 32.21, complexity: 64.31},
    claims: [],
    uncalibrated: {}
  };
}

/** What a report without published values compares with: nothing. */
export const noPublished: Published = {
  region: null,
  values: {},
  tci: {},
  links: [],
  numbers: [],
  placements: [],
  totals: publishedTotals,
  lines: {relatedness: 0, complexity: 0},
  claims: [],
  uncalibrated: {}
};

/** Half of the last printed digit; 0 for a printed 0, which means none at all. */
function toleranceOf(text: string): number {
  if (Number(text) === 0) return 0;
  const digits = text.split(".")[1]?.length ?? 0;
  return 0.5 * 10 ** -digits + (digits === 1 ? halfHundredth : 0);
}

function quadrantOf(text: string): Quadrant {
  if (text !== "optimal" && text !== "moonshot" && text !== "incremental" && text !== "cautious")
    throw new RangeError(`unknown quadrant in stated-quadrants.csv: ${text}`);
  return text;
}

function numberOf(text: string | undefined, where: string): number {
  const value = Number(text);
  if (text === undefined || text.trim() === "" || !Number.isFinite(value))
    throw new RangeError(`not a number in ${where}: ${text}`);
  return value;
}

/** The files need no quotes, so pages can parse them without a CSV library. */
function rowsOf(text: string, file: string): Record<string, string>[] {
  if (text.includes('"')) throw new RangeError(`quotes in ${file}; write its fields without commas`);
  const [head, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return lines.map((fields, at) => {
    if (fields.length !== head!.length)
      throw new RangeError(`${fields.length} fields in row ${at + 2} of ${file}, but ${head!.length} in its header`);
    return Object.fromEntries(head!.map((name, column) => [name, fields[column]!]));
  });
}
