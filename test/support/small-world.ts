import {WorkDatabase} from "../../data-loaders/duckdb/database.ts";
import type {Query} from "../../src/indicators/engine/load.ts";
import type {RuleThresholds} from "../../src/indicators/link-rule.ts";
import type {Dataset, Vocabulary} from "../../src/terms/lenses.ts";

/** A document of a world that is small enough to count by hand. */
export interface WorldDocument {
  year: number;
  /** Shares by location code, which sum to 1. */
  places: Readonly<Record<string, number>>;
  codes: readonly string[];
  /** Millions of US dollars; null if undisclosed. */
  amount: number | null;
}

export interface WorldLink {
  symbol: string;
  vocabulary: Vocabulary;
  /** Id from 1. */
  technology: number;
  similarity: number;
  cooccurrence: number | null;
  decision: "accept" | "reject" | null;
}

interface Withheld {
  place: string;
  symbol: string;
}

export interface World {
  documents: Readonly<Record<Dataset, readonly WorldDocument[]>>;
  /** Codes of the locations from which the disclosure rule withheld deals, and the industries of these. */
  withheld: readonly Withheld[];
  /** The deals that are no start-up funding, and what was withheld of them; none by default. */
  others?: {documents: readonly WorldDocument[]; withheld: readonly Withheld[]};
  links: readonly WorldLink[];
}

export const worldLocations = [
  // Ids have a gap and a different order from the codes.
  {location: 1, code: "BE22", nuts1: "BE2", benchmark: true},
  {location: 2, code: "BE21", nuts1: "BE2", benchmark: true},
  {location: 3, code: "NL41", nuts1: "NL4", benchmark: true},
  {location: 4, code: "NL42", nuts1: "NL4", benchmark: true},
  {location: 5, code: "BE10", nuts1: "BE1", benchmark: true},
  {location: 7, code: "UKI3", nuts1: "UKI", benchmark: true},
  {location: 8, code: "US", nuts1: null, benchmark: false},
  {location: 9, code: "CN", nuts1: null, benchmark: false},
  {location: 10, code: "JP", nuts1: null, benchmark: false},
  {location: 11, code: "KR", nuts1: null, benchmark: false},
  {location: 12, code: "CA", nuts1: null, benchmark: false},
  {location: 13, code: "IN", nuts1: null, benchmark: false},
  {location: 14, code: "BR", nuts1: null, benchmark: false},
  {location: 15, code: "AU", nuts1: null, benchmark: false},
  {location: 16, code: "ZA", nuts1: null, benchmark: false}
] as const;

export const worldTechnologies = [
  {name: "Artificial Intelligence", slug: "artificial-intelligence", group: "Digital & AI"},
  {name: "Photonics", slug: "photonics", group: "Digital & AI"},
  {name: "Hydrogen", slug: "hydrogen", group: "Energy & Climate"},
  {name: "Drones", slug: "drones", group: "Security & Space"}
] as const;

/** The thresholds of the world's links. */
export const worldRule: RuleThresholds = {
  cpc: {similarity: 0.2, cooccurrence: 0.6, alone: 0.4},
  topic: {similarity: 0.3, cooccurrence: 0.5, alone: 0.5},
  industry: {similarity: 0.1, cooccurrence: 0.5, alone: 0.3}
};

const vocabularyOf: Record<Dataset, Vocabulary> = {
  patents: "cpc",
  publications: "topic",
  publications_earlier: "topic",
  deals: "industry"
};
export const worldDatasets = Object.keys(vocabularyOf) as Dataset[];

/** Codes by vocabulary, in the order of their ids from 1. Two CPC codes share a subclass. */
export const worldCodes: Record<Vocabulary, readonly string[]> = {
  cpc: ["A01B1", "A01B3", "G06N3", "H01L21", "B64U10", "G02B6"],
  topic: ["10001", "10002", "10003", "10004", "10005"],
  industry: ["Robotics", "Cyber Security", "Space Travel", "Wine & Spirits"]
};

/**
 * Writes the published tables of a world into a database, with sets as the loaders make them, and opens the database.
 */
