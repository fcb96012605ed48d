-- The deals with a place and a code, each with its company. The next steps remove codes from the end of the list, so
-- the codes linked to a technology come first, and among them those with the most companies in the place.
-- Deals that count as start-up funding never share a cell with others, since each have a table of their own. The sum of
-- two safe cells is safe too (docs/disclosure.md). A code that no vocabulary has is left out, since its text may name a
-- company.
-- Reads: documents, other_documents, document_codes, document_locations, document_units, code_symbols, main.links,
-- main.vocabulary_entries.
-- Writes: protected_deals.

CREATE TABLE protected_deals AS
WITH placed AS (
  -- A deal with several places has them together as its place.
  SELECT document, list_sort(list(DISTINCT location)) AS place, document IN (FROM other_documents) AS other
  FROM document_locations
  WHERE location IS NOT NULL AND document IN (SELECT document FROM documents)
  GROUP BY document
), coded AS (
  SELECT DISTINCT document, key FROM document_codes
), bearers AS (
  SELECT place, other, key, count(DISTINCT unit) AS units
  FROM placed JOIN coded USING (document) JOIN document_units USING (document)
  GROUP BY place, other, key
), linked AS (
  SELECT key, symbol IN (SELECT symbol FROM main.links WHERE vocabulary = 'industry' AND accepted) AS linked,
    symbol IN (SELECT symbol FROM main.vocabulary_entries WHERE vocabulary = 'industry') AS known
  FROM code_symbols
)
SELECT document, year, amount, unit, place, other,
  coalesce(list(key ORDER BY linked DESC, units DESC, key) FILTER (known), []) AS codes,
  count(*) AS all_codes
FROM documents
JOIN placed USING (document)
JOIN document_units USING (document)
JOIN coded USING (document)
JOIN bearers USING (place, other, key)
JOIN linked USING (key)
GROUP BY document, year, amount, unit, place, other;
