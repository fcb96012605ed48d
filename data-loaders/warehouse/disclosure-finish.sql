-- Rewrites the tables of the lens: deals keep the codes that are safe, and the mean of a cell replaces its amounts.
-- Reads: protected_deals, document_codes, code_symbols, main.links. Writes: documents, document_codes, fallback_codes,
-- withheld. Variable: p.

CREATE TEMP TABLE safe_means AS
WITH companies AS (
  SELECT place, other, list_sort(codes) AS cell, unit, sum(amount::DECIMAL(38, 6))::DOUBLE AS amount,
    count(amount) AS disclosed
  FROM protected_deals WHERE len(codes) > 0
  GROUP BY place, other, list_sort(codes), unit
)
SELECT place, other, cell,
  CASE WHEN sum(coalesce(amount, 0)) - coalesce(list_sum(max(amount, 2)), 0) >= getvariable('p') * max(amount)
    THEN sum(amount::DECIMAL(38, 6))::DOUBLE / sum(disclosed) END AS mean
FROM companies
GROUP BY place, other, cell;

-- Where deals lost a code, or the amounts of a code were removed. Only codes that a threshold could link to a technology
-- are told, each once for a location and a table: neither a number, nor a year, nor a rare industry gets out.
INSERT INTO withheld
WITH kept AS (
  SELECT protected_deals.*, mean
  FROM protected_deals LEFT JOIN safe_means ON protected_deals.place = safe_means.place
    AND protected_deals.other = safe_means.other AND list_sort(codes) = cell
)
SELECT DISTINCT unnest(place) AS location, links.code, other
FROM kept
JOIN document_codes USING (document)
JOIN code_symbols USING (key)
JOIN (SELECT DISTINCT symbol, code FROM main.links WHERE vocabulary = 'industry') AS links USING (symbol)
WHERE NOT list_contains(codes, key) OR (amount IS NOT NULL AND mean IS NULL);

CREATE OR REPLACE TABLE documents AS
SELECT document, year, CASE WHEN amount IS NOT NULL THEN mean END AS amount
FROM protected_deals JOIN safe_means ON protected_deals.place = safe_means.place
  AND protected_deals.other = safe_means.other AND list_sort(codes) = cell;

CREATE OR REPLACE TABLE document_codes AS
SELECT document, unnest(codes) AS key FROM protected_deals;

CREATE OR REPLACE TABLE fallback_codes (document BIGINT, key INTEGER);
DROP TABLE safe_means;
