import type {Country} from "./countries.ts";
import type {Gazetteer, NamedCity} from "./gazetteer.ts";
import {splitPlace} from "./names.ts";
import type {PolygonIndex} from "./polygons.ts";
import type {Location, Regions} from "./regions.ts";

/** An address as a source gives it; any field may be missing. */
export interface Address {
  /** A code or a name of a country, or a nation of the United Kingdom. */
  country?: string;
  city?: string;
  /** Province, state or region, which distinguishes cities with the same name; several are separated by commas. */
  region?: string;
  lat?: number;
  lon?: number;
}

/** Methods of locating an address, most trusted first. */
export type LocatedBy = "polygon" | "nearest-polygon" | "city" | "area" | "nearest-city" | "nearest-centre" | "country";

/**
 * Why an address has no location: its country or city is unknown, several regions are possible or its city lies
 * outside its area, or its country is none of today.
 */
export type Unlocated = "unknown-country" | "unlocated" | "ambiguous" | "former-country" | "no-country";

export type Place = {location: string; way: LocatedBy} | {location: null; way: Unlocated};

export interface Locator {
  /** The location code of an address, or null, with the method that found it or the reason. */
  locate(place: Address): Place;
  /** The same for a place in one text: `City, Region, Country, Continent`; parts on the left may be missing. */
  locateText(place: string): Place;
}

/** A point farther than this from every city, in degrees of latitude, is located by the nearest region centre. */
const cityTolerance = 1;

/** Among cities of one name, one with so many times the inhabitants of those in any other region is meant. */
const dominance = 12;

/** A city with fewer inhabitants gives way to the area that an address names. */
const town = 15_000;

const continents = new Set("europe,north america,south america,asia,africa,oceania,antarctica".split(","));

/**
 * Creates a locator.
 *
 * Inside the benchmark (EU27, UK, EFTA) a point is located by polygon if there are polygons, otherwise by the nearest
 * city of the gazetteer, otherwise by the nearest region centre. An address without a point is located by the name of
 * its city within its country and its areas. Where several regions have a city of that name, the one with `dominance`
 * times the inhabitants is meant; without such a one the address is ambiguous. An area that lies in one region locates
 * an address whose city is unknown. Outside the benchmark the country is the location.
 */
export function createLocator({
  regions,
  polygons,
  gazetteer
}: {
  regions: Regions;
  polygons?: PolygonIndex;
  gazetteer?: Gazetteer;
}): Locator {
  const centres = new Map<string, Location[]>();
  for (const location of regions.locations) {
    if (location.level === "nuts2") centres.set(location.country, [...(centres.get(location.country) ?? []), location]);
  }

  function byPoint(country: string, lat: number, lon: number): Place | undefined {
    const inside = polygons?.find(country, lat, lon);
    if (inside !== undefined) return {location: inside, way: "polygon"};
    const shore = polygons?.nearest(country, lat, lon);
    if (shore) return {location: shore.location, way: "nearest-polygon"};
    const near = gazetteer?.nearest(country, lat, lon);
    if (near?.city.location !== undefined && near.distance <= cityTolerance)
      return {location: near.city.location, way: "nearest-city"};
    const centre = nearestCentre(centres.get(country) ?? [], lat, lon);
    return centre === undefined ? undefined : {location: centre, way: "nearest-centre"};
  }

  /** The regions that have a city of a name, with the inhabitants of the largest. */
  function regionsOf(country: string, city: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const each of gazetteer?.named(country, city) ?? []) {
      const location = regionOf(country, each);
      if (location !== undefined) found.set(location, Math.max(each.population, found.get(location) ?? 0));
    }
    return found;
  }

  const regionOf = (country: string, {location, lat, lon}: NamedCity) =>
    location ?? nearestCentre(centres.get(country) ?? [], lat, lon);

  /** The regions in which all areas lie that are known; undefined if none is. An area may have the name of a city. */
  function regionsInAll(country: string, areas: readonly string[]): readonly string[] | undefined {
    let common: readonly string[] | undefined;
    for (const area of areas) {
      const known = gazetteer?.area(country, area) ?? cityAsArea(country, area);
      if (known) common = common?.filter((code) => known.includes(code)) ?? known;
    }
    return common;
  }

  function cityAsArea(country: string, area: string): readonly string[] | undefined {
    const chosen = choose(regionsOf(country, area));
    return chosen === undefined ? undefined : [chosen];
  }

  function byName(country: string, city: string | undefined, areas: readonly string[]): Place {
    const within = regionsInAll(country, areas);
    const cities = city ? regionsOf(country, city) : new Map<string, number>();
    const itself = city ? gazetteer?.area(country, city) : undefined;
    return locateInAreas(cities, within ?? (isTown(cities) ? undefined : itself), within && itself);
  }

  function locate({country: text, city, region, lat, lon}: Address): Place {
    const country = text ? regions.resolveCountry(text) : undefined;
    if (!country) return {location: null, way: "unknown-country"};
    if ("reason" in country) return {location: null, way: country.reason};
    const whole = regions.whole(country);
    if (whole !== undefined) return {location: whole, way: "country"};
    if (!country.in_benchmark) return {location: country.alpha2, way: "country"};
    const placed = isPoint(lat, lon) ? byPoint(country.alpha2, lat!, lon!) : undefined;
    return placed ?? byName(country.alpha2, city, [...splitPlace(region ?? ""), ...nation(country, text!)]);
  }

  return {
    locate,
    locateText: (place) => locate(parsePlace(place, (text) => regions.resolveCountry(text) !== undefined))
  };
}

