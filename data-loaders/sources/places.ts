import type {Place, Unlocated} from "../regions/place.ts";
import type {DropReason, Tally} from "./tally.ts";

/** Why a place of an institution or company was left out, for each reason of the locator. */
const reasons: Record<Unlocated, DropReason> = {
  unlocated: "unlocated-place",
  ambiguous: "ambiguous-place",
  "unknown-country": "unknown-country",
  "former-country": "former-country",
  "no-country": "no-country"
};

/** A located place: how many rows name it, and how to call it in an error. */
export type CountedPlace = Place & {rows: number; what: () => string};

/**
 * Counts places, those located by method and the others by reason.
 * @throws InputError when too many were left out for one reason
 */
export async function countPlaces(places: readonly CountedPlace[], tally: Tally): Promise<void> {
  const total = places.reduce((sum, {rows}) => sum + rows, 0);
  const lost = new Map<Unlocated, CountedPlace[]>();
  for (const place of places) {
    if (place.location !== null) tally.located(place.way, place.rows);
    else lost.set(place.way, [...(lost.get(place.way) ?? []), place]);
  }
  for (const way of Object.keys(reasons) as Unlocated[]) {
    const some = (lost.get(way) ?? []).sort((a, b) => b.rows - a.rows);
    const rows = some.reduce((sum, place) => sum + place.rows, 0);
    await tally.drop(reasons[way], rows, total, () => ({what: some[0]!.what()}), nameCountries(some));
  }
}

/** The names of former countries and of offices among places, from the project's own table. */
export function nameCountries(places: readonly object[]): string[] {
  return [...new Set(places.flatMap((place) => ("name" in place ? [String(place.name)] : [])))].sort();
}
