-- From staged works to the tables of a lens.
-- Reads: openalex_works (work, year, updated, deleted by openalex_deleted, retracted, paratext, xpac, topics, places),
--        openalex_topics (key, name), openalex_institution_places (institution, location),
--        openalex_country_places (country, location).
-- Variables: first_year, last_year.

-- An updated work appears in several parts of a snapshot; its latest record counts.
CREATE VIEW openalex_latest AS
SELECT *,
  CASE
    WHEN work IN (FROM openalex_deleted) THEN 'deleted'
    WHEN retracted THEN 'retracted'
    WHEN paratext THEN 'paratext'
    WHEN xpac THEN 'not-core'
    WHEN year IS NULL THEN 'no-year'
    WHEN year NOT BETWEEN getvariable('first_year') AND getvariable('last_year') THEN 'outside-years'
  END AS why
FROM openalex_works
WHERE rowid IN (SELECT max_by(rowid, (updated, rowid)) FROM openalex_works GROUP BY work);

CREATE TABLE documents AS
SELECT work AS document, year, NULL::DOUBLE AS amount FROM openalex_latest WHERE why IS NULL;

CREATE TABLE document_codes AS
SELECT work AS document, unnest(topics)::INTEGER AS key FROM openalex_latest WHERE why IS NULL;

CREATE TABLE document_locations AS
WITH shares AS (
  SELECT work AS document, unnest(places, max_depth := 2) FROM openalex_latest WHERE why IS NULL
), located AS (
  SELECT document, location, share FROM shares JOIN openalex_institution_places USING (institution)
  UNION ALL
  SELECT document, location, share FROM shares JOIN openalex_country_places USING (country) WHERE institution IS NULL
)
SELECT document, location, sum(share::DECIMAL(18, 12))::DOUBLE AS share FROM located GROUP BY ALL;

-- Names may differ between works; the smallest counts, so that the order of files does not matter.
CREATE TABLE code_symbols AS
SELECT key, key::VARCHAR AS symbol, min(name) AS label
FROM (SELECT DISTINCT key FROM document_codes) LEFT JOIN openalex_topics USING (key)
GROUP BY key;

CREATE TABLE fallback_codes (document BIGINT, key INTEGER);
