-- The safe cells, and what is withheld.
-- Reads: protected_deals, document_codes, code_symbols, main.links, main.vocabulary_entries. Writes: safe_cells,
-- withheld, main.links. Variable: p.

-- A cell has the amounts of each company, in an order that does not depend on the order of the deals; none where one
-- company dominates it.
CREATE TABLE safe_cells AS
WITH companies AS (
  SELECT place, other, list_sort(codes) AS codes, unit, count(*) AS documents, count(amount) AS disclosed,
    sum(amount::DECIMAL(38, 6))::DOUBLE AS amount,
    coalesce(list(amount ORDER BY amount) FILTER (amount IS NOT NULL), []) AS amounts
  FROM protected_deals WHERE len(codes) > 0
  GROUP BY place, other, list_sort(codes), unit
), cells AS (
  SELECT place, other, codes, sum(documents)::INTEGER AS documents, sum(disclosed)::INTEGER AS disclosed,
    list(amounts ORDER BY amounts) FILTER (disclosed > 0) AS amounts,
    sum(coalesce(amount, 0)) - coalesce(list_sum(max(amount, 2)), 0) >= getvariable('p') * max(amount) AS told
  FROM companies
  GROUP BY place, other, codes
)
SELECT (row_number() OVER (ORDER BY place, other, codes))::INTEGER AS cell, place, other, codes, documents,
  CASE WHEN told THEN disclosed ELSE 0 END AS disclosed, CASE WHEN told THEN amounts END AS amounts
FROM cells;

-- Where deals lost a code, or the amounts of a code were removed. Only codes that a threshold could link to a technology
-- are told, each once for a location and a table: neither a number, nor a year, nor a rare industry gets out. In the
-- place of a code that no vocabulary has stands the vocabulary's most similar code of each technology.
INSERT INTO withheld
WITH known_links AS (
  SELECT code, technology, symbol, similarity, symbol IN (
    SELECT symbol FROM main.vocabulary_entries WHERE vocabulary = 'industry'
  ) AS known
  FROM main.links WHERE vocabulary = 'industry'
), told_links AS (
  SELECT one.symbol, CASE WHEN one.known THEN one.code ELSE best.code END AS code
  FROM known_links AS one LEFT JOIN (
    SELECT technology, list(code ORDER BY similarity DESC, code)[1] AS code
    FROM known_links WHERE known GROUP BY technology
  ) AS best USING (technology)
), kept AS (
  SELECT deals.*, safe_cells.amounts IS NOT NULL AS told
  FROM protected_deals AS deals LEFT JOIN safe_cells ON deals.place = safe_cells.place
    AND deals.other = safe_cells.other AND list_sort(deals.codes) = safe_cells.codes
)
SELECT DISTINCT unnest(place) AS location, told_links.code, other
FROM kept
JOIN document_codes USING (document)
JOIN code_symbols USING (key)
JOIN told_links USING (symbol)
WHERE told_links.code IS NOT NULL AND (NOT list_contains(codes, key) OR (amount IS NOT NULL AND NOT told));

-- The title of such a code may name a company.
DELETE FROM main.links
WHERE vocabulary = 'industry'
  AND symbol NOT IN (SELECT symbol FROM main.vocabulary_entries WHERE vocabulary = 'industry');
