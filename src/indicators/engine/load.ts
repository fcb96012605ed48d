import type {EngineLink} from "./classifier.ts";
import type {Universe} from "./engine.ts";
import {foldLens} from "./fold.js";
import type {FoldedLens, Places} from "./fold.ts";
import type {Lens} from "../region-profile.ts";
import type {Vocabulary} from "../link-rule.ts";

/** Runs SQL over the published tables; a row is an object. */
export type Query = (sql: string) => Promise<Iterable<Record<string, unknown>>>;

const vocabularyOf: Record<Lens, Vocabulary> = {patents: "cpc", publications: "topic", deals: "industry"};

/** Places with their codes and the benchmark. */
export interface PlaceTable extends Places {
  /** Code of each place: NUTS2 or country, then NUTS1. */
  codes: string[];
  /** 1 for each location of the benchmark; 0 for countries outside and for wholes, whose documents are counted in their parts. */
  benchmark: Uint8Array;
}

/** The places of the engine: locations by id, then the NUTS1 regions. */
export async function createPlaces(query: Query): Promise<PlaceTable> {
  const rows = Array.from(await query("SELECT location, code, nuts1, benchmark FROM locations ORDER BY location"));
  const locations = rows.length === 0 ? 0 : Number(rows.at(-1)!.location) + 1;
  const regions = [...new Set(rows.map(({nuts1}) => nuts1).filter((nuts1) => nuts1 !== null))].map(String).sort();
  const codes = new Array<string>(locations).fill("");
  const wholes: number[][] = Array.from({length: locations}, () => []);
  const benchmark = new Uint8Array(locations + regions.length);
  for (const {location, code, nuts1, benchmark: inside} of rows) {
    codes[Number(location)] = String(code);
    benchmark[Number(location)] = Number(Boolean(inside));
    if (nuts1 !== null) wholes[Number(location)]!.push(locations + regions.indexOf(String(nuts1)));
  }
  return {locations, wholes, count: locations + regions.length, codes: [...codes, ...regions], benchmark};
}

/**
 * The universe of a lens: the 38 technologies, and the families of its codes: CPC subclasses; topics and industries
 * are families of their own.
 */
export async function createUniverse(query: Query, lens: Lens): Promise<Universe & {names: string[]}> {
  const technologies = Array.from(await query("SELECT name FROM technologies ORDER BY technology"), ({name}) => String(name));
  const vocabulary = vocabularyOf[lens];
  // Only codes that documents bear have a family.
  const rows = Array.from(await query(`SELECT DISTINCT codes.code AS code, ${vocabulary === "cpc" ? "left(symbol, 4)" : "symbol"} AS family
    FROM codes JOIN ${lens}_code_sets USING (code) WHERE vocabulary = '${vocabulary}' ORDER BY family, code`));
  const [most] = Array.from(await query("SELECT coalesce(max(code), -1)::INTEGER AS code FROM codes"));
  const familyOfCode = new Int32Array(Number(most!.code) + 1).fill(-1);
  const families = [...new Set(rows.map(({family}) => String(family)))];
  const number = new Map(families.map((family, i) => [family, technologies.length + i]));
  for (const {code, family} of rows) familyOfCode[Number(code)] = number.get(String(family))!;
  return {technologies: technologies.length, domains: technologies.length + families.length, familyOfCode, names: [...technologies, ...families]};
}

/** Loads and folds one lens. */
export async function loadLens(query: Query, lens: Lens, places: Places, {familyOfCode}: Universe, years: readonly [number, number]): Promise<{folded: FoldedLens; links: EngineLink[]}> {
  const columns = async <Name extends string>(table: string, names: readonly Name[]) => {
    const rows = Array.from(await query(`SELECT ${names.join(", ")} FROM ${table}`));
    return Object.fromEntries(names.map((name) => [name, Float64Array.from(rows, (row) => Number(row[name]))])) as Record<Name, Float64Array>;
  };
  const folded = foldLens(
    {
      rows: await columns(lens, ["year", "location_set", "code_set", "documents"]),
      location_sets: await columns(`${lens}_location_sets`, ["location_set", "location", "share"]),
      code_sets: await columns(`${lens}_code_sets`, ["code_set", "code"])
    },
    places,
    familyOfCode.length,
    years
  );
  const links = Array.from(await query(`SELECT code, technology, vocabulary, similarity, relatedness, decision FROM links WHERE vocabulary = '${vocabularyOf[lens]}'`), (row) => ({
    code: Number(row.code),
    technology: Number(row.technology) - 1,
    vocabulary: row.vocabulary as Vocabulary,
    similarity: Number(row.similarity),
    relatedness: row.relatedness === null ? null : Number(row.relatedness),
    decision: row.decision as EngineLink["decision"]
  }));
  return {folded, links};
}
