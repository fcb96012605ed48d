-- The published rows in place of the exact ones, ready to be numbered: codes are ids in main.codes.
-- Reads: rows, published_codes, published_places, main.codes. Writes: coarse_rows, coarse_symbols.
-- Variable: vocabulary.

CREATE TABLE coarse_rows AS
SELECT year, codes, places, other, sum(documents)::INTEGER AS documents, sum(disclosed)::INTEGER AS disclosed,
  sum(amount::DECIMAL(38, 6))::DOUBLE AS amount
FROM rows JOIN published_codes USING (code_set) JOIN published_places USING (location_set)
GROUP BY year, codes, places, other;

CREATE TABLE coarse_symbols AS
SELECT code AS key, symbol, label FROM main.codes WHERE vocabulary = getvariable('vocabulary');
