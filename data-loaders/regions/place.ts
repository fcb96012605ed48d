import type {Location} from "./regions.ts";

/** Methods of locating an address, most trusted first. */
export type LocatedBy = "polygon" | "nearest-polygon" | "city" | "area" | "nearest-city" | "nearest-centre" | "country";

/**
 * Why an address has no location: its country or city is unknown, several regions are possible or its city lies
 * outside its area, or its country is none of today.
 */
export type Unlocated = "unknown-country" | "unlocated" | "ambiguous" | "former-country" | "no-country";

/** The location of an address, or the reason for none, with the name of a former country or an office. */
export type Place = {location: string; way: LocatedBy} | {location: null; way: Unlocated; name?: string};

/**
 * The region of a country whose label point is nearest to a point.
 * @param farthest how far it may be, in degrees of latitude
 */
export function nearestCentre(
  centres: readonly Location[],
  lat: number,
  lon: number,
  farthest = Infinity
): string | undefined {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best: {code: string; distance: number} | undefined;
  for (const centre of centres) {
    const distance = Math.hypot(centre.lat! - lat, (centre.lon! - lon) * shrink);
    if (distance <= farthest && (!best || distance < best.distance)) best = {code: centre.code, distance};
  }
  return best?.code;
}