export async function openWorld({
  documents,
  links,
  withheld,
  others
}: World): Promise<{db: WorkDatabase; query: Query}> {
  const db = await WorkDatabase.open();
  await db.run("SET preserve_insertion_order = true");
  await db.insert(
    "locations",
    {
      location: "SMALLINT",
      code: "VARCHAR",
      name: "VARCHAR",
      level: "VARCHAR",
      country: "VARCHAR",
      nuts1: "VARCHAR",
      nuts1_name: "VARCHAR",
      benchmark: "BOOLEAN",
      lon: "FLOAT",
      lat: "FLOAT"
    },
    worldLocations.map(({location, code, nuts1, benchmark}) => [
      location,
      code,
      `Region ${code}`,
      nuts1 === null ? "country" : "nuts2",
      code.slice(0, 2),
      nuts1,
      nuts1 && `Region ${nuts1}`,
      benchmark,
      location,
      -location
    ])
  );
  await db.insert(
    "technologies",
    {technology: "TINYINT", name: "VARCHAR", slug: "VARCHAR", technology_group: "VARCHAR"},
    worldTechnologies.map(({name, slug, group}, i) => [i + 1, name, slug, group])
  );
  const codes = Object.entries(worldCodes).flatMap(([vocabulary, symbols]) =>
    symbols.map((symbol) => ({vocabulary, symbol}))
  );
  const codeId = (vocabulary: Vocabulary, symbol: string) =>
    1 + codes.findIndex((one) => one.vocabulary === vocabulary && one.symbol === symbol);
  await db.insert(
    "codes",
    {code: "INTEGER", vocabulary: "VARCHAR", symbol: "VARCHAR", label: "VARCHAR"},
    codes.map(({vocabulary, symbol}, i) => [i + 1, vocabulary, symbol, `Title of ${symbol}`])
  );
  await db.insert(
    "links",
    {
      code: "INTEGER",
      technology: "TINYINT",
      vocabulary: "VARCHAR",
      symbol: "VARCHAR",
      label: "VARCHAR",
      similarity: "DOUBLE",
      cooccurrence: "DOUBLE",
      documents: "INTEGER",
      together: "INTEGER",
      core: "BOOLEAN",
      decision: "VARCHAR",
      accepted: "BOOLEAN",
      moved: "BOOLEAN",
      reason: "VARCHAR"
    },
    links.map((link) => [
      codeId(link.vocabulary, link.symbol),
      link.technology,
      link.vocabulary,
      link.symbol,
      `Title of ${link.symbol}`,
      link.similarity,
      link.cooccurrence,
      10,
      5,
      false,
      link.decision,
      isAccepted(link),
      false,
      "by the rule"
    ])
  );
  for (const [table, rows] of Object.entries({
    deals_withheld: withheld,
    deals_other_withheld: others?.withheld ?? []
  }))
    await db.insert(
      table,
      {location: "SMALLINT", code: "INTEGER"},
      rows.map(({place, symbol}) => [
        worldLocations.find(({code}) => code === place)!.location,
        codeId("industry", symbol)
      ])
    );
  for (const dataset of worldDatasets) {
    const tables = {[dataset]: documents[dataset], ...(dataset === "deals" && {deals_other: others?.documents ?? []})};
    await insertDocuments(db, dataset, tables, codeId);
  }
  return {db, query: async (sql) => (await db.columns(sql)) as Record<string, ArrayLike<unknown>>};
}

