import type {Gazetteer} from "./gazetteer.ts";
import {nearestCentre, type Place} from "./place.ts";
import type {Location} from "./regions.ts";

/** Among cities of one name, one with so many times the inhabitants of those in any other region is meant. */
const dominance = 12;

/** A city with fewer inhabitants gives way to the area that an address names. */
const town = 15_000;

/**
 * Creates a locator of cities by their names, inside the areas that an address names.
 *
 * Where several regions have a city of a name, the one with `dominance` times the inhabitants is meant; without such a
 * one the address is ambiguous. An area that lies in one region locates an address whose city is unknown.
 *
 * @param centres the regions of each country, for cities in areas that the crosswalk divides
 */
export function createNameLocator(
  gazetteer: Gazetteer,
  centres: ReadonlyMap<string, readonly Location[]>
): (country: string, city: string | undefined, areas: readonly string[]) => Place {
  /** The regions that have a city of a name, with the inhabitants of the largest. */
  function regionsOf(country: string, city: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const each of gazetteer.named(country, city)) {
      const location = each.location ?? nearestCentre(centres.get(country) ?? [], each.lat, each.lon);
      if (location !== undefined) found.set(location, Math.max(each.population, found.get(location) ?? 0));
    }
    return found;
  }

  /** The regions in which all areas lie that are known; undefined if none is. An area may have the name of a city. */
  function regionsInAll(country: string, areas: readonly string[]): readonly string[] | undefined {
    let common: readonly string[] | undefined;
    for (const area of areas) {
      const known = gazetteer.area(country, area) ?? cityAsArea(country, area);
      if (known) common = common?.filter((code) => known.includes(code)) ?? known;
    }
    return common;
  }

  function cityAsArea(country: string, area: string): readonly string[] | undefined {
    const chosen = choose(regionsOf(country, area));
    return chosen === undefined ? undefined : [chosen];
  }

  return (country: string, city: string | undefined, areas: readonly string[]): Place => {
    const within = regionsInAll(country, areas);
    const cities = city ? regionsOf(country, city) : new Map<string, number>();
    const itself = city ? gazetteer.area(country, city) : undefined;
    return locateInAreas(cities, within ?? (isTown(cities) ? undefined : itself), within && itself);
  };
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
