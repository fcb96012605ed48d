import {quote} from "../../../src/text/sql.ts";
import type {WorkDatabase} from "../../duckdb/database.ts";
import {readParquetSql} from "../../duckdb/read-files.ts";
import type {Tally} from "../tally.ts";
import {type EntityTable, findObject, ingestEntities} from "./entities.ts";
import type {Part} from "./parts.ts";

const topic = "STRUCT(id VARCHAR, display_name VARCHAR)";
const institution = "STRUCT(id VARCHAR, country_code VARCHAR)";

/** The API cuts lists of authors at this number, except in a single record; files of the snapshot have all. */
export const longestList = 100;

const works: EntityTable = {
  entity: "works",
  fields: {
    id: "VARCHAR",
    publication_year: "VARCHAR",
    type: "VARCHAR",
    is_retracted: "VARCHAR",
    is_paratext: "VARCHAR",
    is_xpac: "VARCHAR",
    is_authors_truncated: "VARCHAR",
    topics: `${topic}[]`,
    primary_topic: topic,
    authorships: `STRUCT(institutions ${institution}[], countries VARCHAR[])[]`,
    institutions: `${institution}[]`
  },
  // Authors beyond the list are unknown; each institution that only they have counts as one more author.
  query: (rows) => `
    WITH listed AS (
      SELECT * EXCLUDE (authorships),
        list_transform(coalesce(authorships, []), lambda author: {
          'institutions': list_filter(
            coalesce(author.institutions, []),
            lambda place: place.id IS NOT NULL OR place.country_code IS NOT NULL
          ),
          'countries': list_filter(coalesce(author.countries, []), lambda country: country IS NOT NULL)
        }) AS authors,
        openalex_true(is_authors_truncated) OR len(authorships) = ${longestList} AS cut,
        flatten(list_transform(authors, lambda author: author.institutions)).list_transform(
          lambda place: place.id
        ) AS places
      FROM ${rows}
    ), completed AS (
      SELECT *,
        CASE WHEN cut THEN list_filter(
          coalesce(institutions, []),
          lambda place: place.id IS NOT NULL AND NOT list_contains(places, place.id)
        ) ELSE [] END AS beyond,
        list_filter(coalesce(topics, []), lambda topic: openalex_key(topic.id) IS NOT NULL) AS named
      FROM listed
    )
    SELECT openalex_id(id, 'W') AS id, filename, openalex_year(publication_year) AS year,
      CASE WHEN openalex_year(publication_year) IS NULL THEN publication_year END AS bad_year,
      updated_date(filename) AS updated,
      openalex_true(is_retracted) AS retracted,
      openalex_true(is_paratext) OR coalesce(lower(trim(type)) = 'paratext', false) AS paratext,
      openalex_true(is_xpac) AS xpac,
      len(beyond) > 0 AS cut,
      list_transform(
        CASE WHEN len(named) > 0 OR openalex_key(primary_topic.id) IS NULL THEN named ELSE [primary_topic] END,
        lambda topic: {'key': openalex_key(topic.id), 'name': trim(topic.display_name)}
      ) AS topics,
      flatten(list_transform(authors, lambda author:
        CASE WHEN len(author.institutions) > 0
        THEN list_transform(author.institutions, lambda place: {
          'institution': openalex_id(place.id, 'I'),
          'country': upper(trim(place.country_code)),
          'share': 1 / (len(authors) + len(beyond)) / len(author.institutions)
        })
        ELSE list_transform(author.countries, lambda country: {
          'institution': NULL::BIGINT,
          'country': upper(trim(country)),
          'share': 1 / (len(authors) + len(beyond)) / len(author.countries)
        }) END
      )) || list_transform(beyond, lambda place: {
        'institution': openalex_id(place.id, 'I'),
        'country': upper(trim(place.country_code)),
        'share': 1 / (len(authors) + len(beyond))
      }) AS places
    FROM completed`,
  append: (batch) => `
    INSERT INTO openalex_works
    SELECT id, year, bad_year, updated, retracted, paratext, xpac, cut,
      list_transform(topics, lambda topic: topic.key), places
    FROM ${batch};
    INSERT INTO openalex_topics
    SELECT DISTINCT topic.key, topic.name FROM (SELECT unnest(topics) AS topic FROM ${batch}) WHERE topic.name <> ''`,
  // A flat table has no authors: its institutions, or else its countries, count for equal parts.
  flat(path, columns) {
    const optional = ["type", "is_retracted", "is_paratext", "is_xpac"].map((name) =>
      columns.has(name) ? `${name}::VARCHAR AS ${name}` : `NULL::VARCHAR AS ${name}`
    );
    const split = (name: string) =>
      `list_filter(string_split(coalesce(${name}::VARCHAR, ''), '|'), lambda one: trim(one) <> '')`;
    const country = "CASE WHEN countries::VARCHAR NOT LIKE '%|%' THEN nullif(countries::VARCHAR, '') END";
    return `(
      SELECT work_id::VARCHAR AS id, year::VARCHAR AS publication_year, ${optional.join(", ")},
        NULL::VARCHAR AS is_authors_truncated,
        list_transform(
          TRY_CAST(TRY_CAST(topics_json AS JSON) AS STRUCT(id VARCHAR, name VARCHAR)[]),
          lambda topic: {'id': topic.id, 'display_name': topic.name}
        ) AS topics,
        NULL::${topic} AS primary_topic,
        [{
          'institutions': list_transform(
            ${split("institution_ids")},
            lambda id: {'id': id, 'country_code': ${country}}
          ),
          'countries': ${split("countries")}
        }] AS authorships,
        NULL::${institution}[] AS institutions, ${quote(path)} AS filename
      FROM ${readParquetSql(path)}
    )`;
  }
};

