-- The places and shares that are published for each set. Shares of a combination of places that too few documents have
-- become the mean over these documents, weighted by documents, so that the sum of each place stays the same. Where these
-- are still too few, the documents with the least frequent of the other shares join them.
-- Reads: rows, location_sets, place_combinations. Writes: published_places (location_set, places).
-- Variable: least.

CREATE OR REPLACE TEMP TABLE kept_shares AS
WITH sets AS (
  SELECT location_set, list_sort(list(location)) AS locations FROM location_sets GROUP BY location_set
), kept AS (
  SELECT location_set, target, location, share::DECIMAL(18, 12) AS share
  FROM location_sets JOIN sets USING (location_set) JOIN place_combinations USING (locations)
  WHERE list_contains(target, location)
)
SELECT location_set, target, location,
  round((share / sum(share) OVER (PARTITION BY location_set))::DOUBLE, 6) AS share
FROM kept;

CREATE OR REPLACE TEMP TABLE share_vectors AS
WITH vectors AS (
  SELECT location_set, target, list(share ORDER BY location) AS shares FROM kept_shares GROUP BY location_set, target
), counted AS (
  SELECT vectors.*, sum(documents) AS documents
  FROM vectors JOIN rows USING (location_set)
  GROUP BY ALL
), vector_totals AS (
  SELECT target, shares, sum(documents) AS documents FROM counted GROUP BY target, shares
), ranked AS (
  SELECT *, coalesce(sum(documents) OVER (
    PARTITION BY target ORDER BY documents, shares ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ), 0) AS below
  FROM vector_totals
)
-- In rising order, those below the limit are pooled, and the next as long as the pool is too small.
SELECT location_set, target, counted.documents,
  ranked.documents < getvariable('least') OR below BETWEEN 1 AND getvariable('least') - 1 AS pooled
FROM counted JOIN ranked USING (target, shares);

CREATE OR REPLACE TEMP TABLE published_places AS
WITH means AS (
  SELECT target, location,
    round((sum(share::DECIMAL(18, 12) * documents) / sum(documents))::DOUBLE, 6) AS mean
  FROM share_vectors JOIN kept_shares USING (location_set, target)
  WHERE pooled
  GROUP BY target, location
)
SELECT location_set,
  list_sort(list({'location': location, 'share': CASE WHEN pooled THEN mean ELSE share END})) AS places
FROM share_vectors JOIN kept_shares USING (location_set, target) LEFT JOIN means USING (target, location)
GROUP BY location_set;
