-- From the rows of the IPC files to applications and the document that each belongs to.
-- Reads: regpat_ipc (appln_id, year, key), regpat_same (epo, pct).

-- An application filed both at the EPO and under the PCT is one document, named by its EPO application.
-- The document has the earliest year of its applications.
CREATE TABLE regpat_applications AS
WITH same AS (
  SELECT pct, min(epo) AS epo FROM regpat_same WHERE pct IS NOT NULL AND epo IS NOT NULL GROUP BY pct
), years AS (
  SELECT appln_id, min(year) AS year FROM regpat_ipc WHERE appln_id IS NOT NULL GROUP BY appln_id
)
SELECT years.appln_id, coalesce(same.epo, years.appln_id) AS document, years.year, same.epo IS NOT NULL AS follows
FROM years LEFT JOIN same ON same.pct = years.appln_id;

CREATE TABLE documents AS
SELECT document, min(year)::SMALLINT AS year, NULL::DOUBLE AS amount
FROM regpat_applications
GROUP BY document
HAVING min(year) BETWEEN getvariable('first_year') AND getvariable('last_year');

-- Applications outside the years are of no further use.
CREATE TABLE regpat_kept AS
SELECT appln_id, document, follows FROM regpat_applications JOIN documents USING (document);
