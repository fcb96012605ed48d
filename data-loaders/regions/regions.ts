import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse, type DSVRowString, group} from "d3";
import {InputError} from "../console/input-error.ts";
import {type Country, indexCountries, type NoCountry} from "./countries.ts";

/** A location in which documents are counted. */
export interface Location {
  /** Small id: NUTS2 regions come first, ordered by code, then countries. */
  location: number;
  /** NUTS 2021 level-2 code with Eurostat's prefixes, or ISO 3166 alpha-2. */
  code: string;
  name: string;
  level: "nuts2" | "country";
  /** ISO 3166 alpha-2. */
  country: string;
  nuts1: string | null;
  nuts1_name: string | null;
  /** Whether it belongs to EU27, UK or EFTA. */
  in_benchmark: boolean;
  /** Point for a label, in degrees; null for uninhabited countries. */
  lon: number | null;
  lat: number | null;
}

/** Territories that are a NUTS2 region of another country, by their own country code. */
export const territories: Readonly<Record<string, string>> = {
  GP: "FRY1",
  MQ: "FRY2",
  GF: "FRY3",
  RE: "FRY4",
  YT: "FRY5",
  AX: "FI20",
  SJ: "NO0B"
};

/** All locations, and the codes that map to them. */
export interface Regions {
  locations: readonly Location[];
  countries: readonly Country[];
  /** NUTS2 regions by the first four or five characters of an older or wrong region code. */
  history: ReadonlyMap<string, string>;
  /** Prefixes of `history` that lie in several regions, of which it gives the largest. */
  divided: ReadonlySet<string>;
  /** The location with a code, if there is one. */
  find(code: string): Location | undefined;
  /** The id of a location. @throws RangeError for an unknown code */
  id(code: string): number;
  /** The country of a two-letter code (ISO or Eurostat) or a three-letter ISO code. */
  country(code: string): Country | undefined;
  /** What a code or name in the place of a country stands for; undefined for one that is unknown. */
  resolveCountry(text: string): Country | NoCountry | undefined;
  /** The NUTS2 region that is the whole country or territory, if one is. */
  whole(country: Country): string | undefined;
}

/**
 * Reads the tables of regions and countries.
 * @param folder `data/regions`
 * @throws InputError for a rule that maps to no region, or a repeated code
 */
export async function loadRegions(folder: string): Promise<Regions> {
  const table = async (name: string) => csvParse(await readFile(join(folder, name), "utf8"));
  const countryRows = await table("countries.csv");
  const countries = countryRows.map(readCountry);
  const byCode = new Map(
    countries.flatMap((country) => [country.alpha2, country.alpha3, country.eurostat].map((code) => [code, country]))
  );
  const nuts1 = new Map((await table("nuts1.csv")).map((row) => [row.nuts1!, row.name!]));
  const resolveCountry = indexCountries(countries, await table("country-names.csv"));
  const locations = [
    ...(await table("nuts.csv")).map((row) => nuts2Location(row, nuts1, byCode)),
    ...countryRows.filter((row) => row.in_benchmark !== "1").map(countryLocation)
  ].map((location, i) => ({location: i + 1, ...location}));
  const byLocation = new Map(locations.map((location) => [location.code, location]));
  if (byLocation.size < locations.length) {
    throw new InputError("repeated location code", {file: join(folder, "nuts.csv"), advice: "keep one row per code"});
  }
  const inCountry = group(
    locations.filter(({level}) => level === "nuts2"),
    ({country}) => country
  );
  const historyRows = await table("nuts-history.csv");
  const history = new Map(historyRows.map((row) => [row.prefix!, row.location!]));
  for (const [prefix, code] of history) {
    if (!byLocation.has(code)) {
      throw new InputError(`the rule ${prefix} maps to an unknown region: ${code}`, {
        file: join(folder, "nuts-history.csv"),
        advice: "use a NUTS 2021 level-2 code"
      });
    }
  }
  return {
    locations,
    countries,
    history,
    divided: new Set(historyRows.flatMap(({prefix, note}) => (note!.startsWith("largest part") ? [prefix!] : []))),
    find: (code) => byLocation.get(code),
    id(code) {
      const found = byLocation.get(code);
      if (!found) throw new RangeError(`unknown location: ${code}`);
      return found.location;
    },
    country: (code) => byCode.get(code),
    resolveCountry,
    whole({alpha2}) {
      const regions = inCountry.get(alpha2);
      return territories[alpha2] ?? (regions?.length === 1 ? regions[0]!.code : undefined);
    }
  };
}

function readCountry(row: DSVRowString): Country {
  return {
    alpha2: row.alpha2!,
    alpha3: row.alpha3!,
    name: row.name!,
    eurostat: row.eurostat!,
    in_benchmark: row.in_benchmark === "1"
  };
}

function nuts2Location(
  row: DSVRowString,
  nuts1: ReadonlyMap<string, string>,
  countries: ReadonlyMap<string, Country>
): Omit<Location, "location"> {
  return {
    code: row.location!,
    name: row.name!,
    level: "nuts2",
    country: countries.get(row.country!)!.alpha2,
    nuts1: row.nuts1!,
    nuts1_name: nuts1.get(row.nuts1!) ?? null,
    in_benchmark: true,
    lon: coordinate(row.lon),
    lat: coordinate(row.lat)
  };
}

function countryLocation(row: DSVRowString): Omit<Location, "location"> {
  return {
    code: row.alpha2!,
    name: row.name!,
    level: "country",
    country: row.alpha2!,
    nuts1: null,
    nuts1_name: null,
    in_benchmark: false,
    lon: coordinate(row.lon),
    lat: coordinate(row.lat)
  };
}

const coordinate = (text: string | undefined) => (text ? Number(text) : null);
