import type {EngineLink} from "./classifier.ts";
import type {Universe} from "./engine.ts";
import {type FoldedLens, foldLens, type LensTables, type Places} from "./fold.js";
import {countedTables, type Dataset, type DealTypes, type Vocabulary, vocabularyOf} from "../../terms/lenses.js";
import {unionOf} from "../../text/sql.js";
import {regionError} from "../region-list.js";

/** Runs SQL over the published tables and returns columns: reading rows as objects takes a hundred times longer. */
export type Query = (sql: string) => Promise<Record<string, ArrayLike<unknown>>>;

/** Places with their codes and the marks of the benchmark. */
export interface PlaceTable extends Places {
  /** First NUTS2 regions and countries outside the benchmark, then countries and NUTS1 regions of the benchmark. */
  codes: string[];
  /**
   * 1 for each location of the benchmark; 0 for countries outside, and for wholes, since the benchmark counts their
   * parts.
   */
  benchmark: Uint8Array;
}

/**
 * The number of a place.
 * @throws RangeError for a code that is none of its places
 */
export function placeOf({codes}: Pick<PlaceTable, "codes">, code: string): number {
  const place = codes.indexOf(code);
  if (place < 0) throw regionError(`unknown region ${code}`);
  return place;
}

/**
 * The places of the engine: locations by id, then the countries and NUTS1 regions of the benchmark, then any further
 * regions.
 * @param further user-defined regions: a name and the codes of their locations
 * @throws RangeError for an unknown location code
 */
export async function createPlaces(
  query: Query,
  further: ReadonlyMap<string, readonly string[]> = new Map()
): Promise<PlaceTable> {
  const {
    location,
    code,
    nuts1,
    benchmark: inside
  } = await query(`
SELECT location::INTEGER AS location, code, nuts1, benchmark::INTEGER AS benchmark
FROM locations
ORDER BY location`);
  const ids = Int32Array.from(location as ArrayLike<number>);
  const locations = ids.length === 0 ? 0 : ids[ids.length - 1]! + 1;
  // Codes of NUTS nest: the first two letters are the country.
  const nuts1Of = (i: number) => (nuts1![i] === null ? [] : [String(nuts1![i]).slice(0, 2), String(nuts1![i])]);
  const regions = [...new Set(Array.from(ids).flatMap((_, i) => nuts1Of(i)))].sort();
  const number = new Map(regions.map((region, i) => [region, locations + i]));
  const codes = new Array<string>(locations).fill("");
  const wholes: number[][] = Array.from({length: locations}, () => []);
  const count = locations + regions.length + further.size;
  const benchmark = new Uint8Array(count);
  ids.forEach((id, i) => {
    codes[id] = String(code![i]);
    benchmark[id] = Number(inside![i]);
    wholes[id]!.push(...nuts1Of(i).map((region) => number.get(region)!));
  });
  [...further.values()].forEach((parts, i) => {
    for (const part of parts) {
      const id = codes.indexOf(part);
      if (id < 0) throw new RangeError(`no location ${part}`);
      wholes[id]!.push(locations + regions.length + i);
    }
  });
  return {locations, wholes, count, codes: [...codes, ...regions, ...further.keys()], benchmark};
}

/** SQL for the family of a code: of a CPC main group its subclass; each topic or industry is its own. */
export function familySql(vocabulary: Vocabulary): string {
  return vocabulary === "cpc" ? "left(symbol, 4)" : "symbol";
}

/** The universe of a lens: the technologies and the families of its codes. */
export async function createUniverse(query: Query, dataset: Dataset): Promise<Universe & {names: string[]}> {
  const {name} = await query("SELECT name FROM technologies ORDER BY technology");
  const technologies = Array.from(name!, String);
  const vocabulary = vocabularyOf(dataset);
  // Only codes that occur in documents have a family.
  const {code, family} = await query(`
SELECT DISTINCT codes.code AS code, ${familySql(vocabulary)} AS family
FROM codes JOIN ${dataset}_code_sets USING (code)
WHERE vocabulary = '${vocabulary}'
ORDER BY family, code`);
  const {most} = await query("SELECT coalesce(max(code), -1)::INTEGER AS most FROM codes");
  const familyOfCode = new Int32Array(Number(most![0]) + 1).fill(-1);
  const families = [...new Set(Array.from(family!, String))];
  const number = new Map(families.map((one, i) => [one, technologies.length + i]));
  for (let i = 0; i < code!.length; ++i) familyOfCode[Number(code![i])] = number.get(String(family![i]))!;
  return {
    technologies: technologies.length,
    domains: technologies.length + families.length,
    familyOfCode,
    names: [...technologies, ...families]
  };
}

/** The tables of one lens as columns. */
export async function loadTables(query: Query, dataset: Dataset, types: DealTypes = "startup"): Promise<LensTables> {
  const columns = async (table: string, select: string) =>
    (await query(`SELECT ${select} FROM ${table}`)) as Record<string, ArrayLike<number>>;
  return {
    rows: (await columns(
      unionOf(countedTables(dataset, types)),
      `year::INTEGER AS year, location_set, code_set, documents${dataset === "deals" ? ", amount" : ""}`
    )) as LensTables["rows"],
    location_sets: (await columns(
      `${dataset}_location_sets`,
      "location_set, location::INTEGER AS location, share"
    )) as LensTables["location_sets"],
    code_sets: (await columns(`${dataset}_code_sets`, "code_set, code")) as LensTables["code_sets"],
    ...(dataset === "deals" && {
      withheld: (await columns(
        unionOf(countedTables(dataset, types, "_withheld")),
        "location::INTEGER AS location, code"
      )) as LensTables["withheld"]
    })
  };
}

/** The candidate links of one lens. */
export async function loadLinks(query: Query, dataset: Dataset): Promise<EngineLink[]> {
  const {code, technology, similarity, cooccurrence, decision} = await query(`
SELECT code, technology::INTEGER AS technology, similarity,
  coalesce(cooccurrence, 'nan'::DOUBLE) AS cooccurrence, decision
FROM links
WHERE vocabulary = '${vocabularyOf(dataset)}'`);
  return Array.from(code!, (id, i) => ({
    code: Number(id),
    technology: Number(technology![i]) - 1,
    vocabulary: vocabularyOf(dataset),
    similarity: Number(similarity![i]),
    cooccurrence: Number.isNaN(cooccurrence![i]) ? null : Number(cooccurrence![i]),
    decision: (decision![i] ?? null) as EngineLink["decision"]
  }));
}

/** Loads and folds one lens. */
export async function loadLens(
  query: Query,
  dataset: Dataset,
  places: Places,
  {familyOfCode}: Universe,
  years: readonly [number, number],
  types?: DealTypes
): Promise<{folded: FoldedLens; links: EngineLink[]}> {
  return {
    folded: foldLens(await loadTables(query, dataset, types), places, familyOfCode.length, years),
    links: await loadLinks(query, dataset)
  };
}
