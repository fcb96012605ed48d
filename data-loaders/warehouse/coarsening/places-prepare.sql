-- The sets of places of the documents: `target` is what is published of a set. It begins as the set itself.
-- Reads: rows, location_sets. Writes: place_combinations, location_documents.

CREATE OR REPLACE TEMP TABLE place_combinations AS
WITH sets AS (
  SELECT location_set, list_sort(list(location)) AS locations FROM location_sets GROUP BY location_set
)
SELECT locations, locations AS target, sum(documents)::INTEGER AS documents
FROM rows JOIN sets USING (location_set)
GROUP BY locations;

CREATE OR REPLACE TEMP TABLE location_documents AS
SELECT location, sum(documents)::INTEGER AS documents
FROM (SELECT unnest(locations) AS location, documents FROM place_combinations)
GROUP BY location;
