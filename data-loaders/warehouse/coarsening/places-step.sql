-- Rare combinations of `length` places lose the place with the most documents, whose counts change least.
-- Reads and changes: place_combinations. Reads: location_documents. Variables: length, least.

CREATE OR REPLACE TEMP TABLE smaller_combinations AS
WITH rare AS (
  SELECT target
  FROM place_combinations
  WHERE len(target) = getvariable('length')
  GROUP BY target
  HAVING sum(documents) < getvariable('least')
), losses AS (
  SELECT target, arg_max(location, (documents, location)) AS lost
  FROM (SELECT target, unnest(target) AS location FROM rare) JOIN location_documents USING (location)
  GROUP BY target
)
SELECT target, list_filter(target, lambda location: location <> lost) AS smaller FROM losses;

UPDATE place_combinations SET target = smaller
FROM smaller_combinations
WHERE place_combinations.target = smaller_combinations.target;
