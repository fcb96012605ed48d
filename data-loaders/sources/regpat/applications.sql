-- From the rows of the IPC files to documents and their years.
-- Reads: regpat_ipc (appln_id, year, key), regpat_links (epo, pct). Variables: first_year, last_year.

-- An application filed both at the EPO and under the PCT is one document, named by its EPO application.
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
