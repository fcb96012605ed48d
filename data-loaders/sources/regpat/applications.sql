-- From the rows of the IPC files to documents and their years.
-- Reads: regpat_ipc (appln_id, year, key), regpat_links (epo, pct). Variables: first_year, last_year.

-- An application at the EPO that continues one under the PCT is the same document, known by its EPO id.
CREATE TABLE regpat_same AS
SELECT pct, min(epo) AS epo
FROM regpat_links
WHERE pct IS NOT NULL AND epo IS NOT NULL
GROUP BY pct;

-- A document has the earliest year of its applications.
CREATE TABLE regpat_years AS
SELECT coalesce(epo, appln_id) AS document, min(year) AS year
FROM regpat_ipc LEFT JOIN regpat_same ON pct = appln_id
WHERE appln_id IS NOT NULL
GROUP BY document;

CREATE TABLE documents AS
SELECT document, year, NULL::DOUBLE AS amount
FROM regpat_years
WHERE year BETWEEN getvariable('first_year') AND getvariable('last_year');
