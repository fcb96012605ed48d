/**
 * The ground floor: lenses, datasets, vocabularies and years, defined once for the loaders and the pages.
 */

/** First and last year, both included. */
export type Years = readonly [first: number, last: number];

/** What the report looks through: patents, publications, start-up funding. Each is also the name of a dataset. */
export const lenses = ["patents", "publications", "deals"] as const;
export type Lens = (typeof lenses)[number];

/**
 * What a build holds: one dataset for each lens, and an earlier edition of the publications, from which the report
 * takes some of its numbers. Each is also the name of a Parquet table and of a schema in the loaders' database.
 */
export const datasets = [...lenses, "publications_earlier"] as const;
export type Dataset = (typeof datasets)[number];

/** Which edition of the publications a lens shows: that of the figures, or the earlier one. */
export const editions = ["current", "earlier"] as const;
export type Edition = (typeof editions)[number];

/** Which deals the funding lens counts: those that the build counts as start-up funding, or rounds of all types. */
export const dealTypes = ["startup", "all"] as const;
export type DealTypes = (typeof dealTypes)[number];

/**
 * The published tables of a dataset that hold the rows to count, or what is withheld of them: one, or two with the
 * deals of other types.
 */
export function countedTables(dataset: Dataset, types: DealTypes, suffix: "" | "_withheld" = ""): string[] {
  return [`${dataset}${suffix}`, ...(dataset === "deals" && types === "all" ? [`deals_other${suffix}`] : [])];
}

/** The lists of codes that documents carry: CPC main groups, OpenAlex topics, Crunchbase industries. */
export const vocabularies = ["cpc", "topic", "industry"] as const;
export type Vocabulary = (typeof vocabularies)[number];

const vocabularyOfLens: Readonly<Record<Lens, Vocabulary>> = {
  patents: "cpc",
  publications: "topic",
  deals: "industry"
};

/** The lens through which a dataset is seen. */
export function lensOf(dataset: Dataset): Lens {
  return dataset === "publications_earlier" ? "publications" : dataset;
}

/** The lens whose documents bear the codes of a vocabulary. */
export function lensOfVocabulary(vocabulary: Vocabulary): Lens {
  return lenses.find((lens) => vocabularyOfLens[lens] === vocabulary)!;
}

/** The dataset that a lens shows: only the publications have an earlier edition. */
export function datasetOf(lens: Lens, edition: Edition): Dataset {
  return lens === "publications" && edition === "earlier" ? "publications_earlier" : lens;
}

/** The vocabulary of the codes in a dataset. */
export function vocabularyOf(dataset: Dataset): Vocabulary {
  return vocabularyOfLens[lensOf(dataset)];
}

/** What holds for each lens, by dataset. */
export function byDataset<T>(byLens: Readonly<Record<Lens, T>>): Record<Dataset, T> {
  return Object.fromEntries(datasets.map((dataset) => [dataset, byLens[lensOf(dataset)]])) as Record<Dataset, T>;
}

/**
 * What a build holds: the first and last year of the documents of each dataset. A dataset without documents in the
 * report's years has none; nothing is chosen from it or claimed about it. Of a dataset whose years are published
 * together, they are all that it counts.
 */
export type HeldYears = Readonly<Partial<Record<Dataset, Years>>>;

/** The years of a dataset that the report covers and a build holds; all that it covers where the build lacks it. */
export function shownYears(dataset: Dataset, held: HeldYears, reportYears: Readonly<Record<Lens, Years>>): Years {
  const [first, last] = reportYears[lensOf(dataset)];
  const [earliest, latest] = held[dataset] ?? [first, last];
  return [Math.max(first, earliest), Math.min(last, latest)];
}
