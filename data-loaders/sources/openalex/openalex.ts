import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../engine/database.ts";
import {quote, quoteName} from "../../../src/text/sql.ts";
import {runScript} from "../../engine/script.ts";
import {verifyGzip} from "../files.ts";
import type {Source, SourceContext, SourceResult} from "../source.ts";
import {type Example, Tally} from "../tally.ts";
import {findOpenAlexFiles} from "./files.ts";

/** The part of a work that is read; a key that a dump lacks becomes NULL. */
const workColumns = {
  id: "VARCHAR",
  publication_year: "INTEGER",
  is_retracted: "BOOLEAN",
  is_paratext: "BOOLEAN",
  is_xpac: "BOOLEAN",
  topics: "STRUCT(id VARCHAR)[]",
  primary_topic: "STRUCT(id VARCHAR)",
  authorships: "STRUCT(institutions STRUCT(id VARCHAR, country_code VARCHAR)[])[]"
};

const institutionColumns = {
  id: "VARCHAR",
  country_code: "VARCHAR",
  geo: "STRUCT(city VARCHAR, region VARCHAR, country_code VARCHAR, latitude DOUBLE, longitude DOUBLE)"
};

/** Columns of a flat table of works, one row a work, lists joined by `|`. */
const flatColumns = ["work_id", "year", "topics_json", "institution_ids", "countries"];

/**
 * Reads an OpenAlex snapshot, a part of one or a harvest into the tables of a lens.
 *
 * A publication is a work of the core index that is neither retracted nor paratext; its places are those of
 * its authors' institutions, each author counting for an equal part; its codes are its (at most three) topics.
 * @throws InputError when files are missing or damaged or too many rows are unusable
 */
