import type {Row, WorkDatabase} from "../../duckdb/database.ts";
import type {Locator} from "../../regions/locate.ts";
import type {Regions} from "../../regions/regions.ts";
import type {Tally} from "../tally.ts";
import {describeParquet, type EntityTable, ingestEntities, jsonRows, parquetRows} from "./entities.ts";
import type {OpenAlexFiles} from "./files.ts";

/** The part of an institution that is read. */
const institutionColumns = {
  id: "VARCHAR",
  country_code: "VARCHAR",
  geo: "STRUCT(city VARCHAR, region VARCHAR, country_code VARCHAR, latitude DOUBLE, longitude DOUBLE)"
};

const institutions: EntityTable = {
  kind: "institutions",
  into: "openalex_institutions",
  id: "institution",
  query: (rows) => `
    SELECT openalex_id(id), updated_date(filename), coalesce(geo.country_code, country_code), geo.city, geo.region,
      geo.latitude, geo.longitude
    FROM ${rows}`
};

/**
 * Appends the institutions of all files to `openalex_institutions`.
 * @throws InputError when too many have no id
 */
export async function readInstitutions(
  db: WorkDatabase,
  {json, parquet}: OpenAlexFiles["institutions"],
  tally: Tally
): Promise<void> {
  if (json.length > 0) await ingestEntities(db, institutions, jsonRows(db, json, institutionColumns), tally);
  for (const path of parquet) {
    const columns = await describeParquet(db, path);
    await ingestEntities(db, institutions, parquetRows(path, columns, institutionColumns), tally);
  }
}

/**
 * Fills `openalex_places` with the location of each institution of a work. An institution that the files lack has the
 * country that works give it, and no other address.
 * @throws InputError when too many institutions cannot be located
 */
export async function placeInstitutions(
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
  for (const {way, location} of places) if (location !== null) tally.located(way, 1);
  const known = places.filter((place) => place.known);
  const lost = known.filter(({location}) => location === null);
  await tally.drop("unknown-institution", places.length - known.length, places.length);
  await tally.drop("unlocated-place", lost.length, known.length, () => ({
    what: `institution I${lost[0]!.institution}`
  }));
  await db.insert(
    "openalex_places",
    {institution: "BIGINT", location: "SMALLINT"},
    places.flatMap(({institution, location}) => (location === null ? [] : [[institution, regions.id(location)]]))
  );
}

/** The institutions of works, each with its latest record. */
async function usedInstitutions(db: WorkDatabase): Promise<Row[]> {
  return await db.rows(`
    WITH used AS (
      SELECT place.institution, min(place.country) AS country
      FROM (SELECT unnest(institutions) AS place FROM openalex_works)
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
