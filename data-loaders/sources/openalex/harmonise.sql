-- From staged works to the three tables of a lens.
-- Reads: openalex_works (work, year, updated, retracted, paratext, xpac, topics, institutions),
--        openalex_places (institution, location).

-- An updated work appears in several parts of a snapshot; its latest record counts.
CREATE VIEW openalex_latest AS
SELECT * FROM openalex_works
WHERE work IS NOT NULL
  AND rowid IN (SELECT max_by(rowid, (updated, rowid)) FROM openalex_works GROUP BY work);

CREATE TABLE documents AS
SELECT work AS document, year, NULL::DOUBLE AS amount
FROM openalex_latest
WHERE NOT retracted AND NOT paratext AND NOT xpac
  AND year BETWEEN getvariable('first_year') AND getvariable('last_year');

CREATE TABLE document_codes AS
SELECT work AS document, unnest(topics)::INTEGER AS key
FROM openalex_latest
WHERE work IN (SELECT document FROM documents);

CREATE TABLE document_locations AS
SELECT document, location, sum(share::DECIMAL(18, 12))::DOUBLE AS share
FROM (
  SELECT work AS document, unnest(institutions, max_depth := 2)
  FROM openalex_latest
  WHERE work IN (SELECT document FROM documents)
) JOIN openalex_places USING (institution)
GROUP BY ALL;

CREATE TABLE code_symbols AS
SELECT DISTINCT key, key::VARCHAR AS symbol FROM document_codes WHERE key IS NOT NULL;

CREATE TABLE fallback_codes (document BIGINT, key INTEGER);
