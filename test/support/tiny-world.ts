import type {ColumnType, WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import {Random} from "../../src/scenario/random.ts";
import type {LinkThresholds} from "../../src/indicators/link-rule.ts";
import type {ScenarioBase} from "../../src/scenario/scenario.ts";
import {type Dataset, datasets, type Vocabulary, vocabularies} from "../../src/terms/lenses.ts";
import {reportChoices} from "./report-choices.ts";

/** A patent, publication or deal. */
export interface TinyDocument {
  year: number;
  /** Location codes, with the share of the document in each. */
  places: readonly (readonly [code: string, share: number])[];
  /** Symbols in the vocabulary of its dataset. */
  codes: readonly string[];
  /** Number of documents like this one. */
  number: number;
  /** Total amount of these documents in millions of US dollars; 0 if unknown. */
  amount: number;
}

export interface TinyLink {
  vocabulary: Vocabulary;
  symbol: string;
  technology: string;
  similarity: number;
  cooccurrence: number | null;
  decision: "accept" | "reject" | null;
}

/** Records that are few enough for plain arithmetic, in a form that a person would write. */
export interface TinyWorld {
  /** In the order of the tables: NUTS2 regions of the benchmark, and countries outside it. */
  places: readonly {code: string; nuts1: string | null; benchmark: boolean}[];
  technologies: readonly string[];
  links: readonly TinyLink[];
  documents: Readonly<Record<Dataset, readonly TinyDocument[]>>;
  /** Deals that are no start-up funding; none by default. */
  others?: readonly TinyDocument[];
}

const vocabularyOf: Record<Dataset, Vocabulary> = {
  patents: "cpc",
  publications: "topic",
  publications_earlier: "topic",
  deals: "industry"
};

/** Writes a world into the tables that a build publishes. */
export async function writeWorld(db: WorkDatabase, world: TinyWorld): Promise<void> {
  const insert = async (table: string, columns: Record<string, ColumnType>, rows: readonly (readonly unknown[])[]) =>
    await db.insert(table, columns, rows);
  const codes = vocabularies.flatMap((vocabulary) => {
    const borne = datasets
      .filter((dataset) => vocabularyOf[dataset] === vocabulary)
      .flatMap((dataset) => [...world.documents[dataset], ...(dataset === "deals" ? (world.others ?? []) : [])])
      .flatMap((one) => one.codes);
    const linked = world.links.filter((one) => one.vocabulary === vocabulary).map(({symbol}) => symbol);
    return [...new Set([...borne, ...linked])].sort().map((symbol) => ({vocabulary, symbol}));
  });
  const idOf = (vocabulary: Vocabulary, symbol: string) =>
    codes.findIndex((one) => one.vocabulary === vocabulary && one.symbol === symbol);
  await insert(
    "locations",
    {location: "SMALLINT", code: "VARCHAR", nuts1: "VARCHAR", benchmark: "BOOLEAN"},
    world.places.map(({code, nuts1, benchmark}, i) => [i, code, nuts1, benchmark])
  );
  await insert(
    "technologies",
    {technology: "SMALLINT", name: "VARCHAR", slug: "VARCHAR", technology_group: "VARCHAR"},
    world.technologies.map((slug, i) => [i + 1, slug, slug, "Group"])
  );
  await insert(
    "codes",
    {code: "INTEGER", vocabulary: "VARCHAR", symbol: "VARCHAR"},
    codes.map(({vocabulary, symbol}, i) => [i, vocabulary, symbol])
  );
  await insert(
    "links",
    {
      code: "INTEGER",
      technology: "SMALLINT",
      vocabulary: "VARCHAR",
      similarity: "DOUBLE",
      cooccurrence: "DOUBLE",
      decision: "VARCHAR"
    },
    world.links.map(({vocabulary, symbol, technology, similarity, cooccurrence, decision}) => [
      idOf(vocabulary, symbol),
      world.technologies.indexOf(technology) + 1,
      vocabulary,
      similarity,
      cooccurrence,
      decision
    ])
  );
  for (const table of ["deals_withheld", "deals_other_withheld"])
    await insert(table, {location: "SMALLINT", code: "INTEGER"}, []);
  for (const dataset of datasets) {
    const counted = world.documents[dataset];
    const documents = [...counted, ...(dataset === "deals" ? (world.others ?? []) : [])];
    const [locationSets, codeSets] = [numbered(documents, "places"), numbered(documents, "codes")];
    const rows = documents.map(({year, number, amount}, i) => [
      year,
      locationSets.numbers[i],
      codeSets.numbers[i],
      number,
      amount
    ]);
    const columns = {
      year: "SMALLINT",
      location_set: "INTEGER",
      code_set: "INTEGER",
      documents: "INTEGER",
      amount: "DOUBLE"
    } as const;
    await insert(dataset, columns, rows.slice(0, counted.length));
    if (dataset === "deals") await insert("deals_other", columns, rows.slice(counted.length));
    await insert(
      `${dataset}_location_sets`,
      {location_set: "INTEGER", location: "SMALLINT", share: "DOUBLE"},
      locationSets.first.flatMap(({places}, set) =>
        places.map(([code, share]) => [set, world.places.findIndex((one) => one.code === code), share])
      )
    );
    await insert(
      `${dataset}_code_sets`,
      {code_set: "INTEGER", code: "INTEGER"},
      codeSets.first.flatMap(({codes: symbols}, set) =>
        symbols.map((symbol) => [set, idOf(vocabularyOf[dataset], symbol)])
      )
    );
  }
}

/** Numbers the sets to which documents belong, and finds the first document of each set. */
function numbered(documents: readonly TinyDocument[], field: "places" | "codes") {
  const keys = documents.map((one) => JSON.stringify(one[field]));
  const sets = [...new Set(keys)];
  return {numbers: keys.map((key) => sets.indexOf(key)), first: sets.map((key) => documents[keys.indexOf(key)]!)};
}

const thresholds: LinkThresholds = {similarity: 0.3, cooccurrence: 0.7, alone: 0.4};
const technologies = ["photonics", "drones", "robotics", "cybersecurity", "semiconductors", "wind-energy"];

/** What scenarios over a drawn world can refer to. */
export const tinyBase: ScenarioBase = {
  region: "BE2",
  regions: new Map([
    ["BE2", "Flanders"],
    ["BE21", "Antwerp"],
    ["NL4", "South Netherlands"],
    ["UKI3", "Inner London"]
  ]),
  technologies: new Set(technologies),
  thresholds: {cpc: thresholds, topic: thresholds, industry: thresholds},
  years: {patents: [2017, 2025], publications: [2018, 2026], deals: [2018, 2026], publications_earlier: [2018, 2026]},
  ...reportChoices
};

const regions = [
  ["BE10", "BE1"],
  ["BE21", "BE2"],
  ["BE22", "BE2"],
  ["NL41", "NL4"],
  ["NL42", "NL4"],
  ["DE21", "DE2"],
  ["EL30", "EL3"],
  ["UKI3", "UKI"],
  ["CH04", "CH0"],
  ["US", null],
  ["JP", null],
  ["CN", null]
] as const;
/** Relative frequencies of the locations. */
const weights = [3, 6, 5, 4, 2, 7, 1, 6, 3, 9, 5, 8];

/** Draws a world in which every field of a scenario has an effect. */
export function drawWorld(seed: number): TinyWorld {
  const random = new Random(seed);
  const pool = weights.flatMap((weight, i) => Array.from({length: weight}, () => regions[i]![0]));
  const symbolsOf = {
    cpc: Array.from({length: 16}, (_, i) => `${["G06N", "H01L", "A61K", "B64U"][i % 4]}${1 + (i >> 2)}`),
    topic: Array.from({length: 14}, (_, i) => String(10_001 + i)),
    industry: Array.from({length: 12}, (_, i) => `Industry ${String.fromCharCode(65 + i)}`)
  };
  const links = vocabularies.flatMap((vocabulary) =>
    symbolsOf[vocabulary].flatMap((symbol) =>
      technologies
        .filter(() => random.chance(0.3))
        .map((technology): TinyLink => ({
          vocabulary,
          symbol,
          technology,
          similarity: random.integer(22, 44) / 100,
          cooccurrence: random.chance(0.3) ? null : random.integer(58, 84) / 100,
          decision: random.chance(0.1) ? random.pick(["accept", "reject"] as const) : null
        }))
    )
  );
  const document = (dataset: Dataset): TinyDocument => {
    const places = [...new Set([random.pick(pool), ...(random.chance(0.4) ? [random.pick(pool)] : [])])];
    const number = random.integer(1, 3);
    const share = random.integer(1, 3) / 4;
    return {
      year: random.integer(...tinyBase.years[dataset]!),
      places: places.map((code, i) => [code, places.length === 1 ? 1 : i === 0 ? share : 1 - share]),
      codes: [
        ...new Set(Array.from({length: random.integer(1, 3)}, () => random.pick(symbolsOf[vocabularyOf[dataset]])))
      ],
      number,
      amount: dataset === "deals" && random.chance(0.8) ? number * random.integer(1, 9) : 0
    };
  };
  const documents = Object.fromEntries(
    datasets.map((dataset) => [dataset, Array.from({length: 160}, () => document(dataset))])
  ) as unknown as TinyWorld["documents"];
  return {
    places: regions.map(([code, nuts1]) => ({code, nuts1, benchmark: nuts1 !== null})),
    technologies,
    links,
    documents,
    others: Array.from({length: 60}, () => document("deals"))
  };
}
