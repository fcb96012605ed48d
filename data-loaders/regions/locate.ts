import {group} from "d3";
import type {Country} from "./countries.ts";
import type {Gazetteer} from "./gazetteer.ts";
import {splitPlace} from "./names.ts";
import {createNameLocator} from "./place-names.ts";
import {nearestCentre, type Place} from "./place.ts";
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

export interface Locator {
  /** The location code of an address, or null, with the method that found it or the reason. */
  locate(place: Address): Place;
  /** The same for a place in one text: `City, Region, Country, Continent`; parts on the left may be missing. */
  locateText(place: string): Place;
}

/** A point farther than this from every city, in degrees of latitude, is located by the nearest region centre. */
const cityTolerance = 1;

/** A point farther than this from the centres of all regions, in degrees of latitude, lies in another country. */
const centreTolerance = 6;

const continents = new Set("europe,north america,south america,asia,africa,oceania,antarctica".split(","));

/**
 * Creates a locator.
 *
 * Inside the benchmark (EU27, UK, EFTA) a point is located by polygon if there are polygons, otherwise by the nearest
 * city of the gazetteer, otherwise by the nearest region centre. An address without a point is located by the name of
 * its city within its country and its areas (`place-names.ts`). Outside the benchmark the country is the location.
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
  const centres = group(
    regions.locations.filter(({level}) => level === "nuts2"),
    ({country}) => country
  );
  const byPoint = createPointLocator(centres, polygons, gazetteer);
  const byName = gazetteer && createNameLocator(gazetteer, centres);

  function locate({country: text, city, region, lat, lon}: Address): Place {
    const country = text ? regions.resolveCountry(text) : undefined;
    if (!country) return {location: null, way: text?.trim() ? "unknown-country" : "unlocated"};
    if ("reason" in country) return {location: null, way: country.reason, name: country.name};
    const whole = regions.whole(country);
    if (whole !== undefined) return {location: whole, way: "country"};
    if (!country.in_benchmark) return {location: country.alpha2, way: "country"};
    const placed = isPoint(lat, lon) ? byPoint(country.alpha2, lat!, lon!) : undefined;
    const areas = [...splitPlace(region ?? ""), ...nation(country, text!)];
    return placed ?? byName?.(country.alpha2, city, areas) ?? {location: null, way: "unlocated"};
  }

  return {
    locate,
    locateText: (place) => locate(parsePlace(place, (text) => regions.resolveCountry(text) !== undefined))
  };
}

/** Creates a locator of points: by polygon, by the nearest city, or else by the nearest region centre. */
function createPointLocator(
  centres: ReadonlyMap<string, readonly Location[]>,
  polygons: PolygonIndex | undefined,
  gazetteer: Gazetteer | undefined
): (country: string, lat: number, lon: number) => Place | undefined {
  return (country, lat, lon) => {
    const inside = polygons?.find(country, lat, lon);
    if (inside !== undefined) return {location: inside, way: "polygon"};
    const shore = polygons?.nearest(country, lat, lon);
    if (shore) return {location: shore.location, way: "nearest-polygon"};
    const near = gazetteer?.nearest(country, lat, lon);
    if (near?.city.location !== undefined && near.distance <= cityTolerance)
      return {location: near.city.location, way: "nearest-city"};
    const centre = nearestCentre(centres.get(country) ?? [], lat, lon, centreTolerance);
    return centre === undefined ? undefined : {location: centre, way: "nearest-centre"};
  };
}

/** A nation such as Scotland in the place of a country is also an area of it. */
function nation(country: Country, text: string): string[] {
  return country.alpha2 === "GB" && text.trim().length > 3 ? [text] : [];
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
  if (continents.has(raw.at(-1)?.toLowerCase() ?? "")) raw.pop();
  // The longest name of a country: "Korea, Republic of" before "Republic of".
  const start = raw.findIndex((_, i) => i >= raw.length - 3 && isCountry(raw.slice(i).join(", ")));
  const country = start < 0 ? raw.length - 1 : start;
  const [city, ...region] = splitPlace(raw.slice(0, country).join(", "));
  return {city, region: region.join(", ") || undefined, country: raw.slice(country).join(", ") || undefined};
}

/** Whether coordinates are given. Zero degrees on both axes mean that the point is unknown. */
function isPoint(lat = NaN, lon = NaN): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0);
}
