-- The published tables of one dataset, from its folded rows. Sets are numbered in the order of their members, so that
-- equal inputs give equal files, and that similar rows are neighbours, which compresses well.
-- Reads: folded, code_symbols, main.codes. Variable: vocabulary.

CREATE TABLE code_ids AS
SELECT key, code
FROM code_symbols JOIN main.codes USING (symbol)
WHERE vocabulary = getvariable('vocabulary');

CREATE TABLE numbered_code_sets AS
SELECT (row_number() OVER (ORDER BY codes))::INTEGER AS code_set, codes
FROM (SELECT DISTINCT codes FROM folded);

CREATE TABLE numbered_location_sets AS
SELECT (row_number() OVER (ORDER BY places))::INTEGER AS location_set, places
FROM (SELECT DISTINCT places FROM folded);

-- Two buckets of the fold can contain equal rows: their documents add up.
CREATE TABLE rows AS
SELECT year, location_set, code_set, other, sum(documents)::INTEGER AS documents, sum(disclosed)::INTEGER AS disclosed,
  sum(amount::DECIMAL(38, 6))::DOUBLE AS amount
FROM folded JOIN numbered_code_sets USING (codes) JOIN numbered_location_sets USING (places)
GROUP BY ALL;

CREATE TABLE code_sets AS
SELECT code_set, code
FROM (SELECT code_set, unnest(codes) AS key FROM numbered_code_sets) JOIN code_ids USING (key);

CREATE TABLE location_sets AS
SELECT location_set, place.location::SMALLINT AS location, place.share AS share
FROM (SELECT location_set, unnest(places) AS place FROM numbered_location_sets);