/** A nation such as Scotland in the place of a country is also an area of it. */
function nation(country: Country, text: string): string[] {
  return country.alpha2 === "GB" && text.trim().length > 3 ? [text] : [];
}

/**
 * Locates a city inside areas.
 * @param cities the regions with a city of its name, with inhabitants
 * @param within the regions in which the areas of the address lie; undefined if none is known
 * @param itself the regions of the area that has the name of the city, if the address names other areas too
 */
function locateInAreas(
  cities: ReadonlyMap<string, number>,
  within: readonly string[] | undefined,
  itself: readonly string[] | undefined
): Place {
  if (within === undefined) {
    const chosen = choose(cities);
    if (chosen !== undefined) return {location: chosen, way: "city"};
    return {location: null, way: cities.size > 0 ? "ambiguous" : "unlocated"};
  }
  const inside = new Map([...cities].filter(([code]) => within.includes(code)));
  const chosen = choose(inside);
  if (chosen !== undefined) return {location: chosen, way: "city"};
  // A town that lies elsewhere contradicts the area, if there is only one of its name.
  if (inside.size > 0 || (cities.size === 1 && isTown(cities))) return {location: null, way: "ambiguous"};
  const narrowed = itself?.filter((code) => within.includes(code)) ?? [];
  const left = narrowed.length > 0 ? narrowed : within;
  return left.length === 1 ? {location: left[0]!, way: "area"} : {location: null, way: "ambiguous"};
}

const isTown = (cities: ReadonlyMap<string, number>) => [...cities.values()].some((population) => population >= town);

/** The region whose city of a name is meant: the only one, or one that dominates. */
function choose(cities: ReadonlyMap<string, number>): string | undefined {
  const [first, second] = [...cities].sort(([, a], [, b]) => b - a);
  return first && (!second || first[1] > dominance * second[1]) ? first[0] : undefined;
}

/**
 * Splits a place from the right, since parts on the left may be missing and names may contain commas:
 * `Bristol, Bristol, City of, United Kingdom, Europe`.
 * @param isCountry whether a text stands for a country
 */
export function parsePlace(place: string, isCountry: (text: string) => boolean): Address {
  const raw = place
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (raw.length > 1 && continents.has(raw.at(-1)!.toLowerCase())) raw.pop();
  // The longest name of a country: "Korea, Republic of" before "Republic of".
  const start = raw.findIndex((_, i) => i >= raw.length - 3 && isCountry(raw.slice(i).join(", ")));
  const country = start < 0 ? raw.length - 1 : start;
  const [city, ...region] = splitPlace(raw.slice(0, country).join(", "));
  return {city, region: region.join(", ") || undefined, country: raw.slice(country).join(", ") || undefined};
}

/** Whether coordinates are given. Zero degrees on both axes mean that the point is unknown. */
function isPoint(lat: number | undefined, lon: number | undefined): boolean {
  return Number.isFinite(lat) && Number.isFinite(lon) && !(lat === 0 && lon === 0);
}

function nearestCentre(centres: readonly Location[], lat: number, lon: number): string | undefined {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best: {code: string; distance: number} | undefined;
  for (const centre of centres) {
    const distance = Math.hypot(centre.lat! - lat, (centre.lon! - lon) * shrink);
    if (!best || distance < best.distance) best = {code: centre.code, distance};
  }
  return best?.code;
}