/** Writes documents into one table or two, which share their sets. */
async function insertDocuments(
  db: WorkDatabase,
  dataset: Dataset,
  tables: Readonly<Record<string, readonly WorldDocument[]>>,
  codeId: (vocabulary: Vocabulary, symbol: string) => number
): Promise<void> {
  const all = Object.values(tables).flat();
  const placeSets = numbered(all.map(({places}) => JSON.stringify(Object.entries(places).sort())));
  const codeSets = numbered(all.map((one) => JSON.stringify([...one.codes].sort())));
  for (const [table, documents] of Object.entries(tables)) {
    const rows = new Map<string, (number | null)[]>();
    for (const {year, places, codes, amount} of documents) {
      const [placeSet, codeSet] = [
        placeSets.get(JSON.stringify(Object.entries(places).sort()))!,
        codeSets.get(JSON.stringify([...codes].sort()))!
      ];
      const key = `${year} ${placeSet} ${codeSet}`;
      const [, , , number, disclosed, sum] = rows.get(key) ?? [year, placeSet, codeSet, 0, 0, 0];
      rows.set(key, [year, placeSet, codeSet, number! + 1, disclosed! + Number(amount !== null), sum! + (amount ?? 0)]);
    }
    await db.insert(
      table,
      {
        year: "SMALLINT",
        location_set: "INTEGER",
        code_set: "INTEGER",
        documents: "INTEGER",
        disclosed: "INTEGER",
        amount: "DOUBLE"
      },
      rows.values()
    );
  }
  await db.insert(
    `${dataset}_code_sets`,
    {code_set: "INTEGER", code: "INTEGER"},
    [...codeSets].flatMap(([text, set]) =>
      (JSON.parse(text) as string[]).map((symbol) => [set, codeId(vocabularyOf[dataset], symbol)])
    )
  );
  await db.insert(
    `${dataset}_location_sets`,
    {location_set: "INTEGER", location: "SMALLINT", share: "DOUBLE"},
    [...placeSets].flatMap(([text, set]) =>
      (JSON.parse(text) as [string, number][]).map(([code, share]) => [
        set,
        worldLocations.find((one) => one.code === code)!.location,
        share
      ])
    )
  );
}

/** Numbers distinct texts from 1, and leaves out every third number. */
function numbered(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].map((text, i) => [text, 1 + i + Math.floor(i / 2)]));
}

/** The rule of links, written a second time. */
export function isAccepted({vocabulary, similarity, cooccurrence, decision}: WorldLink, rule = worldRule): boolean {
  if (decision === "accept") return true;
  if (decision === "reject") return false;
  const least = rule[vocabulary];
  if (cooccurrence === null) return similarity >= least.alone;
  return similarity >= least.similarity && cooccurrence >= least.cooccurrence;
}

/** How documents are counted: like `Counting`, but without its universe. */
export interface Census {
  counting: "whole" | "fractional";
  measure: "documents" | "amounts";
  years: readonly [number, number];
  accepted: (link: WorldLink) => boolean;
}

/** Counts a world one document at a time. It is slow, but so plain that it can be checked against the methodology. */
export class Counter {
  readonly #world: World;
  readonly #dataset: Dataset;
  readonly #census: Census;

  constructor(world: World, dataset: Dataset, census: Census) {
    this.#world = world;
    this.#dataset = dataset;
    this.#census = census;
  }

  /** Domains of a document: technologies as `t1`, families of codes without a technology as `fG06N`. */
  domainsOf({codes}: WorldDocument): string[] {
    const vocabulary = vocabularyOf[this.#dataset];
    return [
      ...new Set(
        codes.flatMap((symbol) => {
          const technologies = this.#world.links.filter(
            (link) => link.vocabulary === vocabulary && link.symbol === symbol && this.#census.accepted(link)
          );
          if (technologies.length > 0) return technologies.map(({technology}) => `t${technology}`);
          return [`f${vocabulary === "cpc" ? symbol.slice(0, 4) : symbol}`];
        })
      )
    ];
  }

  /** All technologies, and all families of codes that documents of any year have. */
  get domains(): string[] {
    const borne = this.#world.documents[this.#dataset].flatMap(({codes}) => codes);
    const families = borne.map((symbol) => `f${this.#dataset === "patents" ? symbol.slice(0, 4) : symbol}`);
    return [...worldTechnologies.map((_, i) => `t${i + 1}`), ...[...new Set(families)].sort()];
  }

