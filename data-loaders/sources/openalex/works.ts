import {InputError} from "../../console/input-error.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {quote} from "../../../src/text/sql.ts";
import type {Tally} from "../tally.ts";
import {describeParquet, type EntityTable, ingestEntities, jsonRows, parquetRows} from "./entities.ts";
import type {OpenAlexFiles} from "./files.ts";

/** The part of a work that is read. */
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

/** Columns of a flat table of works, one row a work, lists joined by `|`. */
const flatColumns = ["work_id", "year", "topics_json", "institution_ids", "countries"];

const works: EntityTable = {
  kind: "works",
  into: "openalex_works",
  id: "work",
  query: (rows) => `
    SELECT openalex_id(id), publication_year, updated_date(filename), coalesce(is_retracted, false),
      coalesce(is_paratext, false), coalesce(is_xpac, false),
      list_filter(
        list_transform(coalesce(topics, [primary_topic]), lambda topic: openalex_id(topic.id)::INTEGER),
        lambda topic: topic IS NOT NULL
      ),
      flatten(list_transform(authorships, lambda author: list_transform(author.institutions, lambda place: {
        'institution': openalex_id(place.id),
        'country': place.country_code,
        'share': 1 / len(authorships) / len(author.institutions)
      })))
    FROM ${rows}`
};

/**
 * Appends the works of all files to `openalex_works`.
 * @throws InputError when a Parquet file has no works, or too many works have no id
 */
export async function readWorks(
  db: WorkDatabase,
  {json, parquet}: OpenAlexFiles["works"],
  tally: Tally
): Promise<void> {
  if (json.length > 0) await ingestEntities(db, works, jsonRows(db, json, workColumns), tally);
  for (const path of parquet) {
    const columns = await describeParquet(db, path);
    if (flatColumns.every((name) => columns.includes(name))) await ingestFlatWorks(db, path, tally);
    else if (columns.includes("id") && columns.includes("publication_year"))
      await ingestEntities(db, works, parquetRows(path, columns, workColumns), tally);
    else
      throw new InputError(`no works: the columns are ${columns.slice(0, 12).join(", ")}`, {
        file: path,
        advice: "a file of works has the columns id, publication_year, topics and authorships"
      });
  }
}

async function ingestFlatWorks(db: WorkDatabase, path: string, tally: Tally): Promise<void> {
  const read = await db.run(`
    INSERT INTO openalex_works
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

/** Counts repeated works, and those that are no document of the core index or of the chosen years. */
export async function countWorks(db: WorkDatabase, tally: Tally): Promise<void> {
  const [row] = await db.rows(`
    SELECT (SELECT count(*) FROM openalex_works)::DOUBLE AS read,
      (SELECT count(*) FROM documents)::DOUBLE AS kept,
      count(*)::DOUBLE AS total,
      (count(*) FILTER (retracted))::DOUBLE AS retracted,
      (count(*) FILTER (NOT retracted AND paratext))::DOUBLE AS paratext,
      (count(*) FILTER (NOT retracted AND NOT paratext AND xpac))::DOUBLE AS xpac,
      (count(*) FILTER (NOT retracted AND NOT paratext AND NOT xpac AND year IS NULL))::DOUBLE AS undated
    FROM openalex_latest`);
  const count = (name: string) => Number(row![name]);
  const total = count("total");
  await tally.drop("duplicate", count("read") - total, count("read"));
  await tally.drop("retracted", count("retracted"), total);
  await tally.drop("paratext", count("paratext"), total);
  await tally.drop("not-core", count("xpac"), total);
  await tally.drop("no-year", count("undated"), total);
  const dated = total - count("retracted") - count("paratext") - count("xpac") - count("undated");
  await tally.drop("outside-years", dated - count("kept"), total);
}