async function readOpenAlex({db, folder, years, regions, locator, limits, note}: SourceContext): Promise<SourceResult> {
  const tally = new Tally("publications", limits);
  const files = await findOpenAlexFiles(folder);
  const paths = [
    ...files.works.json,
    ...files.works.parquet,
    ...files.institutions.json,
    ...files.institutions.parquet
  ];
  await verifyGzip(paths);

  await db.run(`
    CREATE OR REPLACE MACRO openalex_id(address) AS TRY_CAST(regexp_extract(address, '(\\d+)$', 1) AS BIGINT);
    CREATE OR REPLACE MACRO updated_date(path) AS regexp_extract(path, 'updated_date=([0-9-]+)', 1);
    CREATE TABLE openalex_works (work BIGINT, year SMALLINT, updated VARCHAR, retracted BOOLEAN, paratext BOOLEAN,
      xpac BOOLEAN, topics INTEGER[], institutions STRUCT(institution BIGINT, country VARCHAR, share DOUBLE)[]);
    CREATE TABLE openalex_institutions (institution BIGINT, updated VARCHAR, country VARCHAR, city VARCHAR,
      region VARCHAR, lat DOUBLE, lon DOUBLE);`);

  note("reading works");
  if (files.works.json.length > 0)
    await ingestWorks(readJson(files.works.json, workColumns), files.works.json, workColumns);
  for (const path of files.works.parquet) {
    const columns = await describeParquet(db, path);
    if (flatColumns.every((name) => columns.includes(name))) await ingestFlat(path);
    else if (columns.includes("id") && columns.includes("publication_year"))
      await ingestWorks(readParquet(path, columns, workColumns));
    else
      throw new InputError(`no works: the columns are ${columns.slice(0, 12).join(", ")}`, {
        file: path,
        advice: "a file of works has the columns id, publication_year, topics and authorships"
      });
  }
  note("reading institutions");
  if (files.institutions.json.length > 0)
    await ingestInstitutions(readJson(files.institutions.json, institutionColumns), files.institutions.json);
  for (const path of files.institutions.parquet) {
    await ingestInstitutions(readParquet(path, await describeParquet(db, path), institutionColumns));
  }

  note("locating institutions");
  await placeInstitutions();
  note("joining places and topics");
  await runScript(db, new URL("./harmonise.sql", import.meta.url), {first_year: years[0], last_year: years[1]});
  await countWorks();
  return {edition: files.edition, files: paths, account: tally.account()};

  async function ingestWorks(rows: string, json?: string[], columns?: Record<string, string>): Promise<void> {
    const read = await db.run(`INSERT INTO openalex_works
      SELECT openalex_id(id), publication_year, updated_date(filename), coalesce(is_retracted, false), coalesce(is_paratext, false),
        coalesce(is_xpac, false),
        list_filter(list_transform(coalesce(topics, [primary_topic]), lambda topic: openalex_id(topic.id)::INTEGER), lambda topic: topic IS NOT NULL),
        flatten(list_transform(authorships, lambda author: list_transform(author.institutions, lambda place: {
          'institution': openalex_id(place.id),
          'country': place.country_code,
          'share': 1 / len(authorships) / len(author.institutions)
        })))
      FROM ${rows}`);
    tally.read("works", read);
    const lost = await db.number(`SELECT count(*) FROM openalex_works WHERE work IS NULL`);
    if (lost === 0) return;
    await tally.drop("unreadable-row", lost, read, () => findMalformed(db, json, columns));
    await db.run(`DELETE FROM openalex_works WHERE work IS NULL`);
  }

  async function ingestFlat(path: string): Promise<void> {
    const read = await db.run(`INSERT INTO openalex_works
      SELECT openalex_id(work_id), year, '', false, false, false,
        list_transform(from_json(topics_json, '[{"id":"VARCHAR"}]'), lambda topic: openalex_id(topic.id)::INTEGER),
        list_transform(list_filter(string_split(coalesce(institution_ids, ''), '|'), lambda id: id <> ''), lambda id: {
          'institution': openalex_id(id),
          'country': CASE WHEN countries NOT LIKE '%|%' THEN nullif(countries, '') END,
          'share': 1 / len(string_split(institution_ids, '|'))
        })
      FROM read_parquet(${quote(path)})`);
    tally.read("works", read);
  }

  async function ingestInstitutions(rows: string, json?: string[]): Promise<void> {
    const read = await db.run(`INSERT INTO openalex_institutions
      SELECT openalex_id(id), updated_date(filename), coalesce(geo.country_code, country_code), geo.city, geo.region, geo.latitude, geo.longitude
      FROM ${rows}`);
    tally.read("institutions", read);
    const lost = await db.number(`SELECT count(*) FROM openalex_institutions WHERE institution IS NULL`);
    if (lost === 0) return;
    await tally.drop("unreadable-row", lost, read, () => findMalformed(db, json, institutionColumns));
    await db.run(`DELETE FROM openalex_institutions WHERE institution IS NULL`);
  }

  async function placeInstitutions(): Promise<void> {
    const used = await db.rows(`
      WITH used AS (
        SELECT place.institution, min(place.country) AS country
        FROM (SELECT unnest(institutions) AS place FROM openalex_works) WHERE place.institution IS NOT NULL GROUP BY 1
      ), known AS (
        SELECT institution, max_by(COLUMNS(* EXCLUDE (institution)), updated) FROM openalex_institutions GROUP BY institution
      )
      SELECT used.institution, coalesce(known.country, used.country) AS country, known.city, known.region, known.lat, known.lon,
        known.institution IS NOT NULL AS known
      FROM used LEFT JOIN known USING (institution) ORDER BY used.institution`);
    const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));
    const coordinate = (value: unknown) => (value === null || value === undefined ? undefined : Number(value));
    const places = used.map((row) => ({
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
    await tally.drop("unknown-institution", places.filter((place) => !place.known).length, places.length);
    const lost = places.filter((place) => place.known && place.location === null);
    await tally.drop("unlocated-place", lost.length, places.filter((place) => place.known).length, () => ({
      what: `institution I${lost[0]!.institution}`
    }));
    await db.insert(
      "openalex_places",
      {institution: "BIGINT", location: "SMALLINT"},
      places.flatMap(({institution, location}) => (location === null ? [] : [[institution, regions.id(location)]]))
    );
  }

  async function countWorks(): Promise<void> {
    const [row] =
      await db.rows(`SELECT (SELECT count(*) FROM openalex_works)::DOUBLE AS read, count(*)::DOUBLE AS total,
      (count(*) FILTER (retracted))::DOUBLE AS retracted,
      (count(*) FILTER (NOT retracted AND paratext))::DOUBLE AS paratext,
      (count(*) FILTER (NOT retracted AND NOT paratext AND xpac))::DOUBLE AS xpac,
      (count(*) FILTER (NOT retracted AND NOT paratext AND NOT xpac AND year IS NULL))::DOUBLE AS undated
      FROM openalex_latest`);
    const {read, total, retracted, paratext, xpac, undated} = Object.fromEntries(
      Object.entries(row!).map(([name, value]) => [name, Number(value)])
    ) as Record<string, number>;
    await tally.drop("duplicate", read! - total!, read!);
    await tally.drop("retracted", retracted!, total!);
    await tally.drop("paratext", paratext!, total!);
    await tally.drop("not-core", xpac!, total!);
    await tally.drop("no-year", undated!, total!);
    const kept = await db.number(`SELECT count(*) FROM documents`);
    await tally.drop("outside-years", total! - retracted! - paratext! - xpac! - undated! - kept, total!);
  }
}

function readJson(paths: readonly string[], columns: Record<string, string>, strict = false): string {
  const types = Object.entries(columns).map(([name, type]) => `${name}: ${quote(type)}`);
  return (
    `read_json([${paths.map(quote).join(", ")}], format = 'newline_delimited', columns = {${types.join(", ")}}, ` +
    `filename = true, ignore_errors = ${!strict}, maximum_object_size = 67108864)`
  );
}

function readParquet(path: string, present: readonly string[], columns: Record<string, string>): string {
  const selected = Object.entries(columns).map(([name, type]) =>
    present.includes(name) ? quoteName(name) : `NULL::${type} AS ${quoteName(name)}`
  );
  return `(SELECT ${selected.join(", ")}, ${quote(path)} AS filename FROM read_parquet(${quote(path)}))`;
}

async function describeParquet(db: WorkDatabase, path: string): Promise<string[]> {
  try {
    return (await db.rows(`DESCRIBE FROM read_parquet(${quote(path)})`)).map((row) => String(row.column_name));
  } catch (error) {
    throw new InputError("not a whole Parquet file", {file: path, advice: "download it again", cause: error});
  }
}

async function findMalformed(
  db: WorkDatabase,
  paths?: readonly string[],
  columns?: Record<string, string>
): Promise<Example> {
  if (!paths || !columns) return {what: "a row without an id"};
  try {
    await db.run(`SELECT count(id) FROM ${readJson(paths, columns, true)}`);
    return {what: "a row without an id"};
  } catch (error) {
    const place = /file "([^"]+)", at byte (\d+) in line (\d+): (.*)/.exec(String(error));
    if (!place) return {what: String(error).split("\n")[0]};
    const [, file, column, line, message] = place;
    return {what: message!.replace(/\.\s*$/, ""), file, line: Number(line), column};
  }
}

export const openalex = {
  name: "OpenAlex",
  lens: "publications",
  extract: "an OpenAlex snapshot, part of one, or a harvest by npm run fetch:openalex",
  licence: "OpenAlex: CC0",
  spdx: "CC0-1.0",
  confidential: false,
  identifiers: [{pattern: /openalex\.org\/[WAI]\d{4,}/i, what: "an id of a work, author or institution in OpenAlex"}],
  read: readOpenAlex
} satisfies Source;
