import type {Country} from "./countries.ts";
import type {Gazetteer} from "./gazetteer.ts";
import {normalizeName} from "./names.ts";
import type {PolygonIndex} from "./polygons.ts";
import {type Location, type Regions, territories} from "./regions.ts";

/** An address as a source gives it; any field may be missing. */
export interface Address {
  /** ISO alpha-2 or alpha-3, Eurostat code or English name. */
  country?: string;
  city?: string;
  /** Province, state or region, which distinguishes cities with the same name. */
  region?: string;
  lat?: number;
  lon?: number;
}

/** Methods of locating an address, most trusted first. */
export type LocatedBy =
  "polygon" | "nearest-polygon" | "city" | "nearest-city" | "nearest-centre" | "country" | "unlocated";

export interface Locator {
  /** The location code of an address, or null, and the method that found it. */
  locate(place: Address): {location: string | null; way: LocatedBy};
}

/** A point farther than this from every city, in degrees of latitude, is located by the nearest region centre. */
const cityTolerance = 1;

/** English names of countries that the table of countries spells differently. */
const otherNames: Readonly<Record<string, string>> = {
  "the netherlands": "NL",
  holland: "NL",
  "czech republic": "CZ",
  "united states of america": "US",
  usa: "US",
  uk: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "great britain": "GB",
  "south korea": "KR",
  "republic of korea": "KR",
  "korea republic of": "KR",
  "russian federation": "RU",
  "viet nam": "VN",
  turkey: "TR",
  "hong kong sar china": "HK",
  macau: "MO",
  "taiwan province of china": "TW",
  "ivory coast": "CI",
  "republic of ireland": "IE",
  "slovak republic": "SK",
  "bosnia and herzegovina": "BA",
  macedonia: "MK",
  "iran islamic republic of": "IR",
  "moldova republic of": "MD",
  "tanzania united republic of": "TZ",
  burma: "MM"
};

/**
 * Creates a locator.
 *
 * Inside the benchmark (EU27, UK, EFTA) a point is located by polygon if there are polygons, otherwise by the nearest
 * city of the gazetteer, otherwise by the nearest region centre. An address without a point is located by the name of
 * its city within its country. Among cities of the same name, the area decides, and then the region with most of them.
 * Outside the benchmark the country is the location. An address without a known country stays unlocated.
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
  const findCountry = indexCountries(regions);
  const centres = new Map<string, Location[]>();
  for (const location of regions.locations) {
    if (location.level === "nuts2") centres.set(location.country, [...(centres.get(location.country) ?? []), location]);
  }

  function byPoint(country: string, lat: number, lon: number): {location: string; way: LocatedBy} | undefined {
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

  function byName(country: string, city: string, region: string | undefined): string | undefined {
    const known = gazetteer?.named(country, city) ?? [];
    const area = region && normalizeName(region);
    const matching = area
      ? known.filter(({areas}) => areas.some((name) => name.includes(area) || area.includes(name)))
      : [];
    return mostFrequent(
      (matching.length > 0 ? matching : known).map(
        ({location, lat, lon}) => location ?? nearestCentre(centres.get(country) ?? [], lat, lon)
      )
    );
  }

  return {
    locate({country: text, city, region, lat, lon}) {
      const country = findCountry(text);
      if (!country) return {location: null, way: "unlocated"};
      const territory = territories[country.alpha2];
      if (territory !== undefined) return {location: territory, way: "country"};
      if (!country.in_benchmark) return {location: country.alpha2, way: "country"};
      const only = centres.get(country.alpha2);
      if (only?.length === 1) return {location: only[0]!.code, way: "country"};
      const placed = isPoint(lat, lon) ? byPoint(country.alpha2, lat!, lon!) : undefined;
      if (placed) return placed;
      const named = city ? byName(country.alpha2, city, region) : undefined;
      return named === undefined ? {location: null, way: "unlocated"} : {location: named, way: "city"};
    }
  };
}

/** Finds countries by code or name. */
function indexCountries(regions: Regions): (text: string | undefined) => Country | undefined {
  const names = new Map<string, Country>();
  for (const country of regions.countries) names.set(normalizeName(country.name), country);
  for (const [name, code] of Object.entries(otherNames)) names.set(name, regions.country(code)!);
  return (text) => {
    if (!text) return undefined;
    const code = text.trim();
    return regions.country(code.toUpperCase()) ?? names.get(normalizeName(code));
  };
}

/** Whether coordinates are given. Zero degrees on both axes mean that the point is unknown. */
function isPoint(lat: number | undefined, lon: number | undefined): boolean {
  return Number.isFinite(lat) && Number.isFinite(lon) && !(lat === 0 && lon === 0);
}

/** The most frequent region; if several are equally frequent, the first. */
function mostFrequent(locations: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const location of locations) if (location !== undefined) counts.set(location, (counts.get(location) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
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