  get #documents(): readonly WorldDocument[] {
    const [first, last] = this.#census.years;
    return this.#world.documents[this.#dataset].filter(({year}) => year >= first && year <= last);
  }

  /** The count of a domain in a place: a NUTS2 region, a NUTS1 region or a country. */
  count(place: string, domain: string): number {
    const {counting, measure} = this.#census;
    let sum = 0;
    for (const document of this.#documents) {
      const domains = this.domainsOf(document);
      const part = Object.entries(document.places)
        .filter(([code]) => isInside(code, place))
        .reduce((all, [, share]) => all + share, 0);
      if (part === 0 || !domains.includes(domain)) continue;
      const weight = measure === "documents" ? 1 : (document.amount ?? 0);
      sum += counting === "whole" ? weight : (weight * part) / domains.length;
    }
    return sum;
  }

  /** Why the count of a technology, such as `t1`, is unknown in a place. */
  missing(place: string, domain: string): "withheld" | "undisclosed" | null {
    if (this.count(place, domain) !== 0) return null;
    if (this.#dataset === "deals" && this.#isWithheld(place, domain)) return "withheld";
    const rounds = new Counter(this.#world, this.#dataset, {...this.#census, measure: "documents"});
    return rounds.count(place, domain) > 0 ? "undisclosed" : null;
  }

  /** The same of any of its values: of a known count too, where the totals leave deals out. */
  gap(place: string, domain: string): "withheld" | "undisclosed" | "partly" | "totals" | null {
    const missing = this.missing(place, domain);
    if (missing !== null || this.#dataset !== "deals" || this.#world.withheld.length === 0) return missing;
    return this.#isWithheld(place, domain) ? "partly" : "totals";
  }

  #isWithheld(place: string, domain: string): boolean {
    return this.#world.withheld.some(
      (one) =>
        isInside(one.place, place) &&
        this.#world.links.some(
          (link) =>
            link.vocabulary === "industry" &&
            link.symbol === one.symbol &&
            `t${link.technology}` === domain &&
            this.#census.accepted(link)
        )
    );
  }

  /** Number of documents of the whole world in both domains. */
  together(a: string, b: string): number {
    if (a === b) return 0;
    return this.#documents.filter((document) => [a, b].every((domain) => this.domainsOf(document).includes(domain)))
      .length;
  }
}

/** Whether a location is a place or belongs to it, as the table of locations says. */
export function isInside(location: string, place: string): boolean {
  const {nuts1} = worldLocations.find(({code}) => code === location)!;
  return location === place || (nuts1 !== null && (nuts1 === place || nuts1.slice(0, 2) === place));
}

/** A world from which the disclosure rule withheld nothing. */
export function whole(world: World): World {
  return {...world, withheld: []};
}

/**
 * Makes a random world with every case: several codes and places, shared subclasses, years outside the period, missing
 * amounts.
 */
export function randomWorld(seed: number, size = 60): World {
  let state = seed * 7919 + 1;
  const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
  const pick = <T>(from: readonly T[]) => from[next(from.length)]!;
  const some = <T>(from: readonly T[], most: number) => [
    ...new Set(Array.from({length: 1 + next(most)}, () => pick(from)))
  ];
  const document = (dataset: Dataset): WorldDocument => {
    // Half of the documents have all their places in the benchmark.
    const places = some(worldLocations.map(({code}) => code).slice(0, next(2) === 0 ? 6 : undefined), 3);
    return {
      year: 2018 + next(9),
      places: Object.fromEntries(places.map((code) => [code, 1 / places.length])),
      codes: some(worldCodes[vocabularyOf[dataset]], 3),
      amount: dataset === "deals" ? (next(5) === 0 ? null : 1 + next(40) / 4) : null
    };
  };
  const links = (Object.entries(worldCodes) as [Vocabulary, readonly string[]][]).flatMap(([vocabulary, symbols]) =>
    symbols.flatMap((symbol) =>
      worldTechnologies.flatMap((_, i): WorldLink[] =>
        next(5) < 2
          ? []
          : [
              {
                symbol,
                vocabulary,
                technology: i + 1,
                similarity: (4 + next(10)) / 20,
                cooccurrence: next(3) === 0 ? null : (6 + next(14)) / 20,
                decision: pick([null, null, null, "accept", "reject", null] as const)
              }
            ]
      )
    )
  );
  const documents = Object.fromEntries(
    worldDatasets.map((dataset) => [dataset, Array.from({length: size}, () => document(dataset))])
  ) as Record<Dataset, WorldDocument[]>;
  const hide = () =>
    worldLocations.flatMap(({code}) =>
      worldCodes.industry.filter(() => next(6) === 0).map((symbol) => ({place: code, symbol}))
    );
  const withheld = hide();
  const others = {documents: Array.from({length: Math.ceil(size / 3)}, () => document("deals")), withheld: hide()};
  return {documents, links, withheld, others};
}