/**
 * Appends the works of all parts to `openalex_works`, and the names of their topics to `openalex_topics`.
 * @returns the number of works in each file
 * @throws InputError when a file cannot be read, or too many works have no id
 */
export async function readWorks(db: WorkDatabase, parts: readonly Part[], tally: Tally): Promise<Map<string, number>> {
  return await ingestEntities(db, works, parts, tally);
}

/** Counts repeated works, and those that are no document of the core index or of the chosen years. */
export async function countWorks(db: WorkDatabase, parts: readonly Part[], tally: Tally): Promise<void> {
  const [row] = await db.rows(`
    SELECT (SELECT count(*) FROM openalex_works)::DOUBLE AS read,
      (SELECT count(*) FROM documents)::DOUBLE AS kept,
      count(*)::DOUBLE AS total,
      (count(*) FILTER (why = 'deleted'))::DOUBLE AS deleted,
      (count(*) FILTER (why = 'retracted'))::DOUBLE AS retracted,
      (count(*) FILTER (why = 'paratext'))::DOUBLE AS paratext,
      (count(*) FILTER (why = 'not-core'))::DOUBLE AS xpac,
      (count(*) FILTER (why = 'no-year'))::DOUBLE AS undated,
      (count(*) FILTER (why = 'outside-years'))::DOUBLE AS outside,
      (count(*) FILTER (why IS NULL AND cut))::DOUBLE AS cut,
      arg_min([work::VARCHAR, bad_year], work) FILTER (why = 'no-year' AND bad_year IS NOT NULL) AS bad_year
    FROM openalex_latest`);
  const count = (name: string) => Number(row![name]);
  const total = count("total");
  await tally.drop("duplicate", count("read") - total, count("read"));
  await tally.drop("deleted", count("deleted"), total);
  await tally.drop("retracted", count("retracted"), total);
  await tally.drop("paratext", count("paratext"), total);
  await tally.drop("not-core", count("xpac"), total);
  await tally.drop("no-year", count("undated"), total, async () => {
    if (row!.bad_year === null) return {};
    const [work, year] = row!.bad_year as [string, string];
    return {what: `the year ${JSON.stringify(year)} of work W${work}`, ...(await findObject(parts, "W", work))};
  });
  await tally.drop("outside-years", count("outside"), total);
  await tally.drop("cut-authors", count("cut"), count("kept"));
}
