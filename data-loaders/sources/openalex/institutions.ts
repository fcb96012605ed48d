import type {Row, WorkDatabase} from "../../duckdb/database.ts";
import type {Locator} from "../../regions/locate.ts";
import type {Regions} from "../../regions/regions.ts";
import {countPlaces} from "../places.ts";
import type {Tally} from "../tally.ts";
import {type EntityTable, ingestEntities} from "./entities.ts";
import type {Part} from "./parts.ts";

const institutions: EntityTable = {
  entity: "institutions",
  fields: {
    id: "VARCHAR",
    country_code: "VARCHAR",
    geo: "STRUCT(city VARCHAR, region VARCHAR, country_code VARCHAR, latitude VARCHAR, longitude VARCHAR)"
  },
  query: (rows) => `
    SELECT openalex_id(id, 'I') AS id, filename, updated_date(filename) AS updated,
      coalesce(geo.country_code, country_code) AS country, geo.city AS city, geo.region AS region,
      TRY_CAST(geo.latitude AS DOUBLE) AS lat, TRY_CAST(geo.longitude AS DOUBLE) AS lon
    FROM ${rows}`,
  append: (batch) => `INSERT INTO openalex_institutions SELECT * EXCLUDE (filename) FROM ${batch}`
};

/**
 * Appends the institutions of all parts to `openalex_institutions`.
 * @returns the number of institutions in each file
 * @throws InputError when a file cannot be read, or too many have no id
 */
export async function readInstitutions(
  db: WorkDatabase,
  parts: readonly Part[],
  tally: Tally
): Promise<Map<string, number>> {
  return parts.length > 0 ? await ingestEntities(db, institutions, parts, tally) : new Map<string, number>();
}

/**
 * Fills `openalex_institution_places` with the location of each institution of a work, and `openalex_country_places`
 * with that of each country of an author without an institution. An institution that the files lack has the country
 * that works give it, and no other address.
 * @throws InputError when too many institutions cannot be located
 */
export async function placeAffiliations(
  db: WorkDatabase,
  locator: Locator,
  regions: Regions,
  tally: Tally
): Promise<void> {
  const places = (await usedInstitutions(db)).map((row) => ({
    institution: row.institution,
    known: Boolean(row.known),
    ...locator.locate({
      country: text(row.country),
      city: text(row.city),
      region: text(row.region),
      lat: coordinate(row.lat),
      lon: coordinate(row.lon)
    })
  }));
  const known = places.filter((place) => place.known);
  for (const place of places) if (!place.known && place.location !== null) tally.located(place.way, 1);
  await tally.drop("unknown-institution", places.length - known.length, places.length, () => ({
    advice: "add the institutions of the same snapshot"
  }));
  await countPlaces(
    known.map((place) => ({...place, rows: 1, what: () => `institution I${place.institution}`})),
    tally
  );
  await db.insert(
    "openalex_institution_places",
    {institution: "BIGINT", location: "SMALLINT"},
    places.flatMap(({institution, location}) => (location === null ? [] : [[institution, regions.id(location)]]))
  );
  await placeCountries(db, locator, regions, tally);
}

/** Locates authors of whom only the country is known: a country with several regions gives them no place. */
async function placeCountries(db: WorkDatabase, locator: Locator, regions: Regions, tally: Tally): Promise<void> {
  const rows = await db.rows(`
    SELECT CASE WHEN place.institution IS NULL THEN place.country END AS country, count(*)::DOUBLE AS authors
    FROM (SELECT unnest(places) AS place FROM openalex_works)
    GROUP BY 1 ORDER BY 1`);
  const countries = rows.flatMap(({country, authors}) =>
    country === null
      ? []
      : [{country: String(country), authors: Number(authors), ...locator.locate({country: String(country)})}]
  );
  for (const {way, location} of countries) if (location !== null) tally.located(way, 1);
  const lost = countries.filter(({location}) => location === null).reduce((sum, {authors}) => sum + authors, 0);
  await tally.drop(
    "only-country",
    lost,
    rows.reduce((sum, {authors}) => sum + Number(authors), 0)
  );
  await db.insert(
    "openalex_country_places",
    {country: "VARCHAR", location: "SMALLINT"},
    countries.flatMap(({country, location}) => (location === null ? [] : [[country, regions.id(location)]]))
  );
}

/** The institutions of works, each with its latest record. */
async function usedInstitutions(db: WorkDatabase): Promise<Row[]> {
  return await db.rows(`
    WITH used AS (
      SELECT place.institution, min(place.country) AS country
      FROM (SELECT unnest(places) AS place FROM openalex_works)
      WHERE place.institution IS NOT NULL
      GROUP BY 1
    ), known AS (
      SELECT institution, max_by(COLUMNS(* EXCLUDE (institution)), updated)
      FROM openalex_institutions
      GROUP BY institution
    )
    SELECT used.institution, coalesce(known.country, used.country) AS country, known.city, known.region, known.lat,
      known.lon, known.institution IS NOT NULL AS known
    FROM used LEFT JOIN known USING (institution)
    ORDER BY used.institution`);
}

const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));
const coordinate = (value: unknown) => (value === null || value === undefined ? undefined : Number(value));
